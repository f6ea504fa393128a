"""A proposal weighed: what changed since a base is read, checked, counted and held against what was published."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from almanac.build import engine, whole
from almanac.build.job import Job
from almanac.disclosure import redaction
from almanac.load import articles as load_articles
from almanac.load import press_releases, records
from almanac.load.records import Files
from almanac.model.day import Day
from almanac.model.diagnostics import Fault, Place, is_error, name_of, on
from almanac.model.divisions import Level, Register, level_of, share_of
from almanac.parse import encoding
from almanac.parse.discovery import folder_of, is_record, share_at, survey
from almanac.review import published
from almanac.review.changes import Cell, Proposal
from almanac.review.compare import Scales, Weighed
from almanac.review.git import CONTENT, Change, History
from almanac.validate import file_names, personal_data
from almanac.validate.file_layout import PICTURES, link

COMMON = ("通知.yml", "封存.json")  # files of a year on which all its records hang
TALLY = "/汇总.yml"
MANY = 6  # so many names in a note


def weigh(
    root: Path, register: Register, today: Day, name: str, history: History, own: str, workers: int
) -> Proposal:
    """All that the working folder brings against the base. own: the folder of whoever proposes it, or empty."""
    changes, content = history.changes()
    files_of = [(f"{name}/{change.path}", change) for change in changes]
    files_of += [(change.path, change) for change in content]
    links = [file for file, change in files_of if change.link and not change.gone]
    if links:  # nothing is looked for beside a link: it may lead anywhere
        told = tuple(link(Place(file)) for file in links)
        return Proposal(told, (), (), {}, 0, ("提交里有链接或别的仓库，其余的没有核对；去掉以后会再核对。",))
    mine = [change for change in changes if is_record(change.path)]
    articles = [change.path for change in content if change.path.startswith(f"{CONTENT}/")]
    other = len(changes) + len(content) - len(mine) - len(articles)
    said, faults = records.notices(root, name)
    files = Files(root, records.known_to(root, register, said), name)
    if articles:
        found = (
            *load_articles.load(history.top, today).faults,
            *press_releases.load(history.top, files.known).faults,
        )
        faults += [fault for fault in found if fault.place.file in articles]
    shared = [change.path for change in changes if _is_common(change.path)]
    weighed = Scales(files, history, mine, workers, today).all()
    if shared:
        faults += engine.faults(_job(history, root, today.iso), lambda what, done, of: None, everything=True)
    faults += [fault for part in weighed for fault in part.faults]
    faults = on(faults, today)
    faults += _vanished(weighed, mine, faults, files)
    faults += _remembered(history, faults, name)
    folders = _folders(mine, register)
    faults += _outside(mine, own, register, name)
    rows = tuple(row for part in weighed for row in part.rows)
    cells = tuple(cell for part in weighed for cell in part.cells)
    notes = (*_notes(shared, mine, cells, files), *_beside(articles, folders, own, register))
    proposal = Proposal(tuple(sorted(set(on(faults, today)))), rows, cells, folders, other, notes)
    change = redaction.eraser(whole.withdrawn(files, survey(root, register)))
    return redaction.proposal(proposal, change) if change else proposal


def _job(history: History, root: Path, today: str) -> Job:
    return Job(history.top, root, history.top / "site", today, None, 1, False)


def _is_common(path: str) -> bool:
    return path == "associations.csv" or (path.count("/") == 1 and path.endswith(COMMON))


# ---------------------------------------------------------------- over all shares


def _vanished(
    weighed: Sequence[Weighed], changes: Iterable[Change], faults: Iterable[Fault], files: Files
) -> Iterator[Fault]:
    """Published addresses that nothing keeps alive, in any share."""
    before = {identity: filing for part in weighed for identity, filing in part.gone.items()}
    after = [filing for part in weighed for filing in part.there]
    bad = {fault.place.file.removeprefix(f"{files.name}/") for fault in faults if is_error(fault)}
    unread = {change.path for change in changes if not change.gone and change.path in bad}
    for filing, finding in published.vanished(before, after, unread):
        yield finding.at(Place(f"{files.name}/{filing.file}"))


def _remembered(history: History, faults: Iterable[Fault], name: str) -> Iterator[Fault]:
    """Personal data that an earlier commit of the proposal holds, though the files now do not."""
    now = {fault.place.file for fault in faults if fault.code[1] == "3"}
    passing = history.passing()
    texts = history.held((held for path, held in passing if path.endswith(".yml")), encoding.LARGEST)
    for path, held in passing:
        shown = f"{name}/{path}"
        if shown in now:
            continue
        told = [*personal_data.faults(shown, texts.get(held, b"").decode("utf-8", "replace"))]
        told += [fault for fault in file_names.faults(path, Place(shown)) if fault.code[1] == "3"]
        if any(map(is_error, told)):
            now.add(shown)
            message = (
                "这个文件现在没有问题，但这次提交的历史里，较早的一版写过个人信息；合并后任何人都能翻出来。"
                "请新建一个分支，只提交改好的文件，原来的请求关掉"
            )
            yield Fault(Place(shown), "E309", message, "git switch -c 新分支名 origin/main")


def _folders(changes: Iterable[Change], register: Register) -> dict[str, int]:
    """How many files of each association's folder are touched; a strange folder counts for the one above it."""
    found: dict[str, int] = {}
    for change in changes:
        code = register.at(folder_of(change.path)) or share_at(folder_of(change.path), register)
        found[code] = found.get(code, 0) + 1
    return dict(sorted(found.items()))


