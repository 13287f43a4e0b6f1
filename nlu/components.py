"""The reader as components of a Rasa pipeline.

`MessageReader` learns and persists, in the model's own storage; everything it
keeps is JSON, NumPy arrays without pickle and CRFsuite's format.
"""

from __future__ import annotations

import logging
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.examples import Example, intent_parts
from nlu.handover import parse_data
from nlu.reader import ModelReader
from nlu.teaching import teach
from nlu.understanding import Understanding

_log = logging.getLogger(__name__)


@DefaultV1Recipe.register(
    [
        DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER,
        DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR,
    ],
    is_trainable=True,
)
class MessageReader(GraphComponent):
    """Act, category, places, ticket numbers and commands of a message.

    A message whose metadata holds `{"cadre": true}` is read as a verified cadre's.
    """

    def __init__(
        self, storage: ModelStorage, resource: Resource, understanding: Understanding | None = None
    ) -> None:
        """`understanding` is None until trained or loaded."""
        self._storage = storage
        self._resource = resource
        self._reader = ModelReader(understanding) if understanding else None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MessageReader:
        """A component that has yet to be trained."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> MessageReader:
        """The component as it was persisted."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, Understanding.load_folder(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Fit every model and persist it."""
        understanding = teach([_example(message) for message in training_data.intent_examples], _log.info)
        with self._storage.write_to(self._resource) as folder:
            understanding.save(folder)
        self._reader = ModelReader(understanding)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the examples alone: no later component learns from these predictions."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent and entities of each message."""
        if self._reader is None:
            return messages
        for message in messages:
            metadata = message.get("metadata") or {}
            parsed = parse_data(self._reader.read(message.get(TEXT) or "", cadre=bool(metadata.get("cadre"))))
            message.set(INTENT, parsed["intent"], add_to_output=True)
            message.set(INTENT_RANKING_KEY, parsed["intent_ranking"], add_to_output=True)
            message.set(ENTITIES, parsed["entities"], add_to_output=True)
        return messages


def _example(message: Message) -> Example:
    act, category, cadre = intent_parts(message.get(INTENT))
    places = tuple(
        (entity["start"], entity["end"])
        for entity in message.get(ENTITIES) or []
        if entity["entity"] == "place"
    )
    return Example(message.get(TEXT), act, category, cadre, places)
