"""Replay: a recorded chat goes in, everything the bot would have said comes out.

The complete bot runs on a simulated clock. Between two lines the clock stops
at every moment at which something falls due.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from bot.clockwork import Clockwork
from bot.compose import Model, load_model, open_database, set_desk
from bot.config import Config
from bot.engine import Bot
from bot.ledger import ticket_json
from bot.transcript import Line, read_transcript
from bot.transports.base import Delivery, Sent
from casework.clock import BEIJING, SimulatedClock
from casework.notice import Notice
from casework.ports import TicketQuery
from casework.services.desk import Desk
from storage.alone import alone
from storage.roster_files import read_roster
from storage.roster_store import import_roster

Emit = Callable[[str], None]


class Recorder:
    """Says nothing anywhere: writes down what would have been said."""

    def __init__(self, emit: Emit) -> None:
        """`emit` takes one line of output."""
        self._emit = emit

    def carry(self, notice: Notice, now: datetime) -> Sent:
        """Write a notice down as a line of output."""
        said = {
            "at": now.astimezone(BEIJING).isoformat(),
            "chat": notice.group,
            "to": notice.person or notice.name,
            "text": notice.text,
            "ticket": None if notice.ticket is None else str(notice.ticket),
            "kind": notice.kind.value,
        }
        self._emit(json.dumps(said, ensure_ascii=False))
        return Sent(Delivery.OK)


def replay(
    files: Sequence[Path],
    config: Config,
    *,
    roster: Path | None = None,
    database: str | None = None,
    tickets: bool = False,
    emit: Emit = print,
) -> None:
    """Play transcripts one after the other, each by itself.

    roster: imported first. database: a URL that goes on from what it holds; by
    default every file has a fresh temporary one. tickets: list the tickets at the end.

    Raises `UserMistake` before anything is played.
    """
    transcripts = [read_transcript(file) for file in files]
    people = read_roster(roster) if roster else None
    model = load_model(config.model_dir)
    for file, lines in zip(files, transcripts, strict=True):
        if len(files) > 1:
            emit(json.dumps({"file": str(file)}, ensure_ascii=False))
        with _database(database) as url:
            engine = open_database(url, durable=database is not None)
            with alone(engine):
                if people is not None:
                    import_roster(engine, people)
                desk = set_desk(engine, model, config.settings)
                ended = _play(lines, desk, model, emit)
                if tickets:
                    _list_tickets(desk, ended, emit)
            engine.dispose()


@contextmanager
def _database(url: str | None) -> Iterator[str]:
    if url is not None:
        yield url
        return
    with tempfile.TemporaryDirectory(prefix="minqing-replay-") as folder:
        yield f"sqlite:///{folder}/replay.db"


def _play(lines: Sequence[Line], desk: Desk, model: Model, emit: Emit) -> datetime | None:
    """Play one transcript; returns where the clock stands at its end."""
    if not lines:
        return None
    clock = SimulatedClock(lines[0].at)
    model.dialogue.work_at(desk)
    bot = Bot(desk, model.dialogue, Recorder(emit), "replay", clock.now())
    clockwork = Clockwork(bot, clock)
    # A database that goes on is a bot that was down meanwhile: what is late is caught up, or dropped.
    bot.resume(clock.now())
    for line in lines:
        # What a line made due at once is done before the next one, even at the same moment.
        clockwork.move_to(line.at)
        if line.event is not None:
            bot.hear(line.event, clock.now())
    clockwork.move_to(clock.now())
    return clock.now()


def _list_tickets(desk: Desk, now: datetime | None, emit: Emit) -> None:
    emit(json.dumps({"end": True}))
    if now is None:
        return
    with desk.works() as uow:
        for ticket in uow.tickets.find(TicketQuery()):
            emit(json.dumps(ticket_json(ticket, desk.county, now), ensure_ascii=False))
