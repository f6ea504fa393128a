"""Another name of `engine`, until whoever uses it has moved."""

from almanac.build.engine import answers, build

__all__ = ["answers", "build"]
