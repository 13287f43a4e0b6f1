"""The codes everybody agrees on: each has a label, a deadline, examples, an intent, a glossary line."""

from __future__ import annotations

import re
from functools import lru_cache

import pytest
import yaml

from actions.turns import USE_CASES
from casework.settings import Settings
from casework.taxonomy import (
    CADRE_ACTS,
    OPENING,
    Act,
    Category,
    Channel,
    Kind,
    Labelled,
    Outcome,
    Rating,
    Status,
)
from tests.house.source import ROOT

CODES: tuple[type[Labelled], ...] = (Act, Category, Channel, Kind, Outcome, Rating, Status)
FEWEST = 20
"""Lines of training data below which a category or act has hardly been taught."""


@lru_cache
def examples() -> dict[str, int]:
    """Training lines by intent."""
    found: dict[str, int] = {}
    files = sorted((ROOT / "data" / "nlu").glob("*.yml"))
    assert len(files) > 20
    for file in files:
        for part in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            lines = [line for line in part.get("examples", "").splitlines() if line.startswith("- ")]
            found[part["intent"]] = found.get(part["intent"], 0) + len(lines)
    return found


@lru_cache
def glossary() -> dict[str, set[str]]:
    """Labels by code, as the glossary's tables have them."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for code, label in re.findall(r"^\| `(\w+)` \| (\S+) \|", text, re.MULTILINE):
        found.setdefault(code, set()).add(label)
    return found


@pytest.mark.parametrize("codes", CODES)
def test_every_code_has_a_label_of_its_own(codes: type[Labelled]) -> None:
    labels = [code.label for code in codes]
    assert labels
    assert all(labels)
    allowed = {"其他", "会商"} if codes is Act else set()  # an act of cadres and the rest of their talk
    assert {label for label in labels if labels.count(label) > 1} <= allowed


@pytest.mark.parametrize("category", Category)
def test_every_category_has_a_deadline(category: Category) -> None:
    assert Settings().workdays_for(Act.REQUEST, category) >= 1


@pytest.mark.parametrize("category", Category)
def test_every_category_is_taught(category: Category) -> None:
    taught = sum(count for intent, count in examples().items() if intent.endswith(f"+{category.value}"))
    assert taught >= FEWEST


@pytest.mark.parametrize("act", [a for a in Act if a not in CADRE_ACTS])
def test_every_act_of_villagers_is_taught(act: Act) -> None:
    taught = sum(count for intent, count in examples().items() if intent.partition("+")[0] == act.value)
    assert taught >= FEWEST


@pytest.mark.parametrize("act", sorted(CADRE_ACTS))
def test_every_act_of_cadres_is_taught(act: Act) -> None:
    assert examples().get(f"cadre_{act.value}", 0) >= FEWEST


def test_training_lines_use_known_codes_only() -> None:
    known = {f"{a.value}+{c.value}" for a in OPENING for c in Category}
    known |= {a.value for a in Act if a not in CADRE_ACTS} | {f"cadre_{a.value}" for a in CADRE_ACTS}
    assert sorted(set(examples()) - known) == []


@pytest.mark.parametrize("code", [*Act, *Category])
def test_the_glossary_explains_every_code(code: Labelled) -> None:
    assert code.label in glossary().get(code.value, set())


def test_the_glossary_explains_nothing_else() -> None:
    assert sorted(set(glossary()) - {c.value for c in (*Act, *Category)}) == []


def test_domain_rules_and_actions_agree() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    rules = yaml.safe_load((ROOT / "data" / "rules.yml").read_text(encoding="utf-8"))["rules"]
    steps = [step for rule in rules for step in rule["steps"]]
    used = {step["action"] for step in steps if "action" in step}
    assert used
    assert set(domain["actions"]) == set(USE_CASES) == used
    assert {step["intent"] for step in steps if "intent" in step} <= set(domain["intents"])


def test_the_domain_knows_every_act() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    wanted = {a.value for a in Act if a not in CADRE_ACTS} | {f"cadre_{a.value}" for a in CADRE_ACTS}
    assert sorted(wanted - set(domain["intents"])) == []
