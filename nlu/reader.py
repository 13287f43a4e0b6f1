"""From one message to one `Reading`: rules for what is written out, models for the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from casework.reading import Reading, Span
from casework.taxonomy import Act, Category
from nlu.archive import find_model, read_model
from nlu.commands import Command, anybodys, attempted, command
from nlu.cries import CRIES
from nlu.gazetteer import Gazetteer, Gazetteers, PlaceNames
from nlu.issues import find_issues
from nlu.normalise import Normal, normalise
from nlu.notices import is_notice
from nlu.numbers import ticket_numbers
from nlu.offers import is_offer
from nlu.outages import OUTAGES
from nlu.places import find_places
from nlu.rides import is_ride
from nlu.sensitive import is_sensitive
from nlu.understanding import HERE, Guess, Understanding
from nlu.verdicts import is_safe, rating_in, verdict

_PLACED = frozenset({Act.DETAIL, Act.METOO, Act.UNFIXED, Act.STATUS, Act.VISIT, Act.FILE, Act.NOTE})
"""Acts besides the opening ones whose place is worth looking for."""
_TALK = frozenset({Act.CHAT, Act.DETAIL})
"""Acts under which a report may hide."""
ATTEMPT = "cadre_attempt"
"""The verb of a cadre's command given by somebody who is none; the act stays `chat`."""


