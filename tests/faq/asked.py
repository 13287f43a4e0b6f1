"""What villagers ask of the demo county's FAQ, and which entry answers it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from casework.county import Faq
from storage.roster_files import read_roster

HOME = "前童镇/双桥村"
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Asked:
    """A question in a village; entry: whose answer is right, "" where the cadre has to answer."""

    half: str
    text: str
    village: str
    entry: str


def questions() -> list[Asked]:
    """The table beside this module."""
    path = Path(__file__).with_name("questions.tsv")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return [Asked(r["half"], r["asked"], r["village"] or HOME, r["entry"]) for r in rows]


@lru_cache(maxsize=1)
def faqs() -> tuple[Faq, ...]:
    """The demo county's FAQ."""
    return read_roster(ROOT / "examples" / "county").faqs
