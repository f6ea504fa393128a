"""The command line's own words in Chinese: headings of its help, and what is wrong with how it was called."""

from __future__ import annotations

import re
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

UsageError: Any = typer.BadParameter.__mro__[1]  # typer carries its own click, and shows only its children
HEADINGS = (
    ("Usage: ", "用法："),
    ("[OPTIONS]", "[选项]"),
    ("COMMAND [ARGS]...", "命令 …"),
    ("Options:", "选项："),
    ("Commands:", "命令："),
    ("Arguments:", "参数："),
    ("Show this message and exit.", "显示这段说明"),
    ("[default: ", "[默认："),
    ("[required]", "[必写]"),
)
MISTAKES = (
    (r"No such option: (\S+)( .*)?", r"没有 \1 这个选项"),
    (r"No such command '(.*?)'.*", r"没有 \1 这个命令"),
    (r"Missing option '([^']+)'.*", r"没有写选项 \1"),
    (r"Missing argument '(.*?)'.*", r"没有写参数 \1"),
    (r"Option '(\S+)' requires an argument\.", r"选项 \1 后面没有写值"),
    (r"Invalid value for '([^']+)': Input should be a valid integer.*", r"选项 \1 的值不是整数"),
    (r"Invalid value for '([^']+)': Input should be (greater|less) than.*", r"选项 \1 的值太小或太大"),
    (r"Invalid value for '([^']+)'.*", r"选项 \1 的值不对"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)", r"多写了 \1"),
    (r"Option '(\S+)' does not take a value\.", r"选项 \1 后面不写值"),
    (r"Option '(\S+)' requires (\d+) arguments\.", r"选项 \1 后面要写 \2 个值"),
    (r"Missing command\.", "没有写要做哪一件"),
    (r"[^\u4e00-\u9fff]*", "命令写得不对"),
)


def in_chinese(help_text: str) -> str:
    """A help text with its headings in Chinese; ranges such as 1<=x<=32 as 1 至 32."""
    for english, chinese in HEADINGS:
        help_text = help_text.replace(english, chinese)
    return re.sub(r"; (\d+)<=x<=(\d+)\]", r"，可写 \1 至 \2]", help_text)


def mistake(error: Any) -> str:
    """What is wrong with a call, and where to look."""
    said = error.format_message()
    for english, chinese in MISTAKES:
        if re.fullmatch(english, said, re.S):
            said = re.sub(english, chinese, said, flags=re.S)
            break
    command = error.ctx.command_path.partition(" ")[2] if error.ctx else ""
    return f"{said}。用法见：python build.py {command}{' ' if command else ''}--help"


class Command(TyperCommand):
    """A command whose help is in Chinese throughout."""

    def get_help(self, ctx: Any) -> str:
        return in_chinese(super().get_help(ctx))


class Commands(TyperGroup):
    """All commands, their help in Chinese throughout."""

    def get_help(self, ctx: Any) -> str:
        return in_chinese(super().get_help(ctx))
