"""Which group is which across logins, as far as it can be told.

The service gives a group a new UserName at every QR login. What survives is its
name, its owner's name and who is in it. A group that is seen gets an identity
of its own, kept in a file; after the next login a group of the same name is
taken for it if most of the members are the same. One group holds an identity
at a time, so a namesake, whatever it is called and whoever owns it, gets
another one. A rename keeps the identity within a login. Members are kept as
short hashes of their nicknames.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
from dataclasses import dataclass
from pathlib import Path

from bot.transports.wechat.directory import Directory, GroupEntry

ENOUGH = 0.5  # share of members in common, of all in either, above which it is the same group
OWNER_COUNTS = 0.1


@dataclass(frozen=True)
class Mark:
    """What one recognises a group by."""

    name: str
    owner: str
    members: frozenset[str]

    def likeness(self, other: Mark) -> float:
        """From 0 to 1.1; 0 for another name."""
        if self.name != other.name:
            return 0.0
        common, all_of_them = len(self.members & other.members), len(self.members | other.members)
        share = common / all_of_them if all_of_them else 0.0
        return share + (OWNER_COUNTS if self.owner == other.owner else 0.0)


def mark_of(entry: GroupEntry, directory: Directory) -> Mark:
    """The mark of a group whose members are known. The owner counts by verified key, else by name."""
    owner = entry.members.get(entry.owner)
    owner_key = directory.key_of(entry.owner) or (owner.nick if owner else "")
    members = frozenset(_short(called.nick) for called in entry.members.values())
    return Mark(entry.name, _short(owner_key), members)


class Identities:
    """The identities given out so far, kept in a file. Thread-safe."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._marks: dict[str, Mark] = _load(file)
        self._held: dict[tuple[str, str], str] = {}  # (session, UserName) -> identity

    def settle(self, session: str, directory: Directory, entries: list[GroupEntry]) -> dict[str, str]:
        """Identities by UserName for groups of one name, all that the login knows, best likeness first."""
        with self._lock:
            marks = {e.user: mark_of(e, directory) for e in entries if e.members}
            open_ones = {user for user in marks if (session, user) not in self._held}
            taken = {identity for (s, _), identity in self._held.items() if s == session}
            scores = [
                (mark.likeness(marks[user]), identity, user)
                for identity, mark in self._marks.items()
                if identity not in taken
                for user in open_ones
            ]
            for score, identity, user in sorted(scores, reverse=True):
                if score >= ENOUGH and user in open_ones and identity not in taken:
                    self._held[session, user] = identity
                    taken.add(identity)
                    open_ones.discard(user)
            for user in open_ones:
                self._held[session, user] = f"g{secrets.token_hex(6)}"
            self._remember(session, marks)
            return {user: self._held[session, user] for user in marks}

    def _remember(self, session: str, marks: dict[str, Mark]) -> None:
        newer = {self._held[session, user]: mark for user, mark in marks.items()}
        if any(self._marks.get(identity) != mark for identity, mark in newer.items()):
            self._marks |= newer
            _store(self._file, self._marks)


def _short(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:8]


def _load(file: Path) -> dict[str, Mark]:
    if not file.exists():
        return {}
    kept = json.loads(file.read_text("utf-8"))
    return {i: Mark(m["name"], m["owner"], frozenset(m["members"])) for i, m in kept.items()}


def _store(file: Path, marks: dict[str, Mark]) -> None:
    kept = {i: {"name": m.name, "owner": m.owner, "members": sorted(m.members)} for i, m in marks.items()}
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(kept, ensure_ascii=False), "utf-8")
    fresh.replace(file)
