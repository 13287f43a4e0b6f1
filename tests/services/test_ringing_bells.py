"""Reminders, escalation, calls in an emergency: PRODUCT 1.9, 4.4."""

from __future__ import annotations

from datetime import timedelta

from casework.notice import Notice
from casework.services.ringing import ring_tickets
from casework.taxonomy import Act, Category, Kind, Status
from tests.casework.cast import (
    AUNT_WANG,
    CHEN,
    MORNING,
    UNCLE_LI,
    at,
    minutes,
    孙某某,
    张某某,
    王某某,
    赵国平,
    陈建平,
)
from tests.services.office import Office, of, texts, to, to_group

DAY = timedelta(days=1)


def told(said: list[Notice]) -> list[tuple[str, str | None]]:
    """Kind and addressee of each."""
    return [(str(n.kind), n.person) for n in said]


def test_a_ticket_nobody_accepts_goes_up_one_step_a_day(office: Office) -> None:
    office.report()
    accept_by = office.ticket().accept_by
    assert accept_by is not None
    assert told(office.until(accept_by)) == [("remind", 王某某)]
    assert told(office.until(accept_by + DAY)) == [("escalate", 孙某某)]
    said = office.until(accept_by + 2 * DAY)
    assert told(said) == [("escalate", 赵国平)]
    assert "王某某、孙某某" in said[0].text
    said = of(office.until(accept_by + 3 * DAY), Kind.ESCALATE)
    assert told(said) == [("escalate", 陈建平)]
    assert "王某某、孙某某、赵国平" in said[0].text
    assert of(office.until(at("06-17 17:00")), Kind.ESCALATE) == []


def test_a_solution_that_is_late_is_reminded_of_and_goes_up(office: Office) -> None:
    office.report()
    office.tell(王某某, "收到")
    assert told(office.until(at("06-16 17:59"))) == [("remind", 王某某)]  # half time
    assert told(office.until(at("06-16 18:00"))) == [("remind", 王某某)]  # one working day before
    assert told(office.until(at("06-17 18:00"))) == [("remind", 王某某)]  # due
    said = office.until(at("06-21 00:00"))
    assert told(said) == [("escalate", 孙某某), ("escalate", 赵国平), ("escalate", 陈建平)]
    assert ["1天" in t or "2天" in t or "3天" in t for t in texts(said)] == [True] * 3
    assert office.until(at("07-31 00:00")) == []
    assert [e.move for e in office.ticket().history[-6:]] == ["remind"] * 3 + ["escalate"] * 3


def test_an_empty_step_costs_no_day(office: Office) -> None:
    """第二网格 has no team."""
    office.report("小桥路灯坏了", category=Category.LIGHTING, places=("小桥",))
    accept_by = office.ticket().accept_by
    assert accept_by is not None
    assert told(office.until(accept_by)) == [("remind", 张某某)]
    (said,) = office.until(accept_by + DAY)
    assert (said.kind, said.person) == (Kind.ESCALATE, 赵国平)
    assert "已催办：张某某" in said.text


def test_a_private_matter_goes_past_the_team(office: Office) -> None:
    office.report("老公打我", CHEN, category=Category.DISPUTE, read={"sensitive": True})
    accept_by = office.ticket().accept_by
    assert accept_by is not None
    office.until(accept_by)
    assert told(office.until(accept_by + DAY)) == [("escalate", 赵国平)]


def test_nothing_is_told_twice_though_the_bell_is_heard_twice(office: Office) -> None:
    office.report()
    said = office.wait(DAY)
    assert told(said) == [("remind", 王某某)]
    ring_tickets(office.desk, office.now)
    ring_tickets(office.desk, office.now)
    assert office.send() == []


def test_after_a_standstill_what_is_due_is_told_once_each(office: Office) -> None:
    office.report()
    office.clock.move_to(at("06-13 12:00"))
    said = office.work()
    assert told(said) == [("remind", 王某某), ("escalate", 孙某某), ("escalate", 赵国平)]
    assert office.work() == []


def test_acceptance_silences_its_ladder(office: Office) -> None:
    office.report()
    office.wait(DAY)
    office.tell(王某某, "收到")
    assert [n.kind for n in office.until(at("06-16 17:00"))] == [Kind.REMIND]


def test_an_extension_is_reminded_of_anew(office: Office) -> None:
    office.report()
    office.tell(王某某, "收到")
    office.until(at("06-17 09:00"))
    office.tell(王某某, "#1 延期2天 等材料")
    assert told(office.until(at("06-19 17:00"))) == [("remind", 王某某)]
    said = office.until(at("06-19 18:00"))
    assert told(said) == [("remind", 王某某)]
    assert "已到办结时限" in said[0].text


def test_a_resolved_ticket_is_not_called_overdue(office: Office) -> None:
    office.report()
    office.tell(王某某, "#1 办结 修好了")
    ticket = office.ticket()
    assert not ticket.overdue(office.now + timedelta(days=30))
    assert of(office.wait(20 * DAY), Kind.ESCALATE) == []


def danger(office: Office) -> list[Notice]:
    """A live wire at the camphor tree."""
    office.reader.teach("老樟树电线漏电", Act.EMERGENCY, Category.POWER, "老樟树")
    return office.say(AUNT_WANG, "老樟树电线漏电")


def test_an_emergency_is_called_every_five_minutes_until_somebody_accepts(office: Office) -> None:
    danger(office)
    for nth in (1, 2, 3):
        said = office.until(MORNING + minutes(5 * nth))
        assert {n.person for n in said} == {王某某, 孙某某, 赵国平, 陈建平}
        assert all(n.urgent for n in said)
        assert all(f"第{nth}次" in t for t in texts(said))
    office.wait(minutes(1))
    office.tell(孙某某, "#1 收到")
    assert office.ticket().status is Status.ACCEPTED
    assert office.wait(minutes(30)) == []


def test_an_emergency_that_is_accepted_is_due_within_the_day(office: Office) -> None:
    danger(office)
    office.tell(王某某, "#1 收到")
    said = office.wait(timedelta(hours=24))
    assert told(said) == [("remind", 王某某), ("remind", 王某某)]
    assert all(n.urgent for n in said)


def test_a_place_that_moves_an_emergency_calls_the_other_grid_at_once(office: Office) -> None:
    office.reader.teach("电线漏电", Act.EMERGENCY, Category.POWER)
    office.reader.teach("在老樟树那里", Act.DETAIL, None, "老樟树")
    office.say(UNCLE_LI, "电线漏电")
    office.wait(timedelta(seconds=30))
    said = office.say(UNCLE_LI, "在老樟树那里")
    assert {王某某, 孙某某} <= {n.person for n in said}


def test_the_group_is_not_told_of_reminders(office: Office) -> None:
    office.report()
    assert to_group(office.wait(30 * DAY)) == []
    assert to(office.send(), 王某某) == []
