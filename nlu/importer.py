"""How Rasa gets the training data: each file is read once.

Rasa's own importer parses every file four times with a slow parser, to find out
what is in it, and copies every line a dozen times while it merges what its importers
found; for thirty thousand lines that takes longer than the training.
"""

from __future__ import annotations

from functools import cached_property
from hashlib import md5
from pathlib import Path

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.examples import Example, read_examples

NLU = "nlu"
"""The folder below the training data that holds the lines; what lies beside it are rules."""


class Line(Message):
    """A line of the training data. Nobody writes into it, so that a copy is the line itself."""

    def __deepcopy__(self, memo: dict[int, object]) -> Line:
        """The line itself."""
        return self

    def __hash__(self) -> int:
        """The hash of what the line says, reckoned once."""
        return self._hash

    def fingerprint(self) -> str:
        """What tells this line from others, reckoned once and without Rasa's walk through every value."""
        return self._fingerprint

    @cached_property
    def _fingerprint(self) -> str:
        return md5(repr(self.data).encode(), usedforsecurity=False).hexdigest()

    @cached_property
    def _hash(self) -> int:
        return int(self._fingerprint, 16)


class PlainImporter(RasaFileImporter):
    """Reads `data/nlu/*.yml` as lines and `data/*.yml` as rules."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
    ) -> None:
        """Called by Rasa with its own names."""
        self.config_file = config_file
        self._domain_path = domain_path
        paths = [training_data_paths] if isinstance(training_data_paths, str) else training_data_paths or []
        self._folders = [Path(path) for path in paths]
        self._story_files = [str(file) for folder in self._folders for file in sorted(folder.glob("*.yml"))]
        self._conversation_test_files: list[str] = []

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Every line of every file."""
        return TrainingData(self._messages)

    @cached_property
    def _messages(self) -> list[Message]:
        return [_message(example) for folder in self._folders for example in read_examples(folder / NLU)]


def _message(example: Example) -> Message:
    entities = [
        {"entity": "place", "value": example.text[start:end], "start": start, "end": end}
        for start, end in example.places
    ]
    return Line.build(example.text, intent=example.intent, entities=entities)
