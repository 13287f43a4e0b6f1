"""Understanding, beside Rasa's stock pipeline taught from the same lines.

    python -m benchmarks understanding

The labelled texts are no part of the repository. The stock pipeline needs hours for all
lines, so both are taught the same share of them, and ours all of them beside it.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.report import ROOT, Figures, in_child
from benchmarks.sampling import write_sample

LABELLED = ROOT.parent / "shared" / "eval"
LINES = 200
"""What both are taught where they are compared, at least ten an intent; stock takes a quarter of an hour."""
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
        sample = write_sample(ROOT, Path(folder) / "sample", LINES)
        taught = (("ours", "ours", ROOT), *((f"{n} {LINES}", n, sample) for n in ("ours", "stock")))
        return {
            title: in_child("benchmarks.understanding_run", name, labelled, Path(folder) / title, root)
            for title, name, root in taught
        }
