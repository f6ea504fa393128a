"""The remark put under a proposal on GitLab or Gitee, and written anew when the proposal changes.

The token is the maintainer's: it goes to the one host that was named, follows no redirect, and stands in no message.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from almanac.review.comment import MARK

PAGE, PAGES = 100, 20  # remarks are asked for by so many, so often at most
LARGEST = 8 * 1024 * 1024
SECONDS = 30
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Refused(Exception):
    """The remark was not written; the text is a sentence for the reader."""


class Request(NamedTuple):
    """A proposal on a platform: where its interface is, the project (`组织/仓库`, or GitLab's number), its number."""

    api: str
    project: str
    number: int
    token: str


class Platform(NamedTuple):
    """How a platform is asked: where remarks are listed and added, where one is written anew and how; who asks."""

    listed: str
    one: str
    method: str
    author: str
    is_header: bool


PLATFORMS: Mapping[str, Platform] = {
    "gitlab": Platform(
        "/projects/{project}/merge_requests/{number}/notes",
        "/projects/{project}/merge_requests/{number}/notes/{id}",
        "PUT",
        "author",
        True,
    ),
    "gitee": Platform(
        "/repos/{project}/pulls/{number}/comments",
        "/repos/{project}/pulls/comments/{id}",
        "PATCH",
        "user",
        False,
    ),
}


def put(platform: Platform, request: Request, remark: str) -> bool:
    """Write the remark; whether an earlier one of our own was written anew. A stranger's is never touched."""
    if not remark.startswith(MARK):
        raise Refused(f"这不是 check --format markdown 写的意见：第一行要是 {MARK}")
    where = urlsplit(request.api)
    if where.scheme != "https" and where.hostname not in LOOPBACK:
        raise Refused(f"“{request.api}”不是 https 网址，令牌不能这样送出去。例：https://gitlab.com/api/v4")
    me = _asked(platform, request, "GET", "/user").get("id")
    for one in _remarks(platform, request):
        author = one.get(platform.author)
        if isinstance(author, dict) and me is not None and author.get("id") == me and _is_ours(one):
            path = platform.one.format(**_named(platform, request), id=int(one["id"]))
            _asked(platform, request, platform.method, path, {"body": remark})
            return True
    _asked(platform, request, "POST", platform.listed.format(**_named(platform, request)), {"body": remark})
    return False


def _is_ours(one: Mapping[str, Any]) -> bool:
    return str(one.get("body", "")).startswith(MARK) and str(one.get("id", "")).isdigit()


def _named(platform: Platform, request: Request) -> dict[str, str]:
    project = quote(request.project, safe="" if platform.is_header else "/")
    return {"project": project, "number": str(request.number)}


def _remarks(platform: Platform, request: Request) -> Iterator[dict[str, Any]]:
    path = platform.listed.format(**_named(platform, request))
    for page in range(1, PAGES + 1):
        found = _asked(platform, request, "GET", path, {"per_page": str(PAGE), "page": str(page)})
        listed = found.get("listed", [])
        yield from (one for one in listed if isinstance(one, dict))
        if len(listed) < PAGE:
            return


class _Straight(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: the token would go with it."""

    def redirect_request(self, *args: Any, **named: Any) -> None:
        """None: the answer itself is told as an error."""
        return


def _asked(
    platform: Platform, request: Request, method: str, path: str, said: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """One question and its answer; a list comes as `listed`."""
    words = {**(said or {}), **({} if platform.is_header else {"access_token": request.token})}
    address, body = f"{request.api.rstrip('/')}{path}", None
    if method == "GET":
        address = f"{address}?{urlencode(words)}" if words else address
    else:
        body = json.dumps(words, ensure_ascii=False).encode()
    heads = {"Content-Type": "application/json; charset=utf-8", "Accept": "application/json"}
    if platform.is_header:
        heads["PRIVATE-TOKEN"] = request.token
    question = urllib.request.Request(address, body, heads, method=method)
    try:
        with urllib.request.build_opener(_Straight).open(question, timeout=SECONDS) as answer:
            found = json.loads(answer.read(LARGEST) or b"{}")
    except urllib.error.HTTPError as error:
        error.close()
        raise Refused(f"平台没有收下意见（{error.code}）：{_meaning(error.code)}") from None
    except (OSError, ValueError) as error:
        raise Refused(
            f"连不上 {urlsplit(request.api).netloc}：{type(error).__name__}。过一会儿再试。"
        ) from None
    return {"listed": found} if isinstance(found, list) else found if isinstance(found, dict) else {}


def _meaning(status: int) -> str:
    if status in (401, 403):
        return "令牌不对、过期了，或没有写评论的权限"
    if status == 404:
        return "没有这个仓库或请求；仓库写“组织/仓库”，GitLab 也可以写项目编号"
    return "平台搬了网址，请用新的网址" if 300 <= status < 400 else "请看平台的状态，过一会儿再试"
