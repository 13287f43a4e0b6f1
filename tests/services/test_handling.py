"""What cadres do with tickets: PRODUCT 3.2, 4.1–4.3, 5."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casework.messages import Speaker
from casework.taxonomy import Act, Category, Channel, Kind, Outcome, Status
from casework.ticket import Ticket
from tests.casework.cast import (
    AUNT_WANG,
    CHEN,
    GROUP,
    MORNING,
    UNCLE_LI,
    at,
    minutes,
    何某某,
    孙某某,
    张某某,
    李某某,
    水管站,
    王某某,
    赵国平,
    钱小芳,
    陈建平,
)
from tests.services.office import Office, of, texts, to, to_group


def lamp(office: Office, **how: object) -> Ticket:
    """李伯's lamp, for 王某某 as well."""
    values = {
        "text": "下园路灯坏了",
        "who": UNCLE_LI,
        "category": Category.LIGHTING,
        "places": ("下园",),
        **how,
    }
    return office.report(**values)  # type: ignore[arg-type]


def unchanged(office: Office, before: Ticket, number: int = 1) -> bool:
    """Whether nothing at all happened to a ticket."""
    now = office.ticket(number)
    return (now.status, now.cadre, now.version, len(now.history)) == (
        before.status,
        before.cadre,
        before.version,
        len(before.history),
    )


@pytest.mark.parametrize("where", [None, GROUP])
def test_a_bare_received_accepts_the_only_waiting_ticket(office: Office, where: str | None) -> None:
    office.report()
    office.wait(timedelta(hours=1))
    said = office.tell(王某某, "收到", group=where)
    ticket = office.ticket()
    assert (ticket.status, ticket.accepted_at) == (Status.ACCEPTED, office.now)
    assert ticket.history[-1].by == 王某某
    (line,) = to_group(said)
    assert line.startswith("@王婶 #1")
    assert "王某某" in line
    (answer,) = to(said, 王某某)
    assert "6月17日18:00" in answer


def test_words_that_say_when_are_passed_on(office: Office) -> None:
    office.report()
    office.reader.teach("好的，下午去看", Act.ACCEPT)
    assert "下午去看" in to_group(office.tell(王某某, "好的，下午去看"))[0]


def test_received_with_several_waiting_asks_privately_and_a_digit_answers(office: Office) -> None:
    office.report()
    lamp(office)
    said = office.tell(王某某, "收到", group=GROUP)
    assert to_group(said) == []
    (asked,) = of(said, Kind.ASK)
    assert asked.person == 王某某
    assert "1. #1" in asked.text
    assert "2. #2" in asked.text
    assert {t.status for t in office.tickets()} == {Status.ASSIGNED}
    office.tell(王某某, "2")
    assert [t.status for t in office.tickets()] == [Status.ASSIGNED, Status.ACCEPTED]


def test_a_digit_that_was_not_offered_changes_nothing(office: Office) -> None:
    office.report()
    lamp(office)
    office.tell(王某某, "收到")
    office.tell(王某某, "7")
    assert {t.status for t in office.tickets()} == {Status.ASSIGNED}


def test_an_answer_a_day_later_answers_nothing(office: Office) -> None:
    office.report()
    lamp(office)
    office.tell(王某某, "收到")
    office.wait(timedelta(hours=13))
    office.tell(王某某, "2")
    assert {t.status for t in office.tickets()} == {Status.ASSIGNED}


def test_received_with_nothing_waiting_is_talk(office: Office) -> None:
    assert office.tell(王某某, "收到", group=GROUP) == []
    assert [n.kind for n in office.tell(王某某, "签收")] == [Kind.REFUSE]


def test_received_from_a_villager_is_talk(office: Office) -> None:
    before = office.report()
    assert office.say(UNCLE_LI, "收到") == []
    assert unchanged(office, before)


def test_a_number_wins_over_everything(office: Office) -> None:
    office.report()
    lamp(office)
    office.tell(王某某, "#2 收到", quote="@王婶 已登记 #1〔供水〕三组水管爆了")
    assert [t.status for t in office.tickets()] == [Status.ASSIGNED, Status.ACCEPTED]


