"""Letters that stand side by side: what a text is found by. theme/scripts/search/letters.js does the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from almanac.parse.pinyin import Sounds

LEAVES = 512  # files that the guide is divided into
MARKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"  # a set of drawers, six bits, as a letter
_DOT = re.compile(r"(?<=[0-9０-９])[·.．•・‧](?=[0-9０-９])")

Pairs = Mapping[int, tuple[set[str], set[str]]]  # drawer -> pairs in the names, pairs anywhere


class _Plain(dict[int, str]):
    """A letter as it is looked for, learnt when first met: half width, small; whatever parts words is a blank."""

    def __missing__(self, code: int) -> str:
        near = code - 0xFEE0 if 0xFF01 <= code <= 0xFF5E else code
        letter = chr(near).lower() if near < 0x80 else chr(near)
        kept = letter in "abcdefghijklmnopqrstuvwxyz0123456789〇" or 0x3400 <= near <= 0x9FFF
        self[code] = found = letter if kept else " "
        return found


_PLAIN = _Plain()


def plain(text: str) -> str:
    """A text as it is looked for: 5·29, 5.29 and ５．２９ are 529; signs are blanks."""
    return _DOT.sub("", text).translate(_PLAIN)


def pairs(texts: Iterable[str]) -> set[str]:
    """All pairs of letters that stand side by side in one of the texts."""
    text = plain("\n".join(texts))
    return {pair for pair in map(str.__add__, text, text[1:]) if " " not in pair}


def leaf(pair: str, sounds: Sounds) -> int:
    """The leaf of the guide that has a pair: the same for all pairs that sound alike."""
    return (sounds.place(pair[0]) * 31 + sounds.place(pair[1])) % LEAVES


class Leaves(dict[str, int]):
    """The leaf of each pair, looked up once."""

    def __init__(self, sounds: Sounds) -> None:
        super().__init__()
        self._sounds = sounds

    def __missing__(self, pair: str) -> int:
        self[pair] = found = leaf(pair, self._sounds)
        return found


def entered(share: str, found: Pairs, leaves: Leaves) -> tuple[bytes, ...]:
    """What a share enters in each leaf of the guide: its code, then four letters for each of its pairs.

    They are the pair, the drawers that have it anywhere, and those that have it in a name.
    """
    anywhere: dict[str, int] = {}
    in_names: dict[str, int] = {}
    for drawer, (names, whole) in found.items():
        bit = 1 << drawer
        for pair in whole:
            anywhere[pair] = anywhere.get(pair, 0) | bit
        for pair in names:
            in_names[pair] = in_names.get(pair, 0) | bit
    lines: list[list[str]] = [[] for _ in range(LEAVES)]
    for pair, bits in sorted(anywhere.items()):
        lines[leaves[pair]].append(f"{pair}{MARKS[bits]}{MARKS[in_names.get(pair, 0)]}")
    return tuple([f"{share} {''.join(line)}\n".encode() if line else b"" for line in lines])
