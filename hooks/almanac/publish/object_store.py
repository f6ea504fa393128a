"""A bucket of an object store as a target, through the S3 interface that most of them have.

Only what all of them know is asked: objects put whole with their MD5, listed, read, and taken away one by one.
"""

from __future__ import annotations

import contextlib
import io
import ipaddress
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from almanac.publish import manifest
from almanac.publish.file_tree import Refused
from almanac.publish.headers import Headers
from almanac.publish.manifest import Marks
from almanac.publish.remote import Standing

AT_ONCE = 16
LEAST_PART = 5 << 20  # bytes; whatever is no larger than one part is put whole
PACKED = (".gz", ".br")  # no object store chooses among packed forms
REGION = "us-east-1"  # what stores that know no regions want to hear
REFUSED = {"AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidSecurity"}
ABSENT = {"NoSuchKey", "NotFound"}


class Bucket(NamedTuple):
    """Where a bucket is: `s3://name/folder`, at an endpoint, in a region; by_path: its name stands in the path; the key to it."""

    address: str
    endpoint: str
    region: str
    by_path: bool
    key: tuple[str, str]

    @property
    def name(self) -> str:
        """The name of the bucket."""
        return urlsplit(self.address).netloc

    @property
    def folder(self) -> str:
        """What stands before every path in it."""
        folder = urlsplit(self.address).path.strip("/")
        return f"{folder}/" if folder else ""


class ObjectStore:
    """A bucket that is shown as a website; apart: folders in it that belong to other sites."""

    def __init__(
        self, bucket: Bucket, headers: Callable[[str], Headers], apart: tuple[str, ...] = ()
    ) -> None:
        self.name, self._bucket, self._headers = bucket.address, bucket, headers
        self._apart = {f"{bucket.folder}{folder}/" for folder in apart}
        self._client = _client(bucket)

    def wants(self, path: str) -> bool:
        """Every file of the site but packed forms."""
        return not path.endswith(PACKED)

    def read(self, path: str) -> bytes | None:
        """An object; None where there is none."""
        with self._told():
            return self._content(path)

    def write(self, path: str, data: bytes) -> None:
        """Write an object, whole or not at all."""
        kind, caching = self._headers(path)
        with self._told():
            self._client.put_object(
                *self._key(path),
                io.BytesIO(data),
                len(data),
                content_type=kind,
                metadata={"Cache-Control": caching},
                part_size=max(len(data), LEAST_PART),
            )

    def put(self, site: Path, paths: Sequence[str]) -> None:
        """Send files, some at a time."""
        self._each(lambda path: self.write(path, (site / path).read_bytes()), paths)

    def remove(self, site: Path, paths: Sequence[str]) -> None:
        """Take objects away."""
        with self._told():
            self._each(lambda path: self._client.remove_object(*self._key(path)), paths)

    def standing(self, site: Path, marks: Marks, closely: bool) -> Standing:
        """What is there by the store's own list; its ETag is the MD5 but where it encrypts in its own way."""
        with self._told():
            there = dict(self._listed())
            there.pop(manifest.PATH, None)
            same = {path for path, mark in there.items() if marks.get(path) == mark}
            if closely:
                doubtful = sorted(marks.keys() & there.keys() - same)
                same |= {path for path, equal in self._each(self._equals(marks), doubtful) if equal}
                same -= self._with_other_headers(same)
        return Standing(same, there.keys() - marks.keys())

    def _equals(self, marks: Marks) -> Callable[[str], tuple[str, bool]]:
        return lambda path: (path, manifest.mark(self._content(path) or b"") == marks[path])

    def _with_other_headers(self, paths: set[str]) -> set[str]:
        """Of one file of each kind, those that the store gives out with other headers than were asked for."""
        samples = {self._headers(path): path for path in sorted(paths)}
        found = set()
        for headers, path in samples.items():
            said = self._client.stat_object(*self._key(path))
            given = (said.content_type or "", said.metadata.get("Cache-Control", ""))
            if [*map(_plain, given)] != [*map(_plain, headers)]:
                found.add(path)
        return found

    def _content(self, path: str) -> bytes | None:
        from minio.error import S3Error

        try:
            answer = self._client.get_object(*self._key(path))
        except S3Error as error:
            if error.code in ABSENT:
                return None
            raise
        with contextlib.closing(answer):
            data: bytes = answer.read()
            answer.release_conn()
            return data

    def _listed(self) -> Iterator[tuple[str, str]]:
        folder = self._bucket.folder
        folders = [folder]
        if self._apart:  # another site may have a hundred thousand objects: its folder is not even listed
            folders = []
            for item in self._client.list_objects(self._bucket.name, prefix=folder, recursive=False):
                if not item.is_dir:
                    yield item.object_name.removeprefix(folder), (item.etag or "").strip('"').lower()
                elif item.object_name not in self._apart:
                    folders.append(item.object_name)
        for below in folders:
            for item in self._client.list_objects(self._bucket.name, prefix=below, recursive=True):
                yield item.object_name.removeprefix(folder), (item.etag or "").strip('"').lower()

    def _key(self, path: str) -> tuple[str, str]:
        return self._bucket.name, self._bucket.folder + path

    def _each(self, do: Callable[[str], Any], paths: Sequence[str]) -> list[Any]:
        """Do something for all paths, some at a time; the first failure is everybody's."""
        with ThreadPoolExecutor(AT_ONCE) as several:
            waiting = [several.submit(do, path) for path in paths]
            try:
                return [each.result() for each in waiting]
            except BaseException:
                several.shutdown(wait=True, cancel_futures=True)
                raise

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """What the store refuses, in plain words."""
        from minio.error import MinioException, S3Error
        from urllib3.exceptions import HTTPError

        try:
            yield
        except S3Error as error:
            raise _refusal(self.name, str(error.code), str(error.message)) from None
        except (MinioException, HTTPError) as error:
            raise Refused(
                f"连不上 {self.name}，或中途断了；再运行一次会接着传。对方的原话：\n  | {error}", 75
            ) from None


