"""Keeping what cadres correct, without numbers and names, for the next training (`bot learn`)."""

from __future__ import annotations

from datetime import datetime

from casework.correction import Correction
from casework.ports import UnitOfWork
from casework.privacy import mask, mask_names
from casework.services.desk import Desk
from casework.taxonomy import Act, Category
from casework.ticket import Ticket


def note_correction(
    desk: Desk,
    uow: UnitOfWork,
    ticket: Ticket,
    by: str,
    act: Act,
    category: Category | None,
    now: datetime,
) -> None:
    """Keep what a ticket was opened for beside what it should have been read as.

    A private matter is nobody's example.
    """
    if ticket.private:
        return
    uow.corrections.add(
        Correction(
            at=now,
            by=by,
            text=anonymous(desk, ticket.text, ticket.village, [v.name for v in ticket.voices]),
            was_act=ticket.act,
            was_category=ticket.category,
            act=act,
            category=category,
            ticket=ticket.number,
        )
    )


def anonymous(desk: Desk, text: str, village: str, speakers: list[str]) -> str:
    """A text without private numbers, and without the names of its speakers, of households and cadres."""
    township = village.partition("/")[0]
    names = [mark.word for mark in desk.county.landmarks(village) if mark.what == "农户"]
    names += [cadre.name for cadre in desk.county.cadres() if cadre.township == township]
    return mask_names(mask(text), [*speakers, *names])
