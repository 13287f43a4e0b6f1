"""The reader's files inside a Rasa model, read without Rasa: it starts in a second."""

from __future__ import annotations

import tarfile
import zlib
from pathlib import Path

from nlu.understanding import FILES, ModelIsOld, Understanding


class ModelError(Exception):
    """The model cannot be used; training makes a new one (`python -m bot train`)."""

    def __init__(self, path: Path) -> None:
        """`path` is where the model was looked for."""
        super().__init__(str(path))
        self.path = path


class ModelMissing(ModelError):
    """There is no model at that place."""

    def __str__(self) -> str:
        """One line for the console."""
        return f"{self.path} 里没有训练好的模型，请运行 python -m bot train"


class ModelUnreadable(ModelError):
    """The file is no model, or one of an older version."""

    def __str__(self) -> str:
        """One line for the console."""
        return f"{self.path} 不是这一版程序的模型，请运行 python -m bot train"


def find_model(path: Path) -> Path:
    """The model file, or the newest one where `path` is a folder.

    Raises ModelMissing.
    """
    if path.is_file():
        return path
    models = (
        sorted(path.glob("*.tar.gz"), key=lambda file: (file.stat().st_mtime, file.name))
        if path.is_dir()
        else []
    )
    if not models:
        raise ModelMissing(path)
    return models[-1]


def read_model(path: Path) -> Understanding:
    """The understanding stored in a Rasa model file.

    Raises ModelUnreadable.
    """
    try:
        with tarfile.open(path, "r:gz") as archive:
            files: dict[str, bytes] = {}
            for member in archive:
                name = member.name.rsplit("/", 1)[-1]
                if name in FILES and (content := archive.extractfile(member)) is not None:
                    files[name] = content.read()
        return Understanding.load(files)
    except (OSError, EOFError, tarfile.TarError, zlib.error, KeyError, ValueError, ModelIsOld) as error:
        raise ModelUnreadable(path) from error
