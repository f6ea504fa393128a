"""The publicity kit: sheets set by Typst as PDF for the printer's and as PNG for screens, and texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from almanac.parse import images
from almanac.parse.input_files import content
from almanac.render.typst import typeset
from almanac.views.promotion_kit import ACCOUNTS, BANNERS, Kit, Words
from almanac.views.social_accounts import Account

SHEETS = (
    ("海报", "campaign.typ", 100),
    ("展板", "exhibit.typ", 100),
)  # name, template, dots an inch of its PNG

TEXTS = "转发文字"


def files(kit: Kit, said: Mapping[str, object], words: Words, records: Path) -> dict[str, bytes]:
    """The whole kit by its file names; said: what every sheet is set from; records: where QR images were filed."""
    made = dict(sheets(said, kit.slogans, kit.accounts, _codes(kit.accounts, records)))
    made["标语.txt"] = _text(words.slogans)
    made |= {f"{TEXTS}/{stem}.txt": _text(text) for stem, text in words.texts.items()}
    made["说明.txt"] = _text("\n".join([words.about, *(f"  {name}" for name in sorted(made)), ""]))
    return made


def _codes(accounts: Iterable[Account], records: Path) -> dict[str, bytes]:
    """The QR images that were given, drawn anew; what cannot be opened is left out."""
    found = {}
    for one in accounts:
        if one.file:
            try:
                found[one.file] = images.square(one.file.rpartition("/")[2], content(records, one.file))
            except (OSError, images.Unfit):
                continue
    return found


def _text(words: str) -> bytes:
    """A text that Notepad on Windows opens right."""
    return words.replace("\n", "\r\n").encode("utf-8-sig")


def sheets(
    said: Mapping[str, object],
    slogans: Sequence[str],
    accounts: Sequence[Account],
    codes: Mapping[str, bytes],
) -> Iterator[tuple[str, bytes]]:
    """Banners, poster and exhibition board by their file names; codes: QR images of accounts by the record's path."""
    lines = slogans[:BANNERS] or ("",)
    for number, slogan in enumerate(lines, 1):
        name = "横幅" if len(lines) == 1 else f"横幅{number}"
        yield from _both(name, "banner.typ", {**said, "slogan": slogan}, 72, {})
    pictures = {f"code-{n}.png": codes[one.file] for n, one in enumerate(accounts) if one.file in codes}
    follow = [
        (one.kind, one.name, one.how, f"code-{n}.png" if f"code-{n}.png" in pictures else "")
        for n, one in enumerate(accounts)
    ][:ACCOUNTS]
    for name, template, ppi in SHEETS:
        yield from _both(name, template, {**said, "follow": follow}, ppi, pictures)


def _both(
    name: str, template: str, said: Mapping[str, object], ppi: float, pictures: Mapping[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    yield f"{name}.pdf", typeset(template, said, pictures=pictures)
    yield f"{name}.png", typeset(template, said, "png", pictures=pictures, ppi=ppi)
