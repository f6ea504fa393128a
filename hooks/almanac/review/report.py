"""A proposal weighed: what changed since a base is read, checked, counted and held against what was published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from almanac.build.proposed import Proposed
from almanac.model.day import Day
from almanac.model.diagnostics import Fault, Place, in_order, is_error, is_private, name_of, on
from almanac.model.divisions import Level, Register, level_of, share_of
from almanac.parse import encoding
from almanac.parse.discovery import folder_of, is_record, share_at
from almanac.parse.input_files import plain
from almanac.parse.word_marks import ROLL
from almanac.review import basis, published
from almanac.review.changes import Cell, Proposal, moved
from almanac.review.compare import Scales, Weighed
from almanac.review.git import Change, Changes, History
from almanac.validate import file_names, personal_data
from almanac.validate.file_layout import PICTURES, link

TALLY = "/汇总.yml"
MANY = 6  # so many names in a note


def weigh(
    root: Path, register: Register, today: Day, name: str, history: History, own: str, workers: int
) -> Proposal:
    """All that the working folder brings against the base. own: the folder of whoever proposes it, or empty."""
    changes = history.changes
    links = [*_linked(name, changes)]
    if links:  # nothing is looked for beside a link: it may lead anywhere
        told = tuple(link(Place(file)) for file in links)
        note = "提交里有链接或别的仓库，其余的没有核对；去掉以后会再核对。"
        return Proposal(told, (), (), {}, _unseen(name, changes), (), (note,))
    mine = [change for change in changes.records if is_record(change.path)]
    articles = [change.path for change in changes.content]
    records = Proposed(root, register, name)
    faults = list(records.faults)
    if articles:
        faults += [f for f in records.content_faults(history.top, today) if f.place.file in articles]
    scales = Scales(records, history, mine, workers, today)
    faults += basis.faults(records, history, today)
    weighed = scales.all()
    faults = on([*faults, *(fault for part in weighed for fault in part.faults)], today)
    faults += _vanished(weighed, mine, faults, records)
    faults += _remembered(history, faults, records)
    weighed = scales.again(weighed, _refused(weighed, faults, records))
    folders = _folders(mine, register)
    faults += _outside(mine, own, register, name)
    rows = tuple(moved([row for part in weighed for row in part.rows]))
    cells = tuple(cell for part in weighed for cell in part.cells)
    notes = (*_notes(mine, cells, records), *_beside(articles, folders, own, register))
    proposal = Proposal(
        tuple(in_order(on(faults, today))),
        rows,
        cells,
        folders,
        _unseen(name, changes),
        tuple(basis.of(records, history, {fault.place.file for fault in faults if is_private(fault)})),
        (*notes, *_running(name, changes)),
    )
    return _struck(proposal, records, history)


def _linked(name: str, changes: Changes) -> Iterator[str]:
    """Links among the records and in content/, by the path that is shown."""
    yield from (f"{name}/{change.path}" for change in changes.records if change.link and not change.gone)
    yield from (change.path for change in changes.content if change.link and not change.gone)


def _running(name: str, changes: Changes) -> Iterator[str]:
    """Records, photos and articles that may be run as programs, as no honest one needs to be."""
    found = [f"{name}/{change.path}" for change in changes.records if change.runs]
    found += [change.path for change in changes.content if change.runs]
    if found:
        more = f"等 {len(found)} 个文件" if len(found) > MANY else ""
        yield (
            f"带着“可以当程序运行”的标记：{'、'.join(map(name_of, found[:MANY]))}{more}。记录、照片和文章用不着，"
            "请去掉再合并：git update-index --chmod=-x 文件名。"
        )


def _unseen(name: str, changes: Changes) -> tuple[str, ...]:
    """The changed files that nothing here looks at: the program, the look, the platforms' settings and whatever else."""
    beside = [
        f"{name}/{change.path}"
        for change in changes.records
        if not is_record(change.path) and not basis.is_basis(change.path)
    ]
    return tuple(sorted([*beside, *(change.path for change in changes.others)]))


def _struck(proposal: Proposal, records: Proposed, history: History) -> Proposal:
    """The same without the names that are withdrawn anywhere."""
    rolls = records.withdrawals(history.called(ROLL))
    if not rolls:
        return proposal
    from almanac.disclosure import redaction

    change = redaction.eraser(records.withdrawn(rolls))
    return redaction.proposal(proposal, change) if change else proposal


# ---------------------------------------------------------------- over all shares


def _refused(weighed: Sequence[Weighed], faults: Iterable[Fault], records: Proposed) -> set[str]:
    """The files whose change has no effect, for all that is wrong with it in any share."""
    bad = {fault.place.file.removeprefix(f"{records.name}/") for fault in faults if is_error(fault)}
    before = {identity: filing for part in weighed for identity, filing in part.gone.items()}
    bad = {path for path in bad if not basis.is_of_a_year(path)}  # told line by line
    outgrown = {tally: files for part in weighed for tally, files in part.outgrown.items()}
    bad.update(path for tally in bad & outgrown.keys() for path in outgrown[tally])
    return published.refused(bad, before, [filing for part in weighed for filing in part.there])


def _vanished(
    weighed: Sequence[Weighed], changes: Iterable[Change], faults: Iterable[Fault], records: Proposed
) -> Iterator[Fault]:
    """Published addresses that nothing keeps alive, in any share."""
    before = {identity: filing for part in weighed for identity, filing in part.gone.items()}
    after = [filing for part in weighed for filing in part.there]
    bad = {fault.place.file.removeprefix(f"{records.name}/") for fault in faults if is_error(fault)}
    unread = {change.path for change in changes if not change.gone and change.path in bad}
    for filing, finding in published.vanished(before, after, unread):
        yield finding.at(Place(f"{records.name}/{filing.file}"))


def _remembered(history: History, faults: Iterable[Fault], records: Proposed) -> Iterator[Fault]:
    """Personal data that an earlier commit of the proposal holds, though the files now do not."""
    now = {fault.place.file for fault in faults if is_private(fault)}
    passing = history.passing()
    places = personal_data.places(records.known.register)
    texts = history.held((held for path, held in passing if path.endswith(".yml")), encoding.LARGEST)
    for path, held in passing:
        shown = f"{records.name}/{path}"
        if shown in now:
            continue
        told = [*personal_data.faults(shown, plain(texts.get(held, b"")), places)]
        told += [fault for fault in file_names.faults(path, Place(shown), places) if is_private(fault)]
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


def _notes(changes: Sequence[Change], cells: Sequence[Cell], records: Proposed) -> Iterator[str]:
    years = sorted({int(change.path[:4]) for change in changes} & set(records.known.seals))
    if cells and years:
        yield f"{years[-1]} 年的统计表已经封存：上面的数会记为一次修订，标明原来是多少。"
    register = records.known.register
    tallies = [c.path for c in changes if c.path.endswith(TALLY)]
    if any(level_of(register.at(folder_of(path)) or register.root) < Level.COUNTY for path in tallies):
        yield "市州、全省的“汇总”要连同所有下级一起计数，上面没有列出它引起的变化。"
    if any(not c.gone and c.path.lower().endswith(PICTURES) for c in changes):
        yield "改动里有照片，请逐张看过：画面里的人是否同意，有没有未成年人和门牌、证件。"
