"""What all pages share: the rendered shell, the site's facts, the articles; each page says which of it it needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from almanac.build import mkdocs_shell, page_shell
from almanac.build.graph import Run
from almanac.build.store import digest, plain_bytes
from almanac.build.values import PlainFault
from almanac.build.worker import Late
from almanac.disclosure import redaction
from almanac.load import articles
from almanac.load.articles import Shelf
from almanac.model.day import Day
from almanac.model.divisions import Register
from almanac.pages import Found, Site
from almanac.parse import input_files
from almanac.publish.compress import packed
from almanac.render.scripts import bundle, entries
from almanac.validate import Known, personal_data
from almanac.views.error_catalogue import GALLERY

Files = Iterator[tuple[str, bytes | Late]]


class Undeclared:
    """Stands where a page did not say that it needs something: whoever looks at it anyway is told so."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        raise LookupError(f"this page does not declare that it needs `{self._name}` (for .{name})")


class Shell(NamedTuple):
    """The rendered shell, and what the site's configuration says."""

    facts: page_shell.Facts
    press: page_shell.Press


def rendered(run: Run, sources: bytes, gone: Sequence[str]) -> dict[str, bytes]:
    """What mkdocs makes of content/ and theme/, without names that were withdrawn."""
    return mkdocs_shell.rendered(run.means.space.project, sources, redaction.eraser(gone))


def shell(run: Run, made: Mapping[str, bytes], found: Known) -> Shell:
    """The shell into which bodies are put."""
    return Shell(page_shell.facts(made), page_shell.Press(made, _mark(found)))


def own_pages(run: Run, made: Mapping[str, bytes], found: Known, compress: bool) -> Files:
    """The files that mkdocs itself makes."""
    files: Files = ((file.path, file.data) for file in page_shell.files(made, _mark(found)))
    return with_packed(files) if compress else files


def with_packed(files: Files) -> Files:
    """The files, and beside each text its packed forms."""
    for path, content in files:
        yield path, content
        if isinstance(content, bytes):
            yield from ((name, data) for name, data in packed({path: content}).items() if name != path)


def scripts(run: Run, files: Sequence[tuple[str, bytes]], compress: bool) -> Files:
    """The scripts of the pages, each put together from its modules."""
    project = run.means.space.project
    modules = {
        path.removeprefix(f"{mkdocs_shell.SCRIPTS}/"): input_files.content(project, path).decode()
        for path, _ in files
    }
    made = ((f"assets/{name}", bundle(modules, name).encode()) for name in entries(modules))
    return with_packed(made) if compress else made


def year(run: Run, found: Known, said: int | None) -> int:
    """The campaign that is the present one: that which was said, else the last that has begun; 0 without any."""
    years = [each for each in found.notices if run.day.reached(str(each))] or list(found.notices)
    return said or max(years, default=0)


def site(run: Run, shown: Known, frame: Shell, year: int) -> Site:
    """What every page needs to know; the day is put in where pages are made."""
    space, facts = run.means.space, frame.facts
    return Site(
        name=facts.name,
        url=facts.url,
        domain=facts.url.split("/")[2],
        owner=facts.owner,
        today=Undeclared("today"),  # type: ignore[arg-type]
        year=year,
        demo=_is_demo(shown),
        rehearsal=bool(shown.rehearsal),
        register=shown.register,
        notices=shown.notices,
        seals=shown.seals,
        shelf=Undeclared("shelf"),  # type: ignore[arg-type]
        newsroom=Undeclared("newsroom"),  # type: ignore[arg-type]
        home_prose=facts.home_prose,
        records=space.records,
        cache=space.cache,
        drawn=space.project / ".build" / "drawn",
        source=facts.source,
        gallery=space.project / GALLERY,
    )


def _mark(found: Known) -> str:
    """What stands at the head of every page of what is not real."""
    if _is_demo(found):
        return page_shell.DEMO
    day = found.rehearsal
    return page_shell.REHEARSAL.format(f"{day[:4]}年{int(day[5:7])}月{int(day[8:])}日") if day else ""


def _is_demo(found: Known) -> bool:
    return any(notice.demo == "是" for notice in found.notices.values())


def sources_of(run: Run, *sources: Any) -> tuple[str, int]:
    """Of some files a digest of their names and bytes; and how many records are among them."""
    files = [file[0] for listed in sources for file in listed if isinstance(file, tuple)]
    return digest(plain_bytes(sources)).hex(), sum(file.endswith(".yml") for file in files)


def made_of(
    run: Run, aside: Sequence[str], common: tuple[str, int], *areas: tuple[str, int]
) -> tuple[str, int, int]:
    """Of all that the site is made of a digest; how many records the areas have, and how many files were set aside."""
    marks = [mark for mark, _ in (common, *areas)]
    return digest(plain_bytes(marks)).hex(), sum(number for _, number in areas), len(aside)


def found(run: Run, common: Sequence[PlainFault], *args: Any) -> list[Found]:
    """Of each area how many records it has, and how much is wrong there by code; what is no area's stands first."""
    *told, codes = args
    faults, sources = told[: len(codes)], told[len(codes) :]
    areas = zip(codes, sources, faults, strict=True)
    listed = [("", 0, common), *((code, number, wrong) for code, (_, number), wrong in areas)]
    return [
        (code, number, dict(sorted(Counter(each[3] for each in wrong).items())))
        for code, number, wrong in listed
    ]


def shelf_since(run: Run, files: Any, everyone: Register) -> str:
    """Since when those articles are without an error that are so today."""
    articles.load(run.means.space.project, run.day, personal_data.places(everyone))
    return run.day.first


def shelf(run: Run, files: Any, everyone: Register, since: str) -> Shelf:
    """The health articles, and what is wrong in content/; since: a day on which the same have an error."""
    return articles.load(run.means.space.project, Day(since), personal_data.places(everyone))


def public_shelf(run: Run, shelf: Shelf, gone: Sequence[str]) -> Shelf:
    """The articles as the public may see them."""
    change = redaction.eraser(gone)
    return redaction.shelf(shelf, change) if change else shelf
