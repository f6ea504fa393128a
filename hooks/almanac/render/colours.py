"""The colours of the site out of one, for a province that wants another: the lines that follow site.css."""

from __future__ import annotations

import re

CONTRAST = 7  # of the colour with white, at least: letters stand in it and on it
_Rgb = tuple[float, float, float]


class Pale(ValueError):
    """A colour that cannot be the site's; the text says why."""


def rules(colour: str) -> str:
    """The style sheet's lines for a colour such as #a32a1a; raises Pale where white letters could not be read on it."""
    own = _read(colour)
    white, black = (255.0, 255.0, 255.0), (0.0, 0.0, 0.0)
    light = {
        "brand": own,
        "band": own,
        "band-deep": _mixed(own, black, 0.25),
        "brand-soft": _mixed(own, white, 0.88),
        **{f"d{step}": _mixed(own, white, share) for step, share in enumerate((0.9, 0.78, 0.62, 0.45), 1)},
    }
    dark = {
        "brand": _mixed(own, white, 0.55),
        "brand-ink": _mixed(own, black, 0.75),
        "brand-soft": _mixed(own, black, 0.65),
        "band": _mixed(own, black, 0.3),
        "band-deep": _mixed(own, black, 0.5),
        **{f"d{step}": _mixed(own, black, share) for step, share in enumerate((0.7, 0.58, 0.45, 0.32), 1)},
    }
    night = _lines(dark)
    return (
        f":root{{{_lines(light)}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{night}}}}}\n"
        f"@media screen{{:root[data-theme=dark]{{{night}}}}}\n"
    )


def _read(colour: str) -> _Rgb:
    if not re.fullmatch("#[0-9a-fA-F]{6}", colour):
        raise Pale(f'extra.colour 要写成 # 和六位数字字母，这里是“{colour}”。例：colour: "#a32a1a"')
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    own = (float(red), float(green), float(blue))
    if 1.05 / (_bright(own) + 0.05) < CONTRAST:
        raise Pale(f'extra.colour 的 {colour} 太浅，白字在上面看不清，请换深一些的。例：colour: "#a32a1a"')
    return own


def _bright(colour: _Rgb) -> float:
    """Relative luminance as WCAG defines it."""
    red, green, blue = (part / 255 for part in colour)
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _mixed(colour: _Rgb, other: _Rgb, share: float) -> _Rgb:
    red, green, blue = (one * (1 - share) + two * share for one, two in zip(colour, other, strict=True))
    return red, green, blue


def _lines(colours: dict[str, _Rgb]) -> str:
    return ";".join(
        f"--{name}:#{''.join(f'{round(part):02x}' for part in colour)}" for name, colour in colours.items()
    )
