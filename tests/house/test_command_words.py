"""Every word that cadres and volunteers may use is written down for them, and the bot's own help is short."""

from __future__ import annotations

import re

import pytest

from bot.phrases import DomainPhrases
from nlu.commands import _ALONE, _FORMS, Command, command
from tests.house.source import ROOT

Meant = tuple[str, str, bool]


def meant_by(found: Command | None) -> Meant | None:
    return (found.act.value, found.verb, found.outcome_unfixed) if found else None


def documented() -> dict[Meant, str]:
    """What each command of the page means, by what the bot makes of it."""
    words = re.findall(r"`([^`]+)`", (ROOT / "docs" / "commands.md").read_text(encoding="utf-8"))
    assert len(words) > 40
    return {meant: word for word in words if (meant := meant_by(command(word))) is not None}


FORMS = {(form.act.value, form.verb.replace("merge_same", "merge"), form.unfixed) for form in _FORMS + _ALONE}


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_command_is_on_the_page(form: Meant) -> None:
    assert form in documented()


@pytest.mark.parametrize(
    "word",
    [
        "认领",
        "放弃认领",
        "发布",
        "走访",
        "家属确认",
        "意见",
        "结论",
        "答复",
        "请假",
        "收到",
        "转",
        "代报",
        "待办",
    ],
)
def test_the_help_names_the_words_of_wishes_visits_and_panels(word: str) -> None:
    assert word in DomainPhrases()("help")


def test_the_help_is_read_at_one_glance() -> None:
    lines = DomainPhrases()("help").splitlines()
    assert len(lines) <= 9
    assert max(map(len, lines)) <= 66
    assert all(line.startswith("【") for line in lines[:-1])


def test_what_the_help_gives_as_an_example_is_understood() -> None:
    examples = re.findall(r"[】｜]([^｜\n]+)", DomainPhrases()("help"))
    assert len(examples) > 20
    for example in examples:
        words = re.sub(r"（.*?）", "", example).replace("…", "某某").strip()
        assert command(words) is not None or words == "收到", example
