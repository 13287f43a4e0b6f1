"""Rows of one speaker, as a condition."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, or_

from casework.messages import Speaker


def spoken_by(columns: Any, speaker: Speaker) -> Any:
    """Whose `person`, `name`, `handle` and `session` are this speaker's.

    Somebody unverified is the account while its login lasts, and the display name
    before and after; a name never means somebody verified (PRODUCT 3.3).
    """
    c = columns
    if speaker.person is not None:
        return c.person == speaker.person
    named = c.name == speaker.name
    if not speaker.handle or not speaker.session:
        return and_(c.person.is_(None), named)
    known = and_(c.session == speaker.session, c.handle == speaker.handle)
    elsewhere = or_(c.session.is_(None), c.session != speaker.session, c.handle.is_(None))
    return and_(c.person.is_(None), or_(known, and_(named, elsewhere)))
