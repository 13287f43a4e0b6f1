"""The project's own files as the house rules look at them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("actions", "bot", "casework", "nlu", "storage")


@cache
def tracked() -> tuple[Path, ...]:
    """Every file under version control that is there, relative to the checkout."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    names = (Path(name) for name in listed.decode().split("\0") if name)
    return tuple(name for name in names if (ROOT / name).is_file())


def modules(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    """The Python files of some rooms, parsed, by their names within the checkout."""
    for room in rooms or ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            yield file.relative_to(ROOT).as_posix(), parsed(file)


@cache
def parsed(file: Path) -> ast.Module:
    """One file's syntax tree."""
    return ast.parse(file.read_text(encoding="utf-8"))


def literals(tree: ast.Module) -> Iterator[ast.Constant]:
    """Every string of a module but its docstrings."""
    loose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in loose:
            yield node
