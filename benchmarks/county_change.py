"""A cadre is replaced while the bot runs: how soon it holds, and how long messages wait meanwhile."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.report import in_child
from bot.calendar import PublicCalendar
from bot.phrases import DomainPhrases
from casework.clock import SystemClock
from casework.county import Roster
from casework.messages import Message
from casework.reading import Reading
from casework.services.desk import Desk
from casework.services.reorganising import reorganise
from casework.settings import Settings
from casework.taxonomy import Act, Category, Channel, Status
from casework.ticket import Ticket, Voice
from storage.county import SqlCounty
from storage.engine import open_engine
from storage.roster_files import read_roster, write_roster
from storage.work import SqlWorks

OPEN, HIS = 1_000, 100
"""Tickets that are open, and those of them that the replaced cadre has."""

LOOK_EVERY = 1.0
"""Seconds between two looks of the running bot, as `bot.service` has it."""

SAY_EVERY = 0.02


class _Silent:
    """Nothing is read here."""

    def read(self, text: str, *, cadre: bool = False, village: str | None = None) -> Reading:
        return Reading(text, Act.CHAT)


def change_in_force(url: str, files: Path, changed: Path) -> dict[str, float]:
    """Import the roster with one cadre replaced in another process, and watch from this one.

    files: the roster as it is; changed: a folder for the other one.
    """
    roster = read_roster(files)
    write_roster(changed, _replaced(roster))
    engine = open_engine(url)
    desk = Desk(SqlWorks(engine), SqlCounty(engine), PublicCalendar(), Settings(), DomainPhrases(), _Silent())
    _open_tickets(desk, roster, SystemClock().now())
    reorganise(desk, desk.county.version(), SystemClock().now())
    done = threading.Event()
    waits: list[float] = []
    chatter = threading.Thread(target=_chatter, args=(desk, done, waits))
    chatter.start()
    before = desk.county.version()
    imported: list[float] = []

    def take_in() -> None:
        imported.append(in_child("benchmarks.county_step", "import", changed, url)["at"])

    other = threading.Thread(target=take_in)
    other.start()
    while desk.county.version() == before:
        time.sleep(LOOK_EVERY)
    seen = time.time()
    reorganise(desk, desk.county.version(), SystemClock().now())
    over = time.time()
    other.join()
    done.set()
    chatter.join()
    engine.dispose()
    return {
        "a change is seen, s after the import": max(0.0, seen - imported[0]),
        "tickets handed on, s": over - seen,
        "longest wait of a message meanwhile, s": max(waits),
    }


def _replaced(roster: Roster) -> Roster:
    first, second = roster.grids[:2]
    return replace(roster, grids=(replace(first, cadre=second.cadre, team=()), *roster.grids[1:]))


def _open_tickets(desk: Desk, roster: Roster, now: datetime) -> None:
    with desk.works() as uow:
        for n in range(OPEN):
            grid = roster.grids[0 if n < HIS else n % len(roster.grids)]
            ticket = Ticket(
                number=uow.tickets.next_number(),
                status=Status.ASSIGNED,
                act=Act.REQUEST,
                category=Category.ROAD,
                channel=Channel.ONESTOP,
                text="路面塌了",
                township=grid.township,
                village=grid.village_key,
                opened_at=now,
                clock_from=now,
                grid=grid.key,
                cadre=grid.cadre,
                due=now + timedelta(days=5),
                voices=[Voice(None, f"村民{n}", now)],
            )
            uow.tickets.add(ticket)
        uow.commit()


def _chatter(desk: Desk, done: threading.Event, waits: list[float]) -> None:
    """Store messages as a busy evening brings them."""
    while not done.is_set():
        begun = time.monotonic()
        with desk.works() as uow:
            uow.inbox.add(Message("benchmark", f"{begun}", SystemClock().now(), None, "王婶", "吃了吗", "群"))
            uow.commit()
        waits.append(time.monotonic() - begun)
        time.sleep(SAY_EVERY)
