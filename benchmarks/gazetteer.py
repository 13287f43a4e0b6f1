"""Finding a village's names in what is said, beside spaCy's PhraseMatcher.

    python -m benchmarks gazetteer

The same names and messages in a process of its own for each: every name of the demo
county's villages, one village after the other, and every line of the demo's day.
Times are processor time. Why ours is used stands in docs/decisions/0010.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.report import ROOT, Figures, in_child, megabytes

DAY = ROOT / "examples" / "demo_day.jsonl"
COUNTY = ROOT / "examples" / "county"
ROUNDS = 3

Find = Callable[[str], "list[tuple[int, int]]"]


def run() -> Figures:
    """Ours and spaCy's."""
    return {name: in_child("benchmarks.gazetteer", name) for name in ("ours", "spaCy")}


def ours(names: list[str]) -> Find:
    """The dictionary that the reader uses."""
    from nlu.gazetteer import Gazetteer

    return Gazetteer(names).find


def spacy(names: list[str]) -> Find:
    """A PhraseMatcher over characters, the longest hits first."""
    import spacy
    from spacy.matcher import PhraseMatcher
    from spacy.util import filter_spans

    chinese = spacy.blank("zh")
    matcher = PhraseMatcher(chinese.vocab)
    matcher.add("place", [chinese.make_doc(name) for name in names])

    def find(text: str) -> list[tuple[int, int]]:
        spans = filter_spans(matcher(chinese.make_doc(text), as_spans=True))
        return [(span.start_char, span.end_char) for span in spans]

    return find


def villages() -> list[list[str]]:
    """The names of each village of the demo county that has any."""
    from storage.landmarks import landmarks_of
    from storage.roster_files import read_roster

    roster = read_roster(Path(COUNTY))
    named = []
    for village in roster.villages:
        grids = [g for g in roster.grids if g.village_key == village.key]
        places = [p for p in roster.places if (p.township, p.village) == (village.township, village.name)]
        homes = [h for h in roster.households if h.village_key == village.key]
        named.append([m.word for m in landmarks_of(grids, places, homes) if len(m.word) > 1])
    return [names for names in named if names]


def measure(make: Callable[[list[str]], Find]) -> dict[str, float]:
    """The figures of one way to find names."""
    named = villages()
    said = [json.loads(line).get("text", "") for line in DAY.read_text(encoding="utf-8").splitlines()]
    before, begun = megabytes(), time.process_time()
    make(["老樟树"])("就在老樟树那边")
    loaded, held = time.process_time() - begun, megabytes() - before
    begun = time.process_time()
    finders = [make(names) for names in named]
    built = time.process_time() - begun
    begun = time.process_time()
    for _ in range(ROUNDS):
        for find in finders:
            for text in said:
                find(text)
    spent = (time.process_time() - begun) / (ROUNDS * len(finders) * len(said))
    return {
        "loading, s": loaded,
        "loading, MB": held,
        "building, ms a village": built / len(named) * 1e3,
        "a message, µs": spent * 1e6,
        "names found": sum(len(find(text)) for find in finders for text in said),
    }


if __name__ == "__main__":
    print(json.dumps(measure({"ours": ours, "spaCy": spacy}[sys.argv[1]])))
