"""What a township's corrections taught: lines for the next training, and cases to be read rightly ever after.

One file is the truth, `cases.tsv` (text, act, category); the training lines in `nlu/lines.yml`
are written from it. Both stay with the township's data, outside the repository.
"""

from __future__ import annotations

from pathlib import Path

from casework.taxonomy import Act, Category
from nlu.examples import Example
from nlu.labelled import read_labelled

CASES = "cases.tsv"
LINES = "nlu/lines.yml"
_HEADER = "text\tact\tcategory\n"


def add_case(folder: Path, text: str, act: Act, category: Category | None) -> None:
    """Keep a message with what it is, once, and write the training lines anew."""
    lines = folder / LINES
    lines.parent.mkdir(parents=True, exist_ok=True)
    cases = folder / CASES
    known = cases.read_text(encoding="utf-8") if cases.exists() else _HEADER
    line = "\t".join((_plain(text), str(act), str(category or "")))
    if line + "\n" not in known:
        known += line + "\n"
    cases.write_text(known, encoding="utf-8")
    lines.write_text(_lines(cases), encoding="utf-8")


def _lines(cases: Path) -> str:
    blocks: dict[str, list[str]] = {}
    for row in read_labelled(cases):
        example = Example(_plain(row.text), row.acts[0], next(iter(row.categories), None))
        blocks.setdefault(example.intent, []).append(example.text)
    parts = ['version: "3.1"\nnlu:\n']
    for intent, texts in blocks.items():
        parts.append(f"- intent: {intent}\n  examples: |\n")
        parts += [f"    - {text}\n" for text in texts]
    return "".join(parts)


def _plain(text: str) -> str:
    """On one line, and without what Rasa would take for an annotation."""
    return text.replace("](", "] (").replace("\r", "").replace("\t", " ").replace("\n", "\\n").strip()
