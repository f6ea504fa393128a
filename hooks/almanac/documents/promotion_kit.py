"""The publicity kit's sheets, set by Typst as PDF for the printer's and as PNG for screens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from almanac.render.typst import typeset
from almanac.views.promotion_kit import ACCOUNTS, BANNERS
from almanac.views.social_accounts import Account

SHEETS = (
    ("海报", "campaign.typ", 100),
    ("展板", "exhibit.typ", 100),
)  # name, template, dots an inch of its PNG


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
