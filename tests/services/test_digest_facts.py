"""Digests tell what a recount gives, nothing private, at most once: PRODUCT 6."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from casework.clock import local_day
from casework.county import ChatGroup
from casework.digest import Chart, GroupDigest
from casework.notice import Notice
from casework.services.digest_facts import facts_for_cadre, facts_for_group, facts_for_leader, opens_week
from casework.services.digesting import render, write_cadre_digests, write_group_digests
from casework.taxonomy import Act, Category, Kind, Rating, Status
from casework.ticket import Ticket
from tests.casework.cast import (
    AUNT_WANG,
    GROUP,
    UNCLE_LI,
    VILLAGE,
    at,
    张某某,
    王某某,
    赵国平,
    陈建平,
)
from tests.services.office import Office, of, texts

DAY = timedelta(days=1)


class Holidays:
    """Weekends, one more holiday, one day made up for."""

    def __init__(self, holiday: str = "", worked: str = "") -> None:
        self._holiday, self._worked = holiday, worked

    def is_workday(self, day: date) -> bool:
        """Whether people work."""
        if day.isoformat() == self._worked:
            return True
        return day.weekday() < 5 and day.isoformat() != self._holiday


def numbers(tickets: object) -> list[int]:
    """Which tickets."""
    return [t.number for t in tickets]  # type: ignore[attr-defined]


@pytest.fixture
def busy(office: Office) -> Office:
    """Tuesday evening of a village that had a full Monday.

    #1 fixed and rated well on Monday · #2 closed unrated on Tuesday · #3 accepted on Tuesday ·
    #4 untouched since Monday · #5 private · #6 new on Tuesday · #7 of another village.
    """
    office.clock.move_to(at("06-15 09:00"))
    say = office.report
    say("老樟树水管爆了", places=("老樟树",))
    say("老樟树路灯坏了", UNCLE_LI, category=Category.LIGHTING, places=("老樟树",))
    say("小桥栏杆断了", category=Category.ROAD, places=("小桥",))
    say("下园垃圾没人收，打13812345678", category=Category.SANITATION, places=("下园",))
    say("老公打我", UNCLE_LI, category=Category.DISPUTE, read={"sensitive": True})
    office.tell(王某某, "#1 办结 修好了")
    office.say(AUNT_WANG, "满意")
    office.until(at("06-16 09:00"))
    office.tell(王某某, "#2 办结 换了灯泡")
    office.reader.teach("路灯亮了", Act.FIXED, Category.LIGHTING)
    office.say(UNCLE_LI, "路灯亮了")
    office.tell(张某某, "#3 收到")
    say("上宅狗咬人", category=Category.ANIMAL, places=("上宅",))
    say("路塌了", category=Category.ROAD, group="双桥村民情交流群")
    office.until(at("06-16 18:00"))
    return office


def the_group(office: Office, name: str = GROUP) -> ChatGroup:
    """A bound group."""
    found = office.desk.county.group(name)
    assert found is not None
    return found


def facts(office: Office, now: datetime | None = None) -> GroupDigest:
    """联合村's day."""
    with office.works() as uow:
        return facts_for_group(uow, the_group(office), now or office.now)


def test_a_group_hears_what_came_what_moved_what_ended_what_is_open(busy: Office) -> None:
    today = facts(busy)
    assert numbers(today.new) == [6]
    assert numbers(today.moved) == [3]
    assert numbers(today.settled) == [2]
    assert numbers(today.open) == [3, 4, 6]
    assert (today.month_new, today.month_settled, today.month_rated, today.month_satisfied) == (5, 2, 1, 1)