@pytest.mark.parametrize("whole", [True, False])
def test_a_quoted_message_of_the_bot_is_enough(office: Office, whole: bool) -> None:
    office.report()
    office.reader.teach("下园路灯坏了", Act.REQUEST, Category.LIGHTING, "下园")
    office.say(UNCLE_LI, "下园路灯坏了")
    (ack,) = to_group(office.wait(timedelta(seconds=12)))
    quote = ack if whole else ack[:20] + "…"
    office.tell(王某某, "收到", group=GROUP, quote=quote)
    assert [t.status for t in office.tickets()] == [Status.ASSIGNED, Status.ACCEPTED]


def test_a_quoted_villager_means_what_came_of_it(office: Office) -> None:
    office.report()
    lamp(office)
    office.tell(王某某, "收到", group=GROUP, quote="下园路灯坏了")
    assert [t.status for t in office.tickets()] == [Status.ASSIGNED, Status.ACCEPTED]


def test_the_only_emergency_is_meant_by_received(office: Office) -> None:
    office.report()
    office.reader.teach("下园电线漏电", Act.EMERGENCY, Category.POWER, "下园")
    office.say(UNCLE_LI, "下园电线漏电")
    office.tell(王某某, "收到")
    assert [t.status for t in office.tickets()] == [Status.ASSIGNED, Status.ACCEPTED]


ACTS = (
    "收到",
    "办结 修好了",
    "退回 不是我的",
    "延期3天 等料",
    "不受理 不归我",
    "转 李某某",
    "会商",
    "类别 供电",
    "不是诉求",
    "答复 好的",
)


@pytest.mark.parametrize("cadre", [张某某, 何某某, 水管站])
def test_somebody_elses_ticket_is_refused_and_nothing_changes(office: Office, cadre: str) -> None:
    before = office.report()
    for act in ACTS:
        said = office.tell(cadre, f"#1 {act}")
        told = [n for n in said if n.kind is not Kind.ESCALATE]  # the 一站通 hears of the third
        assert [(n.kind, n.person, n.group) for n in told] == [(Kind.REFUSE, cadre, None)], act
        assert "#1" in told[0].text
        assert unchanged(office, before), act


@pytest.mark.parametrize("name", ["王婶", "王某某", "路人"])
def test_an_impostor_is_refused_politely_and_nothing_changes(office: Office, name: str) -> None:
    """王某某's own name on a group card is worth nothing without his key (PRODUCT 3.1)."""
    before = office.report()
    for act in ("办结 修好了", "签收", "转 李某某"):
        said = office.say(Speaker(None, name), f"#1 {act}")
        told = [n for n in said if n.kind is not Kind.ESCALATE]
        assert [n.kind for n in told] == [Kind.REFUSE], act
        assert told[0].text.startswith(f"@{name} #1")
        assert unchanged(office, before), act


def test_an_unknown_number_is_said_to_be_unknown(office: Office) -> None:
    assert "#99" in office.tell(王某某, "#99 收到")[0].text


def test_the_team_may_take_it_and_the_former_holder_is_told(office: Office) -> None:
    office.report()
    said = office.tell(孙某某, "#1 收到")
    assert office.ticket().cadre == 孙某某
    assert "孙某某" in to(said, 王某某)[0]


def test_resolving_needs_words_or_a_photo(office: Office) -> None:
    office.report()
    said = office.tell(王某某, "#1 办结")
    assert [n.kind for n in said] == [Kind.ASK]
    assert office.ticket().status is Status.ASSIGNED
    said = office.tell(王某某, "水管接好了，已通水")
    ticket = office.ticket()
    assert (ticket.status, ticket.outcome, ticket.result) == (
        Status.RESOLVED,
        Outcome.FIXED,
        "水管接好了，已通水",
    )
    (line,) = to_group(said)
    assert line.startswith("@王婶 #1")
    for word in ("满意", "基本满意", "不满意", "没解决"):
        assert word in line


def test_talk_in_the_group_does_not_answer_what_was_asked_in_private(office: Office) -> None:
    office.report()
    office.tell(王某某, "#1 办结")
    office.tell(王某某, "明天上午村里开会", group=GROUP)
    assert office.ticket().status is Status.ASSIGNED


@pytest.mark.parametrize("order", ["photo first", "photo afterwards"])
def test_a_photo_is_evidence_enough(office: Office, order: str) -> None:
    office.report()
    if order == "photo first":
        office.tell(王某某, image="done.jpg")
        office.wait(minutes(3))
        office.tell(王某某, "#1 办结")
    else:
        office.tell(王某某, "#1 办结")
        office.tell(王某某, image="done.jpg")
    ticket = office.ticket()
    assert ticket.status is Status.RESOLVED
    assert [(e.file, e.by_cadre) for e in ticket.evidence if e.file] == [("done.jpg", True)]


