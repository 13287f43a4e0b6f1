"""The real Rasa agent: rules choose the use case, failures come through, nothing is swallowed."""

from dataclasses import replace

import pytest

from actions.turns import USE_CASES
from bot.compose import Model
from bot.phrases import DOMAIN
from casework.messages import Turn, TurnState
from casework.reading import Reading
from casework.taxonomy import Act, Category
from tests.bot.conftest import Village


def a_turn(village: Village, act: Act, **more: object) -> Turn:
    reading = Reading("桥头路基坏了", act, category=Category.ROAD, **more)  # type: ignore[arg-type]
    with village.desk.works() as uow:
        turn = Turn(
            group="双桥村民情交流群",
            person=None,
            name="王婶",
            village="前童镇/双桥村",
            reading=reading,
            first_at=village.now,
            last_at=village.now,
            ready_at=village.now,
        )
        uow.turns.add(turn)
        uow.commit()
    return turn


def stage_of(village: Village, turn: Turn) -> TurnState:
    with village.desk.works() as uow:
        kept = uow.turns.get(turn.id or 0)
    assert kept is not None
    return kept.state


def test_a_request_reaches_its_use_case(village: Village, model: Model) -> None:
    model.dialogue.work_at(village.desk)
    turn = a_turn(village, Act.REQUEST)
    model.dialogue.answer(turn, village.now)
    village.bot.speak(village.now)
    assert stage_of(village, turn) is TurnState.DONE
    assert "已登记 #1〔道路桥梁〕" in village.wire.in_group()[0]


def test_an_impostors_command_reaches_the_refusal(village: Village, model: Model) -> None:
    model.dialogue.work_at(village.desk)
    model.dialogue.answer(a_turn(village, Act.REQUEST), village.now)
    forged = a_turn(village, Act.CHAT, verb="cadre_attempt", explicit=True, tickets=(1,))
    model.dialogue.answer(forged, village.now)
    village.bot.speak(village.now)
    assert "不能作数" in village.wire.in_group()[-1]


def test_what_a_use_case_raises_comes_through(village: Village, model: Model) -> None:
    class Broken:
        def __call__(self) -> None:
            raise OSError("disk full")

    model.dialogue.work_at(replace(village.desk, works=Broken()))  # type: ignore[arg-type]
    turn = a_turn(village, Act.REQUEST)
    with pytest.raises(OSError, match="disk full"):
        model.dialogue.answer(turn, village.now)
    assert stage_of(village, turn) is TurnState.GATHERING


def test_every_action_of_the_domain_has_a_use_case() -> None:
    import yaml

    named = set(yaml.safe_load(DOMAIN.read_text(encoding="utf-8"))["actions"])
    assert named
    assert named == set(USE_CASES)
