"""What all tests share: the almanac on the path, no way out of this machine, and `--bless` to accept new words in the
galleries."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import guard
import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "hooks"))
guard.shut(os.environ)
# The program is started hundreds of times: what is compiled once stays so, whatever the machine is set to.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
if (
    signal.getsignal(signal.SIGINT) is signal.SIG_IGN
):  # run in the background: what tests start would never be interrupted
    signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples on every run, so that a failure is of the change; others each time with HYPOTHESIS_PROFILE=random.
settings.register_profile("same", derandomize=True, deadline=None, database=None)
settings.register_profile("random", deadline=None, database=None, print_blob=True, max_examples=400)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


# The files that take longest, begun first: two processes then end together.
LONGEST = (
    "edits",
    "building",
    "press",
    "workbooks",
    "filing",
    "publishing",
    "commands",
    "proposals",
    "launcher",
    "totals",
    "clippings",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="write what is found now as what is expected")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--bless"):
        os.environ["BLESS"] = "1"


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What is loaded now stays to the end: the collector of garbage need not walk it again and again."""
    gc.freeze()
    atexit.register(gc.unfreeze)  # and goes at the end, as libraries expect it to


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    places = {f"test_{name}": place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(places)))


@pytest.fixture(autouse=True)
def nobody_asks_another_host() -> Iterator[None]:
    """A test that asked for another host fails, whatever the program made of the refusal."""
    guard.asked.clear()
    yield
    assert not guard.asked, f"a test may not reach the network: {guard.asked}"
