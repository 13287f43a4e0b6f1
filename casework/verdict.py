"""Whose word about a ticket's end counts (PRODUCT 3.3, 4.7)."""

from __future__ import annotations

from casework.county import County
from casework.messages import Speaker
from casework.people import household_of
from casework.ticket import Ticket


def is_voice(ticket: Ticket, speaker: Speaker, group: str | None) -> bool:
    """Whether somebody is the reporter or a co-reporter."""
    return ticket.voice_of(speaker, group) is not None


def speaks_for_voice(county: County, ticket: Ticket, speaker: Speaker, group: str | None) -> bool:
    """Whether somebody raised it or is of a household that did: one household is one voice.

    What is private stays with the one who told it, also at home.
    """
    if is_voice(ticket, speaker, group):
        return True
    home = household_of(county, speaker)
    return not ticket.private and home is not None and any(v.household == home for v in ticket.voices)


def may_rate(county: County, ticket: Ticket, speaker: Speaker, group: str | None) -> bool:
    """Whether a verdict counts: of the reporter's household, never of the handler's (PRODUCT 4.7)."""
    reporter = ticket.reporter
    home = household_of(county, speaker)
    same_house = home is not None and home == reporter.household and not ticket.private
    if not (reporter.is_of(speaker, group) or same_house):
        return False
    handler = county.cadre(ticket.cadre) if ticket.cadre else None
    if handler is None:
        return True
    if speaker.person == handler.id:
        return False
    rater = county.cadre(speaker.person) if speaker.person else None
    house = rater.household if rater else home
    if house is None:
        return True
    if house == handler.household:
        return False
    lives = county.household(house)
    return not (
        lives
        and lives.phone
        and lives.phone == handler.phone
        and handler.name in (lives.head, *lives.members)
    )