def _refusal(name: str, code: str, said: str) -> Refused:
    words = f"对方的原话：\n  | {code} {said}"
    if code == "NoSuchBucket":
        return Refused(f"没有这个存储桶：{name}。请先建好，或看看名称和 --endpoint。{words}", 2)
    if code in REFUSED:
        return Refused(f"{name} 不接受这个密钥，或密钥没有读、写、删、列出的权限。{words}", 2)
    return Refused(f"{name} 没有照办；再运行一次会接着传。{words}", 75)


def _plain(header: str) -> str:
    return header.lower().replace(" ", "")


def _client(bucket: Bucket) -> Any:
    try:
        import minio
        import urllib3
    except ImportError:
        raise Refused(
            "传到对象存储要多装一个程序包（minio），这里没有。请运行：python build.py publish s3://存储桶，会自己装好。",
            2,
        ) from None
    place = urlsplit(bucket.endpoint)
    try:
        client: Any = minio.Minio(
            endpoint=place.netloc,
            access_key=bucket.key[0],
            secret_key=bucket.key[1],
            secure=place.scheme == "https",
            region=bucket.region or REGION,
            http_client=urllib3.PoolManager(
                timeout=urllib3.Timeout(connect=30, read=120),
                maxsize=AT_ONCE,
                retries=urllib3.Retry(total=5, backoff_factor=0.5, status_forcelist=[500, 502, 503, 504]),
            ),
        )
    except ValueError as error:
        raise Refused(
            f"对象存储的接口网址不对：{error}。例：--endpoint https://oss-cn-hangzhou.aliyuncs.com", 2
        ) from None
    if bucket.by_path or _is_number(place.hostname or ""):
        client.disable_virtual_style_endpoint()
    else:
        client.enable_virtual_style_endpoint()
    return client


def _is_number(host: str) -> bool:
    """Whether a host is an address in numbers, or this machine: no bucket's name can stand before it."""
    with contextlib.suppress(ValueError):
        return bool(ipaddress.ip_address(host))
    return host == "localhost"