def test_an_old_photo_is_no_evidence(office: Office) -> None:
    office.report()
    office.tell(王某某, image="lunch.jpg")
    office.wait(timedelta(hours=2))
    office.tell(王某某, "#1 办结")
    assert office.ticket().status is Status.ASSIGNED


def test_natural_words_resolve(office: Office) -> None:
    office.report()
    office.tell(王某某, "收到")
    office.reader.teach("水管已经修好通水了", Act.RESOLVE, Category.WATER)
    office.tell(王某某, "水管已经修好通水了", group=GROUP)
    assert (office.ticket().status, office.ticket().result) == (Status.RESOLVED, "水管已经修好通水了")


def test_what_could_not_be_solved_is_called_so(office: Office) -> None:
    office.report()
    said = office.tell(王某某, "#1 未能解决 属于规划道路")
    assert (office.ticket().status, office.ticket().outcome) == (Status.RESOLVED, Outcome.UNFIXED)
    assert "未能解决：属于规划道路" in to_group(said)[0]


def test_the_reason_asked_for_does_not_turn_it_into_a_success(office: Office) -> None:
    office.report()
    assert [n.kind for n in office.tell(王某某, "#1 未能解决")] == [Kind.ASK]
    office.tell(王某某, "属于规划道路")
    assert office.ticket().outcome is Outcome.UNFIXED


def test_progress_is_told_and_is_an_acceptance(office: Office) -> None:
    office.report()
    office.reader.teach("已经联系水厂，明天来人", Act.PROGRESS, Category.WATER)
    said = office.tell(王某某, "已经联系水厂，明天来人")
    assert office.ticket().status is Status.ACCEPTED
    assert "明天来人" in to_group(said)[0]


def test_rejecting_needs_a_reason_that_is_told(office: Office) -> None:
    office.report()
    assert [n.kind for n in office.tell(王某某, "#1 不受理")] == [Kind.ASK]
    said = office.tell(王某某, "属于诉讼事项")
    assert office.ticket().status is Status.REJECTED
    assert "属于诉讼事项" in to_group(said)[0]


def test_a_transfer_keeps_the_duty_until_it_is_accepted(office: Office) -> None:
    office.report()
    said = office.tell(王某某, "#1 转 李某某 他管水")
    ticket = office.ticket()
    assert (ticket.cadre, ticket.pending) == (王某某, 李某某)
    assert "他管水" in to(said, 李某某)[0]
    said = office.tell(李某某, "#1 收到")
    ticket = office.ticket()
    assert (ticket.cadre, ticket.pending, ticket.status) == (李某某, None, Status.ACCEPTED)
    assert "李某某" in to(said, 王某某)[0]


@pytest.mark.parametrize("first", ["", "收到"])
def test_whom_it_is_handed_to_takes_it_with_a_bare_received(office: Office, first: str) -> None:
    office.report()
    if first:
        office.tell(王某某, first)
    office.tell(王某某, "#1 转 李某某")
    office.tell(李某某, "收到")
    assert (office.ticket().cadre, office.ticket().pending) == (李某某, None)


def test_a_transfer_goes_to_departments_and_grids_by_name(office: Office) -> None:
    office.report()
    office.tell(王某某, "#1 转 农水局")
    assert office.ticket().pending == 水管站
    office.tell(王某某, "#1 转 第二网格")
    assert office.ticket().pending == 张某某


def test_a_comma_ends_the_name(office: Office) -> None:
    office.report()
    office.tell(王某某, "#1 转 李某某，他管水")
    assert office.ticket().pending == 李某某


@pytest.mark.parametrize("text", ["#1 转 无此人", "#1 转 王某某"])
def test_a_transfer_to_nobody_or_to_himself_is_refused(office: Office, text: str) -> None:
    before = office.report()
    assert [n.kind for n in office.tell(王某某, text)] == [Kind.REFUSE]
    assert office.ticket().pending is None
    assert unchanged(office, before)


def test_a_complaint_is_not_handed_to_the_one_it_is_about(office: Office) -> None:
    office.reader.teach("王某某收红包", Act.REQUEST, Category.AFFAIRS, sensitive=True)
    office.say(AUNT_WANG, "王某某收红包")
    office.wait(timedelta(minutes=1))
    said = office.tell(赵国平, "#1 转 王某某")
    assert office.ticket().pending is None
    assert to(said, 王某某) == []


