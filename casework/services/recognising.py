"""Who speaks: a verified key, or an account that a code bound to one for as long as the login lasts."""

from __future__ import annotations

from casework.county import County
from casework.messages import Message
from casework.ports import UnitOfWork


def recognise(county: County, uow: UnitOfWork, message: Message) -> None:
    """Put the key of a bound account into a message; a remark makes the code superfluous."""
    if message.person is not None:
        uow.bindings.note_remark(message.person)
    elif message.session and message.handle:
        person = uow.bindings.person_of(message.session, message.handle)
        if person is not None and county.person(person) is not None:
            message.person = person
