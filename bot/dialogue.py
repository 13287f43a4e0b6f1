"""The Rasa agent, inside the process: a turn goes in, its rules choose the use case.

Nothing is parsed here; the reading is handed over with the message. Every turn
is a conversation of its own, since what somebody said before is in the
database, not in a tracker.

Importing this takes some seconds; call `nlu.quiet.quieten` and
`bot.lean.spare_tensorflow` first.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import rasa.core.actions.action
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, OutputChannel, UserMessage
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import TrackerStore
from rasa.engine.loader import load_predict_graph_runner
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import MODEL_ARCHIVE_METADATA_FILE, LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
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


class _Hand(rasa.core.actions.action.Action):
    """Runs one of our actions here, where Rasa would call an action server.

    Rasa swallows what an action raises; the failure is kept for `Dialogue`.
    """

    def __init__(self, action: str, executor: ActionExecutor, failures: list[Exception]) -> None:
        self._action = action
        self._executor = executor
        self._failures = failures

    def name(self) -> str:
        return self._action

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        call = {
            "next_action": self._action,
            "tracker": tracker.current_state(EventVerbosity.NONE),
            "domain": {},
        }
        try:
            await self._executor.run(call)
        except Exception as error:
            self._failures.append(error)
            raise
        return []


class _Answers(LocalModelStorage):
    """The half of a model that answers.

    The other half says how it was trained and names Rasa's checks of all its own
    classifiers; looking them up would import each, and TensorFlow with them.
    """

    @staticmethod
    def _load_metadata(directory: Path) -> ModelMetadata:
        kept = json.loads((directory / MODEL_ARCHIVE_METADATA_FILE).read_text(encoding="utf-8"))
        return ModelMetadata.from_dict({**kept, "train_schema": {"nodes": {}}})


class _Processor(MessageProcessor):
    """Rasa's processor with our hands for the actions of the domain."""

    executor: ActionExecutor

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.executor = ActionExecutor()
        self.failures: list[Exception] = []

    @staticmethod
    def _load_model(model_path: str) -> tuple[str, ModelMetadata, GraphRunner]:
        model = Path(model_path)
        with TemporaryDirectory() as folder:
            metadata, runner = load_predict_graph_runner(Path(folder), model, _Answers, DaskGraphRunner)
        return model.name, metadata, runner

    def predict_next_with_tracker_if_should(
        self, tracker: DialogueStateTracker
    ) -> tuple[rasa.core.actions.action.Action, PolicyPrediction]:
        action, prediction = super().predict_next_with_tracker_if_should(tracker)
        if action.name() in self.executor.actions:
            action = _Hand(action.name(), self.executor, self.failures)
        return action, prediction


class Dialogue:
    """Hands turns to the agent. Loaded once; `work_at` may be called again for another desk."""

    def __init__(self, model: Path) -> None:
        """Load the model."""
        self._loop = asyncio.new_event_loop()
        self._agent = Agent(tracker_store=_NoTrackers(Domain.empty()))
        self._processor = _Processor(
            model_path=str(model),
            tracker_store=self._agent.tracker_store,
            lock_store=self._agent.lock_store,
            generator=self._agent.nlg,
        )
        self._agent.processor = self._processor
        self._agent.domain = self._agent.tracker_store.domain = self._processor.domain

    def work_at(self, desk: Desk) -> None:
        """Let the actions work at `desk` from now on."""
        self._processor.executor = ActionExecutor()
        for action in all_actions(desk):
            self._processor.executor.register_action(action)

    def answer(self, turn: Turn, now: datetime) -> None:
        """Let the rules choose what a turn does, and do it. Errors of the use case come through."""
        message = UserMessage(
            text=turn.text or turn.reading.text or "…",
            output_channel=CollectingOutputChannel(),
            sender_id=f"turn-{turn.id}",
            parse_data=_parse(turn),
            metadata={"turn": turn.id, "at": now.isoformat()},
        )
        self._processor.failures.clear()
        self._loop.run_until_complete(self._agent.handle_message(message))
        if self._processor.failures:
            raise self._processor.failures[0]

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
