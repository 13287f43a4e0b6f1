"""Finding the known question that was asked: by spelling, by runs of characters, by meaning, by all of it.

    python -m benchmarks faq

The questions of ``tests/faq/questions.tsv`` against the demo county's FAQ. Each way gets the bar at
which it does best on the half `tune` (a wrong answer costs as much as eight right ones), and is then
tried on the half `held`. Times are processor time, with the FAQ grown to 5,000 entries. Why it is
done so stands in docs/decisions/0025.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from benchmarks.report import ROOT, Figures, in_child, megabytes
from casework.answers import Likely, choose
from casework.county import Faq
from casework.settings import Settings
from tests.faq.asked import HOME, Asked, faqs, questions

MANY = 5_000
WRONG_COSTS = 8
BARS = tuple(step / 50 for step in range(10, 50))

Compare = Callable[[str, str], float]


class Shelf:
    """The FAQ, as often as wanted: each copy for a village of its own."""

    def __init__(self, many: int) -> None:
        """`many` entries at least."""
        known = faqs()
        copies = (
            replace(
                faq,
                question=f"{n}{faq.question}",
                phrasings=tuple(f"{n}{way}" for way in faq.phrasings),
                township=faq.township or "镇",
                village=f"{faq.village or '村'}{n}",
            )
            for n in range(many // len(known))
            for faq in known
        )
        self._faqs = known if not many else (*known, *copies)

    def faqs(self) -> tuple[Faq, ...]:
        """Every entry."""
        return self._faqs

    def version(self) -> int:
        """There is only one."""
        return 1


def run() -> Figures:
    """Ours, and the plainer ways."""
    return {name: in_child("benchmarks.faq", name) for name in ("ours", "spelling", "runs", "meaning")}


def plainly(compare: Compare) -> Callable[[Asked], list[Likely]]:
    """Every entry that holds, by the wording that is most alike."""

    def likely(asked: Asked) -> list[Likely]:
        township, _, village = asked.village.partition("/")
        here = [f for f in faqs() if f.township in (None, township) and f.village in (None, village)]
        return [Likely(f, max(compare(asked.text, way) for way in (f.question, *f.phrasings))) for f in here]

    return likely


def spelling() -> Compare:
    """The edit similarity of rapidfuzz."""
    from rapidfuzz import fuzz

    return lambda one, other: float(fuzz.ratio(one, other)) / 100


def runs() -> Compare:
    """TF-IDF over runs of one to three characters."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    ways = [way for f in faqs() for way in (f.question, *f.phrasings)]
    vectors = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True).fit(ways)
    of = lru_cache(maxsize=None)(lambda text: vectors.transform([text]))
    return lambda one, other: float((of(one) @ of(other).T)[0, 0])


def meaning() -> Compare:
    """The directions of the two questions' word vectors."""
    from nlu.archive import find_model, read_model
    from nlu.questions import Taker

    taker = Taker(read_model(find_model(Path(ROOT / "models"))).words)
    of = lru_cache(maxsize=None)(lambda text: taker.take(text).meaning)
    return lambda one, other: float(of(one) @ of(other))


def ours() -> tuple[Callable[[Asked], list[Likely]], dict[str, float]]:
    """What the bot uses, with what it takes."""
    from nlu.answers import KnownAnswers
    from nlu.archive import find_model, read_model

    words = read_model(find_model(Path(ROOT / "models"))).words
    known = KnownAnswers(words, Shelf(0))
    before, begun = megabytes(), time.process_time()
    many = KnownAnswers(words, Shelf(MANY))
    many.likely("老年卡怎么办", HOME)
    built, held = time.process_time() - begun, megabytes() - before
    begun = time.process_time()
    asked = questions()
    for a in asked:
        many.likely(a.text, a.village)
    spent = (time.process_time() - begun) / len(asked)
    costs = {
        f"a question among {MANY:,}, ms": spent * 1e3,
        f"building {MANY:,}, s": built,
        f"holding {MANY:,}, MB": held,
    }
    return lambda a: list(known.likely(a.text, a.village)), costs


def measure(likely: Callable[[Asked], list[Likely]], bar: float | None = None) -> dict[str, float]:
    """Right, wrong and passed on, by half; without a bar that which is best for tuning."""
    found = [(asked, likely(asked)) for asked in questions()]
    tuned = bar if bar is not None else max(BARS, key=lambda b: _worth(_count(found, "tune", b)))
    figures = {"bar": tuned}
    for half in ("tune", "held"):
        counted = _count(found, half, tuned)
        figures |= {f"{half}: {what}": float(n) for what, n in counted.items()}
    return figures


def _count(found: list[tuple[Asked, list[Likely]]], half: str, bar: float) -> Mapping[str, int]:
    counted = {"right": 0, "wrong": 0, "passed on, though known": 0, "passed on, rightly": 0}
    for asked, likely in found:
        if asked.half == half:
            faq = choose(likely, bar, Settings().faq_lead)
            if faq is None:
                counted["passed on, though known" if asked.entry else "passed on, rightly"] += 1
            else:
                counted["right" if faq.question == asked.entry else "wrong"] += 1
    return counted


def _worth(counted: Mapping[str, int]) -> int:
    return counted["right"] - WRONG_COSTS * counted["wrong"]


def main(name: str) -> dict[str, float]:
    """The figures of one way."""
    if name == "ours":
        likely, costs = ours()
        return {**measure(likely, Settings().faq_similarity), **costs}
    return measure(plainly({"spelling": spelling, "runs": runs, "meaning": meaning}[name]()))


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
