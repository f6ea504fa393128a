"""Which module has which commands, so that no more of them is loaded than is asked for."""

from __future__ import annotations

import importlib

import typer

GROUPS = {  # in the order of the help
    "proving": ("test",),
    "statistics": ("owed", "report", "seal"),
    "printing": ("booklet", "certificates", "notice"),
    "press": ("press",),
    "filing": ("template", "import", "new", "again"),
    "notice": ("draft",),
    "promotion": ("kit", "media"),
    "publishing": ("publish",),
    "nation": ("nation",),
    "review": ("owners", "preview", "remark", "history"),
    "doctor": ("doctor",),
    "province": ("province",),
    "upgrade": ("upgrade",),
    "menu": ("menu",),
}


def add(app: typer.Typer, word: str = "") -> None:
    """Add to a command line the group that has the command of a word; all for a word that is no command's."""
    own = [command.callback.__name__ for command in app.registered_commands if command.callback]
    asked = [module for module, commands in GROUPS.items() if word in commands]
    for module in asked or (() if word in own else GROUPS):
        importlib.import_module(f"almanac.cli.{module}").add(app)
