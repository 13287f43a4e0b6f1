"""What a cadre puts right: category, place, and what was no report at all (PRODUCT 2, 4)."""

from __future__ import annotations

import pytest

from casework.taxonomy import Act, Category, Kind, Status
from tests.casework.cast import AUNT_WANG, FIRST, GROUP, SECOND, 张某某, 水管站, 王某某, 钱小芳
from tests.services.office import Office, of, to, to_group


@pytest.mark.parametrize("word", ["供水", "water", "供水类"])
def test_the_right_category_calls_the_right_department(office: Office, word: str) -> None:
    office.report("老樟树边上冒水", category=Category.DRAINAGE)
    said = office.tell(王某某, f"#1 类别 {word}")
    ticket = office.ticket()
    assert (ticket.category, ticket.departments) == (Category.WATER, ("农水局",))
    assert "请协办" in to(said, 水管站)[0]
    assert ticket.history[-1].why == "类别：排水污水→供水"


def test_a_department_that_was_called_for_nothing_is_told(office: Office) -> None:
    office.report()
    said = office.tell(王某某, "#1 类别 路灯")
    assert office.ticket().departments == ()
    assert "不用再协办" in to(said, 水管站)[0]


def test_a_department_is_told_when_the_reporter_takes_it_back(office: Office) -> None:
    office.reader.teach("不用了", Act.WITHDRAW)
    office.report()
    assert to(office.say(AUNT_WANG, "不用了"), 水管站) == ["#1 已撤回，不用再协办。"]


def test_a_department_is_told_when_the_words_are_recalled(office: Office) -> None:
    office.report(id="pipe")
    assert to(office.recall(AUNT_WANG, "pipe"), 水管站) == ["#1 已撤回，不用再协办。"]


def test_a_department_is_told_when_it_was_no_report(office: Office) -> None:
    office.report()
    assert to(office.tell(王某某, "#1 不是诉求"), 水管站) == ["#1 已撤回，不用再协办。"]


def test_a_department_is_told_when_it_is_not_taken(office: Office) -> None:
    office.report()
    assert to(office.tell(王某某, "#1 不受理 属于诉讼事项"), 水管站) == ["#1 不予受理，不用再协办。"]


def test_a_department_that_did_it_itself_is_not_told(office: Office) -> None:
    office.report()
    office.tell(王某某, "#1 转 农水局")
    office.tell(水管站, "收到")
    assert to(office.tell(水管站, "#1 不受理 属于诉讼事项"), 水管站) == ["#1 不予受理已记录"]


def test_a_department_hears_nothing_of_a_private_matter(office: Office) -> None:
    office.report(read={"sensitive": True})
    assert to(office.tell(office.ticket().cadre or "", "#1 不受理 属于诉讼事项"), 水管站) == []


def test_a_department_that_was_never_asked_for_a_wish_is_not_released(office: Office) -> None:
    said = office.report("想要一个水桶", act=Act.WISH)
    assert said.departments == ("农水局",)
    assert to(office.tell(王某某, "#1 不是诉求"), 水管站) == []


def test_an_unknown_category_is_answered_with_all_of_them(office: Office) -> None:
    office.report()
    (answer,) = office.tell(王某某, "#1 类别 乱写")
    assert answer.kind is Kind.REFUSE
    assert "供水、供电" in answer.text
    assert office.ticket().category is Category.WATER


@pytest.mark.parametrize("text", ["#1 地点 上宅", "#1 地点错了，是上宅", "#1 地点应该是上宅"])
def test_the_right_place_sends_it_to_the_right_grid(office: Office, text: str) -> None:
    office.report()
    said = office.tell(王某某, text)
    ticket = office.ticket()
    assert (ticket.place, ticket.grid, ticket.cadre, ticket.status) == (
        "上宅",
        SECOND,
        张某某,
        Status.ASSIGNED,
    )
    assert "#1" in of(said, Kind.ASSIGN)[0].text
    assert "第二网格 张某某" in to(said, 王某某)[-1]
    assert to_group(said) == []


def test_a_place_out_of_triage_finds_its_grid(office: Office) -> None:
    office.report("路灯坏了", category=Category.LIGHTING)
    assert office.ticket().cadre == 钱小芳
    office.tell(钱小芳, "#1 地点 下园")
    assert (office.ticket().status, office.ticket().grid, office.ticket().cadre) == (
        Status.ASSIGNED,
        FIRST,
        王某某,
    )


def test_what_was_accepted_is_handed_on_first(office: Office) -> None:
    """首问负责: the duty stays until the cadre of the other grid accepts."""
    office.report()
    office.tell(王某某, "收到")
    said = office.tell(王某某, "#1 地点 上宅")
    assert (office.ticket().cadre, office.ticket().pending) == (王某某, 张某某)
    assert "仍由" in to(said, 张某某)[0]
    office.tell(张某某, "收到")
    assert (office.ticket().cadre, office.ticket().grid) == (张某某, SECOND)


def test_it_does_not_go_back_to_who_returned_it(office: Office) -> None:
    office.report()
    office.tell(王某某, "#1 退回 不是我网格的")
    office.tell("K009", "#1 地点 下园")
    assert (office.ticket().place, office.ticket().cadre) == ("下园", "K009")


def test_a_place_nobody_knows_is_noted_all_the_same(office: Office) -> None:
    office.report()
    office.tell(王某某, "#1 地点 化工厂后面")
    assert (office.ticket().place, office.ticket().cadre) == ("化工厂后面", 王某某)


@pytest.mark.parametrize("how", ["number", "quote", "alone"])
def test_what_was_no_report_is_taken_back_however_it_is_said(office: Office, how: str) -> None:
    office.report()
    if how == "number":
        said = office.tell(王某某, "#1 不是诉求")
    elif how == "quote":
        said = office.tell(王某某, "这条不是诉求", group=GROUP, quote="三组水管爆了，就在老樟树")
    else:
        said = office.tell(王某某, "不是诉求")
    assert office.ticket().status is Status.WITHDRAWN
    assert to_group(said) == []


def test_which_one_was_none_is_asked(office: Office) -> None:
    office.report()
    office.report("下园路灯坏了", category=Category.LIGHTING, places=("下园",))
    (asked,) = office.tell(王某某, "不是诉求")
    assert (asked.kind, "2. #2" in asked.text) == (Kind.ASK, True)
    office.tell(王某某, "第二个")
    assert [t.status for t in office.tickets()] == [Status.ASSIGNED, Status.WITHDRAWN]


def test_help_lists_the_words_in_private(office: Office) -> None:
    (answer,) = office.tell(王某某, "帮助", group=GROUP)
    assert (answer.group, answer.person) == (None, 王某某)
    assert "#12 办结" in answer.text


def test_the_list_of_ones_own(office: Office) -> None:
    assert "没有在办" in office.tell(王某某, "待办")[0].text
    office.report()
    assert "#1" in office.tell(王某某, "待办")[0].text
