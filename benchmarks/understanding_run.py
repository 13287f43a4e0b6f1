"""One pipeline, trained in one process and measured in another; the last line printed is JSON."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.report import peak_megabytes
from casework.reading import Reading, Span
from casework.taxonomy import Act, Category
from nlu.archive import find_model
from nlu.labelled import Labelled, read_labelled
from nlu.scores import score

ROOT = Path(__file__).resolve().parent.parent
SETS = ("requests_dev", "chatter_dev", "hard_negatives_dev", "village_sample")
Read = Callable[[list[str]], list[Reading]]


def train(pipeline: str, models: Path, root: Path) -> None:
    """Train one pipeline from a checkout into a folder."""
    if pipeline == "ours":
        from nlu.train import train as train_ours

        train_ours(models, root=root)
        return
    import rasa.model_training

    from benchmarks.understanding import STOCK

    models.mkdir(parents=True, exist_ok=True)
    config = models / "config.yml"
    config.write_text(STOCK, encoding="utf-8")
    rasa.model_training.train_nlu(str(config), str(root / "data"), str(models))


def load(pipeline: str, models: Path) -> Read:
    """A function that reads many messages with the trained pipeline."""
    model = find_model(models)
    if pipeline == "ours":
        from nlu.reader import ModelReader

        return ModelReader.load(model).read_many
    return _stock(model)


def _stock(model: Path) -> Read:
    import asyncio

    from rasa.core.agent import Agent

    agent = Agent.load(str(model))

    async def parse(texts: list[str]) -> list[dict[str, Any]]:
        return [await agent.parse_message(text) for text in texts]

    def read(texts: list[str]) -> list[Reading]:
        return [_reading(text, parsed) for text, parsed in zip(texts, asyncio.run(parse(texts)), strict=True)]

    return read


def _reading(text: str, parsed: dict[str, Any]) -> Reading:
    """What the stock pipeline said, a cadre's intent being talk from a villager."""
    name = parsed["intent"]["name"] or "chat"
    act, _, category = ("chat" if name.startswith("cadre_") else name).partition("+")
    places = tuple(
        Span(text[e["start"] : e["end"]], e["start"], e["end"])
        for e in parsed["entities"]
        if e["entity"] == "place"
    )
    return Reading(text, Act(act), category=Category(category) if category else None, places=places)


def measure(pipeline: str, labelled: Path, models: Path, root: Path) -> dict[str, float]:
    """Every figure of one pipeline."""
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", __spec__.name, "train", pipeline, str(models), str(root)],
        cwd=ROOT,
        check=True,
    )
    figures = {"training, s": time.perf_counter() - started}
    started = time.perf_counter()
    read = load(pipeline, models)
    read(["村口的路灯坏了"])
    figures["load, s"] = time.perf_counter() - started
    total = spent = 0.0
    for name in SETS:
        rows: list[Labelled] = read_labelled(labelled / f"{name}.tsv")
        started = time.perf_counter()
        readings = read([row.text for row in rows])
        spent += time.perf_counter() - started
        total += len(rows)
        scores = score(rows, readings).figures()
        figures |= {f"{name} {key}": float(value) for key, value in scores.items() if value is not None}
    figures["messages a second"] = total / spent
    figures["memory, MB"] = peak_megabytes()
    return figures


if __name__ == "__main__":
    if sys.argv[1] == "train":
        train(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
    else:
        print(json.dumps(measure(sys.argv[1], *map(Path, sys.argv[2:5]))))
