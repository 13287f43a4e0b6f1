"""People and the groups they are in."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(eq=False)
class Person:
    """Somebody with an account. `remark` is what the bot's phone calls a friend."""

    id: str
    name: str
    remark: str = ""
    friend: bool = False


@dataclass(eq=False)
class Group:
    """A group chat. `cards` maps each member to the name chosen for this group ('' if none).

    saved: kept in the bot's address book, so a fresh login lists it; other
        groups show up with their first message.
    """

    id: str
    name: str
    owner: Person
    cards: dict[Person, str] = field(default_factory=dict)
    saved: bool = True

    def called(self, person: Person) -> str:
        """What the group calls `person`."""
        return self.cards.get(person) or person.name
