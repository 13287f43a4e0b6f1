"""Turns keep their messages and are found when they are due."""

from __future__ import annotations

from village_cast import GROUP, NINE, a_message, a_turn, minutes

from casework.messages import Speaker, TurnState
from storage.work import SqlWorks


def test_a_turn_comes_back_with_its_messages_in_order(works: SqlWorks) -> None:
    with works() as work:
        first, second = a_message("m1", "三组的水管"), a_message("m2", "又爆了")
        work.inbox.add(first)
        work.inbox.add(second)
        turn = a_turn(messages=[first], supporters=(Speaker("H0002/陈阿香", "阿香"), Speaker(None, "老金")))
        work.turns.add(turn)
        assert turn.id is not None and first.turn == turn.id
        turn.messages.append(second)
        turn.tickets = (1, 2)
        work.commit()
    with works() as work:
        found = work.turns.get(turn.id)
    assert found is not None
    assert found.text == "三组的水管\n又爆了"
    assert found.supporters == turn.supporters and found.tickets == (1, 2)
    assert found.reading == turn.reading


def test_a_speakers_latest_turn_is_by_key_or_by_name_in_one_group(works: SqlWorks) -> None:
    with works() as work:
        for turn in (
            a_turn(name="王婶", last_at=NINE),
            a_turn(name="李叔", last_at=NINE - minutes(1)),
            a_turn(name="王婶", last_at=NINE + minutes(3)),
            a_turn(name="王婶", last_at=NINE + minutes(9), group="志愿群"),
            a_turn(name="王婶", last_at=NINE + minutes(9), person="H0001/王彩凤"),
        ):
            work.turns.add(turn)
        unverified = work.turns.latest_of(GROUP, Speaker(None, "王婶"), NINE)
        verified = work.turns.latest_of(GROUP, Speaker("H0001/王彩凤", "王彩凤"), NINE)
        too_long_ago = work.turns.latest_of(GROUP, Speaker(None, "李叔"), NINE)
        nobody = work.turns.latest_of(None, Speaker(None, "王婶"), NINE)
    assert unverified is not None and unverified.last_at == NINE + minutes(3)
    assert verified is not None and verified.person == "H0001/王彩凤"
    assert nobody is None and too_long_ago is None


def test_latest_in_a_group_goes_back_only_so_far(works: SqlWorks) -> None:
    with works() as work:
        for age in (10, 1, 0):
            work.turns.add(a_turn(name=f"{age}分钟前", last_at=NINE - minutes(age)))
        found = work.turns.latest_in(GROUP, NINE - minutes(1))
    assert [t.name for t in found] == ["0分钟前", "1分钟前"]


def test_ready_are_those_whose_time_has_come(works: SqlWorks) -> None:
    with works() as work:
        assert work.due().turns is None
        for name, state, after in (
            ("还在说", TurnState.GATHERING, 2),
            ("说完了", TurnState.GATHERING, 1),
            ("好了", TurnState.DONE, -1),
            ("不行", TurnState.FAILED, -1),
        ):
            work.turns.add(a_turn(name=name, state=state, ready_at=NINE + minutes(after)))
        assert [t.name for t in work.turns.ready(NINE + minutes(1))] == ["说完了"]
        assert work.due().turns == NINE + minutes(1)


def test_finishing_touches_what_is_not_finished_alone(works: SqlWorks) -> None:
    with works() as work:
        asked, failed = a_turn(), a_turn(state=TurnState.FAILED)
        for turn in (asked, failed):
            work.turns.add(turn)
        for turn in (asked, failed):
            work.turns.finish(turn.id or 0)
        work.commit()
    with works() as work:
        kept = [work.turns.get(turn.id or 0) for turn in (asked, failed)]
    assert [t.state for t in kept if t] == [TurnState.DONE, TurnState.FAILED]
