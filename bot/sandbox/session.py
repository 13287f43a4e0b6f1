"""Logins: the QR code on its way to a session, and the names a session gives to people and groups."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field

from bot.sandbox.people import Group, Person


@dataclass
class Pending:
    """A QR code (or a push to the phone) that somebody is to scan and confirm."""

    uuid: str = field(default_factory=lambda: secrets.token_urlsafe(8))
    scanned: bool = False
    confirmed: bool = False
    polls_since_scan: int = 0


@dataclass
class Session:
    """One login. `ended` holds the code it was ended with, once it was."""

    uin: str
    sid: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    skey: str = field(default_factory=lambda: f"@crypt_{secrets.token_hex(16)}")
    ticket: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    ended: int | None = None
    _salt: str = field(default_factory=lambda: secrets.token_hex(8))
    _known: dict[str, Person | Group] = field(default_factory=dict)

    def username(self, who: Person | Group) -> str:
        """The name of this login: ``@…`` for a person, ``@@…`` for a group."""
        digest = hashlib.sha256(f"{self._salt}/{who.id}".encode()).hexdigest()
        name = f"@@{digest}" if isinstance(who, Group) else f"@{digest[:32]}"
        self._known[name] = who
        return name

    def find(self, username: str) -> Person | Group | None:
        """Who a name of this login means; None for any other login's names."""
        return self._known.get(username)
