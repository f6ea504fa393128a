"""Topics' pictures come of no record: drawn once for all sites of a project, and again when the templates change."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from almanac.documents import illustrations
from PIL import Image
from shares import SHELF

TOPIC = SHELF.topics[0]


def picture(drawn: Path) -> bytes:
    return illustrations.picture(TOPIC, 0, illustrations.SQUARE, drawn)


def test_a_picture_is_drawn_once_and_what_older_templates_drew_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "older"
    old.mkdir()
    (old / "x.set").write_bytes(b"old")
    first = picture(tmp_path)
    with Image.open(io.BytesIO(first)) as found:
        assert found.size == illustrations.SQUARE
    assert not old.exists()
    (kept,) = tmp_path.rglob("*.set")
    kept.write_bytes(b"kept")
    assert picture(tmp_path) == b"kept"
    monkeypatch.setattr(illustrations, "parts", lambda: b"other templates")
    assert picture(tmp_path) == first and not kept.exists()


def test_where_nothing_can_be_kept_it_is_drawn_all_the_same(tmp_path: Path) -> None:
    barred = tmp_path / "barred"
    barred.write_bytes(b"no folder")
    assert picture(barred / "drawn") == picture(tmp_path / "drawn")
