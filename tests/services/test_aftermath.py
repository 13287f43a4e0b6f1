"""Pictures and reasons once a matter is settled (PRODUCT 4.5), and whose household may say so (4.7)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casework.messages import Speaker
from casework.taxonomy import Act, Category, Rating, Status
from tests.casework.cast import AUNT_WANG, CHEN, UNCLE_LI, 王某某
from tests.services.office import Office, to, to_group

MR_CHEN = Speaker("H0012/陈家贵", "家贵")
SILENCE = timedelta(seconds=12)


@pytest.fixture
def resolved(office: Office) -> Office:
    """王婶's pipe is said to be mended."""
    office.report()
    office.tell(王某某, "#1 办结 换了管子")
    office.wait(timedelta(hours=2))
    return office


def test_a_picture_reopens(resolved: Office) -> None:
    assert resolved.say(AUNT_WANG, image="leak.jpg") == []  # a word may follow
    said = resolved.wait(SILENCE)
    assert "已重新办理" in to_group(said)[0]
    assert "没解决，有照片" in to(said, 王某某)[0]
    ticket = resolved.ticket()
    assert (ticket.status, ticket.reopened) == (Status.ASSIGNED, 1)
    assert "leak.jpg" in [e.file for e in ticket.evidence]


@pytest.mark.parametrize(("word", "status"), [("满意", Status.CLOSED), ("没解决", Status.ASSIGNED)])
def test_the_word_behind_it_says_what_it_shows(resolved: Office, word: str, status: Status) -> None:
    resolved.say(AUNT_WANG, image="pipe.jpg")
    resolved.wait(timedelta(seconds=5))
    resolved.say(AUNT_WANG, word)
    resolved.wait(SILENCE)
    ticket = resolved.ticket()
    assert ticket.status is status
    assert "pipe.jpg" in [e.file for e in ticket.evidence]


def test_a_picture_with_thanks_reopens_nothing(resolved: Office) -> None:
    resolved.reader.teach("谢谢丽萍", Act.THANKS)
    resolved.say(AUNT_WANG, image="pipe.jpg")
    resolved.say(AUNT_WANG, "谢谢丽萍")
    assert resolved.wait(SILENCE) == []
    assert resolved.ticket().status is Status.RESOLVED


def test_a_picture_with_another_trouble_is_that_trouble(resolved: Office) -> None:
    resolved.reader.teach("这路灯也歪了", Act.REQUEST, Category.LIGHTING)
    resolved.say(AUNT_WANG, image="lamp.jpg")
    resolved.say(AUNT_WANG, "这路灯也歪了")
    resolved.wait(SILENCE)
    assert resolved.ticket().status is Status.RESOLVED
    assert resolved.ticket(2).category is Category.LIGHTING


def test_somebody_elses_picture_is_a_picture(resolved: Office) -> None:
    resolved.say(UNCLE_LI, image="dinner.jpg")
    assert resolved.wait(SILENCE) == []
    assert resolved.ticket().status is Status.RESOLVED


def test_a_picture_right_after_the_verdict_is_kept_with_it(resolved: Office) -> None:
    resolved.say(AUNT_WANG, "没解决")
    resolved.wait(timedelta(seconds=20))
    resolved.say(AUNT_WANG, image="leak.jpg")
    assert "leak.jpg" in [e.file for e in resolved.ticket().evidence]


def test_what_was_wrong_is_kept_and_opens_nothing(resolved: Office) -> None:
    resolved.say(AUNT_WANG, "不满意")
    resolved.wait(timedelta(minutes=3))
    resolved.reader.teach("拖了半个月才来", Act.REQUEST, Category.OTHER)
    said = resolved.say(AUNT_WANG, "拖了半个月才来")
    assert "拖了半个月才来" in to(said, 王某某)[0]
    resolved.wait(SILENCE)
    assert len(resolved.tickets()) == 1
    assert (resolved.ticket().status, resolved.ticket().rating) == (Status.CLOSED, Rating.DISSATISFIED)
    resolved.say(AUNT_WANG, "谁家有鸡蛋卖")  # the question has been answered
    assert "鸡蛋" not in "".join(e.why for e in resolved.ticket().history)


def test_another_trouble_after_a_bad_verdict_is_a_report(resolved: Office) -> None:
    resolved.say(AUNT_WANG, "不满意")
    resolved.report("路灯也坏了", category=Category.LIGHTING)
    assert len(resolved.tickets()) == 2


def test_one_household_is_one_voice(office: Office) -> None:
    office.report(who=CHEN)
    office.tell(王某某, "#1 办结 换了管子")
    office.say(MR_CHEN, "没解决")
    assert office.ticket().reopened == 1
    office.tell(王某某, "#1 办结 又换了一根")
    office.say(MR_CHEN, "满意")
    assert (office.ticket().rating, office.ticket().rated_by) == (Rating.SATISFIED, MR_CHEN.person)


def test_what_is_private_stays_with_who_told_it_also_at_home(office: Office) -> None:
    office.report("老公打我", CHEN, category=Category.DISPUTE, read={"sensitive": True})
    office.reader.teach("上次的事怎么样了", Act.STATUS)
    assert to(office.say(MR_CHEN, "上次的事怎么样了", group=None), "H0012/陈家贵") == ["没有查到您名下的事项"]
    office.tell(王某某, "#1 办结 已经调解")
    office.say(MR_CHEN, "#1 满意", group=None)
    assert office.ticket().rating is None


def test_not_solved_after_the_time_to_reopen_begins_anew(resolved: Office) -> None:
    resolved.say(AUNT_WANG, "满意")
    resolved.wait(timedelta(days=16))
    assert "已登记 #2" in to_group(resolved.say(AUNT_WANG, "没解决"))[0]
    assert resolved.ticket(2).text == resolved.ticket().text
