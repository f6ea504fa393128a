"""The one door to Pillow and to the reader of QR codes: what is wrong with a photo, and a photo drawn anew with nothing of the camera's notes."""

from __future__ import annotations

import io
import itertools
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # most builds meet no new photo, and loading what reads them takes 10 ms
    from PIL import Image

WIDTHS = (480, 960, 1600)
PLAIN = 960  # the width of the JPEG, for whoever cannot show WebP or wants the photo in a document
CARD = (240, 180)  # of a photo in a list; it is shown at half of it
CODE = 480  # the width of the QR image of an account
MOST_PIXELS = 40_000_000
MOST_BYTES = 20_000_000
SCAN, END = (
    b"\xff\xda",
    b"\xff\xd9",
)  # where a JPEG's picture begins and ends; between them no such bytes can be
FACES = 12  # of a collection of fonts, that are looked at
LIKENESS, EVEN = 16, 24  # spots on a side; so few of their bits are set, or not set, on an even surface
WHITE = (255, 255, 255)
ENDINGS = {"JPEG": (".jpg", ".jpeg"), "PNG": (".png",), "WEBP": (".webp",)}
_OTHERS = (
    (b"GIF8", "GIF 动图"),
    (b"BM", "BMP 图片"),
    (b"II*\0", "TIFF 图片"),
    (b"MM\0*", "TIFF 图片"),
    (b"%PDF", "PDF 文件"),
    (b"PK\x03\x04", "Word、Excel 文件或压缩包"),
)


class Trouble(NamedTuple):
    """Why a file cannot be shown as a photo: a code, a sentence, what would be right."""

    code: str
    message: str
    example: str


class Drawn(NamedTuple):
    """A photo at one width, re-encoded; kind is webp or jpg."""

    kind: str
    width: int
    height: int
    data: bytes


class Unfit(Exception):
    """A file cannot be shown as a photo."""

    def __init__(self, code: str, message: str, example: str) -> None:
        super().__init__(message)
        self.trouble = Trouble(code, message, example)


Shape = tuple[str, Sequence[tuple[int, int]], str]  # ellipse (in a box) or polygon, its corners, its colour
Refuse = Callable[
    [str, Sequence[str]], Trouble | None
]  # of a file's name and what the codes in its picture say


def trouble(name: str, raw: bytes, refuse: Refuse | None = None) -> Trouble | None:
    """What is wrong with a photo file; `name` is its file name; refuse: what is wrong with what its codes say.

    A JPEG that ends as it should and whose codes are not asked for is opened only: to decode it takes 25 ms even as
    small as that goes.
    """
    try:
        picture = _opened(name, raw, WIDTHS[-1] if refuse else 0)
    except Unfit as unfit:
        return unfit.trouble
    return refuse(name, codes(picture)) if refuse else None


def drawn(name: str, raw: bytes, refuse: Refuse | None = None) -> tuple[Drawn, ...]:
    """A photo as WebP at the widths that it fills, smallest first, and as one JPEG; Unfit if it cannot be shown."""
    picture = _opened(name, raw, WIDTHS[-1])
    if refuse and (wrong := refuse(name, codes(picture))):
        raise Unfit(*wrong)
    found: list[Drawn] = []
    plain = _widths(picture.width, (PLAIN,))[0]
    for width in reversed(_widths(picture.width, WIDTHS)):
        picture = _at(picture, width)
        found.insert(0, Drawn("webp", *picture.size, _encoded(picture, "WEBP", quality=78, method=0)))
        if width == plain:
            jpeg = _encoded(picture, "JPEG", quality=82, optimize=True)
            found.append(Drawn("jpg", *picture.size, jpeg))
    return tuple(found)


def whole(name: str, raw: bytes) -> Drawn:
    """A photo in its full size as one JPEG, for editors and for returns; Unfit if it cannot be shown."""
    picture = _opened(name, raw, MOST_PIXELS)
    picture = _at(picture, picture.width)
    return Drawn("jpg", *picture.size, _encoded(picture, "JPEG", quality=90))


