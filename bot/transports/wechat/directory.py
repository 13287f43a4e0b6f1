"""The contacts of one login: friends, groups, members, by the names of that login.

Kept apart from the client library's lists, which never forget a value once
set: here the newest entry of the service replaces the one before.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.transports.wechat.escapes import plain
from bot.transports.wechat.remarks import bind

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Called:
    """A member's nickname and the name chosen for the group ('' if none)."""

    nick: str
    card: str

    @property
    def name(self) -> str:
        """What the group calls the member."""
        return self.card or self.nick


@dataclass(frozen=True)
class GroupEntry:
    """A group as last told; `members` stays empty until it is looked up."""

    user: str
    name: str
    owner: str = ""
    members: Mapping[str, Called] = field(default_factory=dict)


class Directory:
    """Who is who within one login. Thread-safe."""

    def __init__(self, own: str, own_name: str) -> None:
        self.own = own
        self._own_name = own_name
        self._lock = threading.RLock()
        self._nicks: dict[str, str] = {}
        self._remarks: dict[str, str] = {}
        self._keys: dict[str, str] = {}
        self._ambiguous: dict[str, list[str]] = {}
        self._groups: dict[str, GroupEntry] = {}

    def learn(self, entries: Iterable[Mapping[str, Any]]) -> None:
        """Take in entries of a contact list, a look-up or a change. Malformed ones are passed over."""
        with self._lock:
            before = dict(self._remarks)
            for entry in entries:
                if not isinstance(entry, Mapping):
                    continue
                user = str(entry.get("UserName") or "")
                if user.startswith("@@"):
                    self._learn_group(user, entry)
                elif user:
                    self._nicks[user] = plain(str(entry.get("NickName") or ""))
                    self._remarks[user] = plain(str(entry.get("RemarkName") or ""))
            if self._remarks != before:
                self._bind()

    def own_names(self, group: str | None) -> tuple[str, ...]:
        """The names the bot is called by: its nickname, and its card in a group."""
        with self._lock:
            nick = self._nicks.get(self.own) or self._own_name
            entry = self._groups.get(group or "")
            me = entry.members.get(self.own) if entry else None
            return (nick, me.card) if me and me.card else (nick,)

    def name_of(self, user: str, group: str | None = None) -> str:
        """What somebody is called, in a group or in private; '' if unknown."""
        with self._lock:
            entry = self._groups.get(group or "")
            member = entry.members.get(user) if entry else None
            return member.name if member else self._nicks.get(user, "")

    def key_of(self, user: str) -> str | None:
        """Somebody's verified key."""
        return self._keys.get(user)

    def holder_of(self, key: str) -> str | None:
        """The friend with this verified key."""
        with self._lock:
            return next((user for user, held in self._keys.items() if held == key), None)

    def group(self, user: str) -> GroupEntry | None:
        """A group by its UserName."""
        return self._groups.get(user)

    def groups_named(self, name: str) -> list[GroupEntry]:
        """All groups of exactly this name."""
        with self._lock:
            return [entry for entry in self._groups.values() if entry.name == name]

    def _learn_group(self, user: str, entry: Mapping[str, Any]) -> None:
        known = self._groups.get(user)
        listed = entry.get("MemberList") or []
        members = {
            str(m["UserName"]): Called(
                plain(str(m.get("NickName") or "")), plain(str(m.get("DisplayName") or ""))
            )
            for m in listed
            if isinstance(m, Mapping) and m.get("UserName")
        }
        self._groups[user] = GroupEntry(
            user=user,
            name=plain(str(entry.get("NickName") or "")) or (known.name if known else ""),
            owner=str(entry.get("ChatRoomOwner") or "") or (known.owner if known else ""),
            members=members or (known.members if known else {}),
        )

    def _bind(self) -> None:
        self._keys, ambiguous = bind(self._remarks)
        for key in ambiguous.keys() - self._ambiguous.keys():
            log.warning("two friends carry the remark #%s: neither is trusted until one is changed", key)
        self._ambiguous = ambiguous
