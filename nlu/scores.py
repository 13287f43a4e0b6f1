"""How well messages were read, counted the way the acceptance counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from casework.reading import Reading
from casework.taxonomy import OPENING, Act
from nlu.labelled import Labelled


@dataclass(frozen=True)
class Scores:
    """Figures of one set of messages; None where the set has nothing to count.

    recall: of rows that open a ticket, the share read as opening one.
    false_alarms: rows of chatter read as opening a ticket, per 1,000.
    place_exact: F1 of spans found exactly; place_overlap: share of gold spans touched.
    """

    rows: int
    recall: float | None
    actionable_f1: float | None
    false_alarms: float | None
    act_accuracy: float
    act_macro_f1: float
    category_accuracy: float | None
    category_macro_f1: float | None
    place_exact: float | None
    place_overlap: float | None
    emergency_precision: float | None
    emergency_recall: float | None
    act_confusions: list[tuple[str, str, int]] = field(default_factory=list)
    category_confusions: list[tuple[str, str, int]] = field(default_factory=list)

    def figures(self) -> dict[str, float | int | None]:
        """The numbers alone, for a table or JSON."""
        return {k: v for k, v in self.__dict__.items() if not isinstance(v, list)}


def score(rows: Sequence[Labelled], readings: Sequence[Reading]) -> Scores:
    """Compare readings with what they should be."""
    pairs = [(row, reading) for row, reading in zip(rows, readings, strict=True) if not row.gray]
    wanted = [(row, reading) for row, reading in pairs if any(act in OPENING for act in row.acts)]
    chatter = [(row, reading) for row, reading in pairs if row.acts == (Act.CHAT,)]
    caught = sum(reading.actionable for _, reading in wanted)
    alarms = sum(reading.actionable for _, reading in chatter)
    raised = sum(reading.actionable for _, reading in pairs)
    acts = [(_best(row.acts, reading.act), reading.act) for row, reading in pairs]
    categories = [
        (
            str(row.categories[0] if reading.category not in row.categories else reading.category),
            str(reading.category),
        )
        for row, reading in wanted
        if row.categories
    ]
    exact, overlap = _places(wanted)
    emergencies = [pair for pair in acts if Act.EMERGENCY in pair]
    right = sum(gold is said for gold, said in emergencies)
    said_so = sum(said is Act.EMERGENCY for _, said in emergencies)
    were = sum(gold is Act.EMERGENCY for gold, _ in emergencies)
    return Scores(
        rows=len(pairs),
        recall=_share(caught, len(wanted)),
        actionable_f1=_f1(caught, raised, len(wanted)) if wanted else None,
        false_alarms=_share(1000 * alarms, len(chatter)),
        act_accuracy=sum(gold is said for gold, said in acts) / max(len(acts), 1),
        act_macro_f1=macro_f1([(str(gold), str(said)) for gold, said in acts]),
        category_accuracy=_share(sum(gold == said for gold, said in categories), len(categories)),
        category_macro_f1=macro_f1(categories) if categories else None,
        place_exact=exact,
        place_overlap=overlap,
        emergency_precision=_share(right, said_so),
        emergency_recall=_share(right, were),
        act_confusions=_confusions((str(gold), str(said)) for gold, said in acts),
        category_confusions=_confusions(categories),
    )


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """The mean F1 over the labels that occur as gold ones."""
    gold = Counter(wanted for wanted, _ in pairs)
    said = Counter(found for _, found in pairs)
    right = Counter(wanted for wanted, found in pairs if wanted == found)
    scores = [_f1(right[label], said[label], gold[label]) for label in gold]
    return sum(scores) / len(scores) if scores else 0.0


def _best(acts: tuple[Act, ...], said: Act) -> Act:
    """The right act: what was said if that is one of the right ones;."""
    return said if said in acts else acts[0]


def _places(wanted: Iterable[tuple[Labelled, Reading]]) -> tuple[float | None, float | None]:
    exact = found = gold = touched = 0
    for row, reading in wanted:
        if row.places is None or row.place_is_home:
            continue
        spans = [(place.start, place.end) for place in reading.places]
        targets = _located(row.text, row.places)
        found += len(spans)
        gold += len(targets)
        exact += len(set(spans) & set(targets))
        touched += sum(any(a < end and start < b for a, b in spans) for start, end in targets)
    return (_f1(exact, found, gold), touched / gold) if gold else (None, None)


def _located(text: str, places: Iterable[str]) -> list[tuple[int, int]]:
    targets: list[tuple[int, int]] = []
    for place in places:
        start = text.find(place)
        if start >= 0:
            targets.append((start, start + len(place)))
    return targets


def _confusions(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str, int]]:
    counts = Counter(pair for pair in pairs if pair[0] != pair[1])
    return [
        (gold, said, count)
        for (gold, said), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _f1(right: int, said: int, gold: int) -> float:
    return 2 * right / (said + gold) if said + gold else 0.0
