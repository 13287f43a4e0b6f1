"""What every room's tests may use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.compose import Model, load_model
from bot.config import Config


@pytest.fixture(scope="session")
def model() -> Iterator[Model]:
    """The trained model of this checkout, loaded once for all. Train it first: `make train`."""
    loaded = load_model(Config().model_dir)
    yield loaded
    loaded.dialogue.close()
