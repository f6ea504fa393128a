"""How Han are read, without tones: the one door to pypinyin. A reader may type `yizhen` for 义诊 and `ly` for 浏阳."""

from __future__ import annotations

import functools
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from almanac.model.divisions import Register

# One reading a Han: what it is read as in the names and words of this site, where pypinyin puts another one first.
OURS = {"长": "chang", "曾": "zeng"}
PROJECT = Path(__file__).resolve().parents[3]
_LINE = re.compile("([a-z]+)([^a-z]+)")
VOWELS = frozenset("aeiouv")


class Sounds(dict[str, str]):
    """The reading of each Han that readers can look for by its sound: liu for 浏; what has none stands for itself."""

    def __init__(self, readings: Iterable[tuple[str, str]]) -> None:
        super().__init__(sorted(readings))
        self.syllables = tuple(sorted(set(self.values())))
        self._places = {syllable: place for place, syllable in enumerate(self.syllables)}

    def place(self, letter: str) -> int:
        """The number of a letter's sound, for shelving; all Han of one sound have the same."""
        sound = self.get(letter)
        return self._places[sound] if sound else len(self._places) + ord(letter)

    def initial(self, letter: str) -> str:
        """`l` for 浏; a letter or digit is its own."""
        return self.get(letter, letter)[0]

    def text(self) -> str:
        """All readings as readers' scripts get them: a line for each syllable, with its Han."""
        lines: dict[str, list[str]] = {syllable: [syllable] for syllable in self.syllables}
        for letter, sound in self.items():
            lines[sound].append(letter)
        return "\n".join(map("".join, lines.values()))


@functools.lru_cache(maxsize=2)
def sounds(register: Register) -> Sounds:
    """The readings of the Han of everyday use, and of all in the names of associations; kept between builds."""
    letters = "".join(sorted({*_everyday(), *"".join([unit.name for unit in register])}))
    lock = (PROJECT / "requirements.txt").read_bytes()  # says which pypinyin it is
    mark = hashlib.blake2b(f"{OURS}{letters}".encode() + lock, digest_size=12).hexdigest()
    kept = PROJECT / ".build" / "sounds" / f"{mark}.txt"
    try:
        lines = kept.read_text(encoding="utf-8").split("\n")
    except OSError:
        found = Sounds(_readings(letters))
        kept.parent.mkdir(parents=True, exist_ok=True)
        new = kept.with_name(f"{mark}.{os.getpid()}")
        new.write_text(found.text(), encoding="utf-8")
        new.replace(kept)
        return found
    said = (_LINE.fullmatch(line) for line in lines)
    return Sounds((letter, match[1]) for match in said if match for letter in match[2])


def _readings(letters: str) -> Iterator[tuple[str, str]]:
    os.environ["PYPINYIN_NO_PHRASES"] = "true"  # its list of phrases would take 0.12 s and 40 MB
    import pypinyin  # not above: 0.08 s that a build seldom needs

    for letter in letters:
        sound = OURS.get(letter) or pypinyin.lazy_pinyin(letter)[0]
        if sound.isascii() and VOWELS.intersection(sound):
            yield letter, sound


def _everyday() -> str:
    """The 3,755 Han of the first level of GB 2312."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return b"".join(rows).decode("gb2312", "ignore")


_AS_SURNAME = {
    "单": "S",
    "曾": "Z",
    "仇": "Q",
    "解": "X",
    "查": "Z",
    "覃": "Q",
    "乐": "Y",
    "区": "O",
    "尉": "Y",
}


def initials(person: str) -> str:
    """A name by its letters: 张三丰 is ZSF; a surname is read as surnames are."""
    from pypinyin import Style, lazy_pinyin  # 100 ms, and hardly any consent asks for letters

    found = lazy_pinyin(person, style=Style.FIRST_LETTER)
    return _AS_SURNAME.get(person[0], found[0][:1].upper()) + "".join(part[:1].upper() for part in found[1:])
