"""A replay of a thousand lines, beside reading the same lines without a ticket.

    python -m benchmarks replay

The transcript is the demo's village day, over and over with its dates moved on. The
largest figures wanted: 60 s with start-up, and not a byte of difference between two runs.
Each run is a process of its own, so that nothing depends on the order of a set.
Processor seconds don't depend on the machine's other work.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.report import ROOT, Figures, in_child

DAY = ROOT / "examples" / "demo_day.jsonl"
COUNTY = ROOT / "examples" / "county"
LINES = 1000


def village_days(lines: int) -> str:
    """A transcript of so many lines: the demo's day, and the same again on the days after it."""
    return "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in islice(_events(), lines))


def _events() -> Iterator[dict[str, object]]:
    day = [json.loads(line) for line in DAY.read_text(encoding="utf-8").splitlines()]
    for later in count():
        for event in day:
            at = datetime.fromisoformat(event["at"]) + timedelta(days=later)
            ids = {field: f"{later}-{event[field]}" for field in ("id", "recall") if field in event}
            yield {**event, **ids, "at": at.isoformat()}


def run() -> Figures:
    """The whole bot and the reading alone."""
    with TemporaryDirectory() as folder:
        long, short = Path(folder) / "long.jsonl", Path(folder) / "short.jsonl"
        long.write_text(village_days(LINES), encoding="utf-8")
        short.write_text(village_days(1), encoding="utf-8")
        _, start, start_cpu = _replayed(short)
        said, whole, whole_cpu = _replayed(long)
        again, _, _ = _replayed(long)
        read = in_child("benchmarks.replay", long)
    ours = {
        "start-up, s": start,
        "start-up, processor s": start_cpu,
        "with start-up, s": whole,
        "with start-up, processor s": whole_cpu,
        "ms a line": (whole - start) / LINES * 1e3,
        "processor ms a line": (whole_cpu - start_cpu) / LINES * 1e3,
        "lines said": len(said.splitlines()),
        "lines that a second run says otherwise": _differing(said, again),
    }
    return {"ours": ours, "reading alone": read}


def _replayed(transcript: Path) -> tuple[bytes, float, float]:
    """What ``replay`` prints, its seconds and its processor seconds."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "bot", "replay", str(transcript), "--roster", str(COUNTY)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    spent, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return done.stdout, spent, processor


def _differing(one: bytes, other: bytes) -> int:
    pairs = zip(one.splitlines(), other.splitlines(), strict=False)
    return sum(a != b for a, b in pairs) + abs(len(one.splitlines()) - len(other.splitlines()))


def read_alone(transcript: Path) -> dict[str, float]:
    """The figures of a process that only reads what was said, line by line, and keeps nothing."""
    from bot.config import Config
    from nlu.archive import find_model
    from nlu.reader import ModelReader

    reader = ModelReader.load(find_model(Config().model_dir))
    start, start_cpu = _since_birth(), time.process_time()
    for line in transcript.read_text(encoding="utf-8").splitlines():
        event = json.loads(line)
        if event.get("text"):
            reader.read(event["text"], cadre="person" in event)
    whole, whole_cpu = _since_birth(), time.process_time()
    return {
        "start-up, s": start,
        "start-up, processor s": start_cpu,
        "with start-up, s": whole,
        "with start-up, processor s": whole_cpu,
        "ms a line": (whole - start) / LINES * 1e3,
        "processor ms a line": (whole_cpu - start_cpu) / LINES * 1e3,
    }


_BORN = time.perf_counter()


def _since_birth() -> float:
    return time.perf_counter() - _BORN


if __name__ == "__main__":
    print(json.dumps(read_alone(Path(sys.argv[1]))))
