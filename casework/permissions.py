"""Who may do what with which ticket (PRODUCT 3). Asked by every use case, answered only here."""

from __future__ import annotations

from casework.county import County
from casework.messages import Speaker
from casework.sensitive import concerns
from casework.ticket import Ticket


def may_handle(county: County, cadre: str, ticket: Ticket) -> bool:
    """Whether a cadre may accept, resolve or hand on a ticket.

    His own, one handed to him, his grid's (责任人 or 组团), those of the villages
    he leads (包片领导), those of his township (一站通). A private matter is not for
    the grid's other cadres, and never for the one it is about.
    """
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
    """Whether a private matter may be a complaint about this cadre: he neither gets nor sees it (PRODUCT 1.7)."""
    person = county.cadre(cadre)
    return ticket.private and person is not None and concerns(person, ticket.text)


def may_switch_group(county: County, cadre: str, village: str | None, township: str) -> bool:
    """Whether a cadre may silence a group: any cadre with a duty in its village, or its township's 一站通."""
    duties = county.duties(cadre)
    if township in duties.townships:
        return True
    grids = (*duties.grids, *duties.team_grids)
    return village is not None and (
        village in (*duties.led_villages, *duties.liaison_villages) or any(g.startswith(village + "/") for g in grids)
    )


def is_voice(ticket: Ticket, speaker: Speaker, group: str | None) -> bool:
    """Whether somebody is the reporter or a co-reporter."""
    return ticket.voice_of(speaker, group) is not None


def may_rate(county: County, ticket: Ticket, speaker: Speaker, group: str | None) -> bool:
    """Whether somebody's verdict counts: the reporter's household, never the handler or his own (PRODUCT 4.7)."""
    reporter = ticket.reporter
    same_house = speaker.household is not None and speaker.household == reporter.household
    if not (reporter.is_of(speaker, group) or same_house):
        return False
    handler = county.cadre(ticket.cadre) if ticket.cadre else None
    if handler is None:
        return True
    if speaker.person == handler.id:
        return False
    rater = county.cadre(speaker.person) if speaker.person else None
    house = rater.household if rater else speaker.household
    if house is None:
        return True
    if house == handler.household:
        return False
    home = county.household(house)
    return not (home and home.phone and home.phone == handler.phone and handler.name in (home.head, *home.members))
