"""Whether a word stands in bytes, in whatever form and packed in whatever: for tests of what may be shown.

The last letter of a word that is looked for should be one that nothing else has (龘): then each of its ways to be
written is seen, also alone, and in a PDF, which holds letters only in the list of those that it sets.
"""

from __future__ import annotations

import gzip
import html
import io
import re
import unicodedata
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

import brotli

Packed = list[tuple[str, bytes]]  # a file and all that is in it, each with where it lies


def unpacked(name: str, data: bytes) -> Packed:
    """A file, and all that is packed into it: zip, Word, Excel, EPUB; gz, br; the streams of a PDF."""
    found = [(name, data)]
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            for each in box.namelist():
                found += unpacked(f"{name}/{each}", box.read(each))
    if data[:2] == b"\x1f\x8b":
        found += unpacked(f"{name}/gz", gzip.decompress(data))
    if name.endswith(".br"):
        found += unpacked(f"{name}/br", brotli.decompress(data))
    if data[:5] == b"%PDF-":
        for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.S):
            try:
                found.append((f"{name}/…", zlib.decompress(stream)))
            except zlib.error:
                continue
    return found


def forms(word: str) -> list[bytes]:
    """A word as text, JSON, web addresses, pages and old programs may write it."""
    codes = [ord(letter) for letter in word]
    return [
        word.encode(),
        "".join(f"\\u{code:04x}" for code in codes).encode(),
        urllib.parse.quote(word).encode(),
        "".join(f"&#{code};" for code in codes).encode(),
        "".join(f"&#x{code:x};" for code in codes).encode(),
        word.encode("utf-16-be"),
        word.encode("utf-16-le"),
        word.encode("gbk"),
    ]


def read(data: bytes) -> str:
    """As a reader would see it: entities read, lines of a calendar unfolded, letters in their plain form."""
    try:
        text = data.decode("utf-8").replace("\r\n ", "")
    except UnicodeDecodeError:
        return ""  # a picture, or the like
    return unicodedata.normalize("NFKC", html.unescape(text))


def packed_in(files: Iterable[tuple[str, bytes]]) -> dict[str, Packed]:
    """Files by their path with all that is in them, once unpacked for many searches."""
    return {path: unpacked(path, data) for path, data in files}


def below(folder: Path) -> dict[str, Packed]:
    """Every file below a folder, by its path there."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return packed_in((file.relative_to(folder).as_posix(), file.read_bytes()) for file in files)


def having(files: dict[str, Packed], *words: str) -> set[str]:
    """The files that have one of the words in any form, packed or not, or its last letter alone."""
    letters = [word[-1] for word in words]
    whole = [form.lower() for word in words for form in forms(word)]
    alone = [form.lower() for word in words for form in forms(word[-1])[:5]]
    used = [b"<%04x>" % ord(letter) for letter in letters]  # a PDF's list of the letters it sets
    found = set()
    for path, parts in files.items():
        for name, data in parts:
            low, said = data.lower(), read(data)
            wanted = (
                (*whole, *alone) if said else whole
            )  # three bytes of packed data say nothing, what is in it does
            if (
                any(form in low for form in wanted)
                or any(letter in name for letter in letters)
                or any(letter in said for letter in letters)
                or (name.endswith("…") and any(form in low for form in used))
            ):
                found.add(path)
                break
    return found
