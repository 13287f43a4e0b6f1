"""Private files of the transport: the saved session, the QR code, media."""

from __future__ import annotations

import logging
import os
from pathlib import Path

log = logging.getLogger(__name__)

_SUFFIXES = {b"\x89PNG": ".png", b"GIF8": ".gif", b"\xff\xd8\xff": ".jpg", b"ID3": ".mp3", b"RIFF": ".webp"}


def private_directory(path: Path) -> Path:
    """Make a directory nobody else can look into."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)
    return path


def write(path: Path, content: bytes) -> None:
    """Write a file that is either whole or not there, readable by its owner alone."""
    fresh = path.with_name(f".{path.name}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def trusted(path: Path) -> bool:
    """Whether a saved session may be loaded: loading a pickle somebody else wrote would run his code."""
    if not path.exists():
        return False
    state = path.stat()
    if state.st_uid != os.getuid() or state.st_mode & 0o077:
        log.warning("the saved session is not a private file of ours; ignored")
        return False
    return True


def suffix_of(content: bytes, otherwise: str) -> str:
    """A file's suffix by its first bytes."""
    return next((suffix for head, suffix in _SUFFIXES.items() if content.startswith(head)), otherwise)
