"""Training as the township starts it: Rasa's own trainer, quiet, without calling home."""

from __future__ import annotations

import contextlib
import io
import logging
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

from nlu.quiet import quieten
from nlu.teaching import Progress

ROOT = Path(__file__).resolve().parent.parent


class TrainingFailed(Exception):
    """Rasa made no model; the text says why."""


def train(
    out_dir: Path, progress: Progress = lambda _: None, *, root: Path = ROOT, more: Path | None = None
) -> Path:
    """Train the model from `config.yml`, `domain.yml` and `data/` under `root`.

    more: a folder like `data/` whose lines are learned too, where it exists.

    Returns the model file. Raises TrainingFailed.
    """
    quieten()
    progress("loading Rasa")
    import rasa.model_training  # takes ten seconds, and only training needs it

    domain = root / "domain.yml"
    data = [str(root / "data")] + ([str(more)] if more and more.is_dir() else [])
    out = sys.stdout

    def tell(what: str) -> None:
        with contextlib.redirect_stdout(out):
            progress(what)

    steps = logging.getLogger("nlu.components")
    steps.setLevel(logging.INFO)
    listener = _Listener(tell)
    steps.addHandler(listener)
    try:
        with warnings.catch_warnings(), _mute():
            warnings.simplefilter("ignore")
            if domain.exists():
                made = rasa.model_training.train(
                    str(domain),
                    str(root / "config.yml"),
                    data,
                    output=str(out_dir),
                    force_training=True,
                ).model
            else:
                made = rasa.model_training.train_nlu(str(root / "config.yml"), data, str(out_dir))
    except Exception as error:
        raise TrainingFailed(str(error)) from error
    finally:
        steps.removeHandler(listener)
    if not made:
        raise TrainingFailed("Rasa found no training data")
    progress("done")
    return Path(made)


def latest_model(folder: Path) -> Path | None:
    """The newest model in a folder, or None."""
    models = sorted(folder.glob("*.tar.gz"), key=lambda file: (file.stat().st_mtime, file.name))
    return models[-1] if models else None


@contextlib.contextmanager
def _mute() -> Iterator[None]:
    """Without Rasa's progress bars and coloured lines."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        yield


class _Listener(logging.Handler):
    """Hands the trainer's steps, which Rasa runs out of our sight, to the progress callback."""

    def __init__(self, progress: Progress) -> None:
        super().__init__(logging.INFO)
        self._progress = progress

    def emit(self, record: logging.LogRecord) -> None:
        self._progress(record.getMessage())
