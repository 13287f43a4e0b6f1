"""From the examples to an `Understanding`: what training is, without Rasa."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from multiprocessing.pool import Pool
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from casework.taxonomy import OPENING, Act
from nlu.augmentation import chance_of, vary
from nlu.corpus import Corpus, meanings_of, neighbours_of, weigh, words_of
from nlu.examples import Example
from nlu.fitting import FOLDS, SEED, Fitted, Lines, assemble
from nlu.known import KnownLines
from nlu.linear import Floats
from nlu.neighbours import Neighbours
from nlu.normalise import normalise
from nlu.opinions import ASKING, advised, considered, pooled
from nlu.pretrained import read_lexicon
from nlu.sounds import learn_homophones
from nlu.tagging import PlaceTagger, train_tagger
from nlu.thresholds import Thresholds
from nlu.toponyms import rename
from nlu.understanding import CATEGORIES, Understanding
from nlu.words import TOLD, Lexicon, Words

STRENGTH = {"gate": 0.4, "topic": 4.0, "opening": 2.0, "cadre": 10.0}
"""Inverse of regularisation of each head, chosen on the development texts that are kept for measuring."""
ALARMS = 0.0545
"""Share of held-out lines of talk that may open a ticket; the threshold follows from it by
cross-validation. Those lines were written to mislead; of ordinary talk a fiftieth
of that share was measured. Set where recall of petitions stays above 0.97."""
DOUBTS = 0.11
"""Share of held-out lines of talk from which on a message is worth a cadre's look."""
HEARD = 0.75
"""Share of held-out lines that open a ticket, hard ones too, which must be heard. With few lines to
learn from silence would be bought with deafness; there the threshold is what hears so many."""
_HEARD_OF = 3_000
"""Of such lines, at most, that are asked: a neighbour's opinion takes its time."""
PASSES = {"gate": 3, "topic": 2, "opening": 3}
"""Of the solver over the lines: on the development texts as good as all it would take, and much sooner."""
UNPLACED = 0.4
"""Share of lines without a place that are shown once more with a made-up one in front."""
RENAMED = 0.6
"""Share of lines with a place that are shown once more with another name there."""
EMPTY = 0.2
"""Share of lines that open a ticket and name no place that are shown to the tagger at all."""
LEAST = 5
"""Messages that must show a feature; the variants of one line show it together."""
Progress = Callable[[str], None]


def teach(examples: Sequence[Example], progress: Progress = lambda _: None) -> Understanding:
    """Fit every model to the examples.

    Raises ValueError where the villagers' or the cadres' acts have no examples.
    """
    villagers = _once(example for example in examples if not example.cadre)
    cadres = _once(example for example in examples if example.cadre)
    if not villagers or not cadres:
        raise ValueError("data/nlu needs examples of villagers' and of cadres' acts")
    # The words and the tagger take a core as long as the rest; TensorFlow's threads forbid a fork.
    with multiprocessing.get_context("spawn").Pool(1) as beside:
        return _teach(examples, villagers, cadres, beside, progress)


def _teach(
    examples: Sequence[Example],
    villagers: list[Example],
    cadres: list[Example],
    beside: Pool,
    progress: Progress,
) -> Understanding:
    variants = vary(villagers, SEED)
    progress(f"{len(villagers)} villagers' and {len(cadres)} cadres' lines, {len(variants)} variants")
    texts = [example.text for example in villagers] + [variant.text for variant in variants]
    labelled = villagers + [variant.example for variant in variants]
    parts = [(i,) for i in range(len(villagers))] + [variant.parts for variant in variants]
    written = np.arange(len(texts)) < len(villagers)
    normal = [normalise(text).text for text in texts]
    read = beside.apply_async(_words, (normal, len(villagers)))
    taught = beside.apply_async(_tagger, (list(examples),))
    corpus = Corpus(normal, lambda: read.get()[1], LEAST)
    lexicon, _ = read.get()
    words = Words(lexicon)
    everything = np.arange(len(texts))
    progress("what opens a ticket")
    opens = ["open" if example.act in OPENING else "silent" for example in labelled]
    gate = Fitted(
        corpus,
        Lines(everything, opens, parts, written),
        STRENGTH["gate"],
        folds=FOLDS,
        telling=TOLD,
        passes=PASSES["gate"],
    )
    progress("topics")
    # Of the variants those of matters are enough for what takes as long as this.
    some = everything[written | np.array([example.act in OPENING for example in labelled])]
    about = [str(labelled[i].category or labelled[i].act) for i in some]
    topic = Fitted(
        corpus,
        Lines(some, about, [parts[i] for i in some], written[some]),
        STRENGTH["topic"],
        passes=PASSES["topic"],
    )
    progress("acts")
    open_rows = np.flatnonzero([label == "open" for label in opens])
    opening = Fitted(
        corpus,
        Lines(
            open_rows,
            [str(labelled[i].act) for i in open_rows],
            [parts[i] for i in open_rows],
            written[open_rows],
        ),
        STRENGTH["opening"],
        balance="balanced",
        passes=PASSES["opening"],
    )
    progress("cadres' acts")
    said = [normalise(example.text).text for example in cadres]
    theirs = Corpus(said, lambda: meanings_of(words_of(said, lexicon), lexicon), 1)
    all_theirs = np.arange(len(cadres))
    acts = [str(example.act) for example in cadres]
    cadre_act = Fitted(
        theirs, Lines(all_theirs, acts, [(i,) for i in all_theirs], all_theirs >= 0), STRENGTH["cadre"]
    )
    neighbours = neighbours_of(corpus, about[: len(villagers)], topic.labels)
    lines = _thresholds(
        gate, topic, opening, villagers, normal, lambda i: _neighbourly(neighbours, corpus, i)
    )
    progress("places")
    tagger = taught.get()
    return Understanding(
        words,
        assemble(corpus, {"gate": gate, "topic": topic, "opening": opening}),
        assemble(theirs, {"act": cadre_act}),
        PlaceTagger(tagger, words),
        neighbours,
        KnownLines.of((text, example.intent) for text, example in zip(normal, villagers, strict=False)),
        learn_homophones(set("".join(normal))),
        lines,
        tagger,
    )