def test_the_facts_equal_a_recount_of_the_ledger(busy: Office) -> None:
    said = facts(busy)
    ours = [t for t in busy.tickets() if t.village == VILLAGE and not t.private]
    today = local_day(busy.now)

    def touched(ticket: Ticket) -> bool:
        own = ("remind", "escalate", "register", "assign")
        return any(local_day(e.at) == today and e.move not in own for e in ticket.history)

    closed = [t for t in ours if t.status is Status.CLOSED]
    assert numbers(said.new) == numbers(t for t in ours if local_day(t.opened_at) == today)
    assert numbers(said.settled) == numbers(
        t for t in closed if t.closed_at and local_day(t.closed_at) == today
    )
    assert numbers(said.moved) == numbers(
        t for t in ours if touched(t) and t.is_open and local_day(t.opened_at) < today
    )
    assert numbers(said.open) == numbers(t for t in ours if t.is_open)
    assert said.month_new == len(ours)
    assert said.month_settled == len(closed)
    assert said.month_rated == sum(1 for t in closed if t.rating)
    assert said.month_satisfied == sum(1 for t in closed if t.rating in (Rating.SATISFIED, Rating.FAIR))


def test_the_groups_message(busy: Office) -> None:
    write_group_digests(busy.desk, busy.now)
    said = busy.send()
    assert sorted(n.group or "" for n in said) == sorted([GROUP, "双桥村民情交流群"])
    (ours,) = [n.text for n in said if n.group == GROUP]
    for number in (2, 3, 4, 6):
        assert ours.count(f"#{number}〔") == 1
    for hidden in ("#1〔", "#5", "#7", "打我", "13812345678"):
        assert hidden not in ours
    assert {n.kind for n in said} == {Kind.DIGEST}


def test_a_private_matter_is_no_news(office: Office) -> None:
    office.report("老公打我", category=Category.DISPUTE, read={"sensitive": True})
    write_group_digests(office.desk, at("06-10 18:00"))
    assert office.send() == []


def test_a_day_without_news_has_no_digest(busy: Office) -> None:
    busy.until(at("06-17 18:00"))  # only reminders rang
    assert facts(busy).open
    write_group_digests(busy.desk, busy.now)
    assert [n for n in busy.send() if n.kind is Kind.DIGEST] == []


def test_each_is_written_once_a_day_also_after_a_restart(busy: Office) -> None:
    write_group_digests(busy.desk, busy.now)
    assert len(busy.send()) == 2
    write_group_digests(busy.desk, busy.now)
    again = Office(busy.works._engine)
    write_group_digests(again.desk, busy.now + timedelta(minutes=5))
    assert busy.send() == []


def test_a_digest_is_of_no_use_half_a_day_late(busy: Office) -> None:
    write_group_digests(busy.desk, busy.now)
    assert {n.not_after for n in busy.send()} == {busy.now + timedelta(hours=12)}


def morning(office: Office, moment: str) -> list[Notice]:
    """What cadres are sent at eight."""
    office.until(at(moment))
    office.send()
    write_cadre_digests(office.desk, office.now)
    return of(office.send(), Kind.DIGEST)


def test_a_cadre_reads_what_waits_is_due_and_is_late(busy: Office) -> None:
    busy.until(at("06-22 08:00"))
    with busy.works() as uow:
        cadre = busy.desk.county.cadre(王某某)
        assert cadre is not None
        mine = facts_for_cadre(busy.desk, uow, cadre, busy.now)
    # #4 was to be accepted on the 16th; #5, which is private, was not accepted either.
    held = [t for t in busy.tickets() if t.cadre == 王某某 and t.is_open and t.status is not Status.RESOLVED]
    assert sorted(numbers([*mine.overdue, *mine.due_today, *mine.waiting, *mine.in_hand])) == numbers(held)
    assert numbers(mine.overdue) == numbers(t for t in held if t.overdue(busy.now))
    said = {n.person: n.text for n in morning(busy, "06-22 08:00") if "今日清单" in n.text}
    assert 王某某 in said
    assert "#4" in said[王某某]


def test_no_morning_list_on_a_holiday(busy: Office) -> None:
    assert morning(busy, "06-20 08:00") == []  # a Saturday
    assert morning(busy, "06-22 08:00") != []


