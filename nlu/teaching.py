"""From the examples to an `Understanding`: what training is, without Rasa."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from casework.taxonomy import OPENING, Act
from nlu.examples import Example
from nlu.fitting import Corpus, Fitted, assemble
from nlu.normalise import normalise
from nlu.tagging import FILE as TAGGER_FILE
from nlu.tagging import PlaceTagger, train_tagger
from nlu.understanding import Thresholds, Understanding

STRENGTH = 10.0
"""Inverse of regularisation, chosen by cross-validation."""
Progress = Callable[[str], None]


def teach(examples: Sequence[Example], progress: Progress = lambda _: None) -> Understanding:
    """Fit every model to the examples.

    Raises ValueError where the villagers' or the cadres' acts have no examples.
    """
    villagers = _once(example for example in examples if not example.cadre)
    cadres = _once(example for example in examples if example.cadre)
    if not villagers or not cadres:
        raise ValueError("data/nlu needs examples of villagers' and of cadres' acts")
    progress(f"{len(villagers)} villagers' and {len(cadres)} cadres' lines")
    corpus = Corpus([normalise(example.text).text for example in villagers])
    opens = np.array([example.act in OPENING for example in villagers])
    everything = np.arange(len(villagers))
    progress("what opens a ticket")
    gate = Fitted(corpus, everything, ["open" if one else "silent" for one in opens], STRENGTH)
    progress("acts")
    act = Fitted(corpus, everything, [str(example.act) for example in villagers], STRENGTH)
    progress("categories")
    labelled = np.array([i for i, example in enumerate(villagers) if example.category is not None])
    category = Fitted(corpus, labelled, [str(villagers[i].category) for i in labelled], STRENGTH)
    progress("cadres' acts")
    theirs = Corpus([normalise(example.text).text for example in cadres], least=1)
    cadre_act = Fitted(theirs, np.arange(len(cadres)), [str(example.act) for example in cadres], STRENGTH)
    progress("places")
    tagger = _tagger(examples)
    return Understanding(
        assemble(corpus, {"gate": gate, "act": act, "category": category}),
        assemble(theirs, {"act": cadre_act}),
        PlaceTagger(tagger),
        Thresholds(),
        tagger,
    )


def _once(examples: object) -> list[Example]:
    """Each text with each act only once."""
    seen: dict[tuple[str, Act, object], Example] = {}
    for example in examples:  # type: ignore[attr-defined]
        seen.setdefault((example.text, example.act, example.category), example)
    return list(seen.values())


def _tagger(examples: Sequence[Example]) -> bytes:
    placed: list[tuple[str, list[tuple[int, int]]]] = []
    for example in examples:
        if example.act is Act.CHAT:
            continue
        normal = normalise(example.text)
        starts = list(normal.starts) if normal.starts is not None else list(range(len(normal.text)))
        where = {start: i for i, start in reversed(list(enumerate(starts)))} | {len(example.text): len(normal.text)}
        places = [(where[a], where[b]) for a, b in example.places if a in where and b in where]
        placed.append((normal.text, places))
    with TemporaryDirectory() as folder:
        path = Path(folder) / TAGGER_FILE
        train_tagger(placed, path)
        return path.read_bytes()
