"""A digest of an earlier day tells what it told on that day (CONTRACT 1, ``digest --date``)."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from casework.clock import local_day
from casework.services.digesting import render
from casework.services.hindsight import rewind
from casework.taxonomy import Act, Category, Status
from casework.ticket import Ticket
from tests.casework.cast import AUNT_WANG, CALENDAR, UNCLE_LI, at, 张某某, 王某某
from tests.services.office import Office

READERS = ("group", "cadre", "leader")


def told(office: Office, audience: str, day: date) -> list[tuple[str, str]]:
    """What is printed for a day."""
    with office.works.looking() as uow:
        return render(office.desk, uow, audience, None, day)


class Diary:
    """Goes through the days and keeps what each digest said when its hour came."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.kept: dict[tuple[str, date], list[tuple[str, str]]] = {}

    def until(self, moment: str) -> None:
        """Stop at eight and at six on the way."""
        end = at(moment)
        while (stop := self._next()) <= end:
            self.office.until(stop)
            day = local_day(stop)
            for audience in READERS if stop.hour == 8 else ("group",):
                if (audience == "group") is (stop.hour == 18):
                    self.kept[audience, day] = told(self.office, audience, day)
        self.office.until(end)

    def _next(self) -> datetime:
        now = self.office.now
        stops = (now.replace(hour=hour, minute=0, second=0, microsecond=0) for hour in (8, 18))
        later = [s for s in stops if s > now]
        return later[0] if later else at(f"{now.month:02}-{now.day + 1:02} 08:00")


@pytest.fixture
def diary(office: Office) -> Diary:
    """Ten days: matters come, are accepted, extended, settled, disputed, rated, withdrawn, and left lying."""
    office.clock.move_to(at("06-15 09:00"))
    diary = Diary(office)
    office.report("老樟树水管爆了", places=("老樟树",))
    office.report("小桥栏杆断了", UNCLE_LI, category=Category.ROAD, places=("小桥",))
    office.report("下园垃圾没人收", category=Category.SANITATION, places=("下园",))
    diary.until("06-16 09:00")
    office.tell(王某某, "#1 收到")
    office.tell(张某某, "#2 收到")
    diary.until("06-17 09:00")
    office.tell(王某某, "#1 办结 修好了")
    office.tell(张某某, "#2 延期 3天 等材料")
    office.report("上宅狗咬人", UNCLE_LI, category=Category.ANIMAL, places=("上宅",))
    diary.until("06-18 09:00")
    office.say(AUNT_WANG, "#1 没解决")
    office.reader.teach("狗的事算了", Act.WITHDRAW)
    office.say(UNCLE_LI, "狗的事算了")
    diary.until("06-19 09:00")
    office.tell(王某某, "#1 办结 换了一段管子")
    office.tell(张某某, "#2 办结 焊好了")
    diary.until("06-22 09:00")
    office.say(AUNT_WANG, "基本满意")
    diary.until("06-25 09:00")
    return diary


def test_every_day_is_told_later_as_it_was_told_then(diary: Diary) -> None:
    office = diary.office
    assert [t.status for t in office.tickets()] == [
        Status.CLOSED,
        Status.CLOSED,
        Status.ASSIGNED,
        Status.WITHDRAWN,
    ]
    assert sum(1 for texts in diary.kept.values() if texts) > 20
    for (audience, day), then in diary.kept.items():
        assert told(office, audience, day) == then, f"{audience} {day}"
    assert [told(office, audience, date(2026, 6, 14)) for audience in READERS] == [[], [], []]


def test_the_deadline_before_an_extension_and_a_reopening(diary: Diary) -> None:
    office = diary.office

    def then(number: int, moment: str) -> Ticket:
        return rewind(office.ticket(number), at(moment), office.desk.settings, CALENDAR)

    assert then(2, "06-16 12:00").due == at("06-22 18:00")
    assert then(2, "06-17 12:00").due == office.ticket(2).due
    assert then(1, "06-17 12:00").status is Status.RESOLVED
    assert then(1, "06-17 12:00").due == at("06-22 18:00")
    assert then(1, "06-18 12:00").status is Status.ASSIGNED
    assert then(1, "06-18 12:00").accepted_at is None
    assert then(1, "06-25 09:00").due == office.ticket(1).due
