"""The publicity kit: sheets set by Typst as PDF for the printer's and as PNG for screens, and texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from almanac.documents.print_fonts import bold
from almanac.documents.print_sizes import BLEED, Size
from almanac.model.filings import Activity, Filing
from almanac.parse import images
from almanac.parse.input_files import content
from almanac.render.html import cut
from almanac.render.pdf_boxes import boxed
from almanac.render.typst import typeset
from almanac.views import photos
from almanac.views.promotion_kit import ACCOUNTS, BANNERS, Kit
from almanac.views.promotion_texts import Words
from almanac.views.social_accounts import Account

SHEETS = (
    ("海报", "campaign.typ", 100),
    ("展板", "exhibit.typ", 100),
)  # name, template, dots an inch of its PNG
BANNER = "横幅"
MARKS = 8  # millimetres outside the bleed, for the marks by which a sheet is cut
SHOP = "印刷厂"  # the folder of the editions with a bleed

TEXTS = "转发文字"
PHOTOS, CAPTION = 4, 22  # photos on the board, and characters below each


class Printing(NamedTuple):
    """How the sheets are printed: their sizes, the bleed in millimetres, a folder of more fonts."""

    sizes: Mapping[str, Size]
    bleed: int = BLEED
    fonts: Path | None = None


def files(
    kit: Kit, said: Mapping[str, object], words: Words, pictures: Pictures, printing: Printing
) -> dict[str, bytes]:
    """The whole kit by its file names; said: what every sheet is set from."""
    made = dict(_sheets(kit, said, pictures, printing))
    made["标语.txt"] = _text(words.slogans)
    made |= {f"{TEXTS}/{stem}.txt": _text(text) for stem, text in words.texts.items()}
    about = [words.about, *(f"  {name}" for name in sorted(made)), ""]
    made["说明.txt"] = _text("\n".join(about))
    return made


class Pictures(NamedTuple):
    """QR images of accounts by the path of their record, and photos of activities: alternative text, caption, JPEG."""

    codes: Mapping[str, bytes]
    photos: Sequence[tuple[str, str, bytes]]


def pictures(kit: Kit, filings: Iterable[Filing], records: Path, cache: Path) -> Pictures:
    """What the sheets show besides words; filings: those whose photos may stand on the board."""
    found = []
    for filing in sorted(filings, key=lambda one: one.id):
        if isinstance(filing.record, Activity) and filing.year == kit.year.year:
            folder = (records / filing.file).parent
            shown = photos.shown(filing.record.photos, folder, cache)
            found += [(one.alt, cut(one.caption, CAPTION), one.files[-1][1].data) for one in shown]
    return Pictures(_codes(kit.accounts, records), found[:PHOTOS])


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


def _sheets(
    kit: Kit, said: Mapping[str, object], pictures: Pictures, printing: Printing
) -> Iterator[tuple[str, bytes]]:
    """Banners, poster and exhibition board by their file names, each as PDF without and with a bleed, and as PNG."""
    lines = kit.slogans[:BANNERS] or ("",)
    size = printing.sizes[BANNER]
    for number, slogan in enumerate(lines, 1):
        name = BANNER if len(lines) == 1 else f"{BANNER}{number}"
        yield from _editions(name, "banner.typ", {**said, "slogan": slogan}, 72, size, {}, printing)
    shown = {
        f"code-{n}.png": pictures.codes[a.file]
        for n, a in enumerate(kit.accounts)
        if a.file in pictures.codes
    }
    follow = [
        (one.kind, one.name, one.how, f"code-{n}.png" if f"code-{n}.png" in shown else "")
        for n, one in enumerate(kit.accounts)
    ][:ACCOUNTS]
    shots = {f"photo-{n}.jpg": data for n, (_, _, data) in enumerate(pictures.photos)}
    captions = [(f"photo-{n}.jpg", alt, caption) for n, (alt, caption, _) in enumerate(pictures.photos)]
    for name, template, ppi in SHEETS:
        words = {**said, "follow": follow, "photos": captions}
        yield from _editions(name, template, words, ppi, printing.sizes[name], shown | shots, printing)


def _editions(
    name: str,
    template: str,
    said: Mapping[str, object],
    ppi: float,
    size: Size,
    pictures: Mapping[str, bytes],
    printing: Printing,
) -> Iterator[tuple[str, bytes]]:
    fonts = printing.fonts
    words = {**said, "size": size.drawn, "bleed": 0, "slug": 0, "bold": bold(fonts)}
    yield f"{name}.pdf", typeset(template, words, pictures=pictures, fonts=fonts)
    yield f"{name}.png", typeset(template, words, "png", pictures=pictures, ppi=ppi, fonts=fonts)
    bleed = printing.bleed
    slug = bleed + MARKS if bleed else 0
    edge = typeset(template, {**words, "bleed": bleed, "slug": slug}, pictures=pictures, fonts=fonts)
    yield f"{SHOP}/{name}.pdf", boxed(edge, slug, bleed) if bleed else edge
