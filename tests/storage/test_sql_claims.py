"""One wish, several who claim it at the same moment: one has it, the others are told who (PRODUCT 5)."""

from __future__ import annotations

import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import timedelta
from multiprocessing import get_context

import pytest
from other_process import carry_out
from sqlalchemy.engine import Engine

from casework.lifecycle import Move
from casework.messages import Message, Speaker
from casework.ports import TicketQuery
from casework.services.again import again
from casework.services.commanding import command
from casework.services.gathering import listen, store
from casework.taxonomy import Act, Category, Kind
from tests.casework.cast import CHEN, ZHOU, 何某某, 张某某, 李某某
from tests.services.office import Office

VOLUNTEERS = "前童镇志愿服务群"
THEY = (ZHOU, Speaker(张某某, "张某某"), Speaker(何某某, "何某某"), Speaker(李某某, "李某某"))
WISH = "孙女想要一张旧书桌"


def wish(office: Office, number: int) -> None:
    """小红's next wish."""
    text = f"{WISH}{'啊' * number}"
    office.reader.teach(text, Act.WISH, Category.EDUCATION)
    office.say(CHEN, text)
    office.wait(office.desk.settings.silence)


def ask(office: Office, who: Speaker, number: int) -> int:
    """Somebody's 认领 as it waits to be answered; the id of the turn."""
    message = Message(
        "test", f"{who.key}-{number}", office.now, who.person, who.name, f"认领 #{number}", VOLUNTEERS
    )
    stored = store(office.desk, message)
    assert stored is not None
    listen(office.desk, stored, office.now)
    with office.works.looking() as uow:
        turn = uow.turns.latest_of(VOLUNTEERS, who, office.now - timedelta(minutes=5))
    assert turn is not None and turn.id is not None
    return turn.id


def one_has_it(office: Office, number: int) -> None:
    ticket = office.ticket(number)
    claims = [e for e in ticket.history if e.move == Move.CLAIM.value]
    assert [c.by for c in claims] == [ticket.claimed_by]
    said = [n for n in office.send() if n.ticket == number and n.group == VOLUNTEERS]
    name = claims[0].why
    assert len([n for n in said if f"已由 {name} 认领" in n.text]) == 1
    late = [n for n in said if n.kind is Kind.REFUSE]
    assert len(late) == len(THEY) - 1
    assert all(f"已由 {name} 先认领" in n.text for n in late)


@pytest.mark.parametrize("rounds", [4])
def test_of_several_threads_one_has_it(engine: Engine, rounds: int) -> None:
    office = Office(engine)
    for number in range(1, rounds + 1):
        wish(office, number)
        turns = [ask(office, who, number) for who in THEY]
        office.send()
        together = threading.Barrier(len(THEY))

        def claim(turn: int, together: threading.Barrier = together) -> None:
            together.wait(10)
            again(command)(office.desk, turn, office.now)

        with ThreadPoolExecutor(len(THEY)) as pool:
            list(pool.map(claim, turns))
        one_has_it(office, number)


def test_of_several_processes_one_has_it(engine: Engine) -> None:
    office = Office(engine)
    wish(office, 1)
    turns = [ask(office, who, 1) for who in THEY]
    office.send()
    url = engine.url.render_as_string(hide_password=False)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        list(pool.map(carry_out, [url] * len(turns), turns))
    one_has_it(office, 1)
    with office.works.looking() as uow:
        assert len(uow.tickets.find(TicketQuery(claimed_by=office.ticket().claimed_by))) == 1
