"""The words of the trained model, read once, without Rasa."""

from __future__ import annotations

import pytest

from nlu.archive import find_model, read_model
from nlu.words import Words
from tests.faq.asked import ROOT


@pytest.fixture(scope="session")
def words() -> Words:
    return read_model(find_model(ROOT / "models")).words
