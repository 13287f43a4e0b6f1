"""Who a transcript needs, moved into a sandbox world.

A verified person is a friend of the bot whose remark carries the key, as the
township writes it on the bot's own phone; everybody else is a plain member of
the groups he speaks in. Every cadre of the roster is there, for the bot writes
to some who say nothing, and every group, for it may speak where nobody else does.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.sandbox import Group, Person, World
from bot.transports.base import Event, EventKind
from casework.county import Roster


class Cast:
    """The people and groups of a transcript."""

    def __init__(self, world: World, roster: Roster, events: Iterable[Event]) -> None:
        """Let everybody move in."""
        self._world = world
        self._verified: dict[str, Person] = {}
        self._guests: dict[str, Person] = {}
        self._groups: dict[str, Group] = {}
        spoken = [event for event in events if event.kind is not EventKind.RECALL]
        for event in spoken:
            self._move_in(event)
        for cadre in roster.cadres:
            if cadre.id not in self._verified:
                self._verified[cadre.id] = world.add_person(cadre.name, f"#{cadre.id} {cadre.name}")
        for event in spoken:
            self._open_group(event)
        self._open_quiet_groups(roster)

    def speaker(self, event: Event) -> Person:
        """Who says it."""
        return self._verified[event.stable_id] if event.stable_id else self._guests[event.sender_name]

    def group(self, event: Event) -> Group | None:
        """Where it is said, None in private. The speaker goes by the event's name there."""
        if event.chat_name is None:
            return None
        group, person = self._groups[_identity(event)], self.speaker(event)
        if group.called(person) != event.sender_name:
            self._world.set_card(group, person, event.sender_name)
        return group

    def _move_in(self, event: Event) -> None:
        name = event.sender_name
        if event.stable_id is None:
            if name not in self._guests:
                self._guests[name] = self._world.add_person(name)
            if event.chat_name is None and not self._guests[name].friend:
                self._world.befriend(self._guests[name])  # only friends write to the bot
        elif event.stable_id not in self._verified:
            remark = f"#{event.stable_id} {name}" if "/" not in event.stable_id else f"#{event.stable_id}"
            self._verified[event.stable_id] = self._world.add_person(name, remark)

    def _open_group(self, event: Event) -> None:
        if event.chat_name is None:
            return
        person = self.speaker(event)
        group = self._groups.get(_identity(event))
        if group is None:
            self._groups[_identity(event)] = self._world.add_group(event.chat_name, [person])
        else:
            group.cards.setdefault(person, "")

    def _open_quiet_groups(self, roster: Roster) -> None:
        named = {group.name for group in self._groups.values()}
        owners = {cadre.township: self._verified[cadre.id] for cadre in reversed(roster.cadres)}
        for group in roster.groups:
            if group.name not in named and group.township in owners:
                self._world.add_group(group.name, [owners[group.township]])


def _identity(event: Event) -> str:
    return event.chat_id or event.chat_name or ""