def _outside(changes: Iterable[Change], own: str, register: Register, name: str) -> Iterator[Fault]:
    """Files in other folders than those of the association that proposes."""
    if not own:
        return
    for change in changes:
        folder = folder_of(change.path)
        if folder != own and not folder.startswith(f"{own}/"):
            code = register.at(folder)
            whose = register[code].title if code else folder
            message = f"这个文件在{whose}的文件夹里，不在{own}里；替别人改的请说明，放错的请移走"
            yield Fault(Place(f"{name}/{change.path}"), "W296", message, f"{change.path[:4]}/{own}/")


def _beside(articles: Sequence[str], folders: Iterable[str], own: str, register: Register) -> Iterator[str]:
    """What only a person can judge: the words of articles, and whether several associations know of it."""
    if articles:
        names = "、".join(name_of(path) for path in articles[:MANY])
        more = f" 等 {len(articles)} 个" if len(articles) > MANY else ""
        yield f"改了文章、页面：{names}{more}。文字对不对，请人看过。"
    counties = sorted({share_of(code) for code in folders if level_of(code) >= Level.COUNTY})
    if len(counties) > 1 and not own:
        names = "、".join(register[code].short for code in counties[:MANY])
        more = f" 等 {len(counties)} 处" if len(counties) > MANY else ""
        yield f"改到了不止一个县市区的文件夹：{names}{more}。替别人改的，请确认他们知道；放错的请移走。"


def _notes(
    shared: Sequence[str], changes: Sequence[Change], cells: Collection[Cell], files: Files
) -> Iterator[str]:
    if shared:
        names = "、".join(shared)
        yield f"改了{names}：全省的记录都要照它重新核对、计数，请省计生协的人看过再合并。"
    years = sorted({int(change.path[:4]) for change in changes} & set(files.known.seals))
    if cells and years:
        yield f"{years[-1]} 年的统计表已经封存：上面的数会记为一次修订，标明原来是多少。"
    register = files.known.register
    if any(c.path.endswith(TALLY) and len(register.at(folder_of(c.path)) or "") < 6 for c in changes):
        yield "市州、全省的“汇总”要连同所有下级一起计数，上面没有列出它引起的变化。"
    if any(not c.gone and c.path.lower().endswith(PICTURES) for c in changes):
        yield "改动里有照片，请逐张看过：画面里的人是否同意，有没有未成年人和门牌、证件。"
