"""退回: within two working days of getting it, up and never round; offers are declined (PRODUCT 4.3)."""

from __future__ import annotations

from datetime import timedelta

from casework.taxonomy import Status
from tests.casework.cast import at, 孙某某, 张某某, 李某某, 王某某, 赵国平, 陈建平
from tests.services.office import Office, to


def test_who_declines_leaves_it_with_its_holder(office: Office) -> None:
    office.report()
    office.tell(王某某, "收到")
    office.tell(王某某, "#1 转 李某某 他路过")
    said = office.tell(李某某, "#1 退回 今天不在镇上")
    assert "今天不在镇上" in to(said, 王某某)[0]
    assert to(said, 赵国平) == []
    ticket = office.ticket()
    assert (ticket.cadre, ticket.pending, ticket.status) == (王某某, None, Status.ACCEPTED)


def test_who_declined_is_not_asked_again(office: Office) -> None:
    office.report()
    office.tell(王某某, "#1 转 李某某")
    office.tell(李某某, "#1 退回 没空")
    assert "不能转给李某某" in to(office.tell(王某某, "#1 转 李某某"), 王某某)[0]


def test_declining_needs_a_reason_too(office: Office) -> None:
    office.report()
    office.tell(王某某, "#1 转 李某某")
    assert "理由" in to(office.tell(李某某, "#1 退回"), 李某某)[0]
    assert office.ticket().pending == 李某某


def test_the_two_days_begin_when_it_came_to_him(office: Office) -> None:
    office.report()
    office.until(at("06-15 09:00"))
    office.tell(王某某, "#1 转 张某某 在他网格")
    office.tell(张某某, "#1 收到")
    office.until(at("06-17 17:00"))
    office.tell(张某某, "#1 退回 是管网的事")
    assert office.ticket().cadre == 赵国平


def test_an_offer_of_his_own_gives_nobody_more_time(office: Office) -> None:
    office.report()
    office.until(at("06-15 09:00"))
    office.tell(王某某, "#1 转 李某某")
    assert "2个工作日" in to(office.tell(王某某, "#1 退回 不归我管"), 王某某)[0]


def test_the_next_one_up_has_the_whole_time_to_accept(office: Office) -> None:
    office.report()
    office.wait(timedelta(hours=23))
    office.tell(王某某, "#1 退回 不归我管")
    ticket = office.ticket()
    assert ticket.accept_by == office.now + timedelta(hours=24)
    assert to(office.wait(timedelta(hours=23)), 赵国平) == []


def test_above_everybody_nothing_is_returned(office: Office) -> None:
    office.report()
    for cadre in (王某某, 赵国平):
        office.tell(cadre, "#1 退回 不归我管")
    assert office.ticket().cadre == 陈建平
    assert "没有可以退给的人" in to(office.tell(陈建平, "#1 退回 也不归我"), 陈建平)[0]
    assert office.ticket().cadre == 陈建平


def test_a_member_of_the_team_may_return_it(office: Office) -> None:
    office.report()
    office.tell(孙某某, "#1 退回 整组都不管这段")
    assert office.ticket().cadre == 赵国平
