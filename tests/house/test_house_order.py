"""Order in the house: what the rules may import, who reads the clock, and nothing of any one machine."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import ROOMS, ROOT, modules, tracked

ROOMS_AND_PAPERS = frozenset(ROOMS) | {"tests", "docs", "benchmarks", "examples", "data", ".ci"}
FILES = {"domain.yml", "config.yml", "requirements.txt", "requirements-dev.txt", "README.md", "Makefile"}
FILES |= {"pyproject.toml", "LICENSE", "CHANGELOG.md", ".gitignore", ".python-version"}

KNOWN_HOSTS = re.compile(r"(localhost|127\.0\.0\.1|www\.w3\.org|([\w-]+\.)*qq\.com|[\w.-]+\.example|\w+)")
_URL = re.compile(r"https?://([\w.-]+)")
# In pieces, so that this file doesn't find itself.
_FOLDERS = ("work", "root", "home", "Users", "tmp")
_MACHINE = re.compile(rf"(?<![\w.])/({'|'.join(_FOLDERS)})/\w")
_REGISTRY = re.compile("pypi" + r"\.org|python" + r"hosted\.org|mirror[s]?\.\w+\.\w+")
_SPOKEN = ("data/nlu/", "tests/nlu/", "examples/")
"""Where villagers quote links to each other."""

_TEXT = {
    ".py",
    ".yml",
    ".yaml",
    ".toml",
    ".md",
    ".txt",
    ".jsonl",
    ".csv",
    ".tsv",
    ".html",
    ".js",
    ".css",
    ".svg",
    "",
}


def texts() -> Iterator[tuple[str, str]]:
    for name in tracked():
        if name.suffix in _TEXT:
            yield name.as_posix(), (ROOT / name).read_text(encoding="utf-8-sig")


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def test_the_rules_import_the_standard_library_only() -> None:
    found = {(path, name) for path, tree in modules("casework") for name in imported(tree)}
    assert len(found) > 50
    assert sorted(f for f in found if f[1] != "casework" and f[1] not in sys.stdlib_module_names) == []


def test_only_one_module_reads_the_wall_clock() -> None:
    readers = set()
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in ("now", "utcnow", "today"):
                owner = (
                    node.value.attr
                    if isinstance(node.value, ast.Attribute)
                    else getattr(node.value, "id", "")
                )
                if owner in ("datetime", "date"):
                    readers.add(path)
    assert readers == {"casework/clock.py"}


def test_every_public_module_says_what_it_is() -> None:
    silent = [path for path, tree in modules() if tree.body and not ast.get_docstring(tree)]
    assert len(list(modules())) > 100
    assert silent == []


def test_modules_stay_readable() -> None:
    lengths = {path: len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path, _ in modules()}
    assert lengths
    tables = ("storage/migrations/",)  # a list of columns, written once
    assert {p: n for p, n in lengths.items() if n > 300 and not p.startswith(tables)} == {}


def test_the_top_level_stays_tidy() -> None:
    tops = {name.parts[0] for name in tracked()}
    assert "bot" in tops
    assert sorted(tops - ROOMS_AND_PAPERS - FILES) == []


def test_nothing_names_a_place_on_one_machine() -> None:
    seen = list(texts())
    assert len(seen) > 200
    assert [path for path, text in seen if _MACHINE.search(text)] == []


def test_nothing_names_a_host_that_is_not_ours_to_name() -> None:
    hosts = {
        (path, host) for path, text in texts() if not path.startswith(_SPOKEN) for host in _URL.findall(text)
    }
    assert hosts
    assert sorted(h for h in hosts if not KNOWN_HOSTS.fullmatch(h[1])) == []
    assert [path for path, text in texts() if _REGISTRY.search(text)] == []


def test_nothing_heavy_or_secret_is_kept() -> None:
    files = [(name, (ROOT / name).stat().st_size) for name in tracked()]
    assert len(files) > 200
    assert [(str(n), s) for n, s in files if s > 1_000_000] == []
    assert [str(n) for n, _ in files if n.suffix in (".db", ".pkl", ".pem", ".key") or n.name == ".env"] == []


def test_test_files_have_names_of_their_own() -> None:
    # Where a folder is no package, pytest refuses two tests of one file name.
    folders: dict[str, list[Path]] = {}
    for name in tracked():
        in_package = (ROOT / name).with_name("__init__.py").is_file()
        if name.parts[0] == "tests" and name.match("test_*.py") and not in_package:
            folders.setdefault(name.name, []).append(name)
    assert len(folders) > 20
    assert {n: f for n, f in folders.items() if len(f) > 1} == {}
