"""The hand-written training lines of `data/nlu`, with where each one stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from casework.taxonomy import Act, Category

_PLACE = re.compile(r"\[([^\[\]]+)\]\(place\)")
CADRE = "cadre_"


@dataclass(frozen=True)
class Example:
    """One labelled message. places: (start, end) in `text`."""

    text: str
    act: Act
    category: Category | None = None
    cadre: bool = False
    places: tuple[tuple[int, int], ...] = ()
    source: str = ""

    @property
    def intent(self) -> str:
        """The name under which the training data has such lines."""
        category = f"+{self.category}" if self.category is not None else ""
        return f"{CADRE if self.cadre else ''}{self.act}{category}"


def intent_parts(intent: str) -> tuple[Act, Category | None, bool]:
    """What an intent of the training data stands for.

    Raises ValueError for an unknown act or category.
    """
    cadre = intent.startswith(CADRE)
    act, _, category = intent.removeprefix(CADRE).partition("+")
    return Act(act), Category(category) if category else None, cadre


def unmark(line: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A line without its annotations, and where the places were."""
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    length = position = 0
    for match in _PLACE.finditer(line):
        before = line[position : match.start()]
        parts += [before, match[1]]
        places.append((length + len(before), length + len(before) + len(match[1])))
        length += len(before) + len(match[1])
        position = match.end()
    parts.append(line[position:])
    return "".join(parts), tuple(places)


def read_examples(folder: Path) -> list[Example]:
    """All examples of all files, in order of file name.

    Raises ValueError naming the file where one is not well formed.
    """
    found: list[Example] = []
    for path in sorted(folder.glob("*.yml")):
        try:
            document = yaml.load(
                path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
            )
            found.extend(_examples(document["nlu"], path.name))
        except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path.name}: {error}") from error
    return found


def _examples(blocks: Iterable[dict[str, str]], source: str) -> Iterator[Example]:
    for block in blocks:
        if "intent" not in block:
            continue
        act, category, cadre = intent_parts(block["intent"])
        for line in block["examples"].splitlines():
            if not line.strip():
                continue
            text, places = unmark(line.removeprefix("- ").strip())
            yield Example(text, act, category, cadre, places, source)
