"""The QR images of accounts to follow: u/<code>/follow-1.png, and beside the province's page those of the notice."""

from __future__ import annotations

from collections.abc import Iterator

from almanac.model.filings import Accounts, Filing
from almanac.pages import File, Made, Share
from almanac.views import photos, social_accounts


def make(share: Share) -> Iterator[Made]:
    """An image for every account of this share that has one."""
    site = share.site
    filed: dict[str, list[Filing]] = {}
    for filing in share.filings:
        if isinstance(filing.record, Accounts):
            filed.setdefault(filing.code, []).append(filing)
    all_of_them = [
        pair
        for code, those in filed.items()
        for pair in social_accounts.pictured(social_accounts.own(those), f"u/{code}/")
    ]
    if share.code == site.register.root:
        everybodys = social_accounts.of_notice(site.notices.get(site.year), site.year, site.records)
        all_of_them += social_accounts.pictured(everybodys, social_accounts.general(share.code))
    for one, path in all_of_them:
        if path:
            yield File(path, photos.code(site.records / one.file, site.cache))
