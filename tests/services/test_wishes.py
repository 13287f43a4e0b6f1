"""党群同心圆: a wish is published without a name, claimed once, granted, confirmed (PRODUCT 5)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from casework.messages import Speaker
from casework.notice import Notice
from casework.taxonomy import Act, Category, Channel, Kind, Outcome, Rating, Status
from casework.ticket import Ticket
from tests.casework.cast import (
    AUNT_WANG,
    CHEN,
    GROUP,
    ROSTER,
    UNCLE_LI,
    ZHOU,
    the_county,
    何某某,
    王某某,
    钱小芳,
)
from tests.services.office import Office, of, texts, to, to_group

VOLUNTEERS = "前童镇志愿服务群"
DESK = "老陈家孙女想要一张旧书桌"
DAY = timedelta(days=1)


def wish(office: Office, text: str = DESK, who: Speaker = CHEN, **how: Any) -> list[Notice]:
    """小红 of 老陈家 says what her niece would like; returns what is said when the silence is over."""
    office.reader.teach(text, Act.WISH, Category.EDUCATION, **how)
    office.say(who, text)
    return office.wait(office.desk.settings.silence)


def claimed(office: Office) -> Ticket:
    """The wish, claimed by 周大海."""
    wish(office)
    office.say(ZHOU, "认领 #1", group=VOLUNTEERS)
    return office.ticket()


def in_volunteers(said: list[Notice]) -> list[str]:
    """What the volunteers' group read."""
    return [n.text for n in said if n.group == VOLUNTEERS]


def test_it_is_published_without_the_family_s_name(office: Office) -> None:
    said = wish(office)
    (published,) = of(said, Kind.PUBLISH)
    assert published.group == VOLUNTEERS
    assert "#1" in published.text
    assert "联合村一户人家" in published.text
    assert "想要一张旧书桌" in published.text
    for name in ("老陈", "陈", "小红", "H0012"):
        assert name not in published.text
    ticket = office.ticket()
    assert (ticket.channel, ticket.status, ticket.cadre, ticket.accept_by) == (
        Channel.WISH,
        Status.ASSIGNED,
        王某某,
        None,
    )


def test_the_family_and_the_cadre_are_told(office: Office) -> None:
    said = wish(office)
    assert "已不写姓名发到志愿群" in next(n.text for n in of(said, Kind.ACK))
    (told,) = to(said, 王某某)
    assert "不用签收" in told
    assert "小红" in told


def test_a_bare_received_claims_nothing(office: Office) -> None:
    wish(office)
    assert office.tell(王某某, "收到") == []
    assert office.ticket().is_offered


def test_nobody_is_hurried_while_it_waits_for_a_volunteer(office: Office) -> None:
    wish(office)
    assert office.wait(2 * DAY) == []


def test_the_first_one_has_it_and_the_others_are_told_who(office: Office) -> None:
    wish(office)
    office.wait(timedelta(hours=1))
    said = office.say(ZHOU, "认领 #1", group=VOLUNTEERS)
    (answer,) = in_volunteers(said)
    assert answer.startswith("@大海 #1 已由 周大海 认领")
    assert "志愿者 周大海 认领" in to_group(said)[1] or "志愿者 周大海 认领" in to_group(said)[0]
    assert "周大海" in to(said, 王某某)[0]
    assert "0574-65100001" in to(said, "H0020/周大海")[0]  # the grid cadre brings the two together
    ticket = office.ticket()
    assert (ticket.status, ticket.claimed_by, ticket.cadre) == (Status.ACCEPTED, "H0020/周大海", 王某某)
    assert ticket.claim_until == office.now + 3 * DAY
    said = office.tell(何某某, "认领 #1", group=VOLUNTEERS)
    (late,) = in_volunteers(said)
    assert late.startswith("@何某某 #1 已由 周大海 先认领")
    assert office.ticket().claimed_by == "H0020/周大海"
    assert ["已经认领了" in t for t in in_volunteers(office.say(ZHOU, "认领 #1", group=VOLUNTEERS))] == [True]


