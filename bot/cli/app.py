"""The command line as a whole: its groups, the global option, and how mistakes are told."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Optional

import typer

from bot.cli import (
    books,
    digests,
    households,
    identity,
    inspection,
    learning,
    roster,
    running,
    simulate,
    stars,
)
from casework.errors import UserMistake
from nlu.terminal import at_the_terminal

_SETTINGS = typer.Option(
    None, "--config", metavar="FILE", help="设置文件；也可用环境变量 MINQING_CONFIG 指定。"
)

app = typer.Typer(
    name="python -m bot",
    help="民情通：村民在群里说的事，件件有回音，事事有着落。",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command("check")(inspection.check)
app.add_typer(roster.app, name="roster")
app.add_typer(simulate.app, name="simulate")
app.command("train")(running.train)
app.command("learn")(learning.learn)
app.command("run")(running.run)
app.command("replay")(running.replay)
app.command("demo")(running.demo)
app.command("sandbox")(running.sandbox)
app.command("tickets")(books.tickets)
app.command("show")(books.show)
app.command("household")(households.household)
app.command("export")(books.export)
app.command("digest")(digests.digest)
app.command("stars")(stars.stars)
app.command("code")(identity.code)


@app.callback()
def settings(config: Optional[Path] = _SETTINGS) -> None:
    """民情通：村民在群里说的事，件件有回音，事事有着落。"""


def main() -> None:
    """Run the command line; a user's mistake is told in plain lines, exit 1."""
    sys.exit(at_the_terminal(_run))


def _run() -> None:
    try:
        app(args=_settings_first(sys.argv[1:]))
    except UserMistake as mistake:
        print(mistake, file=sys.stderr)
        sys.exit(1)


def _settings_first(words: list[str]) -> list[str]:
    """``--config FILE`` may stand behind the command too."""
    for i, word in enumerate(words):
        if word == "--":
            break
        if word == "--config" and i + 1 < len(words):
            return [*words[i : i + 2], *words[:i], *words[i + 2 :]]
        if word.startswith("--config="):
            return [word, *words[:i], *words[i + 1 :]]
    return words