def test_a_returned_ticket_goes_up_and_never_round(office: Office) -> None:
    office.report()
    said = office.tell(王某某, "#1 退回 不是我网格的")
    ticket = office.ticket()
    assert (ticket.status, ticket.cadre, ticket.returned_by) == (Status.TRIAGE, 赵国平, (王某某,))
    assert "不是我网格的" in to(said, 赵国平)[0]
    said = office.tell(赵国平, "#1 转 王某某")
    assert [n.kind for n in said] == [Kind.REFUSE]
    assert office.ticket().pending is None
    office.tell(赵国平, "#1 退回 镇里定")
    assert office.ticket().cadre == 陈建平
    assert office.ticket().returned_by == (王某某, 赵国平)


def test_a_place_said_later_does_not_send_it_back_to_who_returned_it(office: Office) -> None:
    office.report("路灯坏了", category=Category.LIGHTING, who=CHEN)
    office.tell(王某某, "#1 退回 不是我网格的")
    office.reader.teach("就在老樟树", Act.DETAIL, None, "老樟树")
    office.say(CHEN, "就在老樟树", quote="路灯坏了")
    assert office.ticket().cadre == 赵国平


def test_returning_needs_a_reason_and_two_working_days(office: Office) -> None:
    office.report()
    assert [n.kind for n in office.tell(王某某, "#1 退回")] == [Kind.ASK]
    assert office.ticket().cadre == 王某某
    office.until(at("06-12 23:00"))
    office.tell(王某某, "#1 退回 不是我网格的")
    assert office.ticket().cadre == 赵国平


def test_after_two_working_days_it_stays(office: Office) -> None:
    before = office.report()
    office.tell(王某某, "收到")
    office.until(at("06-15 09:00"))
    assert of(office.tell(王某某, "#1 退回 不是我网格的"), Kind.REFUSE)
    assert office.ticket().cadre == before.cadre


def test_a_returned_ticket_is_stood_in_for_too(office: Office) -> None:
    office.tell(赵国平, "请假 5天 由李某某代")
    office.report()
    office.tell(王某某, "#1 退回 不是我网格的")
    assert office.ticket().cadre == 李某某


def test_one_extension_with_a_reason(office: Office) -> None:
    office.report()
    office.tell(王某某, "收到")
    said = office.tell(王某某, "#1 延期3天 等材料")
    ticket = office.ticket()
    assert (ticket.due, ticket.extended) == (at("06-22 18:00"), True)
    assert "等材料" in to_group(said)[0]
    assert of(office.tell(王某某, "#1 延期2天 还在等"), Kind.REFUSE)
    assert office.ticket().due == at("06-22 18:00")


@pytest.mark.parametrize("days", ["11天", "十五天", "十一个工作日", "二十天", "100天"])
def test_no_more_than_ten_working_days(office: Office, days: str) -> None:
    before = office.report()
    assert of(office.tell(王某某, f"#1 延期{days} 等材料"), Kind.REFUSE)
    assert unchanged(office, before)


@pytest.mark.parametrize(
    ("days", "due"), [("十天", "07-01 18:00"), ("两天", "06-19 18:00"), ("10个工作日", "07-01 18:00")]
)
def test_days_in_words(office: Office, days: str, due: str) -> None:
    office.report()
    office.tell(王某某, f"#1 延期{days}，等材料")
    assert office.ticket().due == at(due)


def test_an_extension_without_a_reason_is_asked_for_one(office: Office) -> None:
    office.report()
    assert [n.kind for n in office.tell(王某某, "#1 延期3天")] == [Kind.ASK]
    assert not office.ticket().extended


def test_a_panel_is_convened_heard_and_decided(office: Office) -> None:
    office.report()
    said = office.tell(王某某, "#1 会商 请规划办参加")
    ticket = office.ticket()
    assert (ticket.status, ticket.channel) == (Status.CONSULTING, Channel.PANEL)
    assert {孙某某, 赵国平, 水管站, 李某某} <= {n.person for n in of(said, Kind.ASSIGN)}
    office.wait(timedelta(hours=2))
    said = office.tell(水管站, "#1 意见 换新管")
    assert "换新管" in to(said, 赵国平)[0]
    assert of(office.tell(王某某, "#1 结论 我说了算"), Kind.REFUSE)
    office.wait(timedelta(days=2))
    said = office.tell(赵国平, "#1 结论 由孙某某负责换管")
    ticket = office.ticket()
    assert (ticket.status, ticket.cadre, ticket.accepted_at) == (Status.ASSIGNED, 孙某某, None)
    assert ticket.due == at("06-19 18:00")
    assert "换管" in to_group(said)[0]


