"""The reader of this checkout's trained model, as the bot loads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import Config
from nlu.archive import find_model, read_model
from nlu.examples import Example, read_examples
from nlu.reader import ModelReader
from nlu.understanding import Understanding

DATA = Path(__file__).resolve().parents[2] / "data" / "nlu"


@pytest.fixture(scope="session")
def examples() -> list[Example]:
    """The training data as it stands."""
    return read_examples(DATA)


@pytest.fixture(scope="session")
def understanding() -> Understanding:
    """What the model has learnt. Train it first: `make train`."""
    return read_model(find_model(Config().model_dir))


@pytest.fixture(scope="session")
def reader(understanding: Understanding) -> ModelReader:
    """A reader without place names."""
    return ModelReader(understanding)