@pytest.mark.parametrize("words", ["认领 #1", "认领", "我来认领"])
@pytest.mark.parametrize("quoting", [True, False])
def test_it_is_claimed_in_few_words(office: Office, words: str, quoting: bool) -> None:
    (published,) = of(wish(office), Kind.PUBLISH)
    quote = published.text[:20] if quoting else None
    office.say(ZHOU, words, group=VOLUNTEERS, quote=quote)
    assert office.ticket().claimed_by == "H0020/周大海"


def test_which_one_has_to_be_said_where_there_are_two(office: Office) -> None:
    wish(office)
    wish(office, "老陈家还想要一床棉被")
    said = office.say(ZHOU, "认领", group=VOLUNTEERS)
    assert [n.kind for n in said] == [Kind.REFUSE]
    assert {t.claimed_by for t in office.tickets()} == {None}


@pytest.mark.parametrize(
    ("who", "where", "hint"),
    [
        (UNCLE_LI, VOLUNTEERS, "绑定码"),  # not verified
        (ZHOU, GROUP, "请在志愿群里认领"),  # verified, but no volunteer's place
        (ZHOU, None, "请在志愿群里认领"),
    ],
)
def test_who_is_no_volunteer_is_told_how_to_become_one(
    office: Office, who: Speaker, where: str | None, hint: str
) -> None:
    wish(office)
    (answer,) = [n for n in office.say(who, "认领 #1", group=where) if n.kind is Kind.REFUSE]
    assert hint in answer.text
    assert office.ticket().is_offered


def test_a_known_volunteer_may_claim_in_private(office: Office) -> None:
    office.say(ZHOU, "大家好", group=VOLUNTEERS)
    wish(office)
    office.say(ZHOU, "认领 #1", group=None)
    assert office.ticket().claimed_by == "H0020/周大海"


@pytest.mark.parametrize("where", [None, GROUP, VOLUNTEERS])
def test_a_cadre_may_claim_anywhere(office: Office, where: str | None) -> None:
    wish(office)
    office.tell(何某某, "认领 #1", group=where)
    assert office.ticket().claimed_by == 何某某


def test_nobody_grants_the_own_wish(office: Office) -> None:
    wish(office)
    said = office.say(Speaker("H0012/陈家贵", "老陈"), "认领 #1", group=VOLUNTEERS)
    assert [n.kind for n in said] == [Kind.REFUSE]
    assert office.ticket().claimed_by is None


def test_what_is_no_wish_cannot_be_claimed(office: Office) -> None:
    office.report()
    assert of(office.tell(何某某, "认领 #1"), Kind.REFUSE)
    assert office.ticket().claimed_by is None


def test_three_days_without_a_word_free_it_again(office: Office) -> None:
    claimed(office)
    said = office.wait(2 * DAY)
    assert "有进展吗" in to(said, "H0020/周大海")[0]
    said = office.wait(DAY)
    assert "认领已失效" in to(said, "H0020/周大海")[0]
    (again,) = of(said, Kind.PUBLISH)
    assert "重新等待认领" in again.text
    assert "周大海" not in again.text
    assert to_group([n for n in said if n.group == GROUP]) == []
    assert office.ticket().is_offered
    office.tell(何某某, "认领 #1")
    assert office.ticket().claimed_by == 何某某


def test_a_word_gives_the_volunteer_three_days_more(office: Office) -> None:
    claimed(office)
    office.wait(2 * DAY)
    office.reader.teach("书桌找到了，周六送去", Act.PROGRESS)
    said = office.say(ZHOU, "书桌找到了，周六送去", group=VOLUNTEERS)
    assert [t for t in to_group(said) if "志愿者 周大海 说" in t]
    office.wait(2 * DAY)
    assert office.ticket().claimed_by == "H0020/周大海"


@pytest.mark.parametrize("words", ["放弃认领 #1", "放弃认领", "#1 未能解决 家里没有"])
def test_who_cannot_do_it_says_so(office: Office, words: str) -> None:
    claimed(office)
    said = office.say(ZHOU, words, group=VOLUNTEERS)
    assert "已取消" in in_volunteers(said)[0]
    assert of(said, Kind.PUBLISH)
    assert office.ticket().is_offered


