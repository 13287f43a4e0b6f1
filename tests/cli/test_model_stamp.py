"""Whether a model still fits its sources: a change of data, settings or reader makes it stale."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.training import is_current, sources_digest
from casework.errors import NoModel
from casework.taxonomy import Act, Category
from nlu.learned import add_case


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small checkout."""
    root = tmp_path / "checkout"
    for name in ("config.yml", "domain.yml", "data/nlu/road.yml", "nlu/reader.py", "nlu/lexicon.txt"):
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    return root


@pytest.fixture
def models(root: Path) -> Path:
    """A folder with a model trained from just that."""
    models = root / "models"
    models.mkdir()
    (models / "one.tar.gz").write_bytes(b"")
    stamp = {"model": "one.tar.gz", "sources": sources_digest(root, root / "learned")}
    (models / "trained_from.json").write_text(json.dumps(stamp))
    return models


def test_a_model_of_the_present_sources_is_current(root: Path, models: Path) -> None:
    assert is_current(models, root / "learned", root=root)


@pytest.mark.parametrize(
    "name", ["config.yml", "domain.yml", "data/nlu/road.yml", "nlu/reader.py", "nlu/lexicon.txt"]
)
def test_any_change_of_what_it_learns_from_makes_it_stale(root: Path, models: Path, name: str) -> None:
    (root / name).write_text("other")
    assert not is_current(models, root / "learned", root=root)


def test_another_wording_of_a_reply_leaves_it_current(root: Path) -> None:
    def stamped(domain: str) -> str:
        (root / "domain.yml").write_text(domain, encoding="utf-8")
        return sources_digest(root, root / "learned")

    before = stamped("actions:\n  - action_rate\nresponses:\n  utter_rated:\n    - text: 谢谢\nslots: {}\n")
    reworded = "actions:\n  - action_rate\nresponses:\n  # politer\n\n  utter_rated:\n    - text: 谢谢您\n"
    assert stamped(reworded + "slots: {}\n") == before
    assert stamped(reworded + "slots: {a: b}\n") != before
    assert stamped(reworded.replace("action_rate", "action_other") + "slots: {}\n") != before


def test_a_new_or_renamed_file_makes_it_stale(root: Path, models: Path) -> None:
    (root / "data/nlu/road.yml").rename(root / "data/nlu/roads.yml")
    assert not is_current(models, root / "learned", root=root)


def test_what_corrections_taught_makes_it_stale(root: Path, models: Path) -> None:
    add_case(root / "learned", "桥头那盏灯不亮", Act.REQUEST, Category.LIGHTING)
    assert not is_current(models, root / "learned", root=root)


def test_what_it_does_not_learn_from_makes_no_difference(root: Path, models: Path) -> None:
    (root / "README.md").write_text("new")
    assert is_current(models, root / "learned", root=root)


def test_another_model_put_there_by_hand_is_not_trusted(root: Path, models: Path) -> None:
    (models / "two.tar.gz").write_bytes(b"")
    assert not is_current(models, root / "learned", root=root)


@pytest.mark.parametrize("content", [None, "{", "[]"])
def test_without_a_readable_stamp_it_is_not_trusted(root: Path, models: Path, content: str | None) -> None:
    stamp = models / "trained_from.json"
    if content is None:
        stamp.unlink()
    else:
        stamp.write_text(content)
    assert not is_current(models, root / "learned", root=root)


def test_no_model_says_what_to_do(root: Path) -> None:
    with pytest.raises(NoModel, match="python -m bot train"):
        is_current(root / "models", root / "learned", root=root)
