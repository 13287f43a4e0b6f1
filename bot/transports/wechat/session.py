"""One login as the rest of the transport sees it."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, field

import requests

from bot.transports.wechat import inquiries
from bot.transports.wechat.client import Client
from bot.transports.wechat.directory import Directory, GroupEntry
from bot.transports.wechat.identity import Identities

log = logging.getLogger(__name__)

WAITS = (0.5, 1.0, 2.0, 4.0, 8.0)  # seconds between look-ups of a group nothing is known of
NOT_AGAIN = 60.0  # seconds until somebody missing from a member list is looked for again


@dataclass
class Session:
    """A login: its id, its client, its contacts, the identities of its groups."""

    id: str
    client: Client
    directory: Directory
    identities: Identities
    stopping: threading.Event
    _looked: dict[str, float] = field(default_factory=dict)
    _identity: dict[str, str] = field(default_factory=dict)

    def group(self, user: str, member: str | None = None) -> GroupEntry | None:
        """A group with its members, looked up if need be; None if the service would not tell."""
        entry = self.directory.group(user)
        if entry is None or not entry.name:
            return self._insist(user)
        stale = not entry.members or (member is not None and member not in entry.members)
        if stale and time.monotonic() - self._looked.get(f"{user}/{member}", -NOT_AGAIN) >= NOT_AGAIN:
            self._looked[f"{user}/{member}"] = time.monotonic()
            self._look_up(user)
        return self.directory.group(user)

    def identity(self, user: str) -> str | None:
        """The identity of a group that survives logins; None while its members are unknown."""
        entry = self.directory.group(user)
        if entry is None:
            return None
        if user not in self._identity:
            namesakes = [g.user for g in self.directory.groups_named(entry.name)]
            entries = [g for g in map(self.group, namesakes) if g]
            self._identity |= self.identities.settle(self.id, self.directory, entries)
        return self._identity.get(user)

    def alive(self) -> bool:
        """Whether the login still stands."""
        return bool(self.client.alive)

    def _insist(self, user: str) -> GroupEntry | None:
        """A message of a group without a name could not be understood: ask more than once."""
        for wait in WAITS:
            self._look_up(user)
            entry = self.directory.group(user)
            if (entry and entry.name) or not self.alive() or self.stopping.wait(wait):
                return entry
        log.warning("a group's name could not be had; its messages go on without it")
        return self.directory.group(user)

    def _look_up(self, user: str) -> None:
        try:
            self.directory.learn(inquiries.look_up(self.client, [user]))
        except (requests.RequestException, ValueError, KeyError) as error:
            log.warning("looking up a group failed: %s", error)
