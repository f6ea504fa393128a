"""Pictures for tests, drawn by a word: what a record's photo file may turn out to be."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pytest
import segno
from PIL import Image, ImageEnhance

SECRET = "示例：不该公开的话"


def picture(width: int = 60, height: int = 40, kind: str = "JPEG", mode: str = "RGB", **save: Any) -> bytes:
    """A plain picture as bytes."""
    out = io.BytesIO()
    Image.new(mode, (width, height), Image.new("RGB", (1, 1), "#a32a1a").convert(mode).getpixel((0, 0))).save(
        out, kind, **save
    )
    return out.getvalue()


def scene(seed: int, width: int = 1200, quality: int = 90, light: float = 1.0) -> bytes:
    """A picture of many things, drawn by lot: the same seed is the same scene, at any size."""
    draw = random.Random(seed)
    small = Image.new("RGB", (12, 9))
    small.putdata([tuple(draw.randrange(256) for _ in range(3)) for _ in range(12 * 9)])
    drawn = small.resize((1200, 900), Image.Resampling.BICUBIC).resize((width, width * 3 // 4))
    out = io.BytesIO()
    ImageEnhance.Brightness(drawn).enhance(light).save(out, "JPEG", quality=quality)
    return out.getvalue()


def noted(width: int = 2000, height: int = 1000, turned: int = 6) -> bytes:
    """A JPEG lying on its side, with all the notes a camera or an editor may leave in it."""
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010E] = "SECRET-description"
    exif[0x9286] = SECRET
    exif.get_ifd(0x8825)[2] = (28.0, 13.0, 41.0)  # where it was taken
    return picture(
        width,
        height,
        exif=exif,
        comment=b"SECRET-comment",
        xmp=b"<x:xmpmeta>SECRET-xmp</x:xmpmeta>",
        icc_profile=b"SECRET-icc" + bytes(200),
    )


def moving(kind: str) -> bytes:
    """A picture of two frames."""
    out = io.BytesIO()
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "blue")]
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of a few bytes that says it has 2,500 million pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


SCENES: dict[str, Callable[[], bytes]] = {
    "场景一": lambda: scene(1),
    "场景一，缩小": lambda: scene(1, 500, 60),
    "场景二": lambda: scene(2),
}
BY_WORD: dict[str, Callable[[], bytes]] = {
    "": picture,
    "空文件": lambda: b"",
    "HEIC": lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40),
    "SVG": lambda: b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
    "网页": lambda: b"<!doctype html><script>1</script>",
    "GIF": lambda: picture(kind="GIF"),
    "PDF": lambda: b"%PDF-1.7\n",
    "PNG": lambda: picture(kind="PNG"),
    "WEBP": lambda: picture(kind="WEBP"),
    "CMYK": lambda: picture(mode="CMYK"),
    "动图 WEBP": lambda: moving("WEBP"),
    "动图 PNG": lambda: moving("PNG"),
    "截断": lambda: noted(800, 600)[:-400],
    "截断 PNG": lambda: picture(600, 400, "PNG")[:-40],
    "坏字节": lambda: b"\xff\xd8\xff" + b"529" * 100,
    "炸弹": bomb,
    "四千万多像素": lambda: picture(8000, 5001, "PNG"),
    "二十多兆": lambda: picture() + bytes(20_000_001),
    "收款码": lambda: with_code("wxp://f2f0shili"),
    "个人微信": lambda: with_code("https://u.wechat.com/shili"),
    "公众号": lambda: with_code("http://weixin.qq.com/r/shili"),
    **SCENES,
}


def with_code(says: str, width: int = 1200, share: float = 0.15, turned: int = 0) -> bytes:
    """A scene with a QR code in it, so wide and so turned; the test is left out where no reader is installed."""
    pytest.importorskip("zxingcpp", reason="没有装 zxing-cpp")
    code, out = io.BytesIO(), io.BytesIO()
    segno.make(says, micro=False).save(code, kind="png", scale=8)
    side = round(width * share)
    small = (
        Image.open(code).convert("RGB").rotate(turned, expand=True, fillcolor="white").resize((side, side))
    )
    with Image.open(io.BytesIO(scene(1, width))) as ground:
        ground.paste(small, (width // 3, width // 4))
        ground.save(out, "JPEG", quality=85)
    return out.getvalue()


def by_word(word: str) -> bytes:
    """The picture that a case asks for."""
    return BY_WORD[word.strip()]()
