"""Packed forms beside texts: what they unpack to, what has none, and that a build keeps them true."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest
from almanac.build import engine
from almanac.publish.compress import SMALLEST, packed
from small import bytes_of, job, records


def test_texts_of_some_length_and_nothing_else() -> None:
    long = ("示例" * SMALLEST).encode()
    made = packed({"a.html": long, "b.ics": b"short", "c.webp": long, "d.json": long})
    assert set(made) == {
        *("a.html", "a.html.gz", "a.html.br", "b.ics", "c.webp", "d.json", "d.json.gz", "d.json.br"),
    }
    assert gzip.decompress(made["a.html.gz"]) == brotli.decompress(made["a.html.br"]) == long


@pytest.mark.whole
def test_built_with_them_changed_and_built_without(tmp_path: Path) -> None:
    """After a change each packed form is that of the new text; without the option none are left."""
    events, out = records(tmp_path / "events", activities=20), tmp_path / "site"
    asked = job(events, out)._replace(compress=True)

    def build(compress: bool) -> None:
        assert engine.build(asked._replace(compress=compress), lambda what, done, whole: None).published

    build(True)
    file = next((events / "2021").rglob("05*.yml"))
    file.write_text(file.read_text(encoding="utf-8").replace("名称: ", "名称: 示例", 1), encoding="utf-8")
    build(True)
    forms = [*out.rglob("*.gz"), *out.rglob("*.br")]
    assert len(forms) > 200
    for form in forms:
        unpack = gzip.decompress if form.suffix == ".gz" else brotli.decompress
        assert unpack(form.read_bytes()) == form.with_suffix("").read_bytes(), form
    kept = {
        path: mark for path, mark in bytes_of(out).items() if not path.endswith((".gz", ".br", "version.txt"))
    }
    build(False)
    assert {path: mark for path, mark in bytes_of(out).items() if path != "version.txt"} == kept
