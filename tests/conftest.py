"""What all tests share: the almanac on the path, and `--bless` to accept new words in the galleries."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "hooks"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="write what is found now as what is expected")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--bless"):
        os.environ["BLESS"] = "1"
