"""Who may do what with which ticket (PRODUCT 3). Asked by every use case, answered only here.

`RIGHTS` is the whole of it: one row for each thing that somebody can try.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from casework.county import County
from casework.deeds import Deed
from casework.messages import Speaker
from casework.sensitive import concerns
from casework.ticket import Ticket
from casework.verdict import is_voice, may_rate, speaks_for_voice


@dataclass(frozen=True)
class Asking:
    """Who asks to do something, where, and with what.

    group: bound name of the group, None in private. ticket: what it is done to.
    village, township: keys of the group meant, where it is done to a group.
    about: key of the person it is done for.
    absent: cadres on leave for whom the speaker stands in today (工号).
    volunteer: whether he is known from a volunteers' group of the wish.
    """

    county: County
    speaker: Speaker
    group: str | None = None
    ticket: Ticket | None = None
    village: str | None = None
    township: str = ""
    about: str | None = None
    absent: tuple[str, ...] = ()
    volunteer: bool = False

    @property
    def cadre(self) -> str:
        """工号 of the speaker, "" for anybody else: only a verified key in the roster is a cadre."""
        person = self.speaker.person
        return person if person and self.county.cadre(person) else ""

    @property
    def acting(self) -> tuple[str, ...]:
        """As whom the speaker may act: himself and those he stands in for; nobody unless he is a cadre."""
        return (self.cadre, *self.absent) if self.cadre else ()


def may(deed: Deed, asking: Asking) -> bool:
    """Whether somebody may do it."""
    return RIGHTS[deed](asking)


def may_handle(county: County, cadre: str, ticket: Ticket, absent: Sequence[str] = ()) -> bool:
    """Whether a cadre may accept, resolve or hand on a ticket.

    His own, one handed to him, his grid's (责任人 or 组团), those of the villages
    he leads (包片领导), those of his township (一站通); and what those may for whom
    he stands in. A private matter is not for the grid's other cadres, and never
    for the one it is about.
    """
    if _has_duty(county, cadre, ticket):
        return True
    if county.cadre(cadre) is None or is_about(county, cadre, ticket):
        return False
    return any(_has_duty(county, away, ticket) for away in absent)


def _has_duty(county: County, cadre: str, ticket: Ticket) -> bool:
    if county.cadre(cadre) is None:
        return False
    if cadre in (ticket.cadre, ticket.pending):
        return True
    if is_about(county, cadre, ticket):
        return False
    duties = county.duties(cadre)
    shared = not ticket.private or ticket.cadre is None
    if shared and ticket.grid and ticket.grid in (*duties.grids, *duties.team_grids):
        return True
    return ticket.village in duties.led_villages or ticket.township in duties.townships


def is_about(county: County, cadre: str, ticket: Ticket) -> bool:
    """Whether a private matter may be a complaint about this cadre, who neither gets nor sees it."""
    person = county.cadre(cadre)
    return ticket.private and person is not None and concerns(person, ticket.text)


def seats(county: County, ticket: Ticket) -> list[str]:
    """Who sits on a ticket's panel: its cadre, the grid's team, the 包片领导, the departments' contacts."""
    grid = county.grid(ticket.grid) if ticket.grid else None
    village = county.village(ticket.village)
    contacts = [c for d in county.departments() if d.name in ticket.departments for c in d.contacts]
    team = [grid.cadre, *grid.team] if grid else []
    named = [ticket.cadre, *team, village.leader if village else None, *contacts]
    return [id for id in named if id and (id == ticket.cadre or not is_about(county, id, ticket))]


def may_switch_group(county: County, cadre: str, village: str | None, township: str) -> bool:
    """Whether a cadre may silence a group: any cadre with a duty in its village, or its township's 一站通."""
    duties = county.duties(cadre)
    if township in duties.townships:
        return True
    grids = (*duties.grids, *duties.team_grids)
    return village is not None and (
        village in (*duties.led_villages, *duties.liaison_villages)
        or any(g.startswith(village + "/") for g in grids)
    )


Right = Callable[[Asking], bool]


def _handler(asking: Asking) -> bool:
    return asking.ticket is not None and may_handle(asking.county, asking.cadre, asking.ticket, asking.absent)


def _doer(asking: Asking) -> bool:
    """Whoever may handle it, or has claimed it as a wish."""
    volunteer = asking.ticket.claimed_by if asking.ticket else None
    return _handler(asking) or (volunteer is not None and volunteer == asking.speaker.person)


def _claimant(asking: Asking) -> bool:
    """A verified volunteer or any cadre; a private wish is for who may handle it."""
    ticket, person = asking.ticket, asking.speaker.person
    if ticket is None or not ticket.is_wish or person is None or asking.county.person(person) is None:
        return False
    return _handler(asking) if ticket.private and not ticket.shown else bool(asking.cadre) or asking.volunteer


