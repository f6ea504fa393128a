"""A run for a whole nation: commits decided, provinces made by whoever may, and the front made of what they hand up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, ThreadPoolExecutor, wait
from typing import NamedTuple, TypeVar

from almanac.nation import checkout, front, handed_up, turns
from almanac.nation.cluster import Workers
from almanac.nation.handed_up import HandedUp
from almanac.nation.plan import Nation, Province
from almanac.nation.standing import Sheet, Standing, State, sheet
from almanac.nation.turns import Turn
from almanac.nation.worker import Order, Told, make
from almanac.publish import targets
from almanac.publish.file_tree import Refused
from almanac.review.git import Unready

Tell = Callable[[str, int, int], None]
Answer = TypeVar("Answer")
AT_ONCE = 8  # so many repositories, or so many handed-up files, are asked at once
LOOK = 1.0  # seconds between two looks whether the scheduler is still there
LATER = 75
LOST = "与调度程序的连接断了，没有做完。做好的省已经发布；调度程序重新启动后再运行一次，会接着做。"


class Wishes(NamedTuple):
    """What is asked of a run: the moment and day, whether a demo may be shown, whether all is made again, processes a site."""

    epoch: str
    day: str
    today: str = ""
    demo: bool = False
    again: bool = False
    processes: int = 0


class Report(NamedTuple):
    """How a run ended: what was told of each province, how all stand, and how many files of the front changed."""

    told: tuple[Told, ...]
    sheet: Sheet
    changed: int


def run(nation: Nation, workers: Workers, wishes: Wishes, tell: Tell, every: float = turns.EVERY) -> Report:
    """Bring a nation up to date; a province that fails stays as it was, and holds up no other."""
    with Turn(targets.target(nation.handed("turn")), every) as turn:
        tell("问各省的仓库", 0, 0)
        commits = dict(zip(nation.provinces, _at_once(_decided, nation.provinces), strict=True))
        before = handed(nation)
        told = [commit for commit in commits.values() if isinstance(commit, Told)]
        orders = [
            Order(
                province,
                commit,
                nation.target,
                turn.holder,
                wishes.epoch,
                wishes.today,
                wishes.demo,
                wishes.processes,
            )
            for province, commit in commits.items()
            if isinstance(commit, str) and (wishes.again or not _stands(before[province], commit, wishes.day))
        ]
        told += _made(workers, orders, tell)
        tell("做全国的首页", 0, 0)
        standings = [_standing(each, up, commits[each], told) for each, up in handed(nation).items()]
        shown = sheet(nation, standings)
        turn.check()
        changed = front.publish(shown, wishes.demo)
    return Report(tuple(sorted(told)), shown, changed)


def handed(nation: Nation) -> Mapping[Province, HandedUp | Refused | None]:
    """What each province has handed up; Refused, where it may not be shown."""

    def read(province: Province) -> HandedUp | Refused | None:
        target = targets.target(nation.handed(province.code))
        text = target.read(handed_up.FILE)
        try:
            return None if text is None else handed_up.handed_up(text, province.code)
        except Refused as refusal:
            return refusal

    return dict(zip(nation.provinces, _at_once(read, nation.provinces), strict=True))


def _decided(province: Province) -> str | Told:
    try:
        return checkout.decided(province)
    except Unready as trouble:
        return Told(province.code, False, f"仓库没有回答：{trouble}")


def _at_once(do: Callable[[Province], Answer], provinces: Sequence[Province]) -> list[Answer]:
    with ThreadPoolExecutor(AT_ONCE) as several:
        return list(several.map(do, provinces))


def _stands(up: HandedUp | Refused | None, commit: str, day: str) -> bool:
    """Whether a province is shown as its commit has it, for the same day: it was handed up after it was published."""
    return isinstance(up, HandedUp) and (up.commit, up.day) == (commit, day)


def _made(workers: Workers, orders: Sequence[Order], tell: Tell) -> list[Told]:
    """Let the workers make provinces; Refused when nobody is left who could say how it went."""
    tell("做各省的网站", 0, len(orders))
    waiting: dict[Future[Told], Order] = {}
    told: list[Told] = []
    for order in orders:
        waiting[workers.executor(order.province.code).submit(make, order)] = order
        told += _ended(waiting, 0)
        tell("做各省的网站", len(told), len(orders))
    while waiting:
        told += _ended(waiting, LOOK)
        tell("做各省的网站", len(told), len(orders))
        if waiting and not workers.there():
            raise Refused(LOST, LATER)
    return told


def _ended(waiting: dict[Future[Told], Order], seconds: float) -> list[Told]:
    """What was told by those that ended, which wait no more."""
    told = []
    for future in wait(waiting, timeout=seconds, return_when=FIRST_COMPLETED).done:
        order = waiting.pop(future)
        try:
            told.append(future.result())
        except CancelledError:  # by nobody here: with the scheduler goes all that waits for it
            raise Refused(LOST, LATER) from None
        except Exception as error:
            told.append(
                Told(order.province.code, False, f"没有一台机器做得成它（{type(error).__name__}）：{error}")
            )
    return told


def _standing(
    province: Province, up: HandedUp | Refused | None, commit: str | Told, told: Sequence[Told]
) -> Standing:
    """How a province stands after the run."""
    if not isinstance(up, HandedUp):
        return Standing(province, State.REFUSED if isinstance(up, Refused) else State.NONE, None)
    failed = any(each.code == province.code and not each.well for each in told)
    return Standing(province, State.BEFORE if failed or up.commit != commit else State.CURRENT, up)
