"""What of a requirement file is installed in this environment; standard library only.

python .ci/packages.py is-done LIST   exit 0 if LIST, as it now reads, was installed completely
python .ci/packages.py lacking LIST   prints what is missing, of another version or damaged, one a line
python .ci/packages.py damaged LIST   prints only what an interrupted installation left in pieces
python .ci/packages.py done LIST      notes that LIST is installed completely
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, PackagePath, distributions
from pathlib import Path

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;#]+)")


def pins(listed: Path) -> Iterator[tuple[str, str]]:
    """Each (name, version) of a requirement file."""
    for line in listed.read_text(encoding="utf-8").splitlines():
        match = _PIN.match(line.strip())
        if match:
            yield match[1], match[2]


def survey(listed: Path) -> Iterator[tuple[str, bool]]:
    """Each pin that is not met, as ``name==version``, and whether pieces of just that version lie there."""
    there = {_plain(found.metadata["Name"] or ""): found for found in distributions()}
    # Some packages drop a README beside all others, where the next one overwrites it.
    claims = Counter(file for found in there.values() for file in found.files or ())
    for name, version in pins(listed):
        found = there.get(_plain(name))
        if found is None or found.version != version:
            yield f"{name}=={version}", False
        elif not is_whole(found, claims):
            yield f"{name}=={version}", True


def is_whole(found: Distribution, claims: Mapping[PackagePath, int]) -> bool:
    """Whether every file of an installed package is there with its size; compiled files don't count."""
    files = found.files
    if files is None:
        return False
    for file in files:
        if file.suffix == ".pyc" or file.size is None:
            continue
        try:
            size = Path(found.locate_file(file)).stat().st_size
        except OSError:
            return False
        if size != file.size and claims[file] == 1:
            return False
    return True


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _stamp(listed: Path) -> Path:
    return Path(sys.prefix) / f".installed-{listed.stem}"


def _digest(listed: Path) -> str:
    text = "\n".join("==".join(pin) for pin in pins(listed)) + sys.version
    return hashlib.sha256(text.encode()).hexdigest()


def main(what: str, listed: Path) -> int:
    """Run one of the four commands; returns the exit code."""
    stamp = _stamp(listed)
    if what == "is-done":
        return 0 if stamp.is_file() and stamp.read_text() == _digest(listed) else 1
    if what == "done":
        stamp.write_text(_digest(listed))
        return 0
    # Whatever is installed next may stop half-way; until it is done, it is not done.
    stamp.unlink(missing_ok=True)
    for pin, damaged in survey(listed):
        if what == "lacking" or damaged:
            print(pin)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
