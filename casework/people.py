"""Who somebody is: keys looked up in the roster, names made comparable.

Whether a key is a cadre's or a household's only the roster knows: a 工号 may be
``K001`` or ``1001``, and no code reads it off the first letter.
"""

from __future__ import annotations

import unicodedata

from casework.county import County
from casework.messages import Message, Speaker

_INVISIBLE = frozenset({"Cf", "Cc", "Zl", "Zp"})
"""Categories of what a name may hold without showing it: zero-width, bidirectional, control characters."""

_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f")
"""Letters and marks that show nothing either."""


def household_of(county: County, speaker: Speaker) -> str | None:
    """户号 of a verified member of a household; a cadre speaks as a cadre, whatever house he lives in."""
    if speaker.person is None or county.cadre(speaker.person) is not None:
        return None
    info = county.person(speaker.person)
    return info.household.id if info and info.household else None


def plain_name(name: str) -> str:
    """A display name as people see it, so that two that look the same are the same.

    NFKC, without what shows nothing, runs of blanks as one. A name of nothing
    visible at all stays as it is: it still has to be told from no name.
    """
    seen = "".join(c for c in unicodedata.normalize("NFKC", name) if _shows(c))
    return " ".join(seen.split()) or name


def _shows(character: str) -> bool:
    return character not in _BLANK and unicodedata.category(character) not in _INVISIBLE


def same_sender(message: Message, note: Message) -> bool:
    """Whether `note`, which takes `message` back, can be its sender's own.

    By verified key, else by the account of this login, else by the name, as far as
    the service tells who took it back at all.
    """
    if message.handle and note.handle and message.session == note.session:
        return message.handle == note.handle
    if message.person and note.person:
        return message.person == note.person
    return not note.name or note.name == message.name
