"""Figures as a table and in `benchmarks/results.json`."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results.json"

Figures = Mapping[str, Mapping[str, float]]
"""A column for each thing measured, ours first; in it a figure for each row."""


def show(found: Figures) -> None:
    """Print the columns side by side; with two of them also how many times the baseline ours is."""
    columns = list(found.values())
    titles = [*found, *(["ratio"] if len(columns) == 2 else [])]
    print(f"{'':<52}" + "".join(f"{title:>14}" for title in titles))
    for row in columns[0]:
        cells = [column.get(row) for column in columns]
        if len(columns) == 2:
            cells.append(
                cells[0] / cells[1] if cells[0] is not None and cells[1] and cells[1] > 0.05 else None
            )
        print(f"{row:<52}" + "".join(f"{'' if c is None else format(c, ',.3f'):>14}" for c in cells))


def keep(name: str, found: Figures) -> None:
    """Write the figures of one benchmark down beside the others'."""
    known = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    known[name] = found
    RESULTS.write_text(
        json.dumps(known, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8"
    )


def in_child(module: str, *words: object) -> dict[str, Any]:
    """Run a module in a process of its own, so that memory is its own; what its last line says."""
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, words)],
        cwd=ROOT,
        env={**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def peak_megabytes() -> float:
    """The most memory this process has held."""
    return _status("VmHWM")


def megabytes() -> float:
    """The memory that this process holds."""
    return _status("VmRSS")


def _status(what: str) -> float:
    # What getrusage tells a child of begins with its parent's.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.findall(rf"^{what}:\s+(\d+) kB$", status, re.MULTILINE)[0]) / 1024
