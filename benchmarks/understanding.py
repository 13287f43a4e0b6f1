"""Understanding, beside Rasa's stock pipeline taught from the same lines.

    python -m benchmarks understanding

The labelled texts are no part of the repository.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.report import ROOT, Figures, in_child

LABELLED = ROOT.parent / "shared" / "eval"
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


def run(labelled: Path = LABELLED) -> Figures:
    """Figures of both pipelines by name; none where the labelled texts aren't there."""
    if not labelled.is_dir():
        print(f"no labelled texts in {labelled}")
        return {}
    with tempfile.TemporaryDirectory() as folder:
        return {
            name: in_child("benchmarks.understanding_run", name, labelled, Path(folder) / name)
            for name in ("ours", "stock")
        }
