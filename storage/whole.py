"""Files that are either the new ones or still the old ones."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path


def put_files(files: Mapping[Path, bytes]) -> None:
    """Write files; none replaces its forerunner before all are written. Raises OSError."""
    fresh = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in files}
    try:
        for path, content in files.items():
            fresh[path].write_bytes(content)
        for path, part in fresh.items():
            part.replace(path)
    finally:
        for part in fresh.values():
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
