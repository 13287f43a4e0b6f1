"""What anybody would type first has to be understood: the plainest messages of every kind."""

from __future__ import annotations

import csv
from pathlib import Path

from casework.taxonomy import OPENING, Act
from nlu.reader import ModelReader

PLAIN = Path(__file__).with_name("plain.tsv")


def rows() -> list[dict[str, str]]:
    with PLAIN.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_plain_reports_are_heard_and_plain_talk_is_not(reader: ModelReader) -> None:
    wrong = []
    for row in rows():
        opens = Act(row["act"]) in OPENING
        read = reader.read(row["text"])
        if read.actionable != opens:
            wrong.append((row["text"], str(read.act)))
    assert len(rows()) > 50
    assert len(wrong) <= len(rows()) * 0.04, wrong


def test_acts_and_categories_of_plain_messages(reader: ModelReader) -> None:
    acts = [(row["text"], row["act"], str(reader.read(row["text"]).act)) for row in rows()]
    off = [line for line in acts if line[1] != line[2]]
    assert len(off) <= len(acts) * 0.1, off
    about = [
        (row["text"], row["category"], str(reader.read(row["text"]).category))
        for row in rows()
        if row["category"]
    ]
    astray = [line for line in about if line[1] != line[2]]
    assert len(astray) <= len(about) * 0.15, astray
