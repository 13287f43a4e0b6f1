"""A smaller checkout to train from: the same seeded share of the lines for every pipeline.

The stock pipeline needs hours for all lines on two cores; on a share of them both are
taught alike.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

from nlu.examples import CADRE, Example, read_examples
from nlu.importer import NLU

SEED = 2008


def write_sample(root: Path, to: Path, lines: int) -> Path:
    """Copy settings and rules of `root` into `to`, with `lines` of its training lines; returns `to`.

    Every intent keeps its share, and at least ten lines.
    """
    examples = read_examples(root / "data" / NLU)
    by_intent: dict[str, list[Example]] = {}
    for example in examples:
        by_intent.setdefault(_intent(example), []).append(example)
    random = Random(SEED)
    parts = ['version: "3.1"\nnlu:\n']
    for intent, found in sorted(by_intent.items()):
        count = min(len(found), max(10, round(lines * len(found) / len(examples))))
        parts.append(f"- intent: {intent}\n  examples: |\n")
        parts += [f"    - {_annotated(example)}\n" for example in random.sample(found, count)]
    data = to / "data"
    (data / NLU).mkdir(parents=True)
    (data / NLU / "sample.yml").write_text("".join(parts), encoding="utf-8")
    for name in ("config.yml", "domain.yml", "data/rules.yml"):
        shutil.copy(root / name, to / name)
    return to


def _intent(example: Example) -> str:
    category = f"+{example.category}" if example.category else ""
    return f"{CADRE if example.cadre else ''}{example.act}{category}"


def _annotated(example: Example) -> str:
    text = example.text
    for start, end in sorted(example.places, reverse=True):
        text = f"{text[:start]}[{text[start:end]}](place){text[end:]}"
    return text
