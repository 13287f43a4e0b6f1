"""Each sentence has one home, exists where it is said, and gets every blank filled."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import lru_cache
from string import Formatter

import yaml

from tests.house.source import ROOMS, ROOT, literals, modules

HOMES = {
    "casework/wording.py": "notices",
    "casework/wish_wording.py": "notices of a wish",
    "casework/panel_wording.py": "notices of a panel",
    "casework/faq_wording.py": "the FAQ",
    "casework/digest_wording.py": "digests",
    "casework/staff_wording.py": "who is who, and whose duty",
    "casework/routing.py": "why a ticket is somebody's, as the history keeps it",
    "casework/places/finding.py": "why a ticket is a grid's, as the history keeps it",
    "bot/cli/*": "help and mistakes of the command line",
    "bot/checks.py": "what check tells",
    "bot/roster_checks.py": "what check tells",
    "bot/config.py": "mistakes in a settings file",
    "bot/settings_values.py": "mistakes in a settings file",
    "bot/training.py": "mistakes in training data",
    "bot/transcript.py": "mistakes in a transcript",
    "bot/workbook.py": "headers of the ledger",
    "bot/run.py": "the service's log",
    "bot/courier.py": "why a notice was not sent, for check",
    "bot/transports/console.py": "the console's own talk",
    "bot/transports/typed.py": "the console's own talk",
    "bot/staging.py": "what went wrong with the sandbox",
    "bot/demo/*": "what the demonstration says about itself",
    "bot/web/*": "the sandbox's page",
    "bot/sandbox/*": "what WeChat itself says",
    "storage/*": "mistakes in roster files and database addresses",
    "nlu/augmentation.py": "frames of training lines",
    "nlu/archive.py": "a model that cannot be used",
    "nlu/terminal.py": "a disk without room",
}

_HAN = re.compile(r"[一-鿿]")
_STOP = re.compile(r"[，。！？；]")
_PATTERN = re.compile(r"\(\?|[|\\\[]")


@dataclass(frozen=True)
class Said:
    """A sentence of the domain being said somewhere."""

    where: str
    key: str
    blanks: frozenset[str]


@lru_cache
def responses() -> dict[str, str]:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    return {name: variants[0]["text"] for name, variants in domain["responses"].items()}


def blanks_of(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


def said_in(path: str, tree: ast.Module) -> Iterator[Said]:
    """Each call of ``phrases(key, …)``; a key held in a variable stands for all that it may hold."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        for call in ast.walk(function):
            if isinstance(call, ast.Call) and _name(call.func) in ("phrases", "_phrases") and call.args:
                blanks = frozenset(keyword.arg or "**" for keyword in call.keywords)
                for key in _strings(call.args[0], function):
                    yield Said(f"{path}:{call.lineno}", key, blanks)


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _strings(node: ast.expr, function: ast.FunctionDef) -> set[str]:
    if isinstance(node, ast.Constant):
        return {str(node.value)}
    if isinstance(node, ast.IfExp):
        return _strings(node.body, function) | _strings(node.orelse, function)
    if isinstance(node, ast.Name):
        values = [
            statement.value
            for statement in ast.walk(function)
            if isinstance(statement, ast.Assign) and any(_name(t) == node.id for t in statement.targets)
        ]
        return {text for value in values for text in _strings(value, function)}
    return set()


@lru_cache
def everything_said() -> tuple[Said, ...]:
    return tuple(said for path, tree in modules("actions", "bot", "casework") for said in said_in(path, tree))


def test_the_scan_sees_what_is_said() -> None:
    assert len(everything_said()) > 30
    assert any(said.key == "registered" for said in everything_said())
    # `key = "closed" if … else "closed_unrated"` and the like are seen through.
    assert {"closed", "closed_unrated"} <= {said.key for said in everything_said()}


def test_every_call_names_its_sentence_in_a_way_that_can_be_checked() -> None:
    calls = [
        f"{path}:{node.lineno}"
        for path, tree in modules("actions", "bot", "casework")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _name(node.func) in ("phrases", "_phrases") and node.args
    ]
    assert calls
    assert sorted(set(calls) - {said.where for said in everything_said()}) == []


def test_every_sentence_that_is_said_exists() -> None:
    assert [s for s in everything_said() if f"utter_{s.key}" not in responses()] == []


def test_every_blank_is_filled() -> None:
    left_open = [
        (said.where, sorted(blanks_of(responses()[f"utter_{said.key}"]) - said.blanks))
        for said in everything_said()
        if f"utter_{said.key}" in responses()
    ]
    assert [(where, blanks) for where, blanks in left_open if blanks] == []


def test_every_sentence_of_the_domain_is_said_somewhere() -> None:
    said = {f"utter_{s.key}" for s in everything_said()}
    assert sorted(set(responses()) - said) == []


def test_every_sentence_has_one_wording() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert [name for name, variants in domain["responses"].items() if len(variants) != 1] == []


def is_sentence(text: str) -> bool:
    """Words for people: long enough, with a stop in them, and no pattern to look for."""
    return len(_HAN.findall(text)) >= 6 and bool(_STOP.search(text)) and not _PATTERN.search(text)


def test_the_scan_knows_a_sentence_from_a_pattern() -> None:
    assert is_sentence("没有找到这位干部，请写姓名或工号")
    assert not is_sentence("贪污|受贿|行贿，收礼|收红包")
    assert not is_sentence("第一网格")


def test_sentences_stay_at_home() -> None:
    found = [
        (path, node.lineno, node.value)
        for path, tree in modules(*ROOMS)
        for node in literals(tree)
        if is_sentence(str(node.value))
    ]
    assert len(found) > 40
    strays = [f for f in found if not any(fnmatch(f[0], home) for home in HOMES)]
    assert strays == []


def test_no_home_stands_empty() -> None:
    inhabited = {
        home
        for home in HOMES
        for path, tree in modules(*ROOMS)
        if fnmatch(path, home)
        and any(is_sentence(str(n.value)) or len(_HAN.findall(str(n.value))) >= 4 for n in literals(tree))
    }
    assert sorted(set(HOMES) - inhabited) == []
