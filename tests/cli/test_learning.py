"""A person looks at every correction before the bot learns from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from casework.correction import Correction
from casework.taxonomy import Act, Category
from nlu.labelled import read_labelled
from nlu.learned import CASES
from storage.work import SqlWorks
from tests.casework.cast import MORNING, 王某某
from tests.cli.conftest import Type


@pytest.fixture
def config(tmp_path: Path) -> str:
    """A settings file that keeps what is learned beside it."""
    file = tmp_path / "minqing.yml"
    file.write_text("learned: learned\n", encoding="utf-8")
    return str(file)


@pytest.fixture
def two_corrections(works: SqlWorks) -> None:
    """A category put right, and a ticket that was none."""
    with works() as uow:
        for text, act, category in (
            ("三组水管漏水", Act.REQUEST, Category.WATER),
            ("树下凉快", Act.CHAT, None),
        ):
            uow.corrections.add(
                Correction(MORNING, 王某某, text, Act.REQUEST, act, Category.DRAINAGE, category)
            )
        uow.commit()


def answering(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    """Type these answers, one for each question."""
    waiting = iter(answers)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(waiting))


@pytest.mark.usefixtures("two_corrections")
def test_what_is_taken_is_kept_for_the_next_training(
    type_in: Type, config: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, "y", "n")
    ran = type_in("--config", config, "learn")
    assert ran.code == 0
    assert "采用了 1 条" in ran.out
    (case,) = read_labelled(tmp_path / "learned" / CASES)
    assert (case.text, case.categories) == ("三组水管漏水", (Category.WATER,))
    assert "没有等着看的更正" in type_in("--config", config, "learn").out


@pytest.mark.usefixtures("two_corrections")
def test_what_is_put_off_comes_again(
    type_in: Type, config: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, "", "")
    assert type_in("--config", config, "learn").code == 0
    assert not (tmp_path / "learned").exists()
    assert "[2/2]" in type_in("--config", config, "learn", "--list").out


@pytest.mark.usefixtures("two_corrections")
def test_the_list_shows_what_was_read_and_what_is_right(type_in: Type, config: str) -> None:
    out = type_in("--config", config, "learn", "--list").out
    assert "三组水管漏水" in out
    assert "读作 诉求/排水污水" in out
    assert "更正为 诉求/供水" in out
