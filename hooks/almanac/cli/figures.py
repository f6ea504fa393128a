"""Numbers of the statistics that were read in a pasted text: each is written down when somebody who sees it beside its words says yes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import typer

from almanac.cli import filing

if TYPE_CHECKING:
    from almanac.excel.importer import Context
    from almanac.intake.notice_extraction import Draft
    from almanac.intake.prompts import Asked, Prompt
    from almanac.intake.quantities import Proposed, Rules
    from almanac.model.fields import Value

    # By the head of its column a number and the words it was read from; no number where somebody has to choose from the words.
    Read = dict[str, tuple[str, str]]
    Values = dict[tuple[str, ...], Value]


def of(found: Draft, text: str, rules: Rules, prefix: str = "") -> Read:
    """The numbers of the statistics that were read, each with its words; prefix: what a tally leaves out of their names."""
    from almanac.intake.notice_extraction import is_figure

    read: Read = {}
    for one in found.proposed:
        if not is_figure(one.field, rules):
            continue
        head, words = one.field.removeprefix(prefix), source_words(one, text)
        value = in_words(one, "")
        before, said = read.get(head, ("", ""))
        if not before or head.endswith("分组"):
            said = said if words in said else f"{said} {words}".strip()
            read[head] = "、".join(filter(None, (before, value))), said
    for one in found.asked:
        head = one.field.removeprefix(prefix)
        if is_figure(one.field, rules) and not read.get(head, ("", ""))[0]:
            said = read.get(head, ("", ""))[1]
            read[head] = (
                "",
                "、".join(filter(None, (said, f"{one.value}（原文“{source_words(one, text)}”）"))),
            )
    return read


def in_words(one: Proposed, between: str = " ") -> str:
    """A value in one line, the parts of an entry with this between them."""
    return one.value if isinstance(one.value, str) else between.join(filter(None, one.value.values()))


def source_words(one: Proposed, text: str) -> str:
    """The words of the text that a value was read from, in one line."""
    return " ".join(text[one.start : one.end].split())


def confirmed(asked: Asked, context: Context, found: Values, read: Read, can_ask: bool) -> Values:
    """The values with those numbers to which somebody says yes, or what is typed instead; without anybody to ask, none of them."""
    from almanac.intake import prompts

    if can_ask:
        one = asked._replace(questions=lambda _: iter(read))
        return prompts.answers(one, context, _compared(read), typer.echo, found)
    if read:
        said = "、".join(f"{head} {number or words}" for head, (number, words) in read.items())
        typer.echo(
            f"统计要用的数没有人核对，没有写进记录：{said}。核对后自己填，或者在终端里运行这条命令，会一个一个问。"
        )
    return found


def _compared(read: Mapping[str, tuple[str, str]]) -> Prompt:
    """An answer about a number: the return key takes it, or none where it is to be chosen."""

    def prompt(head: str, words: str) -> str:
        number, source = read[head]
        if not number:
            return filing.answered(head, f"{head}：可能是 {source}。是哪一个就写哪个数，都不是就按回车")
        said = filing.answered(
            head, f"{head}：原文“{source}”，读作 {number}。对就按回车，不对写对的数，不填就写 -"
        )
        return {"": number, "-": ""}.get(said.strip(), said)

    return prompt
