"""What may be a report goes before the grid's cadre, not before the group: 疑似诉求.

One word of his opens the ticket (立单) or dismisses it (不是诉求); either is kept for
the next training. At most a few a day for each cadre, and nothing that is private.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime

from casework.clock import local_day
from casework.correction import Correction
from casework.county import Purpose
from casework.messages import Message, Turn, TurnState
from casework.ports import UnitOfWork
from casework.reading import Issue, Reading
from casework.routing import route
from casework.sensitive import is_sensitive
from casework.services.correcting import anonymous
from casework.services.desk import Desk
from casework.services.intake import register_turn
from casework.services.locating import village_of
from casework.services.speaking import reply_privately, tell_cadres
from casework.services.standing_in import stand_in_on
from casework.taxonomy import Act, Category, Kind, category_of
from casework.wording import suggestion

_NUMBER = re.compile(r"^\s*(\d{1,2})\b\s*(.*)$", re.DOTALL)


def suggest(
    desk: Desk, uow: UnitOfWork, message: Message, reading: Reading, village: str | None, now: datetime
) -> None:
    """Put a doubtful message of a village's group before the cadre whose matter it would be."""
    group = desk.county.group(message.group) if message.group else None
    place = desk.county.village(village) if village else None
    if group is None or group.purpose is not Purpose.VILLAGE or place is None:
        return
    issue = Issue(reading.category or Category.OTHER, message.text, reading.places)
    if is_sensitive(reading, issue, Act.REQUEST, desk.county, place):
        return
    info = desk.county.person(message.person) if message.person else None
    cadre = route(
        desk.county,
        place,
        places=[span.text for span in reading.places],
        text=message.text,
        household=info.household if info else None,
        stand_in=stand_in_on(uow, now),
    ).cadre
    if cadre is None or not _has_room(desk, uow, cadre, now):
        return
    uow.memory.put(_key(cadre, message.id), json.dumps({"at": now.isoformat()}))
    text = suggestion(message.name, group.name, message.text)
    tell_cadres(desk, uow, [cadre], Kind.ASK, text, now, cause=message.id)


def open_ticket(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """立单: the suggested message becomes a ticket as if its speaker's report had been heard at once."""
    message = _meant(desk, uow, turn, now)
    if message is None or message.reading is None:
        return
    earlier = uow.turns.get(message.turn) if message.turn is not None else None
    if earlier is not None and earlier.tickets:
        text = desk.phrases("already_registered", tag=f"#{earlier.tickets[0]}")
        reply_privately(uow, turn, Kind.ANSWER, text, now, earlier.tickets[0])
        return
    said = category_of(_words(turn))
    category = said or message.reading.category or Category.OTHER
    reading = replace(message.reading, act=Act.REQUEST, category=category, doubtful=False)
    raised = Turn(
        group=message.group,
        person=message.person,
        name=message.name,
        village=village_of(desk.county, message),
        reading=reading,
        first_at=message.at,
        last_at=now,
        ready_at=now,
        handle=message.handle,
        session=message.session,
    )
    uow.turns.add(raised)
    raised.messages.append(message)
    message.turn = raised.id
    _keep(desk, uow, message, turn, Act.REQUEST, category, now)
    register_turn(desk, uow, raised, now)
    raised.state = TurnState.DONE
    if raised.tickets:
        turn.tickets = raised.tickets
        text = desk.phrases("done", tag=f"#{raised.tickets[0]}", move="立单")
        reply_privately(uow, turn, Kind.ANSWER, text, now, raised.tickets[0])


def dismiss(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """不是诉求 on a suggestion: it was talk. The group never heard of it."""
    message = _meant(desk, uow, turn, now)
    if message is None:
        return
    _keep(desk, uow, message, turn, Act.CHAT, None, now)
    reply_privately(uow, turn, Kind.ANSWER, desk.phrases("suggestion_dismissed"), now)


def _has_room(desk: Desk, uow: UnitOfWork, cadre: str, now: datetime) -> bool:
    today = local_day(now)
    asked = [_asked_at(value) for value in uow.memory.beginning(_key(cadre)).values()]
    return sum(local_day(at) == today for at in asked) < desk.settings.suggestions_per_day


def _meant(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> Message | None:
    """The suggested message a cadre means: the quoted one, the numbered one, or the only one.

    He is told where there is none, and asked where there are several.
    """
    waiting = _waiting(desk, uow, turn, now)
    fresh = sorted(waiting)
    quoted = _quoted(uow, turn)
    number = _NUMBER.match(turn.reading.argument)
    if quoted in fresh:
        id = quoted
    elif number and 1 <= int(number[1]) <= len(fresh):
        id = fresh[int(number[1]) - 1]
    elif len(fresh) == 1 and quoted is None:
        id = fresh[0]
    elif fresh and quoted is None:
        listed = [f"{n}. {_shown(uow, id)}" for n, id in enumerate(fresh, 1)]
        question = desk.phrases("ask_which_suggestion", verb=_verb(turn))
        reply_privately(uow, turn, Kind.ASK, "\n".join([question, *listed]), now)
        return None
    else:
        reply_privately(uow, turn, Kind.REFUSE, desk.phrases("no_suggestion"), now)
        return None
    message = uow.inbox.get(id)
    done = {"at": waiting[id].isoformat(), "done": True}
    uow.memory.put(_key(turn.person or "", id), json.dumps(done))
    return message


def has_suggestions(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> bool:
    """Whether something waits for the cadre's 立单 or 不是诉求."""
    return bool(_waiting(desk, uow, turn, now))


def _waiting(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> dict[int, datetime]:
    """When what was asked, by inbox id, as far as it is neither answered nor too old."""
    prefix = _key(turn.person or "")
    asked = {
        int(key.removeprefix(prefix)): _asked_at(value)
        for key, value in uow.memory.beginning(prefix).items()
        if not json.loads(value).get("done")
    }
    return {id: at for id, at in asked.items() if now - at <= desk.settings.suggestion_within}


def _quoted(uow: UnitOfWork, turn: Turn) -> int | None:
    """The inbox id of the message behind a quoted suggestion."""
    for message in turn.messages:
        if message.quote_text:
            notice = uow.outbox.quoted(message.group, message.quote_text)
            return notice.cause if notice and notice.ticket is None else 0
    return None


def _shown(uow: UnitOfWork, id: int) -> str:
    message = uow.inbox.get(id)
    return suggestion(message.name, message.group or "", message.text, short=True) if message else ""


def _verb(turn: Turn) -> str:
    return "立单" if turn.reading.verb == "open_ticket" else "不是诉求"


def _words(turn: Turn) -> str:
    """What follows 立单 besides a number: a category, perhaps."""
    number = _NUMBER.match(turn.reading.argument)
    return (number[2] if number else turn.reading.argument).strip()


def _keep(
    desk: Desk,
    uow: UnitOfWork,
    message: Message,
    turn: Turn,
    act: Act,
    category: Category | None,
    now: datetime,
) -> None:
    was = message.reading.act if message.reading else Act.CHAT
    uow.corrections.add(
        Correction(
            at=now,
            by=turn.person or "",
            text=anonymous(desk, message.text, village_of(desk.county, message) or "", [message.name]),
            was_act=was,
            act=act,
            category=category,
        )
    )


def _asked_at(value: str) -> datetime:
    return datetime.fromisoformat(json.loads(value)["at"])


def _key(cadre: str, id: int | None = None) -> str:
    return f"suggest:{cadre}:{'' if id is None else id}"