def _thresholds(
    gate: Fitted,
    topic: Fitted,
    opening: Fitted,
    villagers: Sequence[Example],
    normal: Sequence[str],
    near: Callable[[int], Floats | None],
) -> Thresholds:
    """The lowest line for opening a ticket that keeps held-out talk quiet enough, or hears enough reports.

    normal: the written lines, normalised. near: what the nearest lines of a written one are about,
    itself left out.
    """
    topical = np.array([label in CATEGORIES for label in topic.labels])
    told = dict(zip(topic.tried, topic.held_out[:, topical].sum(axis=1), strict=True))
    gates = dict(zip(gate.tried, gate.held_out[:, gate.labels.index("open")], strict=True))

    def opening_of(line: int) -> float:
        probability = pooled(gates[line], told[line])
        about = near(line) if probability >= ASKING else None
        if about is not None:
            probability = advised(probability, float(about[topical].sum()))
        return considered(probability, normal[line])

    talk = [opening_of(line) for line in told if villagers[line].act in {Act.CHAT, Act.THANKS}]
    reports = [line for line in told if villagers[line].act in OPENING]
    heard = [opening_of(line) for line in reports[:: 1 + len(reports) // _HEARD_OF]]
    opens = float(min(np.quantile(talk, 1 - ALARMS), np.quantile(heard, 1 - HEARD)))
    doubts = min(opens, float(np.quantile(talk, 1 - DOUBTS)))
    matters = [example for example in villagers if example.act in OPENING]
    danger = np.array([matters[i].act is Act.EMERGENCY for i in opening.tried])
    return Thresholds(opens=round(opens, 3), doubts=round(doubts, 3), emergency=_emergency(opening, danger))


def _neighbourly(neighbours: Neighbours, corpus: Corpus, line: int) -> Floats | None:
    """What the neighbours of one of the written lines are about."""
    row, size = corpus.matrix[line], len(corpus.vocabulary)
    runs = row.indices < size
    meaning = row[:, size:].toarray().ravel()
    return neighbours.topics_of(row.indices[runs].astype(np.int64), meaning, but=line)


def _emergency(opening: Fitted, really: NDArray[np.bool_]) -> float:
    """The probability among acts that open a ticket from which held-out emergencies are told best.

    Never below even odds: there are far more dangers among the written lines than in a group.
    """
    share = opening.held_out[:, opening.labels.index(Act.EMERGENCY)]
    lines = np.arange(0.5, 0.85, 0.05)
    best = max(
        lines, key=lambda line: 2 * (really & (share >= line)).sum() / ((share >= line).sum() + really.sum())
    )
    return round(float(best), 2)


def _once(examples: object) -> list[Example]:
    """Each text with each act only once."""
    seen: dict[tuple[str, Act, object], Example] = {}
    for example in examples:  # type: ignore[attr-defined]
        seen.setdefault((example.text, example.act, example.category), example)
    return list(seen.values())


def _words(normal: Sequence[str], written: int) -> tuple[Lexicon, Floats]:
    """The lexicon, weighed by the written messages, which come first; and what each message means."""
    plain = read_lexicon()
    counts = words_of(normal, plain)
    lexicon = weigh(plain, counts[:written])
    return lexicon, meanings_of(counts, lexicon)


def _tagger(examples: Sequence[Example]) -> bytes:
    """Written places, each also with a made-up name, and some of the matters that name none."""
    placed: list[tuple[str, list[tuple[int, int]]]] = []
    for example in examples:
        random = chance_of(SEED, "places", example.text)
        if not example.places and (example.act not in OPENING or random.random() > EMPTY):
            continue
        placed.append(_normalised(example.text, example.places))
        if random.random() < (RENAMED if example.places else UNPLACED if example.category else 0.0):
            placed.append(_normalised(*rename(example.text, example.places, random)))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tagger"
        train_tagger(placed, Words(read_lexicon()), path)
        return path.read_bytes()


def _normalised(text: str, places: Sequence[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """The message as the tagger sees it, its places moved accordingly."""
    normal = normalise(text)
    starts = normal.starts if normal.starts is not None else tuple(range(len(normal.text)))
    where = {start: i for i, start in reversed(list(enumerate(starts)))} | {len(text): len(normal.text)}
    return normal.text, [(where[a], where[b]) for a, b in places if a in where and b in where]