def test_nobody_else_gives_it_up(office: Office) -> None:
    claimed(office)
    said = office.say(CHEN, "放弃认领 #1", group=VOLUNTEERS)
    assert [n.kind for n in said] == [Kind.REFUSE]
    assert office.ticket().claimed_by == "H0020/周大海"


def test_what_nobody_claims_is_the_grid_cadre_s(office: Office) -> None:
    wish(office)
    said = office.wait(3 * DAY)
    (told,) = to(said, 王某某)
    assert "还没有志愿者认领" in told
    ticket = office.ticket()
    assert ticket.accept_by == office.now + DAY
    assert ticket.due is not None and ticket.due > office.now + 4 * DAY
    office.tell(王某某, "收到")
    assert office.ticket().status is Status.ACCEPTED
    assert of(office.say(ZHOU, "认领 #1", group=VOLUNTEERS), Kind.REFUSE)


def test_a_late_volunteer_is_still_welcome(office: Office) -> None:
    wish(office)
    office.wait(3 * DAY)
    office.say(ZHOU, "认领 #1", group=VOLUNTEERS)
    assert office.ticket().claimed_by == "H0020/周大海"
    assert [t for t in to(office.wait(DAY), 王某某) if "签收" in t] == []


def test_after_three_claims_that_came_to_nothing_it_is_the_cadre_s(office: Office) -> None:
    wish(office)
    for _ in range(3):
        office.say(ZHOU, "认领 #1", group=VOLUNTEERS)
        said = office.say(ZHOU, "放弃认领 #1", group=VOLUNTEERS)
    assert of(said, Kind.PUBLISH) == []
    assert not office.ticket().is_offered
    assert office.ticket().accept_by is not None


@pytest.mark.parametrize("words", ["#1 办结 书桌送到了", "书桌送到了，老人很高兴"])
@pytest.mark.parametrize("where", [VOLUNTEERS, None])
def test_it_is_granted_confirmed_and_thanked_for(office: Office, words: str, where: str | None) -> None:
    claimed(office)
    if "#" not in words:
        office.reader.teach(words, Act.RESOLVE)
    said = office.say(ZHOU, words, group=where)
    ticket = office.ticket()
    assert (ticket.status, ticket.outcome, ticket.cadre) == (Status.RESOLVED, Outcome.GRANTED, 王某某)
    (asked,) = of(said, Kind.CONFIRM)
    assert "志愿者 周大海 已办结" in asked.text
    said = office.say(CHEN, "满意")
    assert (office.ticket().status, office.ticket().rating) == (Status.CLOSED, Rating.SATISFIED)
    assert office.ticket().outcome is Outcome.GRANTED
    assert "记一颗星" in to(said, "H0020/周大海")[0]


def test_what_was_done_is_asked_for_and_answered_in_the_group(office: Office) -> None:
    claimed(office)
    (asked,) = of(office.say(ZHOU, "#1 办结", group=VOLUNTEERS), Kind.ASK)
    assert (asked.person, asked.group) == ("H0020/周大海", None)
    office.reader.teach("旧书桌一张，周六送到", Act.NOTE)
    office.say(ZHOU, "旧书桌一张，周六送到", group=None)
    assert office.ticket().result == "旧书桌一张，周六送到"


def test_a_picture_of_it_is_evidence(office: Office) -> None:
    claimed(office)
    assert office.say(ZHOU, image="desk.jpg", group=VOLUNTEERS) == []
    office.say(ZHOU, "#1 办结", group=VOLUNTEERS)
    assert office.ticket().status is Status.RESOLVED
    assert [e.file for e in office.ticket().evidence if e.file] == ["desk.jpg"]


def test_a_volunteer_is_a_villager_besides(office: Office) -> None:
    claimed(office)
    text = office.reader.teach("上宅路灯坏了", Act.REQUEST, Category.LIGHTING, "上宅")
    office.say(ZHOU, text)
    office.wait(office.desk.settings.silence)
    assert office.ticket(2).category is Category.LIGHTING
    office.reader.teach("今晚跳舞吗", Act.CHAT)
    assert office.say(ZHOU, "今晚跳舞吗", group=VOLUNTEERS) == []