class ModelReader:
    """Reads messages with a trained model. Implements `casework.reading.Reader`."""

    def __init__(self, understanding: Understanding, names: PlaceNames | None = None) -> None:
        """Without `names` places are found by their looks alone."""
        self._understanding = understanding
        self._gazetteers = Gazetteers(names) if names is not None else None

    @classmethod
    def load(cls, path: Path, names: PlaceNames | None = None) -> ModelReader:
        """From a Rasa model file, or the newest one in a folder, without importing Rasa.

        Raises ModelMissing or ModelUnreadable.
        """
        return cls(read_model(find_model(path)), names)

    def read(self, text: str, *, cadre: bool = False, village: str | None = None) -> Reading:
        """Read one message; `village` names the gazetteer to look places up in."""
        if not text.strip():
            return Reading(text, Act.CHAT)
        normal = normalise(text)
        return self._cadres(text, normal, village) if cadre else self._villagers(text, normal, village)

    def read_many(
        self, texts: Iterable[str], *, cadre: bool = False, village: str | None = None
    ) -> list[Reading]:
        """Read several messages of one village, in order."""
        return [self.read(text, cadre=cadre, village=village) for text in texts]

    def _places(self, normal: Normal, village: str | None) -> tuple[Span, ...]:
        """The places of a message. A village's names are fetched for this alone: most talk needs none."""
        return find_places(normal, self._understanding.tagger, self._names_of(village))

    def _names_of(self, village: str | None) -> Gazetteer | None:
        return self._gazetteers.of(village) if self._gazetteers and village else None

    def _cadres(self, text: str, normal: Normal, village: str | None) -> Reading:
        written = command(text)
        if written is not None:
            return self._commanded(text, normal, written, village)
        guess = self._understanding.cadres(normal)
        reading = _reading(text, guess, ticket_numbers(text))
        if guess.act in {Act.VISIT, Act.FILE, Act.NOTE}:
            reading = replace(reading, places=self._places(normal, village))
        if guess.act is Act.RESOLVE and _gives_up(text):
            reading = replace(reading, outcome_unfixed=True)
        return replace(reading, sensitive=is_sensitive(normal.text, Act.REQUEST, guess.category))

    def _commanded(self, text: str, normal: Normal, written: Command, village: str | None) -> Reading:
        reading = Reading(
            text,
            written.act,
            tickets=written.tickets or ticket_numbers(text),
            explicit=True,
            argument=written.argument,
            outcome_unfixed=written.outcome_unfixed,
            verb=written.verb,
        )
        if written.act not in {Act.FILE, Act.VISIT}:
            return reading
        about = normalise(written.argument)
        category, sure, opening = self._understanding.matter(about)
        return replace(
            reading,
            category=category,
            category_confidence=sure,
            opening=opening,
            places=self._places(normal, village),
            sensitive=is_sensitive(about.text, Act.REQUEST, category),
        )

    def _villagers(self, text: str, normal: Normal, village: str | None) -> Reading:
        tickets = ticket_numbers(text)
        written = command(text)
        open_to_all = anybodys(written)
        if open_to_all is not None:
            return Reading(
                text,
                open_to_all.act,
                tickets=open_to_all.tickets or tickets,
                explicit=True,
                argument=open_to_all.argument,
                verb=open_to_all.verb,
            )
        tried = attempted(text, written)
        if tried is not None:
            return Reading(text, Act.CHAT, tickets=tried.tickets or tickets, explicit=True, verb=ATTEMPT)
        short = verdict(text)
        if short is not None:
            act, rating = short
            return Reading(text, act, tickets=tickets, explicit=True, rating=rating)
        danger = CRIES.about(normal.text)
        if danger is not None:
            return self._surely(Act.EMERGENCY, danger, text, normal, village)
        failed = OUTAGES.about(normal.text) or self._failed_there(normal.text, village)
        if failed is not None:
            return self._surely(Act.REQUEST, failed, text, normal, village)
        if is_notice(text) or is_ride(normal.text):
            return Reading(text, Act.CHAT)
        guess = self._heard(normal, village)
        if guess.act is Act.WISH and is_offer(normal.text):
            return Reading(text, Act.CHAT)
        reading = _reading(text, guess, tickets)
        if reading.act is Act.RATE:
            return replace(reading, rating=rating_in(text))
        if is_safe(text):
            return replace(reading, verb="safe")
        if reading.act in _TALK and guess.opening >= self._understanding.thresholds.doubts:
            return self._doubtful(normal, reading, village)
        if not reading.actionable and reading.act not in _PLACED:
            return reading
        places = self._places(normal, village)
        if not reading.actionable:
            return replace(reading, places=places)
        return replace(
            reading,
            places=places,
            issues=find_issues(normal, places, self._understanding),
            sensitive=is_sensitive(normal.text, reading.act, reading.category),
        )

    def _heard(self, normal: Normal, village: str | None) -> Guess:
        """What the models say, who hear more easily what is said of a place of the village."""
        guess = self._understanding.villagers(normal)
        opens = self._understanding.thresholds.opens
        if guess.act not in _TALK or guess.opening < HERE * opens:
            return guess
        names = self._names_of(village)
        is_here = names is not None and names.find(normal.text)
        return self._understanding.villagers(normal, here=True) if is_here else guess

    def _surely(
        self, act: Act, category: Category, text: str, normal: Normal, village: str | None
    ) -> Reading:
        """A matter that was read by rule."""
        places = self._places(normal, village)
        return Reading(text, act, category=category, category_confidence=1.0, opening=1.0, places=places)

    def _failed_there(self, text: str, village: str | None) -> Category | None:
        """The supply that has failed at a known place of the village: 下街停水了.

        The village's names are fetched for messages with the words of an outage alone.
        """
        names = self._names_of(village) if OUTAGES.may_stand_in(text) else None
        named = names.find(text) if names is not None else []
        return OUTAGES.about(text[named[0][1] :]) if named and named[0][0] == 0 else None

    def _doubtful(self, normal: Normal, reading: Reading, village: str | None) -> Reading:
        """Talk that may be a report, with what it would be about if it were one."""
        category, sure, _ = self._understanding.matter(normal)
        return replace(
            reading,
            doubtful=True,
            category=category,
            category_confidence=sure,
            places=self._places(normal, village),
            sensitive=is_sensitive(normal.text, Act.REQUEST, category),
        )


def _reading(text: str, guess: Guess, tickets: tuple[int, ...]) -> Reading:
    return Reading(
        text,
        guess.act,
        confidence=guess.confidence,
        category=guess.category,
        category_confidence=guess.category_confidence,
        opening=guess.opening,
        tickets=tickets,
    )


def _gives_up(text: str) -> bool:
    return any(
        words in text
        for words in ("未能解决", "无法解决", "没法解决", "解决不了", "没办法解决", "修不了", "办不了")
    )
