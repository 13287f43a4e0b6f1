"""Whether a newly trained model reads better than the one in use: both read the same held-out messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from casework.reading import Reading
from nlu.labelled import Labelled, read_labelled
from nlu.learned import CASES
from nlu.reader import ModelReader
from nlu.scores import Scores, score

_HERE = Path(__file__).resolve().parent
TALK = _HERE / "village_talk.tsv"
PLAIN = _HERE / "plain_talk.tsv"
DANGER = _HERE / "danger_talk.tsv"
SHORT = _HERE / "short_talk.tsv"
YEAR = _HERE / "village_year.tsv"
HELD_OUT = (_HERE / "held_out.tsv", TALK, PLAIN, DANGER, SHORT, YEAR)
"""Messages written to measure by, some of them by people who never saw a training line; none is ever
trained on."""
SLACK = 0.005
"""How much the standing may fall: models of nearly the same lines differ by nearly as much."""


@dataclass(frozen=True)
class Comparison:
    """Scores of the model in use (None where there is none that can be read) and of the new one.

    cases_before, cases_after: share of the township's own corrections that are read rightly;
    None where it has none.
    """

    before: Scores | None
    after: Scores
    cases_before: float | None
    cases_after: float | None

    @property
    def is_worse(self) -> bool:
        """Whether the new model should not replace the old one."""
        if self.before is None:
            return False
        general = standing(self.after) < standing(self.before) - SLACK
        return general or (self.cases_after or 0.0) < (self.cases_before or 0.0)


def standing(scores: Scores) -> float:
    """One number for a model, 0 to 1: recall, silence, acts and categories weigh alike."""
    silence = 1.0 - (scores.false_alarms or 0.0) / 1000
    parts = (scores.recall or 0.0, silence, scores.act_accuracy, scores.category_macro_f1 or 0.0)
    return sum(parts) / len(parts)


def compare(old: ModelReader | None, new: ModelReader, learned: Path) -> Comparison:
    """Have both read the held-out messages and the cases of `learned`."""
    rows = held_out()
    cases = read_labelled(learned / CASES) if (learned / CASES).exists() else []
    return Comparison(
        before=score(rows, _read(old, rows)) if old else None,
        after=score(rows, _read(new, rows)),
        cases_before=_right(old, cases) if old else None,
        cases_after=_right(new, cases),
    )


def held_out() -> list[Labelled]:
    """The rows of every file that models are compared by."""
    return [row for path in HELD_OUT for row in read_labelled(path)]


def _read(reader: ModelReader, rows: Sequence[Labelled]) -> list[Reading]:
    return reader.read_many([row.text for row in rows])


def _right(reader: ModelReader, cases: Sequence[Labelled]) -> float | None:
    if not cases:
        return None
    readings = reader.read_many([case.text for case in cases])
    right = [
        reading.act in case.acts and (not case.categories or reading.category in case.categories)
        for case, reading in zip(cases, readings, strict=True)
    ]
    return sum(right) / len(right)
