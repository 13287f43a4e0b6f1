"""Understanding, beside Rasa's stock pipeline taught from the same lines.

`python -m benchmarks.understanding [--labelled FOLDER] [--stock]` prints a table and writes
`benchmarks/results.json`. The labelled texts are no part of the repository.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import typer

ROOT = Path(__file__).resolve().parent.parent
LABELLED = ROOT.parent / "shared" / "eval"
RESULTS = ROOT / "benchmarks" / "results.json"
STOCK = """\
recipe: default.v1
assistant_id: stock
language: zh
pipeline:
  - name: JiebaTokenizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: 100
    random_seed: 2008
"""


def measure(pipeline: str, labelled: Path, models: Path) -> dict[str, Any]:
    """Train, load and score one pipeline in a process of its own, so that memory is its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.understanding_run", pipeline, str(labelled), str(models)],
        cwd=ROOT,
        env={**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def run(labelled: Path = LABELLED, *, stock: bool = True) -> dict[str, Any]:
    """Figures of both pipelines by name."""
    with tempfile.TemporaryDirectory() as folder:
        names = ["ours", "stock"] if stock else ["ours"]
        return {name: measure(name, labelled, Path(folder) / name) for name in names}


def main(
    labelled: Path = typer.Option(LABELLED, help="The folder of labelled files."),
    stock: bool = typer.Option(True, help="Train the stock pipeline too; it takes long."),
) -> None:
    """Measure and write the results down."""
    started = time.perf_counter()
    found = run(labelled, stock=stock)
    rows = list(found["ours"])
    typer.echo(f"{'':<46}" + "".join(f"{name:>12}" for name in found))
    for row in rows:
        cells = [found[name].get(row) for name in found]
        typer.echo(f"{row:<46}" + "".join(f"{'' if c is None else format(c, '.3f'):>12}" for c in cells))
    known = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    known["understanding"] = found
    RESULTS.write_text(
        json.dumps(known, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8"
    )
    typer.echo(f"{time.perf_counter() - started:.0f} s")


def peak_megabytes() -> float:
    """The most memory this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    typer.run(main)
