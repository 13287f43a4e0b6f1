"""One model for the whole session, taught from data/ without Rasa and kept between sessions."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from nlu.examples import Example, read_examples
from nlu.reader import ModelReader
from nlu.teaching import teach
from nlu.understanding import Understanding

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data" / "nlu"


def _fingerprint() -> str:
    """Changes with every line that the model depends on."""
    digest = hashlib.sha256()
    for path in sorted([*DATA.glob("*.yml"), *(ROOT / "nlu").glob("*.py"), ROOT / "nlu" / "lexicon.txt"]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@pytest.fixture(scope="session")
def examples() -> list[Example]:
    """The training data as it stands."""
    return read_examples(DATA)


@pytest.fixture(scope="session")
def understanding(examples: list[Example], request: pytest.FixtureRequest) -> Understanding:
    """The models, from the cache where nothing they depend on has changed."""
    folder = Path(request.config.cache.mkdir("nlu-model")) / _fingerprint()
    if not (folder / "reader.json").exists():
        folder.mkdir(exist_ok=True)
        taught = teach(examples)
        taught.save(folder)
    return Understanding.load_folder(folder)


@pytest.fixture(scope="session")
def reader(understanding: Understanding) -> ModelReader:
    """A reader without place names."""
    return ModelReader(understanding)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The first test that asks for the model waits until it is taught."""
    for item in items:
        if "understanding" in getattr(item, "fixturenames", ()) and "tests/nlu" in item.nodeid:
            item.add_marker(pytest.mark.timeout(900))
