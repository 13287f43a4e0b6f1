"""A cadre's leave: who acts for him, on what comes in and on what is open (PRODUCT 2.3)."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from casework.clock import local_day
from casework.county import Cadre
from casework.dates import MANY_DAYS, SPAN, count_of, dates_in
from casework.deeds import Deed
from casework.messages import Turn
from casework.permissions import is_about, may
from casework.ports import TicketQuery, UnitOfWork
from casework.privacy import mask
from casework.services.desk import Desk
from casework.services.refusing import asking_of, refuse
from casework.services.speaking import cause_of, reply_privately, tell_cadres
from casework.services.standing_in import Leave, leave_of, note_leave
from casework.staff_wording import deputising, deputy_released, named_fully
from casework.taxonomy import OPEN, Kind, Status

_DEPUTY = re.compile(r"由\s*(\S{2,8}?)\s*(?:来|帮忙)?\s*(?:代|顶|接|负责)")
_BEGINS = re.compile(r"起|开始")


def leave(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """请假 3天 由李某某代: the deputy stands in, and is told what is open."""
    if not may(Deed.LEAVE, asking_of(desk, uow, turn, now)):
        refuse(desk, uow, turn, Deed.LEAVE, turn.text, now)
        return
    cadre = desk.county.cadre(turn.person or "")
    named = _DEPUTY.search(turn.text)
    found = _deputies(desk, cadre, named[1]) if named and cadre else []
    if len(found) > 1:
        listed = "、".join(map(named_fully, found))
        text = desk.phrases("which_namesake", name=found[0].name, listed=listed)
        reply_privately(uow, turn, Kind.ASK, text, now)
        return
    if named and cadre and not found and named[1] not in (cadre.id, cadre.name):
        text = desk.phrases("unknown_colleague", name=mask(named[1]))
        reply_privately(uow, turn, Kind.ASK, text, now)
        return
    deputy = found[0] if found else None
    days = _days(_DEPUTY.sub("", turn.reading.argument or turn.text), local_day(now))
    if cadre is None or deputy is None or days is None:
        reply_privately(uow, turn, Kind.ASK, desk.phrases("leave_incomplete"), now)
        return
    first, last = days
    away = leave_of(uow, deputy.id)
    if away and away.first <= last and first <= away.last:
        text = desk.phrases("deputy_away", name=deputy.name)
        reply_privately(uow, turn, Kind.ASK, text, now)
        return
    _release_deputy(desk, uow, cadre, now, turn, unless=deputy.id)
    note_leave(uow, cadre.id, Leave(first, last, deputy.id))
    until = f"{last.month}月{last.day}日"
    text = desk.phrases("leave_noted", until=until, name=deputy.name)
    reply_privately(uow, turn, Kind.ANSWER, text, now)
    held = uow.tickets.find(TicketQuery(statuses=OPEN - {Status.RESOLVED}, cadre=cadre.id))
    open_ones = [t for t in held if not is_about(desk.county, deputy.id, t)]
    told = deputising(cadre, first, last, open_ones)
    tell_cadres(desk, uow, [deputy.id], Kind.ASSIGN, told, now, cause=cause_of(turn))


def come_back(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """销假: the leave ends now."""
    cadre = desk.county.cadre(turn.person or "")
    if cadre is None:
        return
    _release_deputy(desk, uow, cadre, now, turn)
    note_leave(uow, cadre.id, None)
    reply_privately(uow, turn, Kind.ANSWER, desk.phrases("leave_over"), now)


def _release_deputy(
    desk: Desk, uow: UnitOfWork, cadre: Cadre, now: datetime, turn: Turn, unless: str = ""
) -> None:
    """Tell whoever stands in that he needn't any longer."""
    before = leave_of(uow, cadre.id)
    if before and before.last >= local_day(now) and before.deputy != unless:
        told = deputy_released(cadre)
        tell_cadres(desk, uow, [before.deputy], Kind.STATUS, told, now, cause=cause_of(turn))


def _deputies(desk: Desk, cadre: Cadre, name: str) -> list[Cadre]:
    """The colleagues who may be meant: by 工号, or by name in the township."""
    by_id = desk.county.cadre(name)
    named = [by_id] if by_id else desk.county.cadres_named(name, cadre.township)
    return [colleague for colleague in named if colleague.id != cadre.id]


def _days(words: str, today: date) -> tuple[date, date] | None:
    """First and last day: ``3天``, ``明天起3天``, ``到6月15日``, ``6月12日到6月15日``, ``半天``."""
    span = SPAN.search(words)
    named = dates_in(words, today)
    count = count_of(span["count"]) if span else 1 if "半天" in words else 0
    if count >= MANY_DAYS:
        return None
    if count:
        first = named[0] if named and _BEGINS.search(words) else today
        return first, first + timedelta(days=count - 1)
    if not named:
        return None
    first = named[0] if len(named) > 1 or not re.search(r"[到至]", words) else today
    return (first, named[-1]) if first <= named[-1] else None
