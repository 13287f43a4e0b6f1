"""Listening: what is stored becomes turns, or silence (PRODUCT 1.3, DESIGN 2).

People write in pieces. Messages of one speaker within the window are one turn;
a neighbour's 就在老樟树那边 adds to it, a neighbour's 我家也是 supports it. A turn
is answered at the first silence, an emergency and a command at once. What is
not for the bot is marked done here and costs no more than its row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from casework.county import Purpose
from casework.duplicates import JOINABLE, SHARED_SUPPLY, SUPPLY_WITHIN
from casework.messages import Message, Stage, Turn, TurnState
from casework.ports import TicketQuery, UnitOfWork
from casework.reading import Reading
from casework.services.aftermath import WHY_WITHIN, caption, hear_picture, is_captionless, why_dissatisfied
from casework.services.again import again
from casework.services.answering import disappointed
from casework.services.desk import Desk
from casework.services.granting import volunteers_words
from casework.services.locating import village_of
from casework.services.pending import take_choice
from casework.services.pieces import earlier_pieces, recent_words
from casework.services.recalling import recall
from casework.services.recognising import recognise
from casework.services.suggesting import suggest
from casework.services.teaching import learn_place
from casework.services.turning import add_piece, begin, put, settle_reading
from casework.taxonomy import CADRE_ACTS, OPENING, Act

_COMMANDS = frozenset({"bind", "cadre_attempt", "claim", "release"})
"""Verbs of people who are no cadres that stand by themselves."""


def store(desk: Desk, message: Message) -> int | None:
    """Keep a message before anything is done about it; its row id, or None if it was there already."""
    with desk.works() as uow:
        recognise(desk.county, uow, message)
        fresh = uow.inbox.add(message)
        uow.commit()
    return message.id if fresh else None


@again
def listen(desk: Desk, id: int, now: datetime) -> None:
    """Read a stored message and put it where it belongs. Doing it twice changes nothing."""
    with desk.works() as uow:
        message = uow.inbox.get(id)
        if message is None or message.stage is not Stage.NEW:
            return
        message.stage = Stage.DONE
        if message.recall_of is not None:
            recall(desk, uow, message, now)
        else:
            _place(desk, uow, message, now)
        uow.commit()


def _place(desk: Desk, uow: UnitOfWork, message: Message, now: datetime) -> None:
    info = desk.county.person(message.person) if message.person else None
    cadre = info is not None and info.cadre is not None
    village = village_of(desk.county, message)
    reading = desk.reader.read(message.text, cadre=cadre, village=village)
    message.reading = reading
    if cadre:
        _hear_cadre(desk, uow, message, reading, village, now)
        return
    working = _is_working_group(desk, message)
    granting = volunteers_words(
        desk, uow, message, reading, village, now, at_work=working or not message.group
    )
    if granting is not None:
        begin(desk, uow, message, granting, village, now, now)
    elif not working:
        _hear_villager(desk, uow, message, reading, village, now)
    elif reading.verb:
        begin(desk, uow, message, reading, village, now, now)


def _is_working_group(desk: Desk, message: Message) -> bool:
    """Whether it is a group of cadres or volunteers, where nobody reports."""
    group = desk.county.group(message.group) if message.group else None
    return group is not None and group.purpose is not Purpose.VILLAGE


def _hear_cadre(
    desk: Desk, uow: UnitOfWork, message: Message, reading: Reading, village: str | None, now: datetime
) -> None:
    """A cadre's words are commands or notes; a bare number may answer what he was asked."""
    if learn_place(desk, uow, message, now):
        return
    chosen = take_choice(uow, message, reading, now)
    if chosen is not None:
        begin(desk, uow, message, chosen, village, now, now, cadre=True)
    elif reading.act is not Act.NOTE and reading.act in CADRE_ACTS:
        begin(desk, uow, message, reading, village, now, now, cadre=True)


