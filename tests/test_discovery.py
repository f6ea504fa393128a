"""The sitemap and robots.txt, read back with the XML parser."""

from __future__ import annotations

from xml.etree import ElementTree

from almanac.pages import File, Share
from almanac.pages.sitemap import make
from shares import REGISTER, filed, shares, site

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
URL = "https://529.example.org/"


def files(share: Share) -> dict[str, bytes]:
    return {each.path: each.data for each in make(share) if isinstance(each, File)}


def found(data: bytes) -> dict[str, str | None]:
    """Each address of a sitemap below the site's, with its last change."""
    root = ElementTree.fromstring(data)
    addresses = [(str(item.findtext(f"{SPACE}loc")), item.findtext(f"{SPACE}lastmod")) for item in root]
    assert all(address.startswith(URL) for address, _ in addresses)
    assert len(dict(addresses)) == len(addresses)
    return {address.removeprefix(URL): changed for address, changed in addresses}


FILINGS = (
    filed("4301", "a"),
    filed("430181119001", "a", 变更=[{"日期": "2021-05-27", "内容": "改期"}], 开始="2021-06"),
    filed("430181", "a", 变更=[{"日期": "2021-05", "内容": "改期"}]),
    filed("430181", "held", 状态="已举办", 开始="2021-05-20", 结束="2021-05-21"),
    filed("430181", "gone", 状态="撤下"),
)


def test_activities_and_associations_with_their_last_change() -> None:
    made = shares(*FILINGS)
    assert found(files(made["430181"])["sitemaps/430181.xml"]) == {
        "e/2021-430181119001-a/": "2021-05-27",
        "e/2021-430181-a/": "2021-05-01",
        "e/2021-430181-held/": "2021-05-21",
        "u/430181/": "2021-05-27",
        "u/430181119/": "2021-05-27",
        "u/430181119001/": "2021-05-27",
        **{f"u/430181/2021-05-{day}/": None for day in (20, 21, 29)},
    }
    assert found(files(made["4301"])["sitemaps/4301.xml"]) == {
        "e/2021-4301-a/": "2021-05-06",
        "u/4301/": None,
        **{f"u/4301/2021-05-{day}/": None for day in (20, 21, 29)},
    }
    assert found(files(made["433101"])["sitemaps/433101.xml"]) == {"u/433101/": None}


def test_the_index_names_every_sitemap() -> None:
    made = shares(*FILINGS, on=site(years=(2020, 2021)))
    province = files(made["43"])
    index = found(province["sitemap.xml"])
    every = {path for share in made.values() for path in files(share) if path.startswith("sitemaps/")}
    assert set(index) == every and len(every) == 1 + sum(len(unit.code) <= 6 for unit in REGISTER)
    pages = found(province["sitemaps/pages.xml"])
    assert {"", "calendar/2021-05/", "calendar/2021-06/", "2020/", "2021/", "health/shili/", "units/"} <= set(
        pages
    )


def test_robots_are_welcome_but_not_to_a_demonstration() -> None:
    assert files(shares()["43"])["robots.txt"].decode() == (
        "User-agent: *\nAllow: /\n\nSitemap: https://529.example.org/sitemap.xml\n"
    )
    assert b"\nDisallow: /\n" in files(shares(on=site(demo=True))["43"])["robots.txt"]
    assert not {"robots.txt", "sitemap.xml"} & set(files(shares()["4301"]))
