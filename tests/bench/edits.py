"""Edit the small project of tests/hostile.py by lot, hundreds of times, and hold each build against a clean one.

.venv/bin/python tests/bench/edits.py --seeds 20 --steps 40
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2] / "hooks")]

import hostile  # noqa: E402  (the module of the tests: this file's own folder is looked into last)
from preloaded import Preloaded  # noqa: E402


def main() -> int:
    """Each seed is a project of its own; those that failed are named."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seeds", type=int, default=10)
    asked.add_argument("--first", type=int, default=1)
    asked.add_argument("--steps", type=int, default=30)
    chosen = asked.parse_args()
    failed = 0
    for seed in range(chosen.first, chosen.first + chosen.seeds):
        with tempfile.TemporaryDirectory() as folder:
            try:
                done = hostile.proved(Path(folder), seed, chosen.steps, of=Preloaded)
                print(f"seed {seed}: {len(done)} edits", flush=True)
            except AssertionError as wrong:
                failed += 1
                print(f"seed {seed} FAILED: {str(wrong)[:3000]}", flush=True)
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
