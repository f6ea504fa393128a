"""Whatever is edited, on whatever day: a build of what changed is what a clean build is, and tells the same."""

from __future__ import annotations

import datetime
import os
import shutil
from pathlib import Path

import drawing
import hostile
import pytest
from everything import CONSENT, COUNTY, GONE, WITHDRAWN


@pytest.mark.parametrize(
    ("seed", "steps"), [(529, 8), pytest.param(1980, 60, marks=pytest.mark.whole)]
)
def test_random_edits_give_what_a_clean_build_gives(tmp_path: Path, seed: int, steps: int) -> None:
    """Every kind of file and the day (`hostile`); hundreds more by `tests/bench/edits.py`."""
    done = hostile.proved(tmp_path, seed, steps)
    assert len(done) >= steps - 1