def test_an_answer_closes_a_question(office: Office) -> None:
    office.report("老年证怎么办", act=Act.INQUIRY, category=Category.WELFARE, who=CHEN)
    said = office.tell(王某某, "#1 答复 带身份证到便民中心")
    ticket = office.ticket()
    assert (ticket.status, ticket.outcome) == (Status.CLOSED, Outcome.ANSWERED)
    assert "带身份证到便民中心" in to_group(said)[0]


def test_a_corrected_category_moves_the_due_date_and_rings_anew(office: Office) -> None:
    office.report()
    office.tell(王某某, "收到")
    office.until(at("06-17 19:00"))
    assert "due:0" in office.ticket().rung
    office.tell(王某某, "#1 类别 土地山林")
    ticket = office.ticket()
    assert (ticket.category, ticket.due) == (Category.LAND, at("07-01 18:00"))
    said = office.until(at("07-01 18:00"))
    assert [t for t in to(said, 王某某) if "已到办结时限" in t]


def test_a_correction_does_not_take_an_extension_back(office: Office) -> None:
    office.report()
    office.tell(王某某, "#1 延期10天 等材料")
    office.tell(王某某, "#1 类别 排水污水")
    assert office.ticket().due == at("07-01 18:00")


def test_what_was_no_report_is_taken_back_quietly(office: Office) -> None:
    office.report()
    said = office.tell(王某某, "#1 不是诉求")
    assert office.ticket().status is Status.WITHDRAWN
    assert to_group(said) == []


def test_what_is_over_takes_no_step(office: Office) -> None:
    office.report()
    office.tell(王某某, "#1 不受理 属于诉讼事项")
    before = office.ticket()
    for act in ACTS:
        assert [n.kind for n in office.tell(王某某, f"#1 {act}")] == [Kind.REFUSE], act
        assert unchanged(office, before), act


def test_a_triage_ticket_is_handed_on_by_the_liaison(office: Office) -> None:
    ticket = office.report("路灯坏了", category=Category.LIGHTING)
    assert (ticket.status, ticket.cadre) == (Status.TRIAGE, 钱小芳)
    office.tell(钱小芳, "#1 转 第二网格")
    office.tell(张某某, "#1 收到")
    ticket = office.ticket()
    assert (ticket.status, ticket.cadre, ticket.grid) == (Status.ACCEPTED, 张某某, "前童镇/联合村/第二网格")


def test_a_group_is_silenced_by_a_cadre_with_a_duty_there_alone(office: Office) -> None:
    def silent() -> bool:
        with office.works() as uow:
            return uow.memory.get(f"silent:{GROUP}") is not None

    office.tell(何某某, "安静", group=GROUP)
    assert not silent()
    office.tell(王某某, "安静", group=GROUP)
    assert silent()
    office.tell(王某某, "恢复", group=GROUP)
    assert not silent()


def test_every_notice_about_the_ticket_carries_its_number(office: Office) -> None:
    said = []
    office.report()
    for cadre, text in (
        (王某某, "收到"),
        (王某某, "#1 转 李某某"),
        (李某某, "#1 收到"),
        (李某某, "#1 办结 好了"),
    ):
        said += office.tell(cadre, text)
    assert len(said) >= 8
    assert [t for t in texts(said) if "#1" not in t] == []
    assert all(n.ticket == 1 for n in said)
    assert office.now - MORNING < minutes(1)


def test_an_impostor_does_not_use_up_what_the_bot_may_say(office: Office) -> None:
    office.report()
    heard = [to_group(office.say(UNCLE_LI, "#1 办结")) for _ in range(5)]
    assert [len(told) for told in heard] == [1, 1, 1, 0, 0]
    office.wait(timedelta(hours=2))
    assert len(to_group(office.say(UNCLE_LI, "#1 办结"))) == 1


def test_what_a_cadre_says_is_told_without_the_number_he_wrote(office: Office) -> None:
    office.report()
    office.reader.teach("#1 已经联系水厂", Act.PROGRESS, tickets=(1,))
    assert to_group(office.tell(王某某, "#1 已经联系水厂")) == ["@王婶 #1 第一网格 王某某 说：已经联系水厂"]
