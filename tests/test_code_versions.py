"""What a task's code is known by: its own module, what that imports, the templates they name, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from almanac.build import versions
from almanac.pages import calendars, feeds, honours

CACHED = (versions.version, versions._code, versions._digest, versions._text)


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Reads one file of the program as if a line stood behind it."""
    plain = versions._text.__wrapped__

    def change(name: str) -> None:
        for function in CACHED:
            function.cache_clear()
        there = versions.PROJECT / name
        assert there.is_file()

        def read(file: Path) -> str:
            return str(plain(file)) + ("\n# 改过" if file == there else "")

        monkeypatch.setattr(versions, "_text", read)

    yield change
    for function in CACHED:
        function.cache_clear()


@pytest.mark.parametrize(
    ("name", "makes", "spares"),
    [
        ("hooks/almanac/pages/feeds.py", feeds.make, calendars.make),
        ("hooks/almanac/render/atom.py", feeds.make, calendars.make),
        ("hooks/almanac/render/icalendar.py", calendars.make, honours.make_rolls),
        ("theme/stamps/honours.html", honours.make_rolls, feeds.make),
    ],
)
def test_what_runs_a_changed_file_is_made_again_and_nothing_else(
    changed: Callable[[str], None], name: str, makes: Callable[..., object], spares: Callable[..., object]
) -> None:
    before = versions.version(makes), versions.version(spares)
    changed(name)
    assert versions.version(makes) != before[0]
    assert versions.version(spares) == before[1]


def test_two_functions_of_one_module_are_two() -> None:
    assert versions.version(calendars.make) != versions.version(calendars.make_former)


def test_another_lock_is_other_code(monkeypatch: pytest.MonkeyPatch, changed: Callable[[str], None]) -> None:
    before = versions.version(feeds.make)
    changed("hooks/almanac/pages/feeds.py")
    monkeypatch.undo()
    assert versions.version(feeds.make) == before
    for function in CACHED:
        function.cache_clear()
    monkeypatch.setattr(versions, "libraries", lambda: b"another")
    assert versions.version(feeds.make) != before
