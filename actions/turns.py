"""Which use case each action of ``domain.yml`` runs.

A turn and the moment come with the message's metadata; everything else is read
from the database by the use case itself, in one transaction, so that an action
may be run again after a crash.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from casework.services.again import again
from casework.services.answering import inquire
from casework.services.commanding import command
from casework.services.desk import Desk
from casework.services.following import Follow, confirm_fixed, dispute, follow, rate, withdraw
from casework.services.handling import handle, refuse_attempt
from casework.services.inquiring import tell_contact, tell_status
from casework.services.intake import register
from casework.services.joining import add_detail, support
from casework.services.visiting import visit

UseCase = Callable[[Desk, int, datetime], None]


class TurnAction(Action):
    """An action that runs one use case on the turn which a message stands for."""

    def __init__(self, name: str, desk: Desk, use_case: UseCase) -> None:
        """`name` as in ``domain.yml``."""
        self._name = name
        self._desk = desk
        self._use_case = again(use_case)

    def name(self) -> str:
        """The action's name in the domain."""
        return self._name

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Run the use case. What it says goes to the outbox, so there is nothing to return."""
        told = tracker.latest_message["metadata"]
        self._use_case(self._desk, int(told["turn"]), datetime.fromisoformat(told["at"]))
        return []


def _following(step: Follow) -> UseCase:
    return partial(follow, step=step)


USE_CASES: dict[str, UseCase] = {
    "action_register": register,
    "action_visit": visit,
    "action_inquire": _following(inquire),
    "action_support": _following(support),
    "action_add_detail": _following(add_detail),
    "action_tell_status": _following(tell_status),
    "action_confirm_fixed": _following(confirm_fixed),
    "action_dispute": _following(dispute),
    "action_rate": _following(rate),
    "action_withdraw": _following(withdraw),
    "action_tell_contact": _following(tell_contact),
    "action_refuse_attempt": refuse_attempt,
    "action_handle": handle,
    "action_command": command,
}


def all_actions(desk: Desk) -> list[TurnAction]:
    """Every custom action of the domain, working at `desk`."""
    return [TurnAction(name, desk, use_case) for name, use_case in USE_CASES.items()]
