"""The target that an address means: a folder, a server or a bucket."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

from almanac.publish import rsync
from almanac.publish.file_tree import Refused
from almanac.publish.folder import Folder
from almanac.publish.headers import headers_by
from almanac.publish.object_store import Bucket, ObjectStore
from almanac.publish.remote import Target

NGINX = Path(__file__).resolve().parents[3] / "theme" / "serving" / "nginx.conf"
WRONG_USE = 2


class Where(NamedTuple):
    """Where a target is; endpoint, region, by_path: of a bucket, whose key comes from the environment alone."""

    address: str
    endpoint: str = ""
    region: str = ""
    by_path: bool = False

    def below(self, folder: str) -> Where:
        """A folder in it."""
        return self._replace(address=f"{self.address.rstrip('/')}/{folder}")


def target(where: Where, apart: tuple[str, ...] = ()) -> Target:
    """What an address means; apart: folders in it that belong to other sites, and are never looked into."""
    address = where.address
    if not address:
        raise Refused("没有说发布到哪里。例：python build.py publish 用户@服务器:/var/www/529", WRONG_USE)
    if address.startswith("s3://"):
        return _bucket(where, apart)
    if rsync.ADDRESS.fullmatch(address) and not apart:
        return rsync.Server(address)
    if re.match(r"[A-Za-z][\w+.-]+://|[^/\\]+@[^/\\]+:", address):
        raise Refused(
            f"看不懂“{address}”。例：用户@服务器:/var/www/529（文件夹从 / 写起），或 s3://bucket-529",
            WRONG_USE,
        )
    return Folder(Path(address), apart)


def _bucket(where: Where, apart: tuple[str, ...]) -> Target:
    """A bucket; no list of processes shows its key."""
    key = os.environ.get("PUBLISH_KEY_ID", ""), os.environ.get("PUBLISH_KEY_SECRET", "")
    bucket = Bucket(*where, key)
    if not bucket.name:
        raise Refused("存储桶没有写名称。例：s3://bucket-529", WRONG_USE)
    if not re.match("https?://.", bucket.endpoint):
        raise Refused(
            "没有写对象存储的接口网址。例：--endpoint https://oss-cn-hangzhou.aliyuncs.com", WRONG_USE
        )
    if not all(key):
        raise Refused(
            "没有对象存储的密钥。请设好环境变量 PUBLISH_KEY_ID 和 PUBLISH_KEY_SECRET，不要写在命令里。",
            WRONG_USE,
        )
    return ObjectStore(bucket, headers_by(NGINX.read_text(encoding="utf-8")), apart)
