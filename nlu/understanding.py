"""The learned part of reading: which act, which category, which places.

One object, kept in one folder of plain files (JSON, NumPy arrays without pickle, CRFsuite's
format), the same inside Rasa's model and outside of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from casework.taxonomy import TOUCHING, Act, Category
from nlu.linear import Floats, Linear
from nlu.normalise import Normal
from nlu.tagging import FILE as TAGGER_FILE
from nlu.tagging import PlaceTagger
from nlu.words import FILES as WORD_FILES
from nlu.words import Words

FORMAT = 4
"""Rises when an older model can no longer be read."""
SHORT = 8
"""Characters up to which a message says too little to be judged as easily as others."""
SURER = 0.3
"""How much nearer to certainty a short message must come to open a ticket."""
CLEARLY = 0.9
"""How sure an emergency must be to open a ticket more easily than other acts."""
EASIER = 0.75
"""The share of the usual line that such an emergency has to reach, or one clause of a report."""
SETTINGS = "reader.json"
FILES = (SETTINGS, "villager.json", "villager.npz", "cadre.json", "cadre.npz", *WORD_FILES, TAGGER_FILE)


_CLEAR = 0.3
"""How sure the category of words that open nothing must be to be given at all: 路灯修了没, not 有消息了吗."""

_TALKATIVE = 0.5
"""What the odds of mere talk count beside acts that touch a matter: of the lines that teach, most of
those that open nothing are talk, and a touch does nothing where there is no matter to be touched."""

_NEARLY = 0.2
"""From here on what opens nothing may still echo an open matter, and its category is worth a look."""


CATEGORIES = frozenset(map(str, Category))
"""The topics that are matters."""
_LEAST = 1e-6
_GATES = 0.6
"""What the head that learned nothing else counts of the two, chosen on the development texts."""


def pooled(gate: NDArray[np.floating[Any]], topics: NDArray[np.floating[Any]]) -> NDArray[np.floating[Any]]:
    """Two opinions of the same probabilities as one: the geometric mean of their odds, weighed."""
    one, other = np.clip((gate, topics), _LEAST, 1 - _LEAST)
    odds = (one / (1 - one)) ** _GATES * (other / (1 - other)) ** (1 - _GATES)
    result: NDArray[np.floating[Any]] = odds / (1 + odds)
    return result


class ModelIsOld(ValueError):
    """A model of another format; it has to be trained again."""


@dataclass(frozen=True)
class Thresholds:
    """Where the reader draws its lines; fitted by cross-validation.

    opens: least probability for a ticket to be opened.
    doubts: least probability for a message to be put before a cadre as a suggestion.
    emergency: least probability, among acts that open, for an emergency.
    touches: least probability for an act that touches a ticket or is answered.
    """

    opens: float = 0.5
    doubts: float = 0.4
    emergency: float = 0.5
    touches: float = 0.4

    def opens_at(self, length: int, danger: float = 0.0) -> float:
        """What a message of so many characters needs to open a ticket.

        danger: how sure it is that the message is an emergency, if it opens one; 0 if
        another act is likelier. Danger is cried in few words, and missing it costs most.
        """
        if danger >= CLEARLY:
            return EASIER * self.opens
        if length > SHORT or danger > 0:
            return self.opens
        return self.opens + SURER * (1 - self.opens)


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
        thresholds: Thresholds,
        tagger_bytes: bytes,
    ) -> None:
        """See `load`; the trainer makes one directly."""
        self.words = words
        self._villager = villager
        self._cadre = cadre
        self.tagger = tagger
        self.thresholds = thresholds
        self._tagger_bytes = tagger_bytes
        topics = villager.heads["topic"].labels
        self._topical = np.array([label in CATEGORIES for label in topics])
        self._categories = tuple(Category(label) for label in topics if label in CATEGORIES)
        self._silent = tuple(Act(label) for label in topics if label not in CATEGORIES)
        self._weights = np.array([_TALKATIVE if act is Act.CHAT else 1.0 for act in self._silent])
        self._acts = tuple(Act(label) for label in villager.heads["opening"].labels)
        self._cadre_acts = tuple(Act(label) for label in cadre.heads["act"].labels)

    def villagers(self, normal: Normal) -> Guess:
        """What a villager's message does and is about."""
        scores = self._villagers_scores(normal)
        topics = self._villager.probabilities(scores, "topic")
        opening = self._opening(scores, topics)
        if opening >= EASIER * self.thresholds.opens:
            act, sure_of_act = self._opening_act(scores)
            danger = sure_of_act if act is Act.EMERGENCY else 0.0
            if opening >= self.thresholds.opens_at(len(normal.text), danger):
                category, sure = self._category(topics)
                return Guess(act, opening * sure_of_act, opening, category, sure)
        among = topics[~self._topical] * self._weights
        among = among / (among.sum() or 1.0)
        best = int(among.argmax())
        act = self._silent[best]
        if (act in TOUCHING or act is Act.CONTACT) and among[best] < self.thresholds.touches:
            act = Act.CHAT
        confidence = (1 - opening) * float(among[self._silent.index(act)])
        if act is Act.CHAT and opening < _NEARLY:
            return Guess(act, confidence, opening, None, 0.0)
        category, sure = self._category(topics)
        clear = sure >= _CLEAR and category is not Category.OTHER
        return Guess(act, confidence, opening, category if clear else None, sure if clear else 0.0)

    def cadres(self, normal: Normal) -> Guess:
        """What a verified cadre's message does; its category is what a villager's would be about."""
        meaning = self.words.meaning(normal.text)
        acts = self._cadre.probabilities(self._cadre.scores(normal.text, meaning), "act")
        best = int(acts.argmax())
        theirs = self._villager.scores(normal.text, meaning)
        category, sure, opening = self._matter(theirs)
        return Guess(self._cadre_acts[best], float(acts[best]), opening, category, sure)

    def matter(self, normal: Normal) -> tuple[Category, float, float]:
        """What the message is about if it is a matter, how sure that is, and how probably it is one."""
        return self._matter(self._villagers_scores(normal))

    def _matter(self, scores: Floats) -> tuple[Category, float, float]:
        topics = self._villager.probabilities(scores, "topic")
        return (*self._category(topics), self._opening(scores, topics))

    def _villagers_scores(self, normal: Normal) -> Floats:
        return self._villager.scores(normal.text, self.words.meaning(normal.text))

    def _opening(self, scores: Floats, topics: Floats) -> float:
        """Two opinions: of the head that learned nothing else, and of the topics that are matters."""
        gate = self._villager.probabilities(scores, "gate")
        alone = gate[[self._villager.heads["gate"].labels.index("open")]]
        return float(pooled(alone, topics[self._topical].sum(keepdims=True))[0])

    def _opening_act(self, scores: Floats) -> tuple[Act, float]:
        """Which of the acts that open a ticket, and how sure."""
        odds = self._villager.probabilities(scores, "opening")
        danger = self._acts.index(Act.EMERGENCY)
        if odds[danger] >= self.thresholds.emergency:
            return Act.EMERGENCY, float(odds[danger])
        best = int(np.where(np.arange(odds.size) == danger, 0.0, odds).argmax())
        return self._acts[best], float(odds[best])

    def _category(self, topics: Floats) -> tuple[Category, float]:
        """The most probable category, as though the message were a matter."""
        odds = topics[self._topical]
        best = int(odds.argmax())
        return self._categories[best], float(odds[best] / (odds.sum() or 1.0))

    def save(self, folder: Path) -> None:
        """Write every file of the model into an existing folder."""
        settings = {"format": FORMAT, "thresholds": asdict(self.thresholds)}
        (folder / SETTINGS).write_text(json.dumps(settings), encoding="utf-8")
        self.words.save(folder)
        self._villager.save(folder, "villager")
        self._cadre.save(folder, "cadre")
        (folder / TAGGER_FILE).write_bytes(self._tagger_bytes)

    @classmethod
    def load(cls, files: Mapping[str, bytes]) -> Understanding:
        """From the contents of the files by name.

        Raises KeyError for a missing file, ModelIsOld for another format.
        """
        settings = json.loads(files[SETTINGS])
        if settings.get("format") != FORMAT:
            raise ModelIsOld(settings.get("format"))
        tagger = files[TAGGER_FILE]
        words = Words.load(files)
        return cls(
            words,
            Linear.load(files, "villager"),
            Linear.load(files, "cadre"),
            PlaceTagger(tagger, words),
            Thresholds(**settings["thresholds"]),
            tagger,
        )

    @classmethod
    def load_folder(cls, folder: Path) -> Understanding:
        """From a folder that `save` filled; KeyError for a missing file."""
        return cls.load({path.name: path.read_bytes() for path in folder.iterdir() if path.name in FILES})
