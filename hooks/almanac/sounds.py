"""How Han are read, without tones: the one door to pypinyin. A reader may type `yizhen` for 义诊 and `ly` for 浏阳."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable

from almanac.register import Register

# One reading a Han: what it is read as in the names and words of this site, where pypinyin puts another one first.
OURS = {"长": "chang", "曾": "zeng"}
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
    """The readings of the Han of everyday use, and of all in the names of associations."""
    os.environ["PYPINYIN_NO_PHRASES"] = "true"  # its list of phrases would take 0.12 s and 40 MB
    import pypinyin

    letters = {*_everyday(), *"".join([unit.name for unit in register])}
    said = ((letter, OURS.get(letter) or pypinyin.lazy_pinyin(letter)[0]) for letter in sorted(letters))
    return Sounds((letter, sound) for letter, sound in said if sound.isascii() and VOWELS.intersection(sound))


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
