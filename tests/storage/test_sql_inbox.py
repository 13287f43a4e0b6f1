"""The inbox loses nothing, takes nothing twice, and finds what was quoted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from village_cast import GROUP, NINE, a_message, a_ticket, a_turn, minutes

from casework.messages import Medium, Message, Speaker, Stage
from casework.reading import Issue, Reading, Span
from casework.taxonomy import Act, Category, Rating
from casework.ticket import Entry, Evidence
from storage.work import SqlWorks


def _say(works: SqlWorks, *messages: Message) -> None:
    with works() as work:
        for message in messages:
            assert work.inbox.add(message)
        work.commit()


def test_a_message_comes_back_as_it_was(works: SqlWorks) -> None:
    reading = Reading(
        "水管爆了，路灯也不亮",
        Act.REQUEST,
        confidence=0.75,
        category=Category.WATER,
        places=(Span("三组", 0, 2),),
        tickets=(3, 12),
        issues=(
            Issue(Category.LIGHTING, "路灯也不亮", (Span("桥头", 1, 3),)),
            Issue(Category.WATER, "水管爆了"),
        ),
        rating=Rating.FAIR,
        sensitive=True,
    )
    said = a_message("m1", medium=Medium.IMAGE, file="a.jpg", quote_from="民情通", reading=reading)
    _say(works, said)
    with works() as work:
        found = work.inbox.by_message_id("sandbox", "m1")
    assert found is not None and found is not said
    assert (found.at, found.at.utcoffset()) == (NINE, timedelta(hours=8))
    assert (found.medium, found.file, found.group, found.text) == (Medium.IMAGE, "a.jpg", GROUP, said.text)
    assert found.reading == reading
    assert found.stage is Stage.NEW


def test_a_redelivery_changes_nothing(works: SqlWorks) -> None:
    _say(works, a_message("m1", "水管爆了"))
    with works() as work:
        assert not work.inbox.add(a_message("m1", "另一句"))
        assert work.inbox.add(a_message("m2"))
        assert not work.inbox.add(a_message("m2"))
        work.commit()
    with works() as work:
        assert [m.text for m in work.inbox.unfinished()] == ["水管爆了", "三组的水管又爆了"]


def test_the_same_id_of_another_transport_is_another_message(works: SqlWorks) -> None:
    _say(works, a_message("1"), Message("console", "1", NINE, None, "王婶"))


def test_what_is_not_committed_never_happened(works: SqlWorks) -> None:
    with works() as work:
        work.inbox.add(a_message("m1"))
    with pytest.raises(RuntimeError), works() as work:
        work.inbox.add(a_message("m2"))
        raise RuntimeError
    with works() as work:
        assert work.inbox.unfinished() == []


def test_what_was_read_stays_usable_afterwards(works: SqlWorks) -> None:
    _say(works, a_message("m1"))
    with works() as work:
        found = work.inbox.by_message_id("sandbox", "m1")
    assert found is not None and found.text == "三组的水管又爆了"


def test_characters_no_database_takes_do_not_lose_the_message(works: SqlWorks) -> None:
    broken = "水管\x00爆了\ud83d"
    _say(works, a_message("m1", broken, name=broken, reading=Reading(broken, Act.REQUEST)))
    with works() as work:
        assert [m.text for m in work.inbox.unfinished()] == ["水管爆了"]


def test_done_messages_are_not_left_behind(works: SqlWorks) -> None:
    _say(works, a_message("m1"), a_message("m2"))
    with works() as work:
        work.inbox.unfinished()[0].stage = Stage.DONE
        work.commit()
    with works() as work:
        assert [m.message_id for m in work.inbox.unfinished()] == ["m2"]


def test_said_is_by_key_for_the_verified_and_by_name_for_the_others(works: SqlWorks) -> None:
    _say(
        works,
        a_message("old", at=NINE - minutes(5)),
        a_message("hers"),
        a_message("later", at=NINE + minutes(1)),
        a_message("elsewhere", group="志愿群"),
        a_message("private", group=None),
        a_message("verified", person="H0001/王彩凤"),
    )
    with works() as work:
        unverified = work.inbox.said(GROUP, NINE, Speaker(None, "王婶"))
        verified = work.inbox.said(GROUP, NINE, Speaker("H0001/王彩凤", "换了名字"))
        private = work.inbox.said(None, NINE, Speaker(None, "王婶"))
    assert [m.message_id for m in unverified] == ["hers", "later"]
    assert [m.message_id for m in verified] == ["verified"]
    assert [m.message_id for m in private] == ["private"]


LONG = "三组老樟树那边的水管又爆了，水一直流到路上，\n已经流了一个上午，晚上怕要结冰，请来看一下"


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        (LONG, True),
        (LONG.replace("\n", ""), True),
        (LONG.replace("\n", " "), True),
        (LONG[:20], True),
        (LONG[:36] + "...", True),
        (LONG[:8] + "…", True),
        (LONG[:3], False),  # too short to have been cut off by a client
        (LONG[:20] + "别的话", False),
        (LONG + "还有", False),
        ("", False),
        ("…", False),
    ],
)
def test_a_quote_is_found_though_it_was_cut_or_its_lines_were_joined(
    works: SqlWorks, quote: str, found: bool
) -> None:
    _say(works, a_message("m1", LONG), a_message("m2", "路灯也不亮"))
    with works() as work:
        message = work.inbox.quoted(GROUP, quote)
    assert (message is not None and message.message_id == "m1") is found


def test_the_latest_of_equal_texts_is_quoted_and_exact_words_go_first(works: SqlWorks) -> None:
    _say(
        works,
        a_message("m1", "有没有人知道医保几号截止"),
        a_message("m2", "有没有人知道医保几号截止"),
        a_message("m3", "有没有人知道医保几号截止啊，急"),
        a_message("m4", "有没有人知道医保几号截止", group="志愿群"),
        a_message("m5", "有没有人知道医保几号截止", recalled=True),
    )
    with works() as work:
        found = work.inbox.quoted(GROUP, "有没有人知道医保几号截止")
    assert found is not None and found.message_id == "m2"


def test_the_words_that_led_to_nothing_are_forgotten_and_no_others(works: SqlWorks) -> None:
    old = NINE - timedelta(days=8)
    names = ("chat", "new", "recent", "cause", "photo", "in_ticket", "in_vain")
    with works() as work:
        said = {
            name: a_message(name, at=NINE if name == "recent" else old, stage=Stage.DONE) for name in names
        }
        said["new"].stage = Stage.NEW
        said["chat"].reading = Reading("三组的水管又爆了", Act.CHAT)
        for message in said.values():
            work.inbox.add(message)
        ticket = a_ticket(work.tickets.next_number())
        ticket.history.append(Entry(old, "bot", "progress", cause=said["cause"].id))
        ticket.evidence.append(Evidence("photo", old))
        work.tickets.add(ticket)
        work.turns.add(a_turn(messages=[said["in_ticket"]], tickets=(1,)))
        in_vain = a_turn(messages=[said["in_vain"]])
        work.turns.add(in_vain)
        work.commit()
    with works() as work:
        assert work.inbox.forget(NINE - timedelta(days=7)) == 2
        assert work.inbox.forget(NINE - timedelta(days=7)) == 0
        work.commit()
    with works() as work:
        found = {name: work.inbox.by_message_id("sandbox", name) for name in names}
        assert [name for name, m in found.items() if m and not m.text] == ["chat", "in_vain"]
        assert found["chat"] is not None and found["chat"].reading is None
        turn = work.turns.get(in_vain.id or 0)
        assert turn is not None and (turn.reading.text, turn.reading.act) == ("", Act.REQUEST)
        assert not work.inbox.add(a_message("chat"))
