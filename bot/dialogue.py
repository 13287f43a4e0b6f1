"""The Rasa agent, inside the process: a turn goes in, its rules choose the use case.

Nothing is parsed here; the reading is handed over with the message. Every turn
is a conversation of its own, since what somebody said before is in the
database, not in a tracker.

Importing this takes about ten seconds, nearly all of it TensorFlow; call
`bot.quiet.quieten` first.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from actions import all_actions
from casework.messages import Turn
from casework.services.desk import Desk
from nlu.handover import parse_data
from nlu.reader import ATTEMPT


ATTEMPT_INTENT = "attempt"
COMMAND_INTENT = "bind"


class _NoTrackers(TrackerStore):
    """Remembers nothing: each turn begins afresh."""

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        return None

    async def save(self, tracker: DialogueStateTracker) -> None:
        return None

    async def keys(self) -> Iterable[str]:
        return []


class _Hands(EndpointConfig):
    """Runs actions here instead of calling an action server."""

    def __init__(self) -> None:
        super().__init__()
        self.executor = ActionExecutor()

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        return await self.executor.run(kwargs["json"])


class Dialogue:
    """Hands turns to the agent. Loaded once; `work_at` may be called again for another desk."""

    def __init__(self, model: Path) -> None:
        """Load the model."""
        self._hands = _Hands()
        self._loop = asyncio.new_event_loop()
        self._agent = Agent.load(
            model, tracker_store=_NoTrackers(Domain.empty()), action_endpoint=self._hands
        )

    def work_at(self, desk: Desk) -> None:
        """Let the actions work at `desk` from now on."""
        self._hands.executor = ActionExecutor()
        for action in all_actions(desk):
            self._hands.executor.register_action(action)

    def answer(self, turn: Turn, now: datetime) -> None:
        """Let the rules choose what a turn does, and do it. Errors of the use case come through."""
        message = UserMessage(
            text=turn.text or turn.reading.text or "…",
            output_channel=CollectingOutputChannel(),
            sender_id=f"turn-{turn.id}",
            parse_data=_parse(turn),
            metadata={"turn": turn.id, "at": now.isoformat()},
        )
        self._loop.run_until_complete(self._agent.handle_message(message))

    def close(self) -> None:
        """Release the event loop."""
        self._loop.close()


def _parse(turn: Turn) -> dict[str, Any]:
    """The reading as Rasa's parse; commands of people who are no cadres have intents of their own."""
    parsed = parse_data(turn.reading)
    if not turn.cadre and turn.reading.verb:
        name = ATTEMPT_INTENT if turn.reading.verb == ATTEMPT else COMMAND_INTENT
        parsed["intent"] = {"name": name, "confidence": 1.0}
        parsed["intent_ranking"] = [parsed["intent"]]
    return parsed