def test_a_leader_reads_who_is_late_and_on_mondays_the_week(busy: Office) -> None:
    with busy.works() as uow:
        leader = busy.desk.county.cadre(赵国平)
        assert leader is not None
        tuesday = facts_for_leader(busy.desk, uow, leader, at("06-16 08:00"))
        monday = facts_for_leader(busy.desk, uow, leader, at("06-22 08:00"))
        nobody = busy.desk.county.cadre(王某某)
        assert nobody is not None
        assert facts_for_leader(busy.desk, uow, nobody, busy.now) is None
    assert tuesday is not None
    assert monday is not None
    assert tuesday.week is None
    assert monday.week is not None
    assert (monday.week.new, monday.week.settled, monday.week.rated, monday.week.satisfied) == (7, 2, 1, 1)
    assert numbers(monday.open) == [3, 4, 5, 6, 7]
    late = {t.number for _, tickets in monday.late for t in tickets}
    assert late == {t.number for t in busy.tickets() if t.overdue(at("06-22 08:00"))}


def test_the_week_has_a_picture_and_other_days_have_none(busy: Office) -> None:
    (friday,) = [n for n in morning(busy, "06-19 08:00") if n.person == 赵国平 and "汇总" in n.text]
    assert friday.picture is None
    (monday,) = [n for n in morning(busy, "06-22 08:00") if n.person == 赵国平 and "汇总" in n.text]
    assert "上周（6月15日至6月21日）：登记 7 件，结案 2 件，评价 1 件，其中满意和基本满意 1 件" in monday.text
    chart = Chart.loads(monday.picture or "")
    assert [(b.name, b.new, b.settled) for b in chart.bars] == [("联合村", 6, 2), ("双桥村", 1, 0)]
    assert sum(b.late for b in chart.bars) == sum(1 for t in busy.tickets() if t.overdue(busy.now))


def test_after_a_holiday_monday_the_week_is_told_on_tuesday(busy: Office) -> None:
    holiday = Holidays("2026-06-22")
    assert not opens_week(date(2026, 6, 22), holiday)
    assert opens_week(date(2026, 6, 23), holiday)
    assert not opens_week(date(2026, 6, 24), holiday)
    assert not opens_week(date(2026, 6, 28), Holidays(worked="2026-06-28"))  # a Sunday made up for


def test_a_leader_with_nothing_open_still_reads_his_week(office: Office) -> None:
    office.report()
    office.tell(王某某, "#1 办结 修好了")
    office.say(AUNT_WANG, "满意")
    assert any("上周" in n.text for n in morning(office, "06-15 08:00"))


def test_the_township_reads_all_its_villages_once(busy: Office) -> None:
    with busy.works() as uow:
        lead = busy.desk.county.cadre(陈建平)
        assert lead is not None
        area = facts_for_leader(busy.desk, uow, lead, busy.now)
    assert area is not None
    assert numbers(area.open) == [3, 4, 5, 6, 7]


def test_a_leaders_list_does_not_tell_of_the_complaint_about_him(office: Office) -> None:
    office.report("赵国平收红包", category=Category.AFFAIRS, read={"sensitive": True})
    with office.works() as uow:
        leader = office.desk.county.cadre(赵国平)
        assert leader is not None
        area = facts_for_leader(office.desk, uow, leader, at("06-11 08:00"))
    assert area is not None
    assert numbers(area.open) == []


def test_a_matter_that_was_none_is_not_in_the_digest(office: Office) -> None:
    office.report()
    office.tell(王某某, "#1 不是诉求")
    write_group_digests(office.desk, at("06-10 18:00"))
    assert office.send() == []


def test_rendering_writes_nothing(busy: Office) -> None:
    with busy.works() as uow:
        ((to, ours),) = render(busy.desk, uow, "group", "联合村", local_day(busy.now))
        assert to == "联合村民情交流群" and "#6" in ours
        assert render(busy.desk, uow, "group", "无此村", local_day(busy.now)) == []
        assert render(busy.desk, uow, "leader", "赵国平", local_day(busy.now))
    assert texts(busy.send()) == []
