"""Whether the trained model still fits what it was trained from, and training it anew."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.config import ROOT
from casework.errors import NoModel
from nlu.archive import ModelMissing, find_model

_STAMP = "trained_from.json"
_PATTERNS = ("config.yml", "domain.yml", "data/**/*.yml", "nlu/**/*.py", "nlu/*.txt")


def train_model(model_dir: Path, progress: Callable[[str], None], *, root: Path = ROOT) -> Path:
    """Train a model into `model_dir` and note what it was trained from; returns its file.

    Takes about a minute; `progress` hears of each step. Raises `NoModel` where Rasa makes none.
    """
    os.environ["LOG_LEVEL"] = "ERROR"  # what Rasa goes by when it shows its own bars
    from nlu.train import TrainingFailed, train

    digest = sources_digest(root)
    try:
        model = train(model_dir, progress, root=root)
    except TrainingFailed as error:
        raise NoModel(
            f"训练没有成功：{error}。请检查 data/、domain.yml 和 config.yml 里新近的改动"
        ) from error
    (model_dir / _STAMP).write_text(json.dumps({"model": model.name, "sources": digest}), encoding="utf-8")
    return model


def is_current(model_dir: Path, *, root: Path = ROOT) -> bool:
    """Whether the newest model was trained from the data, settings and reader as they are now.

    Raises `NoModel` where there is none.
    """
    try:
        newest = find_model(model_dir)
    except ModelMissing:
        raise NoModel(f"{model_dir} 里没有训练好的模型，请运行 python -m bot train") from None
    try:
        stamp = json.loads((model_dir / _STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(stamp == {"model": newest.name, "sources": sources_digest(root)})


def sources_digest(root: Path = ROOT) -> str:
    """A fingerprint of everything a model is trained from: names and contents."""
    found = hashlib.sha256()
    for file in _sources(root):
        content = file.read_bytes()
        found.update(f"{file.relative_to(root).as_posix()} {len(content)}\n".encode())
        found.update(content)
    return found.hexdigest()


def _sources(root: Path) -> Iterator[Path]:
    for pattern in _PATTERNS:
        yield from sorted(root.glob(pattern))
