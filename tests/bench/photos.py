"""How long photos take: 500 of 12 million pixels drawn in a build, then a build with nothing new, then one more photo.

python tests/bench/photos.py --work DIR [--photos 500] [--workers 2]

The photos are noise over soft colours, of about 4 MB each, ten an activity, and dealt out evenly over the cities of
a small demo province. Everything is made below DIR and may be deleted afterwards.
"""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import measuring
from bench.measuring import ROOT, Row, machine, several, table, tell
from bench.province import BUILD, TODAY
from PIL import Image

SIZE = (4000, 3000)
EACH = 10  # photos of one activity
GOAL = 60.0


def photos(number: int) -> Iterator[bytes]:
    """So many different photos as JPEG; five are drawn, the others differ in their last bytes."""
    drawn = []
    for n in range(5):
        soft = Image.effect_noise((80, 60), 90 + n).resize(SIZE, Image.Resampling.BICUBIC)
        grain = Image.effect_noise(SIZE, 25)
        bands = [Image.blend(soft.rotate(turn), grain, 0.25) for turn in (0, 90, 180)]
        out = io.BytesIO()
        Image.merge("RGB", bands).save(out, "JPEG", quality=88)
        drawn.append(out.getvalue())
    yield from (drawn[n % 5] + b"%08d" % n for n in range(number))


def fill(records: Path, number: int) -> list[Path]:
    """Give activities ten photos each, as evenly over the cities as their folders go."""
    cities = sorted(path for path in (records / "2021").iterdir() if path.is_dir())
    held = [
        [file for file in sorted(city.rglob("0*-*.yml")) if "\n状态: 已举办\n" in file.read_text("utf-8")]
        for city in cities
    ]
    chosen: list[Path] = []
    while len(chosen) * EACH < number:
        chosen.append(held[len(chosen) % len(held)].pop(0))
    made = photos(number)
    for file in chosen:
        lines = ["照片:"]
        for n in range(1, EACH + 1):
            raw = next(made, None)
            if raw:
                file.with_name(f"{file.stem}-{n}.jpg").write_bytes(raw)
                lines.append(f"  - {{文件: {file.stem}-{n}.jpg, 说明: 演示照片, 同意: 无人像, 未成年人: 无}}")
        with open(file, "a", encoding="utf-8", newline="\n") as out:
            out.write("\n".join([*lines, ""]))
    return chosen


def main() -> None:
    words = measuring.words(__doc__)
    words.add_argument("--photos", type=int, default=500)
    words.add_argument("--workers", type=int, default=2)
    given = measuring.given(words)
    work = given.work
    records, out, cache = work / "photos-demo", work / "photos-site" / "site", ROOT / ".build" / "photos"
    for folder in (records, out.parent, cache):
        shutil.rmtree(folder, ignore_errors=True)
    several(1, (*BUILD, "demo", "--activities", "2000", "--to", str(records)))
    how = ("--records", str(records), "--today", TODAY, "--out", str(out), "--workers", str(given.workers))
    build = (*BUILD, "build", *how)
    rows = [Row("a build of 2,000 activities without photos", several(1, build))]
    tell("photos")
    chosen = fill(records, given.photos)
    rows.append(Row(f"the first build with {given.photos} photos", several(1, build), goal=GOAL))
    rows.append(Row("a build with nothing new", several(3, build), goal=1.0))

    def edit(number: int) -> None:
        with open(chosen[0], "a", encoding="utf-8") as file:
            file.write(f"# {number}\n")

    rows.append(Row("an activity with photos is changed", several(3, build, edit), goal=1.2))
    shutil.rmtree(out.parent)
    rows.append(Row("the whole site anew, the photos kept", several(1, build)))
    check = (*BUILD, "check", "--records", str(records), *map(str, chosen[:20]), "--today", TODAY)
    rows.append(Row("check of 20 activities with ten photos each", several(3, check)))
    size = sum(path.stat().st_size for path in cache.iterdir())
    print(f"{machine(work)}, {given.workers} workers\n\n{table(rows)}\n\nkept: {size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
