"""Who the tests speak about: 联合村 of 前童镇 with two grids, its people, and 王婶's ticket.

王婶 and 李伯 are known by display name only. 陈小红 of H0012 (老陈家) and 周大海 of H0020
are verified. 王某某 (K001) has the first grid, with 孙某某 (K002) in his team; 张某某 (K003) the
second; 赵国平 (K009) leads the village, 钱小芳 (K008) takes what no grid is found for,
陈建平 (K010) is the township's 一站通负责人.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from casework.clock import BEIJING
from casework.county import (
    Cadre,
    ChatGroup,
    Department,
    Faq,
    Grid,
    Household,
    Place,
    Purpose,
    Roster,
    Township,
    Village,
)
from casework.messages import Speaker
from casework.people import household_of
from casework.taxonomy import Act, Category, Channel, Status
from casework.ticket import Ticket, Voice
from tests.casework.county import SmallCounty

TOWNSHIP = "前童镇"
VILLAGE = "前童镇/联合村"
FIRST, SECOND = f"{VILLAGE}/第一网格", f"{VILLAGE}/第二网格"
GROUP = "联合村民情交流群"

王某某, 孙某某, 张某某, 钱小芳, 赵国平, 陈建平 = "K001", "K002", "K003", "K008", "K009", "K010"
李某某, 何某某, 水管站, 外镇 = "K004", "K007", "K030", "K900"
DEPUTY = 李某某
AUNT_WANG, UNCLE_LI = Speaker(None, "王婶"), Speaker(None, "李伯")
CHEN, ZHOU = Speaker("H0012/陈小红", "小红"), Speaker("H0020/周大海", "大海")

ROSTER = Roster(
    townships=(Township(TOWNSHIP, lead=陈建平), Township("深甽镇", lead=外镇)),
    villages=(
        Village(TOWNSHIP, "联合村", leader=赵国平, liaison=钱小芳),
        Village(TOWNSHIP, "双桥村", leader=赵国平),
        Village(TOWNSHIP, "岭头村"),
        Village("深甽镇", "岭头村", leader=外镇),
    ),
    grids=(
        Grid(TOWNSHIP, "联合村", "第一网格", cadre=王某某, team=(孙某某,), hamlets=("下园",)),
        Grid(TOWNSHIP, "联合村", "第二网格", cadre=张某某, hamlets=("上宅",)),
        Grid(TOWNSHIP, "双桥村", "第一网格", cadre=何某某),
        Grid(TOWNSHIP, "岭头村", "第一网格", cadre=何某某),
        Grid("深甽镇", "岭头村", "第一网格", cadre=外镇),
    ),
    cadres=(
        Cadre(王某某, "王某某", TOWNSHIP, "网格员", "0574-65100001", household="H0001"),
        Cadre(孙某某, "孙某某", TOWNSHIP, "村委"),
        Cadre(张某某, "张某某", TOWNSHIP, "网格员"),
        Cadre(李某某, "李某某", TOWNSHIP, "村委"),
        Cadre(何某某, "何某某", TOWNSHIP, "网格员"),
        Cadre(钱小芳, "钱小芳", TOWNSHIP, "联村干部"),
        Cadre(赵国平, "赵国平", TOWNSHIP, "副镇长"),
        Cadre(陈建平, "陈建平", TOWNSHIP, "一站通负责人"),
        Cadre(水管站, "水根生", TOWNSHIP, "站长"),
        Cadre(外镇, "胡某某", "深甽镇", "一站通负责人"),
    ),
    households=(
        Household("H0001", TOWNSHIP, "联合村", "第一网格", "王某某", ("王小梅",), phone="13800000001"),
        Household("H0012", TOWNSHIP, "联合村", "第一网格", "陈家贵", ("陈小红",), ("老陈家",)),
        Household("H0020", TOWNSHIP, "联合村", "第二网格", "周大海", ("周小妹",), ("大海家",)),
        Household("H0099", TOWNSHIP, "双桥村", "第一网格", "吴某某"),
    ),
    places=(
        Place(TOWNSHIP, "联合村", "老樟树", "第一网格", ("大樟树",)),
        Place(TOWNSHIP, "联合村", "樟树", "第二网格"),
        Place(TOWNSHIP, "联合村", "月塘", "第一网格"),
        Place(TOWNSHIP, "联合村", "月塘", "第二网格"),
        Place(TOWNSHIP, "联合村", "村口", None),
        Place(TOWNSHIP, "联合村", "小桥", "第二网格"),
    ),
    groups=(
        ChatGroup(GROUP, TOWNSHIP, Purpose.VILLAGE, "联合村"),
        ChatGroup("双桥村民情交流群", TOWNSHIP, Purpose.VILLAGE, "双桥村"),
        ChatGroup("前童镇志愿服务群", TOWNSHIP, Purpose.VOLUNTEERS),
        ChatGroup("前童镇干部群", TOWNSHIP, Purpose.CADRES),
    ),
    departments=(
        Department("农水局", (Category.WATER,), (水管站,)),
        Department("规划办", (), (李某某,)),
    ),
    faqs=(
        Faq(
            "新农合什么时候交",
            "每年10月至12月，在便民中心或手机上交。",
            phrasings=("医保什么时候缴费",),
            source="医保局",
            dated="2026-03-01",
        ),
        Faq("农家书屋几点开门", "双桥村的书屋晚上开。", village="双桥村", township=TOWNSHIP),
    ),
)


class PaperCalendar:
    """Monday to Friday, but for the holidays and make-up workdays noted on it."""

    def __init__(self, holidays: set[date] | None = None, worked: set[date] | None = None) -> None:
        """Note them."""
        self.holidays, self.worked = holidays or set(), worked or set()

    def is_workday(self, day: date) -> bool:
        """Whether people work on that day."""
        return day in self.worked or (day.weekday() < 5 and day not in self.holidays)


MID_AUTUMN_2026 = {date(2026, 9, 25)}
NATIONAL_DAY_2026 = {date(2026, 10, d) for d in range(1, 8)}
MADE_UP_2026 = {date(2026, 9, 20), date(2026, 10, 10)}
CALENDAR = PaperCalendar(MID_AUTUMN_2026 | NATIONAL_DAY_2026, MADE_UP_2026)


def the_county(**changed: Any) -> SmallCounty:
    """The county above, with some of its files replaced."""
    return SmallCounty(replace(ROSTER, **changed))


def at(text: str) -> datetime:
    """``06-10 09:00`` of the year 2026 in Beijing; a full ``2027-01-01 09:00`` too."""
    full = text if text.count("-") == 2 else f"2026-{text}"
    return datetime.strptime(full, "%Y-%m-%d %H:%M").replace(tzinfo=BEIJING)


MORNING = at("06-10 09:00")
"""A Wednesday with nothing but working days around it."""


def minutes(count: float) -> timedelta:
    """So many minutes."""
    return timedelta(minutes=count)


def a_ticket(number: int = 12, **changed: Any) -> Ticket:
    """王婶's burst pipe near the old camphor tree, assigned to 王某某 of the first grid."""
    values: dict[str, Any] = {
        "status": Status.ASSIGNED,
        "act": Act.REQUEST,
        "category": Category.WATER,
        "channel": Channel.ONESTOP,
        "text": "三组水管爆了",
        "township": TOWNSHIP,
        "village": VILLAGE,
        "opened_at": MORNING,
        "clock_from": changed.get("opened_at", MORNING),
        "group": GROUP,
        "grid": FIRST,
        "place": "老樟树",
        "cadre": 王某某,
        "basis": "地名“老樟树”→第一网格",
        "voices": [a_voice()],
        **changed,
    }
    return Ticket(number, **values)


def a_voice(speaker: Speaker = AUNT_WANG, group: str | None = GROUP, when: datetime = MORNING) -> Voice:
    """Somebody's voice, heard in the group."""
    return Voice(speaker.person, speaker.name, when, group, household_of(the_county(), speaker))
