"""What is said of a file beside its bytes where no web server does it: its type, and how long it may be kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

UNKNOWN = "application/octet-stream"
_OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "ico": "image/x-icon",
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
    "zip": "application/zip",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
}
_MAP = re.compile(r"map \$uri \$caching \{(.*?)\}\n", re.S)
_LINE = re.compile(r'^\s*(default|~\S+)\s+"([^"]*)";', re.M)


class Headers(NamedTuple):
    """The two headers that stay with a file."""

    type: str
    caching: str


def headers_by(nginx: str) -> Callable[[str], Headers]:
    """The headers of a path, the caching as the sample for nginx (`theme/serving/nginx.conf`) has it."""
    found = _MAP.search(nginx)
    lines = _LINE.findall(found[1]) if found else []
    rules = [(re.compile(key[1:]), value) for key, value in lines if key != "default"]
    default = dict(lines)["default"]

    def headers(path: str) -> Headers:
        caching = next((value for rule, value in rules if rule.search(f"/{path}")), default)
        return Headers(TYPES.get(path.rpartition(".")[2], UNKNOWN), caching)

    return headers
