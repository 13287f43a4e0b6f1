"""Whether the trained model still fits what it was trained from, and training it anew."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.config import ROOT
from casework.errors import NoModel
from nlu.archive import ModelError, ModelMissing, find_model
from nlu.comparing import Comparison, compare
from nlu.learned import LINES
from nlu.reader import ModelReader

_STAMP = "trained_from.json"
_SENTENCES = re.compile(rb"^responses:\n(?:[ #].*\n|\n)*", re.MULTILINE)
_PATTERNS = ("config.yml", "domain.yml", "data/**/*.yml", "nlu/**/*.py", "nlu/*.txt")


@dataclass(frozen=True)
class Trained:
    """What a training ended with.

    model: the model in use afterwards. kept: whether that is the old one, since the new one read worse.
    """

    model: Path
    comparison: Comparison
    kept: bool


def train_model(
    model_dir: Path, learned_dir: Path, progress: Callable[[str], None], *, root: Path = ROOT
) -> Trained:
    """Train a model, compare it with the one in use, and put the better one into force.

    Takes about two minutes; `progress` hears of each step. What a model was trained from is noted
    beside it, so that nothing is trained twice. Raises `NoModel` where Rasa makes none.
    """
    os.environ["LOG_LEVEL"] = "ERROR"  # what Rasa goes by when it shows its own bars
    from nlu.train import TrainingFailed, train

    digest = sources_digest(root, learned_dir)
    model_dir.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=model_dir, prefix=".new-") as folder:
        try:
            made = train(Path(folder), progress, root=root, more=learned_dir)
        except TrainingFailed as error:
            raise NoModel(
                f"训练没有成功：{error}。请检查 data/、domain.yml 和 config.yml 里新近的改动"
            ) from error
        progress("comparing with the model in use")
        old = _in_use(model_dir)
        comparison = compare(_reader(old), ModelReader.load(made), learned_dir)
        kept = old is not None and comparison.is_worse
        model = old if old is not None and kept else made.rename(model_dir / made.name)
    stamp = {"model": model.name, "sources": digest}
    (model_dir / _STAMP).write_text(json.dumps(stamp), encoding="utf-8")
    return Trained(model, comparison, kept)


def _in_use(model_dir: Path) -> Path | None:
    try:
        return find_model(model_dir)
    except ModelMissing:
        return None


def _reader(model: Path | None) -> ModelReader | None:
    """A reader of the model in use; None where it is of an older version."""
    try:
        return ModelReader.load(model) if model else None
    except ModelError:
        return None


def is_current(model_dir: Path, learned_dir: Path, *, root: Path = ROOT) -> bool:
    """Whether the newest model was trained from the data, settings and reader as they are now.

    Raises `NoModel` where there is none.
    """
    try:
        newest = find_model(model_dir)
    except ModelMissing as missing:
        raise NoModel(str(missing)) from None
    try:
        stamp = json.loads((model_dir / _STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(stamp == {"model": newest.name, "sources": sources_digest(root, learned_dir)})


def sources_digest(root: Path, learned_dir: Path) -> str:
    """A fingerprint of everything a model is trained from: names and contents.

    Not the bot's own sentences: they are read from the domain when they are said.
    """
    found = hashlib.sha256()
    for name, file in _sources(root, learned_dir):
        content = file.read_bytes()
        if name == "domain.yml":
            content = _SENTENCES.sub(b"", content)
        found.update(f"{name} {len(content)}\n".encode())
        found.update(content)
    return found.hexdigest()


def _sources(root: Path, learned_dir: Path) -> Iterator[tuple[str, Path]]:
    for pattern in _PATTERNS:
        yield from ((file.relative_to(root).as_posix(), file) for file in sorted(root.glob(pattern)))
    lines = learned_dir / LINES
    if lines.exists():
        yield f"learned/{LINES}", lines
