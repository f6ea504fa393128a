"""Addresses that are gone for good: those with somebody's number in them, known by its form, so that no list has to name them.

No address that may be published is of such a form (`validate/file_names` refuses it). A server that answers 410 for the form
needs to know no number: a list of them would be one more place where they stand, and a digest of eleven digits is soon tried out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# As theme/serving/nginx.conf has them: in the part of an address that is made of a file's name.
WITHIN = "^/(?:e|press|health)/[^/]*"
FORMS = (
    f"{WITHIN}(?<![0-9])1[3-9][0-9][-_]?[0-9]{{4}}[-_]?[0-9]{{4}}(?![0-9])",
    f"{WITHIN}(?<![0-9])[1-8][0-9]{{5}}[-_]?(?:19|20)[0-9]{{6}}[-_]?[0-9]{{3}}[0-9Xx](?![0-9])",
    f"{WITHIN}(?<![0-9])[1-8][0-9]{{14}}(?![0-9])",
    f"{WITHIN}(?<![0-9])[3-6][0-9]{{15,18}}(?![0-9])",
)
_ANY = re.compile("|".join(FORMS))


def holds(path: str) -> bool:
    """Whether a path of the site, without its first stroke, has the form of an address with a number in it."""
    return _ANY.match(f"/{path}") is not None


def apart(paths: Iterable[str]) -> Iterator[str]:
    """The paths that are gone otherwise: of these it must be asked where they went."""
    return (path for path in paths if not holds(path))
