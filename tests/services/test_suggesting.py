"""Doubtful messages go before the cadre, and what he says of them is kept for the next training."""

from __future__ import annotations

from datetime import timedelta

from casework.correction import Correction
from casework.settings import Settings
from casework.taxonomy import Act, Category, Kind, Status
from tests.casework.cast import AUNT_WANG, UNCLE_LI, 李某某, 王某某
from tests.services.office import Office, of, texts, to, to_group

HINT = "老樟树那边走路要小心哦"


def hint(office: Office, text: str = HINT, **more: object) -> str:
    """Teach the reader a message that may be a report."""
    place = ("老樟树",) if "老樟树" in text else ()
    return office.reader.teach(text, Act.CHAT, Category.ROAD, *place, doubtful=True, **more)


def corrections(office: Office) -> list[Correction]:
    """What has been kept."""
    with office.works.looking() as uow:
        return list(uow.corrections.new())


def test_the_group_hears_nothing_and_the_grids_cadre_is_asked(office: Office) -> None:
    said = office.say(AUNT_WANG, hint(office))
    assert to_group(said) == []
    (asked,) = to(said, 王某某)
    assert HINT in asked
    assert "立单" in asked
    assert [n.kind for n in said] == [Kind.ASK]
    assert office.tickets() == []


def test_one_word_opens_the_ticket_in_the_villagers_name(office: Office) -> None:
    office.say(AUNT_WANG, hint(office))
    said = office.tell(王某某, "立单")
    ticket = office.ticket()
    assert (ticket.act, ticket.category, ticket.cadre) == (Act.REQUEST, Category.ROAD, 王某某)
    assert ticket.reporter.name == "王婶"
    (ack,) = of(said, Kind.ACK)
    assert ack.name == "王婶"
    (kept,) = corrections(office)
    assert (kept.was_act, kept.act, kept.category, kept.by) == (Act.CHAT, Act.REQUEST, Category.ROAD, 王某某)


def test_the_cadre_may_name_another_category(office: Office) -> None:
    office.say(AUNT_WANG, hint(office))
    office.tell(王某某, "立单 供水")
    assert office.ticket().category is Category.WATER


def test_not_a_request_is_kept_and_nothing_is_opened(office: Office) -> None:
    office.say(AUNT_WANG, hint(office))
    said = office.tell(王某某, "不是诉求")
    assert to_group(said) == []
    assert office.tickets() == []
    (kept,) = corrections(office)
    assert (kept.act, kept.category) == (Act.CHAT, None)


def test_a_second_word_finds_nothing_to_open(office: Office) -> None:
    office.say(AUNT_WANG, hint(office))
    office.tell(王某某, "立单")
    said = office.tell(王某某, "立单")
    assert [n.kind for n in said] == [Kind.REFUSE]
    assert len(office.tickets()) == 1


def test_of_several_he_says_which(office: Office) -> None:
    office.say(AUNT_WANG, hint(office))
    office.say(UNCLE_LI, hint(office, "老樟树底下好像又有味道了"))
    (asked,) = texts(office.tell(王某某, "立单"))
    assert "1. 王婶" in asked
    assert "2. 李伯" in asked
    office.tell(王某某, "立单 2")
    assert office.ticket().reporter.name == "李伯"


def test_a_quoted_suggestion_is_the_one_that_is_meant(office: Office) -> None:
    (first,) = office.say(AUNT_WANG, hint(office))
    office.say(UNCLE_LI, hint(office, "老樟树底下好像又有味道了"))
    office.tell(王某某, "立单", quote=first.text)
    assert office.ticket().reporter.name == "王婶"


def test_a_cadre_is_asked_a_few_times_a_day_at_most(office: Office) -> None:
    most, asked = Settings().suggestions_per_day, []
    for n in range(most + 2):
        asked += to(office.say(AUNT_WANG, hint(office, f"老樟树那边第{n}回了")), 王某某)
        office.wait(timedelta(minutes=10))
    assert len(asked) == most
    office.wait(timedelta(days=1))
    assert to(office.say(AUNT_WANG, hint(office, "老樟树那边又来")), 王某某)


def test_what_is_private_is_put_before_nobody(office: Office) -> None:
    assert office.say(AUNT_WANG, hint(office, "老樟树那户人家难过日子", sensitive=True)) == []


def test_an_old_suggestion_is_no_more(office: Office) -> None:
    office.say(AUNT_WANG, hint(office))
    office.wait(timedelta(days=3))
    assert [n.kind for n in office.tell(王某某, "立单")] == [Kind.REFUSE]


def test_nobody_elses_cadre_opens_it(office: Office) -> None:
    office.say(AUNT_WANG, hint(office))
    assert [n.kind for n in office.tell(李某某, "立单")] == [Kind.REFUSE]
    assert office.tickets() == []


def test_a_corrected_category_is_kept_without_names_and_numbers(office: Office) -> None:
    text = office.reader.teach("老樟树水管漏，找王婶13900000000", Act.REQUEST, Category.DRAINAGE, "老樟树")
    office.say(AUNT_WANG, text)
    office.wait(timedelta(seconds=12))
    office.tell(王某某, "#1 类别 供水")
    (kept,) = corrections(office)
    assert (kept.was_category, kept.category, kept.ticket) == (Category.DRAINAGE, Category.WATER, 1)
    assert "王婶" not in kept.text
    assert "13900000000" not in kept.text


def test_a_ticket_that_was_none_is_withdrawn_and_kept_as_talk(office: Office) -> None:
    office.say(AUNT_WANG, office.reader.teach("老樟树下凉快", Act.REQUEST, Category.OTHER, "老樟树"))
    office.wait(timedelta(seconds=12))
    office.tell(王某某, "#1 不是诉求")
    assert office.ticket().status is Status.WITHDRAWN
    (kept,) = corrections(office)
    assert (kept.was_act, kept.act, kept.category) == (Act.REQUEST, Act.CHAT, None)
