"""Codes: what they give, for how long, and who hears of what."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.checks import check_bindings, check_refusals
from casework.errors import UserMistake
from casework.messages import Speaker
from casework.people import household_of, plain_name
from casework.taxonomy import Kind, Status
from storage.identity_tables import codes
from tests.identity.stand import GROUP, Stand, wechat_stand


def status(stand: Stand, number: int) -> Status:
    with stand.desk.works() as uow:
        ticket = uow.tickets.get(number)
    assert ticket is not None
    return ticket.status


def test_a_code_makes_its_holder_the_cadre_until_the_next_login(stand: Stand) -> None:
    code = stand.code_for("K007")
    stand.say("海波", f"绑定 {code}", account="海波的号")
    assert stand.wire.in_group()[-1].startswith("@海波 已绑定")
    stand.say("海波", "#1 签收", account="海波的号")
    assert status(stand, 1) is Status.ACCEPTED
    stand.log_in_anew()
    stand.say("海波", "#1 办结 修好了", account="海波的号")
    assert status(stand, 1) is Status.ACCEPTED
    assert stand.refusals()[-1].person is None


def test_only_a_salted_hash_is_kept(stand: Stand) -> None:
    code = stand.code_for("K001")
    with stand.engine.connect() as connection:
        (row,) = connection.execute(select(codes)).all()
    assert len(code) == 6
    assert code not in [str(value) for value in row]


def test_nobody_gets_a_code_for_a_stranger(stand: Stand) -> None:
    with pytest.raises(UserMistake, match="K999"):
        stand.code_for("K999")


def test_the_onestop_hands_out_a_code_in_private(stand: Stand) -> None:
    stand.say("徐静", "绑定码 H0012/童璐", key="K006", group=None)
    told = stand.wire.said[-1]
    assert (told.person, told.group) == ("K006", None)
    digits = told.text.partition("绑定码：")[2][:6]
    stand.say("小璐", f"绑定 {digits}", group=None)
    with stand.desk.works() as uow:
        assert uow.bindings.person_of("s1", "小璐") == "H0012/童璐"


def test_what_an_account_raised_before_is_its_persons_now(stand: Stand) -> None:
    stand.say("王婶", f"绑定 {stand.code_for('H0001/王彩凤')}", account="王婶的号")
    stand.say("王婶", "#1 不用了", account="王婶的号")
    assert status(stand, 1) is Status.WITHDRAWN
    with stand.desk.works() as uow:
        ticket = uow.tickets.get(1)
        assert ticket is not None
        assert (ticket.reporter.person, ticket.reporter.household) == ("H0001/王彩凤", "H0001")


def test_a_newer_code_takes_the_key_to_another_account(stand: Stand) -> None:
    stand.say("海波", f"绑定 {stand.code_for('K007')}", account="旧手机")
    stand.say("海波", f"绑定 {stand.code_for('K007')}", account="新手机")
    stand.say("海波", "#1 签收", account="旧手机")
    assert status(stand, 1) is Status.ASSIGNED
    stand.say("海波", "#1 签收", account="新手机")
    assert status(stand, 1) is Status.ACCEPTED


def test_a_code_in_the_middle_of_a_report_is_one(stand: Stand) -> None:
    stand.say("小璐", "里坑口水管爆了")
    stand.say("小璐", f"绑定 {stand.code_for('H0012/童璐')}")
    stand.settle()
    with stand.desk.works() as uow:
        ticket = uow.tickets.get(5)
    assert ticket is not None
    assert "绑定" not in ticket.text


def test_guesses_are_told_to_the_onestop_once_and_answered_no_more(stand: Stand) -> None:
    for _ in range(8):
        stand.say("过路人", "绑定 000000")
    fresh = [n for n in stand.written() if n.kind is Kind.REFUSE]
    assert len(fresh) == 4
    alarms = [n for n in stand.written() if n.kind is Kind.ESCALATE and "绑定码提醒" in n.body]
    assert [n.person for n in alarms] == ["K006"]
    assert len(stand.refusals()) == 8


def test_three_refusals_within_an_hour_are_told_once_a_day(stand: Stand) -> None:
    for name in ("甲", "乙"):
        stand.say(name, "#1 办结 好")
    assert not [n for n in stand.written() if n.kind is Kind.ESCALATE]
    for name in ("丙", "丁", "戊"):
        stand.say(name, "#1 办结 好")
    alarms = [n for n in stand.written() if n.kind is Kind.ESCALATE]
    assert [(n.person, n.once) for n in alarms] == [("K006", "refused:#1:2026-06-10:K006")]
    stand.settle(24 * 3600)
    for _ in range(3):
        stand.say("己", "#1 办结 好")
    again = [n for n in stand.written() if n.kind is Kind.ESCALATE and "权限提醒" in n.body]
    assert len(again) == 3, "one for the ticket, one for 己, and the one of yesterday"


def test_check_names_who_needs_a_remark_until_one_is_seen(stand: Stand) -> None:
    stand.say("海波", f"绑定 {stand.code_for('K007')}")
    with stand.desk.works() as uow:
        (line,) = check_bindings(uow.bindings.without_remark(), stand.county)
    assert "K007 童国良" in line
    assert "#K007 童国良" in line
    stand.log_in_anew()
    stand.say("海波", "早", key="K007")
    with stand.desk.works() as uow:
        assert list(check_bindings(uow.bindings.without_remark(), stand.county)) == []


def test_check_sums_up_who_tried(stand: Stand) -> None:
    stand.say("闲人", "#1 办结 好")
    stand.say("闲人", "#1 退回 好")
    (line,) = check_refusals(stand.refusals())
    assert f"闲人（{GROUP}）" in line
    assert "2次" in line
    assert "#1" in line


def test_a_friend_request_with_a_code_is_accepted_and_binds(
    engine: Engine, scene: tuple[Path, datetime], tmp_path: Path
) -> None:
    with wechat_stand(engine, tmp_path, scene[1]) as stand:
        code = stand.code_for("K001")
        stand.ask_to_be_friend("海波", f"我是童海波 {code}")
        assert stand.is_friend("海波")
        stand.say("海波", "#1 签收", group=None)
        assert status(stand, 1) is Status.ACCEPTED
        texts = [m.text for m in stand.said_by_bot() if m.peer]
        assert any("#1 已签收" in text for text in texts), "a cadre known by a code can be written to"


def test_a_cadre_whose_number_begins_with_no_letter_is_a_cadre(stand: Stand) -> None:
    def renumber(rows: list[object]) -> list[object]:
        from dataclasses import replace

        return [replace(c, id="1001") if c.id == "K041" else c for c in rows]  # type: ignore[attr-defined,type-var]

    stand.change_roster(cadres=renumber, departments=lambda rows: [])
    assert household_of(stand.county, Speaker("1001", "谢通")) is None
    assert household_of(stand.county, Speaker("H0012/童璐", "小璐")) == "H0012"
    stand.say("谢通", "#1 签收", key="1001", group=None)
    assert stand.refusals()[-1].person == "1001"


@pytest.mark.parametrize(
    ("shown", "plain"),
    [
        ("王婶", "王婶"),
        ("王\u200b婶", "王婶"),
        ("\u202e王婶\u202c", "王婶"),
        (" 王\u3000 婶 ", "王 婶"),
        ("Ｋ００１", "K001"),
        ("\u200b", "\u200b"),
        ("小红🌸", "小红🌸"),
    ],
)
def test_names_that_look_the_same_are_the_same(shown: str, plain: str) -> None:
    assert plain_name(shown) == plain
