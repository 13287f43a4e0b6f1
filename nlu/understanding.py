"""The learned part of reading: which act, which category, which places.

One object, kept in one folder of plain files (JSON, NumPy arrays without pickle, CRFsuite's
format), the same inside Rasa's model and outside of it.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from casework.taxonomy import OPENING, TOUCHING, Act, Category
from nlu.features import things
from nlu.homophones import FILE as HOMOPHONES_FILE
from nlu.homophones import Homophones
from nlu.known import FILE as KNOWN_FILE
from nlu.known import KnownLines
from nlu.linear import Floats, Linear
from nlu.neighbours import FILE as NEIGHBOURS_FILE
from nlu.neighbours import Neighbours
from nlu.normalise import Normal
from nlu.opinions import ASKING, FEWEST, advised, considered, pooled
from nlu.tagging import FILE as TAGGER_FILE
from nlu.tagging import PlaceTagger
from nlu.thresholds import IN_DANGER, Thresholds
from nlu.words import FILES as WORD_FILES
from nlu.words import Words

FORMAT = 9
"""Rises when an older model can no longer be read."""
HERE = 0.75
"""The share of the usual line that a message has to reach which names a place of its village."""
EASIER = 0.75
"""The share of the usual line that one clause of a report has to reach."""
SETTINGS = "reader.json"
FILES = (
    SETTINGS,
    "villager.json",
    "villager.npz",
    "cadre.json",
    "cadre.npz",
    *WORD_FILES,
    TAGGER_FILE,
    NEIGHBOURS_FILE,
    KNOWN_FILE,
    HOMOPHONES_FILE,
)

_SURE = 0.99
"""The confidence of what a line says word for word."""

_CLEAR = 0.45
"""How sure the category of words that open nothing must be to be given at all: 路灯修了没, not 有消息了吗."""

_NAMED = 5.0
"""What a category counts there whose things are named: 早上说的路有人来看过没有 is about the road, not about
whatever is so asked after."""

_TALKATIVE = 0.5
"""What the odds of mere talk count beside acts that touch a matter: of the lines that teach, most of
those that open nothing are talk, and a touch does nothing where there is no matter to be touched."""

_NEARLY = 0.2
"""From here on what opens nothing may still echo an open matter, and its category is worth a look."""


CATEGORIES = frozenset(map(str, Category))
"""The topics that are matters."""
_BY_NEIGHBOURS = 0.4
"""What the nearest lines count where the category is chosen."""


class ModelIsOld(ValueError):
    """A model of another format; it has to be trained again."""


@dataclass(frozen=True)
class _Opinion:
    """What heads and neighbours make of a message.

    scores: raw, of every column. topics: by the head alone. opening: that a ticket is opened.
    categories: as though the message were a matter.
    """

    scores: Floats
    topics: Floats
    opening: float
    categories: Floats


@dataclass(frozen=True)
class Guess:
    """What the models make of a message.

    confidence: of the act. opening: that it opens a ticket, whatever the act.
    """

    act: Act
    confidence: float
    opening: float
    category: Category | None
    category_confidence: float


class Understanding:
    """The models, ready to be asked."""

    def __init__(
        self,
        words: Words,
        villager: Linear,
        cadre: Linear,
        tagger: PlaceTagger,
        neighbours: Neighbours,
        known: KnownLines,
        homophones: Homophones,
        thresholds: Thresholds,
        tagger_bytes: bytes,
    ) -> None:
        """See `load`; the trainer makes one directly."""
        self.words = words
        self._villager = villager
        self._cadre = cadre
        self._neighbours = neighbours
        self._known = known
        self._homophones = homophones
        self.tagger = tagger
        self.thresholds = thresholds
        self._tagger_bytes = tagger_bytes
        topics = villager.heads["topic"].labels
        self._topical = np.array([label in CATEGORIES for label in topics])
        self._categories = tuple(Category(label) for label in topics if label in CATEGORIES)
        self._silent = tuple(Act(label) for label in topics if label not in CATEGORIES)
        self._weights = np.array([_TALKATIVE if act is Act.CHAT else 1.0 for act in self._silent])
        self._open = villager.heads["gate"].labels.index("open")
        self._acts = tuple(Act(label) for label in villager.heads["opening"].labels)
        self._cadre_acts = tuple(Act(label) for label in cadre.heads["act"].labels)

    def villagers(self, normal: Normal, *, here: bool = False) -> Guess:
        """What a villager's message does and is about; `here` where it names a place of the village."""
        lines = replace(self.thresholds, opens=HERE * self.thresholds.opens) if here else self.thresholds
        taught = self._known.find(normal.text)
        guess = self._as_spelled(normal, taught, lines)
        meant = None
        if taught is None and guess.act not in OPENING:
            meant = self._homophones.mend(self.words.cut(normal.text), self._villager.vocabulary)
        if meant is None:
            return guess
        again = self._as_spelled(replace(normal, text=meant), self._known.find(meant), lines)
        return again if again.act in OPENING else guess

    def _as_spelled(
        self, normal: Normal, taught: tuple[Act, Category | None] | None, lines: Thresholds
    ) -> Guess:
        """What a message does that says `taught` word for word."""
        if taught is not None and taught[0] in OPENING:
            return Guess(taught[0], _SURE, _SURE, taught[1], _SURE)
        opinion = self._opinion(normal, self.words.meaning(normal.text))
        opening = considered(opinion.opening, normal.text)
        if taught is not None:
            return self._silent_guess(normal, taught[0], _SURE, min(opening, 1 - _SURE), opinion)
        if opinion.opening >= IN_DANGER * lines.opens:
            act, sure_of_act = self._opening_act(opinion.scores)
            if lines.open_for(act, sure_of_act, opinion.opening, opening):
                category, sure = self._category(opinion.categories)
                return Guess(act, opening * sure_of_act, opening, category, sure)
        among = opinion.topics[~self._topical] * self._weights
        among = among / (among.sum() or 1.0)
        best = int(among.argmax())
        act = self._silent[best]
        if (act in TOUCHING or act is Act.CONTACT) and among[best] < self.thresholds.touches:
            act = Act.CHAT
        confidence = (1 - opening) * float(among[self._silent.index(act)])
        return self._silent_guess(normal, act, confidence, opening, opinion)

    def _silent_guess(
        self, normal: Normal, act: Act, confidence: float, opening: float, opinion: _Opinion
    ) -> Guess:
        """Of an act that opens nothing; with what it is about where that may matter and is clear."""
        if act is Act.CHAT and opening < _NEARLY:
            return Guess(act, confidence, opening, None, 0.0)
        named = things(normal.text)
        weighed = opinion.categories * [_NAMED if category in named else 1.0 for category in self._categories]
        category, sure = self._category(weighed / (weighed.sum() or 1.0))
        clear = sure >= _CLEAR and category is not Category.OTHER
        return Guess(act, confidence, opening, category if clear else None, sure if clear else 0.0)

    def cadres(self, normal: Normal) -> Guess:
        """What a verified cadre's message does; its category is what a villager's would be about."""
        meaning = self.words.meaning(normal.text)
        scores = self._cadre.scores(*self._cadre.known(normal.text), meaning)
        acts = self._cadre.probabilities(scores, "act")
        best = int(acts.argmax())
        opinion = self._opinion(normal, meaning)
        return Guess(
            self._cadre_acts[best], float(acts[best]), opinion.opening, *self._category(opinion.categories)
        )

    def matter(self, normal: Normal) -> tuple[Category, float, float]:
        """What the message is about if it is a matter, how sure that is, and how probably it is one."""
        opinion = self._opinion(normal, self.words.meaning(normal.text))
        return (*self._category(opinion.categories), opinion.opening)

    def _opinion(self, normal: Normal, meaning: Floats) -> _Opinion:
        """Three opinions: of the head that learned nothing else, of the topics, and of the nearest lines."""
        rows, values = self._villager.known(normal.text)
        scores = self._villager.scores(rows, values, meaning)
        topics = self._villager.probabilities(scores, "topic")
        gate = self._villager.probabilities(scores, "gate")
        categories = topics[self._topical]
        opening = pooled(float(gate[self._open]), float(categories.sum()))
        near = self._neighbours.topics_of(rows, meaning) if opening >= ASKING else None
        if near is not None:
            said = near[self._topical]
            opening = advised(opening, float(said.sum()))
            categories = categories ** (1 - _BY_NEIGHBOURS) * (said + FEWEST) ** _BY_NEIGHBOURS
        return _Opinion(scores, topics, opening, categories / (categories.sum() or 1.0))

    def _opening_act(self, scores: Floats) -> tuple[Act, float]:
        """Which of the acts that open a ticket, and how sure."""
        odds = self._villager.probabilities(scores, "opening")
        danger = self._acts.index(Act.EMERGENCY)
        if odds[danger] >= self.thresholds.emergency:
            return Act.EMERGENCY, float(odds[danger])
        best = int(np.where(np.arange(odds.size) == danger, 0.0, odds).argmax())
        return self._acts[best], float(odds[best])

    def _category(self, probable: Floats) -> tuple[Category, float]:
        """The most probable category, of the probabilities of all."""
        best = int(probable.argmax())
        return self._categories[best], float(probable[best])

    def save(self, folder: Path) -> None:
        """Write every file of the model into an existing folder."""
        settings = {"format": FORMAT, "thresholds": asdict(self.thresholds)}
        (folder / SETTINGS).write_text(json.dumps(settings), encoding="utf-8")
        self.words.save(folder)
        self._villager.save(folder, "villager")
        self._cadre.save(folder, "cadre")
        self._neighbours.save(folder)
        self._known.save(folder)
        self._homophones.save(folder)
        # Rasa packs at gzip's slowest level, which takes ten times as long over what is not packed yet.
        (folder / TAGGER_FILE).write_bytes(gzip.compress(self._tagger_bytes, compresslevel=1, mtime=0))

    @classmethod
    def load(cls, files: Mapping[str, bytes]) -> Understanding:
        """From the contents of the files by name.

        Raises KeyError for a missing file, ModelIsOld for another format, what gzip, json and NumPy raise
        for a damaged one.
        """
        settings = json.loads(files[SETTINGS])
        if settings.get("format") != FORMAT:
            raise ModelIsOld(settings.get("format"))
        tagger = gzip.decompress(files[TAGGER_FILE])
        words = Words.load(files)
        return cls(
            words,
            Linear.load(files, "villager"),
            Linear.load(files, "cadre"),
            PlaceTagger(tagger, words),
            Neighbours.load(files),
            KnownLines.load(files),
            Homophones.load(files),
            Thresholds(**settings["thresholds"]),
            tagger,
        )

    @classmethod
    def load_folder(cls, folder: Path) -> Understanding:
        """From a folder that `save` filled; KeyError for a missing file."""
        return cls.load({path.name: path.read_bytes() for path in folder.iterdir() if path.name in FILES})
