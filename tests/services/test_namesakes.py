"""Two cadres of one name, and a quoted message in which several tickets stand: the bot asks which."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from casework.county import Cadre
from casework.notice import Notice, NoticeState
from casework.reading import Issue, Span
from casework.taxonomy import Act, Category, Kind, Rating, Status
from tests.casework.cast import (
    AUNT_WANG,
    GROUP,
    ROSTER,
    TOWNSHIP,
    UNCLE_LI,
    the_county,
    外镇,
    张某某,
    李某某,
    王某某,
    赵国平,
)
from tests.services.office import Office, of, to

OTHER_LI = "K005"


@pytest.fixture
def two_lis(engine: Engine, empty: bytes) -> Iterator[Office]:
    """前童镇 has a second 李某某, who looks after the forest; and somebody else of 深甽镇 is 马某某."""
    cadres = (
        *ROSTER.cadres,
        Cadre(OTHER_LI, "李某某", TOWNSHIP, "护林员"),
        Cadre("K901", "马某某", "深甽镇", "村委"),
    )
    office = Office(engine, the_county(cadres=cadres))
    office.report()
    yield office
    engine.dispose()
    Path(engine.url.database or "").write_bytes(empty)


def test_both_of_a_name_are_listed_with_what_tells_them_apart(two_lis: Office) -> None:
    (asked,) = two_lis.tell(王某某, "#1 转 李某某 他管这片")
    assert asked.kind is Kind.ASK
    assert "1. 李某某（K004，前童镇 村委）" in asked.text
    assert "2. 李某某（K005，前童镇 护林员）" in asked.text
    assert two_lis.ticket().pending is None


@pytest.mark.parametrize("answer", ["2", "第二个", "K005", "k005"])
def test_a_digit_or_the_key_chooses_and_the_reason_is_kept(two_lis: Office, answer: str) -> None:
    two_lis.tell(王某某, "#1 转 李某某 他管这片")
    said = two_lis.tell(王某某, answer)
    assert two_lis.ticket().pending == OTHER_LI
    assert "他管这片" in to(said, OTHER_LI)[0]


@pytest.mark.parametrize("answer", ["3", "K009", "好的"])
def test_another_answer_hands_nothing_on(two_lis: Office, answer: str) -> None:
    two_lis.tell(王某某, "#1 转 李某某")
    two_lis.tell(王某某, answer)
    assert two_lis.ticket().pending is None


def test_the_answer_counts_in_private_alone(two_lis: Office) -> None:
    two_lis.tell(王某某, "#1 转 李某某")
    two_lis.tell(王某某, "2", group=GROUP)
    assert two_lis.ticket().pending is None


@pytest.mark.parametrize("key", ["K005", "k005"])
def test_the_key_says_at_once_which_one(two_lis: Office, key: str) -> None:
    two_lis.tell(王某某, f"#1 转 {key}")
    assert two_lis.ticket().pending == OTHER_LI


def test_whom_only_another_township_has_is_asked_about_before_anything_goes_there(two_lis: Office) -> None:
    (asked,) = two_lis.tell(王某某, "#1 转 马某某")
    assert "K901，深甽镇" in asked.text
    two_lis.tell(王某某, "1")
    assert two_lis.ticket().pending == "K901"


def test_a_deputy_of_two_of_a_name_has_to_be_named_by_key(two_lis: Office) -> None:
    (asked,) = two_lis.tell(王某某, "请假3天 由李某某代")
    assert asked.kind is Kind.ASK
    assert "K004" in asked.text and "K005" in asked.text
    said = two_lis.tell(王某某, "请假3天 由K005代")
    assert "由您代" in to(said, OTHER_LI)[0]


def test_a_conclusion_does_not_guess_which_of_two_it_puts_in_charge(two_lis: Office) -> None:
    two_lis.tell(王某某, "#1 会商 谁出钱")
    (asked,) = two_lis.tell(赵国平, "#1 结论 由李某某负责，村里出工")
    assert asked.kind is Kind.ASK
    assert "K004" in asked.text and "K005" in asked.text
    assert two_lis.ticket().status is Status.CONSULTING
    two_lis.tell(赵国平, "#1 结论 由K005负责，村里出工")
    assert (two_lis.ticket().status, two_lis.ticket().cadre) == (Status.ASSIGNED, OTHER_LI)


def gathered(office: Office, *numbers: int) -> str:
    """What the bot had held back of some tickets, said in one message."""
    text = "\n".join(f"@某某 已登记 #{n}〔供水〕…" for n in numbers)
    with office.works() as uow:
        uow.outbox.add(
            Notice(Kind.STATUS, text, office.now, group=GROUP, state=NoticeState.SENT, sent_at=office.now)
        )
        uow.commit()
    return text


def lamps(office: Office) -> Office:
    office.report()
    office.report("下园路灯坏了", UNCLE_LI, category=Category.LIGHTING, places=("下园",))
    office.report("小桥栏杆断了", AUNT_WANG, category=Category.ROAD, places=("小桥",))
    assert [t.cadre for t in office.tickets()] == [王某某, 王某某, 张某某]
    return office


def test_an_act_on_a_message_of_several_tickets_is_asked_about(office: Office) -> None:
    quote = gathered(lamps(office), 1, 2, 3)
    (asked,) = office.tell(王某某, "收到", group=GROUP, quote=quote)
    assert (asked.kind, asked.group) == (Kind.ASK, None)
    assert "1. #1" in asked.text and "2. #2" in asked.text
    assert "#3" not in asked.text  # 张某某's
    office.tell(王某某, "2")
    assert [t.status for t in office.tickets()] == [Status.ASSIGNED, Status.ACCEPTED, Status.ASSIGNED]


def test_the_only_one_of_several_that_he_may_act_on_needs_no_question(office: Office) -> None:
    quote = gathered(lamps(office), 1, 3)
    office.tell(张某某, "收到", group=GROUP, quote=quote)
    assert office.ticket(3).status is Status.ACCEPTED


def test_words_on_a_message_of_others_tickets_get_silence_and_a_command_a_word(office: Office) -> None:
    quote = gathered(lamps(office), 1, 2)
    assert office.tell(李某某, "收到", group=GROUP, quote=quote) == []
    assert [n.kind for n in office.tell(外镇, "办结 修好了", group=GROUP, quote=quote)] == [Kind.REFUSE]
    assert {t.status for t in office.tickets()} == {Status.ASSIGNED}


def test_a_report_of_two_matters_that_is_quoted_is_two_tickets(office: Office) -> None:
    quote = gathered(lamps(office), 1, 2)
    office.tell(王某某, "并入 #1", group=GROUP, quote=quote)
    assert (office.ticket(2).status, office.ticket(2).merged_into) == (Status.MERGED, 1)


def test_a_villager_means_the_own_one_of_several(office: Office) -> None:
    quote = gathered(lamps(office), 1, 2)
    for number in (1, 2):
        office.tell(王某某, f"#{number} 办结 修好了")
    office.say(UNCLE_LI, "满意", quote=quote)
    assert [t.rating for t in office.tickets()] == [None, Rating.SATISFIED, None]


def test_of_several_own_ones_a_verdict_is_for_what_was_called_done(office: Office) -> None:
    quote = gathered(lamps(office), 1, 3)
    office.tell(王某某, "#1 办结 修好了")
    said = office.say(AUNT_WANG, "没解决", quote=quote)
    assert office.ticket(1).reopened == 1
    assert of(said, Kind.STATUS)


def test_an_acknowledgement_of_two_matters_is_asked_about(office: Office) -> None:
    issues = (
        Issue(Category.WATER, "水管爆了", (Span("老樟树", 0, 3),)),
        Issue(Category.LIGHTING, "下园路灯坏了", (Span("下园", 0, 2),)),
    )
    office.reader.teach("老樟树水管爆了，下园路灯坏了", Act.REQUEST, Category.WATER, issues=issues)
    office.say(AUNT_WANG, "老樟树水管爆了，下园路灯坏了")
    (ack,) = of(office.wait(office.desk.settings.silence), Kind.ACK)
    (asked,) = office.tell(王某某, "收到", group=GROUP, quote=ack.text)
    assert asked.kind is Kind.ASK
    office.tell(王某某, "2")
    assert [t.status for t in office.tickets()] == [Status.ASSIGNED, Status.ACCEPTED]


def test_a_notice_of_one_ticket_that_names_another_is_of_the_one(office: Office) -> None:
    office.report(id="pipe-1")
    office.report("下园水管爆了", UNCLE_LI, places=("下园",), id="pipe-2")
    (told,) = [n for n in office.tell(王某某, "#2 并入 #1") if n.group]
    office.tell(王某某, "收到", group=GROUP, quote=told.text)
    assert office.ticket(1).status is Status.ACCEPTED
