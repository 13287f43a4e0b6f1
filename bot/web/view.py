"""What one browser window looks at: who one is, where, and what one is looking for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from bot.sandbox import Group, Person, World

PRIVATE = "private"


@dataclass(frozen=True)
class View:
    """me: None while only looking on. group: None in private. search: words in the search box."""

    me: Person | None
    group: Group | None
    search: str = ""

    @property
    def chat(self) -> str:
        """The chat's name in an address."""
        return self.group.id if self.group else PRIVATE

    @property
    def may_speak(self) -> bool:
        """Whether one is somebody who can speak here."""
        return self.me is not None and (self.group is None or self.me in self.group.cards)

    def address(self, **changes: str) -> str:
        """The page's address, with changes."""
        fields = {"me": self.me.id if self.me else "", "chat": self.chat, "q": self.search, **changes}
        return "/?" + urlencode({key: value for key, value in fields.items() if value})


def home(world: World) -> Group:
    """Where one begins: the liveliest group."""
    return max(world.groups.values(), key=lambda group: len(group.cards))


def view_of(fields: Mapping[str, str], world: World) -> View:
    """The view an address or form means. What isn't there (any more) is left out.

    Somebody who isn't in the group goes to the first of the own groups. Who is nobody sees a group.
    """
    me = world.people.get(fields.get("me", ""))
    if me is world.bot:
        me = None
    search = fields.get("q", "").strip()
    if me is not None and fields.get("chat") == PRIVATE:
        return View(me, None, search)
    group = world.groups.get(fields.get("chat", ""))
    if me is None:
        return View(None, group or home(world), search)
    if group is None or me not in group.cards:
        group = next((g for g in world.groups.values() if me in g.cards), None)
    return View(me, group, search)