def square(name: str, raw: bytes) -> bytes:
    """A QR image of an account as PNG: square, at most 480 dots wide, with a white edge; Unfit if it cannot be shown."""
    from PIL import Image

    picture = _opened(name, raw, MOST_PIXELS)
    side = max(picture.size)
    ground = Image.new("RGB", (side + side // 8, side + side // 8), WHITE)
    ground.paste(picture, tuple((ground.width - length) // 2 for length in picture.size))  # type: ignore[arg-type]
    if ground.width > CODE:
        ground = ground.resize((CODE, CODE), Image.Resampling.HAMMING)
    return flat(_encoded(ground, "PNG"), 32)


def card(name: str, raw: bytes) -> bytes:
    """The middle of a photo as a small JPEG for lists, four to three; Unfit if it cannot be shown."""
    from PIL import Image, ImageOps

    picture = ImageOps.fit(_opened(name, raw, 2 * CARD[0]), CARD, Image.Resampling.HAMMING)
    return _encoded(_at(picture, CARD[0]), "JPEG", quality=74, optimize=True)


def painted(size: tuple[int, int], shapes: Iterable[Shape]) -> bytes:
    """A picture of plain shapes as JPEG, for a demo."""
    from PIL import Image, ImageDraw

    pen = ImageDraw.Draw(picture := Image.new("RGB", size, WHITE))
    for kind, corners, colour in shapes:
        (pen.ellipse if kind == "ellipse" else pen.polygon)(corners, fill=colour)
    return _encoded(picture, "JPEG", quality=85)


def fitted(name: str, raw: bytes, longest: int) -> Drawn:
    """A photo as one JPEG whose long side has at most so many pixels; Unfit if it cannot be shown."""
    picture = _opened(name, raw, longest)
    width = min(picture.width, max(1, round(picture.width * longest / max(picture.size))))
    picture = _at(picture, width)
    return Drawn("jpg", *picture.size, _encoded(picture, "JPEG", quality=88, optimize=True))


def size(data: bytes) -> tuple[int, int]:
    """Width and height of a picture that was drawn here."""
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=("JPEG",)) as found:
        return found.size


def likeness(name: str, raw: bytes) -> int | None:
    """256 bits that stay nearly the same when a photo is scaled, saved again or brightened; None for an even surface.

    Each says whether a spot is darker than the one to its right (a difference hash).
    """
    from PIL import Image

    try:
        picture = _opened(name, raw, 4 * LIKENESS)
    except Unfit:
        return None
    small = picture.convert("L").resize((LIKENESS + 1, LIKENESS), Image.Resampling.BOX)
    rows = [small.tobytes()[n * (LIKENESS + 1) : (n + 1) * (LIKENESS + 1)] for n in range(LIKENESS)]
    bits = [left < right for row in rows for left, right in itertools.pairwise(row)]
    return (
        sum(bit << place for place, bit in enumerate(bits)) if EVEN < sum(bits) < len(bits) - EVEN else None
    )


def codes(picture: Image.Image) -> list[str]:
    """What the QR codes in a picture say; it takes 4 ms at the width of a page, 40 at twelve million pixels."""
    import zxingcpp

    found = zxingcpp.read_barcodes(picture.convert("L"), formats=zxingcpp.barcode_formats_from_str("QRCode"))
    return [one.text for one in found]


def flat(png: bytes, colours: int) -> bytes:
    """A drawing of ours in a few colours, as PNG."""
    from PIL import Image

    with Image.open(io.BytesIO(png), formats=("PNG",)) as found:
        out = io.BytesIO()
        few = found.convert("RGB").quantize(colours, method=Image.Quantize.MEDIANCUT)
        few.save(out, "PNG", optimize=True)
    return out.getvalue()


# ---------------------------------------------------------------- reading


def _opened(name: str, raw: bytes, width: int) -> Image.Image:
    """The photo upright and in plain colours; a JPEG as small as it can be decoded and still have this width.

    With no width it is only looked at.
    """
    from PIL import Image, ImageOps

    kind = _kind(name, raw)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(raw), formats=(kind,)) as found:
                if found.width * found.height > MOST_PIXELS:
                    raise _too_large(name, f"有 {found.width}×{found.height} 个像素（上限四千万）")
                if kind != "JPEG" and getattr(found, "n_frames", 1) > 1:
                    message = f"照片“{name}”是动图；网页上只放不动的照片"
                    raise Unfit("E236", message, "截取一帧，另存为 .jpg")
                if not width and kind == "JPEG" and raw.rfind(END) > raw.rfind(SCAN):
                    return found
                lies = found.getexif().get(0x0112, 1) >= 5
                found.draft("RGB", (1, width or 1) if lies else (width or 1, 1))
                return _plain(ImageOps.exif_transpose(found))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large(name, "像素多得不合情理（上限四千万）") from None
    except Unfit:
        raise
    except Exception:  # Pillow answers to a spoilt file with whatever its reader stumbled over
        message = f"照片“{name}”不完整或已损坏，打不开"
        raise Unfit("E238", message, "重新从手机或相机里复制一份") from None


def _kind(name: str, raw: bytes) -> str:
    """JPEG, PNG or WEBP by the file's first bytes, which must agree with its ending."""
    if not raw:
        raise Unfit("E233", f"照片“{name}”是空的，一个字节也没有", "重新复制一份")
    kind = "JPEG" if raw[:3] == b"\xff\xd8\xff" else "PNG" if raw[:8] == b"\x89PNG\r\n\x1a\n" else ""
    kind = "WEBP" if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP" else kind
    if not kind:
        raise _strange(name, raw)
    if not name.lower().endswith(ENDINGS[kind]):
        stem = name.rpartition(".")[0] or name
        message = f"照片“{name}”的内容是 {kind}，扩展名要写 {ENDINGS[kind][0]}"
        raise Unfit("E237", message, f"改名为 {stem}{ENDINGS[kind][0]}，记录里也照改")
    if len(raw) > MOST_BYTES:
        raise _too_large(name, f"有 {len(raw) / 1e6:.0f} MB（上限 20 MB）")
    return kind


def _strange(name: str, raw: bytes) -> Unfit:
    """What else a file may be that is called a photo."""
    if raw[4:8] == b"ftyp":
        message = f"照片“{name}”是苹果手机的 HEIC 格式（或同类格式），浏览器大多打不开"
        return Unfit("E234", message, "手机“设置→相机→格式”选“兼容性最佳”，或另存为 .jpg 再放进来")
    head = raw[:1000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    what = next((words for sign, words in _OTHERS if raw.startswith(sign)), "认不出的文件")
    if head.startswith((b"<svg", b"<?xml", b"<!doctype", b"<html")):
        what = "SVG 图形或网页（里面可能藏有程序）"
    return Unfit("E235", f"“{name}”不是照片，是{what}", "另存为 .jpg 再放进来")


def _too_large(name: str, why: str) -> Unfit:
    return Unfit("E239", f"照片“{name}”太大：{why}", "用看图软件缩小到 4000×3000 以内再放进来")


# ---------------------------------------------------------------- drawing


def _plain(picture: Image.Image) -> Image.Image:
    """In red, green and blue; what can be seen through is on white."""
    from PIL import Image

    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        ground = Image.new("RGB", picture.size, WHITE)
        ground.paste(picture, mask=picture.getchannel("A"))
        return ground
    return picture.convert("RGB")


def _widths(full: int, wanted: tuple[int, ...]) -> tuple[int, ...]:
    """Those of the wanted widths that a photo fills, and its own where it is narrower than the next."""
    smaller = tuple(width for width in wanted if width < full)
    return smaller if len(smaller) == len(wanted) else (*smaller, min(full, wanted[len(smaller)]))


def _at(picture: Image.Image, width: int) -> Image.Image:
    """At a width, as a new picture: nothing that the file said beside its colours comes along."""
    from PIL import Image

    height = max(1, round(picture.height * width / picture.width))
    clean = Image.new("RGB", (width, height))
    if picture.size != clean.size:
        picture = picture.resize(clean.size, Image.Resampling.HAMMING, reducing_gap=2.0)
    clean.paste(picture)
    return clean


def _encoded(picture: Image.Image, kind: str, **how: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def faces(file: Path) -> Iterator[tuple[str, str]]:
    """Family and style of each face in a file of fonts; of what is none, nothing."""
    from PIL import ImageFont

    for index in range(FACES if file.suffix.lower() == ".ttc" else 1):
        try:
            family, style = ImageFont.truetype(str(file), 10, index=index).getname()
        except OSError:
            return
        yield family or "", style or ""
