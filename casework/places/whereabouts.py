"""Where a matter is, from everything that was said: the grids it may be in, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casework.county import County, Village
from casework.places.elsewhere import Other, other_village
from casework.places.gazetteer import Mention
from casework.places.grammar import CAME_FROM, HOME, TOWARDS, coming, strange_place
from casework.places.judging import Verdict, judge
from casework.places.speech import plain
from casework.places.spellings import tell_apart


@dataclass(frozen=True)
class Whereabouts:
    """What the words say.

    meant: names that are the place; doubtful: names that may be.
    at_home: the speaker's house is said to be the place.
    strange: words of a place that no gazetteer of the village knows.
    other: another village that is spoken of.
    """

    meant: tuple[Mention, ...] = ()
    doubtful: tuple[Mention, ...] = ()
    at_home: bool = False
    strange: str | None = None
    other: Other | None = None


def whereabouts(county: County, village: Village, text: str, places: Sequence[str]) -> Whereabouts:
    """Read where something is. places: the place words that were understood, wherever they stood."""
    text = tell_apart(plain(text))
    words = [plain(p) for p in places]
    text = "，".join([text, *(w for w in words if w not in text)])
    gazetteer = county.gazetteer(village.key)
    found = gazetteer.find(text)
    other = other_village(county, village, text, found)
    theirs = other.mentions if other else ()
    judged = [(m, judge(text, m, gazetteer.speech, village.name)) for m in found if m not in theirs]
    meant = [m for m, verdict in judged if verdict is Verdict.MEANT]
    doubtful = [m for m, verdict in judged if verdict is Verdict.DOUBTFUL]
    meant, passed = _without_directions(text, meant)
    doubtful += passed
    home = HOME.search(text)
    seen = [(m.start, m.end) for m in found] + ([home.span()] if home else [])
    strange = None
    if not meant:
        strange = _strange_word(text, words, seen) or (None if home else strange_place(_blank(text, seen)))
    return Whereabouts(tuple(meant), tuple(doubtful), home is not None, strange, other)


def _without_directions(text: str, meant: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """The places where something is, and those it only lies towards or somebody came from."""
    here: list[Mention] = []
    passed: list[Mention] = []
    for mention in meant:
        before = text[: mention.start]
        towards = TOWARDS.search(before)
        origin = CAME_FROM.search(before) and coming(text, mention.end)
        (passed if towards or origin else here).append(mention)
    return here, passed


def _strange_word(text: str, words: Sequence[str], seen: Sequence[tuple[int, int]]) -> str | None:
    """A place word that was understood and in which nothing is known."""
    for word in words:
        start = text.find(word)
        end = start + len(word)
        if word and all(end <= first or last <= start for first, last in seen):
            return word
    return None


def _blank(text: str, seen: Sequence[tuple[int, int]]) -> str:
    """The text with what is known made blank."""
    for first, last in seen:
        text = text[:first] + "，" * (last - first) + text[last:]
    return text
