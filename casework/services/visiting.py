"""走访: what a cadre tells of a visit, kept with the household, and what he heard there (PRODUCT 5, 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from casework.county import County, Household
from casework.deeds import Deed
from casework.messages import Speaker, Turn
from casework.permissions import may
from casework.ports import UnitOfWork
from casework.reading import Issue
from casework.services.desk import Desk
from casework.services.filing import WISHING
from casework.services.intake import register_matters
from casework.services.pending import ask_whom
from casework.services.refusing import asking_of, refuse
from casework.services.speaking import cause_of, reply_privately
from casework.services.turning import take_turn
from casework.staff_wording import household_fully
from casework.taxonomy import Act, Category, Kind
from casework.visit import Visit

CLEARLY = 0.9
"""Below this confidence what a cadre tells of a house is a note, though it sounds like a report."""

_REPORTS = frozenset({Act.REQUEST, Act.EMERGENCY})
_KEY = re.compile(r"(?P<id>[Hh]\d{3,})(?:/\S+)?")
_FIRST = re.compile(r"(?P<id>[^\s，,：:]+)")
_ENDS = " \t\n，,：:。；;、"
_CLAUSE = re.compile(r"[，,。；;！!\n]+")


def visit(desk: Desk, turn_id: int, now: datetime) -> None:
    """Keep what a cadre tells of a visit; a turn that is done is left alone."""
    take_turn(desk, turn_id, now, _visit)


def _visit(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    asking = asking_of(desk, uow, turn, now)
    villages = _villages(desk.county, asking.acting, turn.village)
    homes, words = homes_called(desk.county, turn.reading.argument, villages)
    mine = [home for home in homes if may(Deed.VISIT, replace(asking, about=home.id))]
    if len(mine) == 1:
        _record(desk, uow, turn, mine[0], words, now)
    elif mine:
        whom = {home.id: household_fully(home) for home in mine}
        ask_whom(uow, turn, whom, words, desk.phrases("visit_which"), now)
    elif homes:
        refuse(desk, uow, turn, Deed.VISIT, turn.text, now)
        reply_privately(uow, turn, Kind.REFUSE, desk.phrases("visit_elsewhere"), now)
    else:
        reply_privately(uow, turn, Kind.ASK, desk.phrases("visit_unknown"), now)


def _villages(county: County, cadres: tuple[str, ...], spoken_of: str | None) -> list[str]:
    """Keys of the villages where a household may be meant: the one spoken of, and those of the cadre."""
    found = [spoken_of] if spoken_of else []
    for duties in map(county.duties, cadres):
        found += [grid.rpartition("/")[0] for grid in (*duties.grids, *duties.team_grids)]
        found += [*duties.liaison_villages, *duties.led_villages]
        found += [v.key for township in duties.townships for v in county.villages(township)]
    return list(dict.fromkeys(found))


def homes_called(county: County, told: str, villages: list[str]) -> tuple[list[Household], str]:
    """The households that words may begin with, and the words behind that.

    A 户号 says it wherever it stands; else what the longest of the names at the
    beginning calls: an alias, the head or somebody of the house.
    """
    key = _KEY.search(told) or _FIRST.match(told)
    home = county.household(key["id"].upper()) if key else None
    if key and (home or key.re is _KEY):
        return ([home] if home else []), told.replace(key[0], "", 1).strip(_ENDS)
    called: dict[str, list[Household]] = {}
    for village in villages:
        for grid in county.grids(village):
            for home in county.households(grid.key):
                for name in {n for n in _names(home) if _begins(told, n)}:
                    called.setdefault(name, []).append(home)
    longest = max(called, key=len, default="")
    return called.get(longest, []), told.removeprefix(longest).strip(_ENDS)


def _begins(told: str, name: str) -> bool:
    """Whether words begin with a name, and not with a longer one: 王小梅 is nobody of 王小's."""
    rest = told[len(name) :]
    return told.startswith(name) and (name.endswith("家") or not rest or rest[0] in _ENDS)


def _names(home: Household) -> Iterator[str]:
    """What a household goes by, with 家 or without: one character alone is nobody's name."""
    for name in (*home.aliases, home.head, *home.members):
        if len(name) > 1:
            yield from (name, f"{name.removesuffix('家')}家")


def _record(desk: Desk, uow: UnitOfWork, turn: Turn, home: Household, words: str, now: datetime) -> None:
    turn.village = home.village_key
    matters = list(heard_in(desk, words, home.village_key))
    # By themselves: that somebody is ill makes a handrail no secret.
    readings = [desk.reader.read(issue.text, village=turn.village) for _, issue in matters]
    turn.reading = replace(turn.reading, sensitive=any(r.sensitive for r in readings))
    tickets = register_matters(desk, uow, turn, matters, Speaker(home.id, f"{home.head}家"), now)
    numbers = tuple(ticket.number for ticket in tickets)
    uow.visits.add(Visit(now, turn.person or "", home.id, words, numbers, cause_of(turn)))
    text = desk.phrases("visit_noted", home=household_fully(home))
    reply_privately(uow, turn, Kind.ANSWER, text, now)


def heard_in(desk: Desk, words: str, village: str) -> Iterator[tuple[Act, Issue]]:
    """What the household would like or complains of, clause by clause, as many as one message may hold."""
    found = 0
    for clause in filter(None, (c.strip() for c in _CLAUSE.split(words))):
        reading = desk.reader.read(clause, village=village)
        reports = reading.act in _REPORTS and reading.confidence >= CLEARLY
        wishes = reading.act is Act.WISH or WISHING.search(clause) is not None
        if (reports or wishes) and found < desk.settings.max_issues:
            found += 1
            act = reading.act if reports else Act.WISH
            yield act, Issue(reading.category or Category.OTHER, clause, reading.places)
