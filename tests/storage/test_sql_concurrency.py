"""Several at once: nobody gets another's number, nothing is kept twice, nobody waits for ever."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from village_cast import NINE, a_message, a_notice, a_ticket, keep_ticket

from casework.ticket import Entry
from storage.work import Conflict, SqlWorks

THREADS = 4
ROUNDS = 6


def _all_at_once(act: Callable[[int], object]) -> list[object]:
    together = threading.Barrier(THREADS)

    def begin(which: int) -> object:
        together.wait(10)
        return act(which)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(begin, range(THREADS)))


def test_numbers_have_neither_gaps_nor_twins(works: SqlWorks) -> None:
    def register(which: int) -> list[int]:
        taken = []
        for round in range(ROUNDS):
            with works() as work:
                number = work.tickets.next_number()
                work.tickets.add(a_ticket(number))
                if round % 3 != which % 3:
                    work.commit()
                    taken.append(number)
        return taken

    taken = [number for numbers in _all_at_once(register) for number in numbers]  # type: ignore[attr-defined]
    assert sorted(taken) == list(range(1, len(taken) + 1))
    assert len(taken) == THREADS * ROUNDS * 2 // 3


def test_one_message_delivered_to_several_is_kept_once(works: SqlWorks) -> None:
    def receive(which: int) -> int:
        kept = 0
        for round in range(ROUNDS):
            with works() as work:
                kept += work.inbox.add(a_message(f"m{round}"))
                work.commit()
        return kept

    assert sum(_all_at_once(receive)) == ROUNDS  # type: ignore[arg-type]


def test_one_digest_is_written_by_one_of_several(works: SqlWorks) -> None:
    def write(which: int) -> int:
        written = 0
        for round in range(ROUNDS):
            with works() as work:
                written += work.outbox.add(a_notice(once=f"digest:{round}"))
                work.outbox.add(a_notice(f"{which}"))
                work.commit()
        return written

    assert sum(_all_at_once(write)) == ROUNDS  # type: ignore[arg-type]
    with works() as work:
        assert len(work.outbox.pending(NINE)) == ROUNDS + THREADS * ROUNDS


def test_many_who_change_one_ticket_lose_no_entry(works: SqlWorks) -> None:
    number = keep_ticket(works)

    def add(which: int) -> int:
        conflicts = 0
        for round in range(ROUNDS):
            while True:
                try:
                    with works() as work:
                        ticket = work.tickets.get(number)
                        assert ticket is not None
                        ticket.history.append(Entry(NINE, f"K00{which}", "progress", why=str(round)))
                        work.commit()
                    break
                except Conflict:
                    conflicts += 1
        return conflicts

    _all_at_once(add)
    with works() as work:
        found = work.tickets.get(number)
    assert found is not None
    assert len(found.history) == 1 + THREADS * ROUNDS
    assert found.version == 1 + THREADS * ROUNDS


def test_who_only_looks_neither_waits_for_a_writer_nor_sees_his_work(works: SqlWorks) -> None:
    keep_ticket(works)
    with works() as writer:
        ticket = writer.tickets.get(1)
        assert ticket is not None
        ticket.place = "老樟树"
        writer.tickets.next_number()
        with works.looking() as looker:
            seen = looker.tickets.get(1)
            assert seen is not None and seen.place is None
        writer.commit()
    with works.looking() as looker:
        seen = looker.tickets.get(1)
        assert seen is not None and seen.place == "老樟树"
