"""The outbox keeps what is to be said until it was, and nothing twice; memory keeps small facts."""

from __future__ import annotations

from dataclasses import fields

from sqlalchemy.engine import Engine
from village_cast import GROUP, NINE, a_message, a_notice, a_ticket, minutes, sent

from casework.notice import Notice, NoticeState
from casework.taxonomy import Kind
from storage.work import SqlWorks


def test_a_notice_comes_back_as_it_was(works: SqlWorks) -> None:
    with works() as work:
        message = a_message("m1")
        work.inbox.add(message)
        work.tickets.add(a_ticket(work.tickets.next_number()))
        notice = a_notice(
            person="K001",
            name="童海波",
            ticket=1,
            urgent=True,
            answers=True,
            not_before=NINE,
            not_after=NINE + minutes(1),
            once="digest:1",
            cause=message.id,
            bell="digests",
            picture="{}",
            handle="h",
            session="s",
            attempts=2,
            sent_at=NINE + minutes(2),
            detail="超时",
        )
        assert work.outbox.add(notice)
        work.commit()
    with works() as work:
        (found,) = work.outbox.pending(NINE)
    for field in fields(Notice):
        assert getattr(found, field.name) == getattr(notice, field.name), field.name
        assert getattr(found, field.name) not in (None, "", False), field.name


def test_once_is_once_and_does_not_spoil_the_rest(works: SqlWorks) -> None:
    with works() as work:
        assert not work.outbox.has("digest:1")
        assert work.outbox.add(a_notice("一", once="digest:1"))
        assert not work.outbox.add(a_notice("二", once="digest:1"))
        assert work.outbox.add(a_notice("三"))
        assert work.outbox.add(a_notice("四"))
        work.commit()
    with works() as work:
        assert work.outbox.has("digest:1")
        assert not work.outbox.add(a_notice("五", once="digest:1"))
        assert [n.text for n in work.outbox.pending(NINE)] == ["一", "三", "四"]


def test_pending_waits_for_its_time(works: SqlWorks) -> None:
    with works() as work:
        assert work.due().notices is None
        work.outbox.add(a_notice("早上说", not_before=NINE + minutes(30), created_at=NINE - minutes(600)))
        assert work.due().notices == NINE + minutes(30)
        work.outbox.add(a_notice("现在说"))
        work.outbox.add(a_notice("说过了", state=NoticeState.SENT, created_at=NINE - minutes(9)))
        assert [n.text for n in work.outbox.pending(NINE)] == ["现在说"]
        assert work.due().notices == NINE
        assert [n.text for n in work.outbox.pending(NINE + minutes(30))] == ["早上说", "现在说"]
        assert list(work.outbox.due(NINE)) == [n.id for n in work.outbox.pending(NINE)]


def test_a_notice_is_taken_while_it_is_pending(works: SqlWorks) -> None:
    with works() as work:
        notice = a_notice("现在说", not_before=NINE)
        work.outbox.add(notice)
        work.commit()
    assert notice.id is not None
    with works() as work:
        assert work.outbox.take(notice.id, NINE - minutes(1)) is None
        taken = work.outbox.take(notice.id, NINE)
        assert taken is not None
        taken.state = NoticeState.SENDING
        work.commit()
    with works() as work:
        assert work.outbox.take(notice.id, NINE) is None
        sending = work.outbox.get(notice.id)
    assert sending is not None and sending.state is NoticeState.SENDING


def test_two_couriers_do_not_take_one_notice(prepared_postgresql: Engine) -> None:
    works = SqlWorks(prepared_postgresql)
    with works() as work:
        notice = a_notice("现在说")
        work.outbox.add(notice)
        work.commit()
    with works() as one, works() as other:
        assert one.outbox.take(notice.id or 0, NINE) is not None
        assert other.outbox.take(notice.id or 0, NINE) is None


def test_the_budget_counts_what_was_said_there_and_was_not_urgent(works: SqlWorks) -> None:
    with works() as work:
        for notice in (
            sent("一"),
            sent("二", sent_at=NINE + minutes(1)),
            sent("太早", sent_at=NINE - minutes(1)),
            sent("险情", urgent=True),
            sent("别处", group="志愿群"),
            a_notice("还没说"),
        ):
            work.outbox.add(notice)
        assert work.outbox.sent_to_group(GROUP, NINE) == 2


def test_a_quoted_answer_of_the_bot_is_found(works: SqlWorks) -> None:
    text = "@王婶\u2005已登记 #12〔供水〕三组水管，\n由第一网格 童海波 负责，24小时内答复"
    with works() as work:
        for notice in (
            sent(text.replace("#12", "#11")),
            sent(text, ticket=None),
            sent(text, group="志愿群"),
            a_notice(text, state=NoticeState.DROPPED),
        ):
            work.outbox.add(notice)
        found = work.outbox.quoted(GROUP, text.replace("\u2005", " ").replace("\n", "")[:24])
        assert found is not None and found.id == 2
        assert work.outbox.quoted(None, text) is None


def test_the_latest_private_question_to_a_cadre(works: SqlWorks) -> None:
    with works() as work:
        assert work.outbox.latest_ask("K001") is None
        for notice in (
            sent("一", kind=Kind.ASK, group=None, person="K001"),
            sent("二", kind=Kind.ASK, group=None, person="K001"),
            sent("给别人", kind=Kind.ASK, group=None, person="K002"),
            sent("群里", kind=Kind.ASK, person="K001"),
            sent("不是问", kind=Kind.ASSIGN, group=None, person="K001"),
            a_notice("还没问", kind=Kind.ASK, group=None, person="K001"),
        ):
            work.outbox.add(notice)
        found = work.outbox.latest_ask("K001")
        assert found is not None and found.text == "二"


def test_dead_letters_are_visible(works: SqlWorks) -> None:
    with works() as work:
        work.outbox.add(a_notice("寄不出", state=NoticeState.DEAD))
        work.outbox.add(sent("寄出了"))
        assert [n.text for n in work.outbox.dead()] == ["寄不出"]


def test_memory_keeps_replaces_and_drops(works: SqlWorks) -> None:
    with works() as work:
        assert work.memory.get("silent:群") is None
        work.memory.put("silent:群", "是")
        work.memory.put("silent:群", "否")
        work.memory.put("other", "x")
        work.commit()
    with works() as work:
        assert work.memory.get("silent:群") == "否"
        work.memory.put("silent:群", None)
        assert work.memory.get("silent:群") is None
        assert work.memory.get("other") == "x"