def _hear_villager(
    desk: Desk, uow: UnitOfWork, message: Message, reading: Reading, village: str | None, now: datetime
) -> None:
    settings = desk.settings
    latest = uow.turns.latest_of(message.group, message.speaker, now - max(settings.window, WHY_WITHIN))
    last = latest if latest is not None and now - latest.last_at <= settings.window else None
    act = reading.act
    if reading.verb in _COMMANDS:
        # Not a piece of what else the speaker is saying: a code given in the middle of a report is one.
        begin(desk, uow, message, reading, village, now, now)
        return
    if act is Act.EMERGENCY:
        earlier = [] if last else earlier_pieces(desk, uow, message, village, now)
        if last is not None and last.state is TurnState.GATHERING:
            add_piece(desk, last, message, now)
            last.reading, last.ready_at = reading, now
        else:
            begin(desk, uow, message, reading, village, now, now, earlier)
        return
    passed_on = disappointed(desk, uow, message, reading, now)
    if passed_on is not None:
        begin(desk, uow, message, passed_on, village, now, now)
        return
    if last is not None and is_captionless(last):
        caption(desk, uow, last, message, reading, now)
        return
    if last is not None and last.state is TurnState.GATHERING:
        if act is Act.WITHDRAW:
            put(last, message)
            last.state = TurnState.DONE
        elif act is not Act.THANKS:
            add_piece(desk, last, message, now)
        return
    rated = why_dissatisfied(uow, latest, reading, now) if message.text else None
    if rated is not None:
        reason = replace(reading, act=Act.DETAIL, tickets=(rated.number,))
        begin(desk, uow, message, reason, village, now, now)
    elif last is not None and _goes_on(last, reading):
        begin(
            desk, uow, message, replace(reading, act=Act.DETAIL, tickets=last.tickets[:1]), village, now, now
        )
    elif act in OPENING:
        earlier = earlier_pieces(desk, uow, message, village, now)
        begin(desk, uow, message, reading, village, now, now + settings.silence, earlier)
    elif (
        act in (Act.METOO, Act.DETAIL)
        and message.group
        and _add_to_neighbour(desk, uow, message, reading, now)
    ):
        return
    elif message.is_media:
        hear_picture(desk, uow, message, reading, village, now, last)
    elif act is Act.CHAT and _echoes(uow, reading, village, now):
        begin(desk, uow, message, replace(reading, act=Act.METOO), village, now, now)
    elif act in (Act.CHAT, Act.DETAIL) and not reading.verb:
        _hear_fragment(desk, uow, message, reading, village, now)
        if reading.doubtful and message.turn is None:
            suggest(desk, uow, message, reading, village, now)
    elif act is not Act.THANKS:
        begin(desk, uow, message, reading, village, now, now)


def _goes_on(last: Turn, reading: Reading) -> bool:
    """Whether a report only says more of the one that its speaker made within the window."""
    same = (
        reading.act is Act.REQUEST and last.reading.actionable and reading.category is last.reading.category
    )
    elsewhere = {s.text for s in reading.places} - {s.text for s in last.reading.places}
    return bool(last.tickets) and not reading.tickets and same and not (elsewhere and last.reading.places)


def _echoes(uow: UnitOfWork, reading: Reading, village: str | None, now: datetime) -> bool:
    """Whether words that could be talk, 我们家没水了怎么烧饭, are of a failure that was just reported."""
    if reading.category not in SHARED_SUPPLY or not village:
        return False
    since = now - SUPPLY_WITHIN
    query = TicketQuery(
        statuses=JOINABLE, category=reading.category, village=village, private=False, opened_from=since
    )
    return bool(uow.tickets.find(query))


def _hear_fragment(
    desk: Desk, uow: UnitOfWork, message: Message, reading: Reading, village: str | None, now: datetime
) -> None:
    """Words that mean nothing by themselves may finish what the speaker began a moment ago."""
    pieces = recent_words(desk, uow, message, now)
    if pieces:
        joint = desk.reader.read(
            "\n".join([*(p.text for p in pieces if p.text), message.text]), village=village
        )
        if joint.actionable and not any(p.reading and p.reading.actionable for p in pieces):
            ready = now if joint.act is Act.EMERGENCY else now + desk.settings.silence
            begin(desk, uow, message, joint, village, now, ready, pieces)
            return
    if reading.act is Act.DETAIL:
        begin(desk, uow, message, reading, village, now, now)


def _add_to_neighbour(desk: Desk, uow: UnitOfWork, message: Message, reading: Reading, now: datetime) -> bool:
    """A neighbour's support or detail for a turn that is still being gathered in the same group."""
    for turn in _turns_meant(desk, uow, message, now):
        if turn.cadre or not turn.reading.actionable or turn.state is not TurnState.GATHERING:
            continue
        speaker = message.speaker
        if reading.act is Act.METOO:
            if speaker not in turn.supporters and speaker != turn.speaker:
                turn.supporters = (*turn.supporters, speaker)
            message.turn, message.stage = turn.id, Stage.GATHERED
        elif reading.places:
            put(turn, message)
            settle_reading(desk, turn, joint=False)
        else:
            return False
        return True
    return False


def _turns_meant(desk: Desk, uow: UnitOfWork, message: Message, now: datetime) -> Sequence[Turn]:
    """The turn of the message quoted, else those of the group within the window, latest first."""
    if message.group is None:
        return ()
    if not message.quote_text:
        return uow.turns.latest_in(message.group, now - desk.settings.window)
    said = uow.inbox.quoted(message.group, message.quote_text)
    meant = uow.turns.get(said.turn) if said is not None and said.turn is not None else None
    return (meant,) if meant is not None else ()
