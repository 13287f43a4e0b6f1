"""Reads what is written out by the real rules, and a few words of talk; only the trained model is missing."""

from __future__ import annotations

from casework.reading import Reading, Span
from casework.taxonomy import Act, Category
from nlu.commands import Command, anybodys, attempted, command
from nlu.numbers import ticket_numbers
from nlu.reader import ATTEMPT
from nlu.verdicts import verdict

PLACES = ("桥头", "老樟树", "里坑口")
TALK = (
    ("态度差", Act.REQUEST, Category.AFFAIRS),
    ("路基", Act.REQUEST, Category.ROAD),
    ("水管", Act.REQUEST, Category.WATER),
    ("路灯", Act.REQUEST, Category.POWER),
    ("不用了", Act.WITHDRAW, None),
    ("怎么样了", Act.STATUS, None),
    ("好了", Act.FIXED, None),
)


class RuleReader:
    """Implements `casework.reading.Reader`."""

    def read(self, text: str, *, cadre: bool = False, village: str | None = None) -> Reading:
        """Read one message."""
        written, numbers = command(text), ticket_numbers(text)
        if cadre:
            if written is not None:
                return _commanded(text, written, numbers)
            return Reading(text, Act.ACCEPT if text.startswith("收到") else Act.NOTE, tickets=numbers)
        open_to_all, tried = anybodys(written), attempted(text, written)
        if open_to_all is not None:
            return _commanded(text, open_to_all, numbers)
        if tried is not None:
            return Reading(text, Act.CHAT, tickets=tried.tickets or numbers, explicit=True, verb=ATTEMPT)
        short = verdict(text)
        if short is not None:
            return Reading(text, short[0], tickets=numbers, explicit=True, rating=short[1])
        places = tuple(Span(p, text.index(p), text.index(p) + len(p)) for p in PLACES if p in text)
        for word, act, category in TALK:
            if word in text:
                private = category is Category.AFFAIRS
                return Reading(
                    text, act, category=category, places=places, tickets=numbers, sensitive=private
                )
        return Reading(text, Act.CHAT, tickets=numbers, places=places)


def _commanded(text: str, written: Command, numbers: tuple[int, ...]) -> Reading:
    return Reading(
        text,
        written.act,
        tickets=written.tickets or numbers,
        explicit=True,
        argument=written.argument,
        outcome_unfixed=written.outcome_unfixed,
        verb=written.verb,
    )