def test_nobody_else_grants_it(office: Office) -> None:
    claimed(office)
    assert of(office.say(UNCLE_LI, "#1 办结 送到了", group=VOLUNTEERS), Kind.REFUSE)
    assert of(office.tell(何某某, "#1 办结 送到了"), Kind.REFUSE)
    assert office.ticket().status is Status.ACCEPTED


def test_a_cadre_who_claimed_it_grants_it(office: Office) -> None:
    wish(office)
    office.tell(何某某, "认领 #1")
    office.reader.teach("书桌送到了", Act.RESOLVE)
    office.tell(何某某, "书桌送到了")
    assert (office.ticket().status, office.ticket().outcome) == (Status.RESOLVED, Outcome.GRANTED)


def test_not_solved_goes_to_the_cadre(office: Office) -> None:
    claimed(office)
    office.say(ZHOU, "#1 办结 送到了", group=VOLUNTEERS)
    said = office.say(CHEN, "没解决")
    ticket = office.ticket()
    assert (ticket.status, ticket.claimed_by, ticket.reopened) == (Status.ASSIGNED, None, 1)
    assert to(said, 王某某)
    assert "不用再办" in to(said, "H0020/周大海")[0]
    assert ticket.accept_by is not None


def test_taken_back_it_is_nobody_s_to_grant(office: Office) -> None:
    claimed(office)
    office.reader.teach("不用了，书桌有了", Act.WITHDRAW)
    said = office.say(CHEN, "不用了，书桌有了")
    assert office.ticket().status is Status.WITHDRAWN
    assert "已撤回" in to(said, "H0020/周大海")[0]
    (answer,) = in_volunteers(office.tell(何某某, "认领 #1", group=VOLUNTEERS))
    assert "不用再认领" in answer


def test_without_a_verdict_it_is_closed_unconfirmed(office: Office) -> None:
    claimed(office)
    office.say(ZHOU, "#1 办结 送到了", group=VOLUNTEERS)
    said = office.wait(5 * DAY)
    assert (office.ticket().status, office.ticket().rating) == (Status.CLOSED, None)
    assert to(said, "H0020/周大海") == []


def test_without_volunteers_it_is_the_cadre_s_at_once(office: Office) -> None:
    groups = tuple(g for g in ROSTER.groups if g.name != VOLUNTEERS)
    bare = Office(office.works._engine, the_county(groups=groups))
    said = wish(bare)
    assert of(said, Kind.PUBLISH) == []
    assert "24小时内答复" in of(said, Kind.ACK)[0].text
    ticket = bare.ticket()
    assert (ticket.channel, ticket.cadre) == (Channel.WISH, 王某某)
    assert ticket.accept_by is not None
    bare.tell(王某某, "收到")
    bare.tell(王某某, "#1 办结 书桌送到了")
    assert bare.ticket().outcome is Outcome.GRANTED


def test_a_sensitive_wish_is_published_in_the_cadre_s_words_alone(office: Office) -> None:
    said = wish(office, "没钱看病，想要一床棉被", AUNT_WANG, sensitive=True)
    assert of(said, Kind.PUBLISH) == []
    assert office.ticket().private
    assert office.ticket().cadre == 钱小芳
    (asked,) = office.tell(钱小芳, "#1 发布")
    assert asked.kind is Kind.ASK
    said = office.tell(钱小芳, "#1 发布 老陈家的一位老人想要一床棉被")
    (published,) = of(said, Kind.PUBLISH)
    assert "一位老人想要一床棉被" in published.text
    assert "老陈" not in published.text
    assert "看病" not in published.text
    office.say(ZHOU, "认领 #1", group=VOLUNTEERS)
    assert office.ticket().claimed_by == "H0020/周大海"
    assert "看病" not in "".join(texts(office.wait(3 * DAY)))


def test_the_digest_names_no_family(office: Office) -> None:
    wish(office)
    assert "老陈" not in office.ticket().words
    assert office.ticket().text == DESK
