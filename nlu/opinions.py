"""Several opinions of one probability, put together: heads, nearest lines, and how long a message is."""

from __future__ import annotations

from math import exp

from nlu.features import Substance, substance

ENOUGH = 18
"""Characters from which on a message is judged by what it says alone."""
BREVITY = 2.2
"""How much less probable, in logits, the shortest message is to open a ticket than its words would have it:
few words say little, and most of what is said in few is talk. A longer one in proportion to what it lacks."""
_BREVITIES = {Substance.FAULT: 0.0, Substance.THING: 0.6, Substance.LITTLE: BREVITY}
"""A thing and its fault, 幼儿园空调坏了, are said in any length, and of a thing much can be said,
菜场秤砣灌铅. Questions in few words are mostly one's own. Chosen on the development texts."""
LONG = 40
"""Characters from which on a message is no passing word."""
EARNEST = 0.5
"""How much more probable, in logits, such a message is to open a ticket than its words would have it:
who writes so much seldom chats, and petitions wander. Chosen on the development texts."""
ASKING = 0.2
"""From here on the nearest lines are asked: below, all would have to agree before one opens a ticket."""
_HEADS, _NEIGHBOURS = 0.7, 0.4
"""What the heads and the nearest lines count, chosen on the development texts."""
FEWEST = 0.02
"""Twenty lines of one opinion are no certainty."""
_LEAST = 1e-6
_GATES = 0.7
"""What the head that learned nothing else counts of the two, chosen on the development texts."""


def pooled(gate: float, topics: float) -> float:
    """Two opinions of the same probability as one: the geometric mean of their odds, weighed."""
    return _agreed((gate, _GATES, _LEAST), (topics, 1 - _GATES, _LEAST))


def advised(opening: float, neighbours: float) -> float:
    """The heads' probability that a ticket is opened, after the nearest lines were asked.

    neighbours: how much of what they say is about a matter. Where all agree it is surer than each.
    """
    return _agreed((opening, _HEADS, _LEAST), (neighbours, _NEIGHBOURS, FEWEST))


def _agreed(*opinions: tuple[float, float, float]) -> float:
    """The product of the odds, each with its weight as exponent, as a probability.

    An opinion is a probability, its weight, and how near to certain it is taken at most.
    """
    odds = 1.0
    for said, weight, least in opinions:
        bounded = min(max(said, least), 1 - least)
        odds *= (bounded / (1 - bounded)) ** weight
    return odds / (1 + odds)


def considered(opening: float, normal: str) -> float:
    """The probability that a normalised message opens a ticket, by what it says and how long it is.

    opening: by what it says alone.
    """
    brevity = BREVITY if opening < ASKING else _BREVITIES[substance(normal)]
    return briefly(opening, len(normal), brevity)


def briefly(opening: float, length: int, brevity: float = BREVITY) -> float:
    """The probability that a message of so many characters opens a ticket; `opening` if it were middling."""
    shift = EARNEST if length >= LONG else -brevity * max(0.0, 1 - length / ENOUGH)
    odds = opening / max(1 - opening, _LEAST) * exp(shift)
    return odds / (1 + odds)