def _voucher(asking: Asking) -> bool:
    """Whoever filed it for others, or may handle it."""
    filer = asking.ticket.filed_by if asking.ticket else None
    return _handler(asking) or (filer is not None and filer == asking.cadre)


def _panellist(asking: Asking) -> bool:
    seated = asking.ticket is not None and bool({*asking.acting} & {*seats(asking.county, asking.ticket)})
    return seated or _handler(asking)


def _decider(asking: Asking) -> bool:
    """The 包片领导 of the village or the township's 一站通, whom it isn't about."""
    ticket = asking.ticket
    if ticket is None or not _handler(asking):
        return False
    duties = map(asking.county.duties, asking.acting)
    return any(ticket.village in d.led_villages or ticket.township in d.townships for d in duties)


def _voice(asking: Asking) -> bool:
    return asking.ticket is not None and is_voice(asking.ticket, asking.speaker, asking.group)


def _household(asking: Asking) -> bool:
    return asking.ticket is not None and speaks_for_voice(
        asking.county, asking.ticket, asking.speaker, asking.group
    )


def _neighbour(asking: Asking) -> bool:
    """Anybody with a public matter; with a private one those who raised it."""
    return asking.ticket is not None and (not asking.ticket.private or _voice(asking))


def _newcomer(asking: Asking) -> bool:
    return asking.ticket is not None and not asking.ticket.private and not _voice(asking)


def _rater(asking: Asking) -> bool:
    return asking.ticket is not None and may_rate(asking.county, asking.ticket, asking.speaker, asking.group)


def _switcher(asking: Asking) -> bool:
    return any(
        may_switch_group(asking.county, cadre, asking.village, asking.township) for cadre in asking.acting
    )


def _cadre(asking: Asking) -> bool:
    return bool(asking.cadre)


def _visitor(asking: Asking) -> bool:
    """The grid's 责任人 and 组团, the village's 联村干部 and 包片领导, the township's 一站通."""
    home = asking.county.household(asking.about) if asking.about else None
    if home is None:
        return False
    duties = map(asking.county.duties, asking.acting)
    return any(
        home.grid_key in (*d.grids, *d.team_grids)
        or home.village_key in (*d.liaison_villages, *d.led_villages)
        or home.township in d.townships
        for d in duties
    )


def _onestop(asking: Asking) -> bool:
    """The 一站通 of the township where the person meant belongs."""
    if not asking.cadre or asking.about is None:
        return False
    return township_of(asking.county, asking.about) in asking.county.duties(asking.cadre).townships


def _striker(asking: Asking) -> bool:
    """The 一站通 of the township whose entry it is; of everybody's, the county's."""
    duties = map(asking.county.duties, asking.acting)
    return any(asking.township in d.townships if asking.township else d.whole for d in duties)


def township_of(county: County, key: str) -> str | None:
    """The township that a verified key belongs to, None where the roster doesn't know it."""
    info = county.person(key)
    belongs = info.cadre or info.household if info else None
    return belongs.township if belongs else None


RIGHTS: Mapping[Deed, Right] = {
    Deed.ACCEPT: _handler,
    Deed.PROGRESS: _doer,
    Deed.RESOLVE: _doer,
    Deed.TRANSFER: _handler,
    Deed.RETURN: _handler,
    Deed.EXTEND: _handler,
    Deed.REJECT: _handler,
    Deed.CONSULT: _handler,
    Deed.DECIDE: _decider,
    Deed.OPINION: _panellist,
    Deed.ANSWER: _handler,
    Deed.KEEP: _handler,
    Deed.STRIKE: _striker,
    Deed.CORRECT: _handler,
    Deed.CLAIM: _claimant,
    Deed.PUBLISH: _handler,
    Deed.VOUCH: _voucher,
    Deed.MERGE: _handler,
    Deed.SPLIT: _handler,
    Deed.COMMAND: _cadre,
    Deed.JOIN: _newcomer,
    Deed.ADD: _neighbour,
    Deed.ASK: _neighbour,
    Deed.CONFIRM: _household,
    Deed.DISPUTE: _household,
    Deed.RATE: _rater,
    Deed.WITHDRAW: _household,
    Deed.RECALL: _voice,
    Deed.SWITCH: _switcher,
    Deed.LEAVE: _cadre,
    Deed.VISIT: _visitor,
    Deed.ISSUE_CODE: _onestop,
    Deed.BIND: lambda asking: asking.speaker.person in (None, asking.about),
}
"""Who may do what. Binding rests on the code; whoever is somebody already cannot become another."""
