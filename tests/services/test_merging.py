"""Two tickets that are one matter, and one that is two (PRODUCT 4)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casework.messages import Speaker
from casework.taxonomy import Act, Category, Kind, Status
from tests.casework.cast import (
    AUNT_WANG,
    CHEN,
    FIRST,
    GROUP,
    SECOND,
    UNCLE_LI,
    张某某,
    李某某,
    水管站,
    王某某,
    赵国平,
)
from tests.services.office import Office, of, texts, to, to_group

RUBBISH = "下园垃圾没人收"


@pytest.fixture
def two(office: Office) -> Office:
    """王婶's pipe and 李伯's pipe, which the bot took for two."""
    office.report(id="pipe-1")
    office.report("下园水管爆了", UNCLE_LI, places=("下园",), id="pipe-2")
    return office


@pytest.mark.parametrize("text", ["#2 并入 #1", "#1和#2是同一件", "并入 #1"])
def test_one_goes_into_the_other_with_its_voices_and_pictures(two: Office, text: str) -> None:
    said = two.tell(王某某, text)
    gone, kept = two.ticket(2), two.ticket(1)
    assert (gone.status, gone.merged_into) == (Status.MERGED, 1)
    assert [v.name for v in kept.voices] == ["王婶", "李伯"]
    assert {"pipe-1", "pipe-2"} <= {e.message_id for e in kept.evidence}
    (line,) = to_group(said)
    assert line.startswith("@李伯 #2 与 #1 是同一件事")
    assert "现有2户" in to(said, 王某某)[0]


def test_quoting_the_one_is_enough(two: Office) -> None:
    two.tell(王某某, "并入 #1", group=GROUP, quote="下园水管爆了")
    assert two.ticket(2).merged_into == 1


def test_which_one_is_asked_in_private_and_a_digit_answers(two: Office) -> None:
    two.report(RUBBISH, CHEN, category=Category.SANITATION, places=("下园",))
    said = two.tell(王某某, "并入 #1", group=GROUP)
    (asked,) = of(said, Kind.ASK)
    assert asked.group is None
    assert "1. #2" in asked.text
    assert "2. #3" in asked.text
    assert to_group(said) == []
    two.tell(王某某, "1")
    assert [t.status for t in two.tickets()] == [Status.ASSIGNED, Status.MERGED, Status.ASSIGNED]
    assert two.ticket(2).merged_into == 1


def test_a_digit_in_the_group_answers_nothing_private(two: Office) -> None:
    two.tell(王某某, "收到")
    two.tell(王某某, "1", group=GROUP)
    assert {t.status for t in two.tickets()} == {Status.ASSIGNED}


def test_whoever_asks_about_the_one_hears_of_the_other(two: Office) -> None:
    two.tell(王某某, "#2 并入 #1")
    two.reader.teach("#2 修了没", Act.STATUS, tickets=(2,))
    (line,) = to_group(two.say(UNCLE_LI, "#2 修了没"))
    assert "#1" in line
    two.tell(王某某, "#2 办结 都接好了")
    assert two.ticket(1).status is Status.RESOLVED
    two.say(UNCLE_LI, "#2 没解决")
    assert two.ticket(1).reopened == 1


def test_a_merged_ticket_rings_no_more(two: Office) -> None:
    two.tell(王某某, "#2 并入 #1")
    two.tell(王某某, "#1 收到")
    assert [n for n in two.wait(timedelta(days=3)) if n.ticket == 2] == []


@pytest.mark.parametrize("text", ["#1 并入 #1", "#2 并入 #3"])
def test_what_does_not_belong_together_stays_apart(two: Office, text: str) -> None:
    two.report("上宅灯坏", Speaker(None, "阿昌"), category=Category.LIGHTING, group="双桥村民情交流群")
    said = two.tell(王某某, text)
    assert [n.kind for n in said] == [Kind.REFUSE]
    assert {t.status for t in two.tickets()} <= {Status.ASSIGNED, Status.TRIAGE}


def test_what_is_private_is_not_merged_into_what_is_public(office: Office) -> None:
    office.report()
    office.reader.teach("李某某收红包", Act.REQUEST, Category.AFFAIRS, sensitive=True)
    office.say(AUNT_WANG, "李某某收红包")
    office.wait(timedelta(minutes=1))
    assert [n.kind for n in office.tell(赵国平, "#2 并入 #1")] == [Kind.REFUSE]
    assert office.ticket(2).status is Status.ASSIGNED


def test_an_emergency_is_not_hidden_in_a_request(office: Office) -> None:
    office.report()
    office.report("下园电线着火了", UNCLE_LI, act=Act.EMERGENCY, category=Category.POWER, places=("下园",))
    (answer,) = office.tell(王某某, "#2 并入 #1")
    assert (answer.kind, "反过来" in answer.text) == (Kind.REFUSE, True)
    office.tell(王某某, "#1 并入 #2")
    assert office.ticket(1).merged_into == 2


def test_somebody_elses_is_not_his_to_merge(two: Office) -> None:
    assert [n.kind for n in two.tell(张某某, "#2 并入 #1")] == [Kind.REFUSE]
    assert two.ticket(2).status is Status.ASSIGNED


def test_what_is_over_is_no_goal(two: Office) -> None:
    two.tell(王某某, "#1 不受理 重复")
    assert [n.kind for n in two.tell(王某某, "#2 并入 #1")] == [Kind.REFUSE]
    assert [n.kind for n in two.tell(王某某, "#2 并入 #77")] == [Kind.REFUSE]
    assert two.ticket(2).status is Status.ASSIGNED


def test_a_second_matter_gets_a_number_of_its_own(office: Office) -> None:
    office.report("水管爆了，垃圾也没人收，就在老樟树")
    rubbish = office.reader.teach("上宅垃圾没人收", Act.REQUEST, Category.SANITATION, "上宅")
    said = office.tell(王某某, f"#1 拆分 {rubbish}")
    fresh = office.ticket(2)
    assert (fresh.text, fresh.category, fresh.grid, fresh.cadre) == (
        rubbish,
        Category.SANITATION,
        SECOND,
        张某某,
    )
    assert [v.name for v in fresh.voices] == ["王婶"]
    assert (office.ticket().status, office.ticket().grid) == (Status.ASSIGNED, FIRST)
    (line,) = to_group(said)
    assert line.startswith("@王婶 #1 里的另一件事单独登记为 #2〔环境卫生〕")
    assert "#2" in to(said, 张某某)[0]
    assert "#2" in to(said, 王某某)[0]


def test_what_to_split_off_is_asked_for(office: Office) -> None:
    office.report()
    office.reader.teach("上宅垃圾没人收", Act.NOTE)
    (asked,) = office.tell(王某某, "#1 拆分")
    assert (asked.kind, "#1" in asked.text) == (Kind.ASK, True)
    office.tell(王某某, "上宅垃圾没人收")
    assert office.ticket(2).text == "上宅垃圾没人收"


def test_a_second_matter_of_a_private_one_is_private(office: Office) -> None:
    office.reader.teach("李某某收红包，还骂人", Act.REQUEST, Category.AFFAIRS, sensitive=True)
    office.say(AUNT_WANG, "李某某收红包，还骂人")
    office.wait(timedelta(minutes=1))
    said = office.tell(赵国平, "#1 拆分 还骂人")
    assert (office.ticket(2).private, office.ticket(2).cadre) == (True, 赵国平)
    assert to_group(said) == []
    assert to(said, 李某某) == []


def test_the_repeated_merge_changes_nothing(two: Office) -> None:
    two.tell(王某某, "#2 并入 #1")
    before = len(two.ticket(1).history)
    assert [n.kind for n in two.tell(王某某, "#2 并入 #1")] == [Kind.REFUSE]
    assert len(two.ticket(1).history) == before
    assert texts(two.wait(timedelta(minutes=1))) == []


def test_departments_are_told_whether_they_go_on_with_the_other_one(two: Office) -> None:
    assert to(two.tell(王某某, "#2 并入 #1"), 水管站) == ["#2 已并入 #1，请按 #1 协办。"]


def test_a_department_that_the_other_one_does_not_need_is_released(two: Office) -> None:
    two.tell(王某某, "#1 类别 道路桥梁")
    assert to(two.tell(王某某, "#2 并入 #1"), 水管站) == ["#2 已并入 #1，不用再协办。"]
