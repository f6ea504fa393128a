"""The notice board's page: a month of one association on A4, set by Typst as tagged PDF, with the code of its page."""

from __future__ import annotations

from almanac.render.qr_code import code as qr
from almanac.render.typst import typeset
from almanac.views.noticeboard import Board


def pdf(board: Board) -> bytes:
    """The page to be pinned up."""
    return typeset(
        "board.typ",
        {
            "unit": board.unit,
            "month": f"{int(board.month[:4])}年{int(board.month[5:])}月",
            "campaign": board.year.name,
            "theme": board.year.theme,
            "lines": [line._asdict() for line in board.lines],
            "code": {**qr(board.address)._asdict(), "address": board.address},
            "demo": board.demo,
            "further": board.further,
        },
    )
