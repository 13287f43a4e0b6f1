"""What a transcript has to lead to: an expectation file beside it, and how it is held against the output.

A file ``name.yml`` goes with ``name.jsonl``. It says what matters and leaves the rest of the
wording free:

about, rules: what it shows, and which numbered rules of the specification.
roster: a folder below ``rosters``; the demo county by default.
then: further transcripts played afterwards on the same database, as after a restart.
said: lines that must be among the output, in any order. Each gives some of ``at`` (the end of the
    local time or ``MM-DD HH:MM``), ``chat`` (a group, or ``private``), ``to``, ``kind``, ``ticket``
    (a number, or null), ``has`` and ``lacks`` (words), and ``times`` where the number of them matters.
never: lines that must not be there, described the same way.
heard: by group, the kinds of everything said there, in order: nothing more, nothing less.
tickets: by number, fields of the ticket at the end; ``history`` lists words that its entries
    contain in this order. Every ticket must be named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
COUNTY = ROOT / "examples" / "county"

Line = Mapping[str, Any]

_LINE_FIELDS = {"at", "chat", "to", "kind", "ticket", "has", "lacks", "times"}


@dataclass(frozen=True)
class Expectation:
    """One expectation file."""

    name: str
    about: str
    rules: tuple[str, ...]
    tickets: Mapping[int, Mapping[str, Any]]
    said: Sequence[Mapping[str, Any]] = ()
    never: Sequence[Mapping[str, Any]] = ()
    heard: Mapping[str, Sequence[str]] = field(default_factory=dict)
    roster: str | None = None
    then: tuple[str, ...] = ()

    @property
    def files(self) -> list[Path]:
        """The transcripts, in the order in which they are played."""
        return [FOLDER / f"{name}.jsonl" for name in (self.name, *self.then)]

    @property
    def people(self) -> Path:
        """The roster it is played with."""
        return FOLDER / "rosters" / self.roster if self.roster else COUNTY


def read_expectation(path: Path) -> Expectation:
    """One file; a field that nobody knows is a mistake worth failing for."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    for line in (*raw.get("said", ()), *raw.get("never", ())):
        unknown = set(line) - _LINE_FIELDS
        assert not unknown, f"{path.name}: unknown fields {unknown}"
    raw["rules"] = tuple(str(rule) for rule in raw["rules"])
    raw["then"] = tuple(raw.get("then", ()))
    raw["tickets"] = raw.get("tickets") or {}
    return Expectation(name=path.stem, **raw)


def expectations() -> list[Expectation]:
    """All of them, by name."""
    return [read_expectation(path) for path in sorted(FOLDER.glob("*.yml"))]


def disappointments(wanted: Expectation, output: Sequence[Line]) -> Iterator[str]:
    """Everything in which the output differs from what was expected, in words."""
    end = next(n for n, line in enumerate(output) if line.get("end"))
    said, tickets = output[:end], {int(t["ticket"]): t for t in output[end + 1 :]}
    for line in wanted.said:
        found = sum(_fits(line, other) for other in said)
        if found != line.get("times", found or 1):
            yield f"said {found} times: {line}"
    for line in wanted.never:
        yield from (f"said: {other}, against {line}" for other in said if _fits(line, other))
    for group, kinds in wanted.heard.items():
        heard = [line["kind"] for line in said if line["chat"] == group]
        if heard != list(kinds):
            yield f"{group} heard {heard}, not {list(kinds)}"
    if set(tickets) != set(wanted.tickets):
        yield f"tickets {sorted(tickets)}, not {sorted(wanted.tickets)}"
    for number, fields in wanted.tickets.items():
        if number in tickets:
            yield from _differences(number, fields, tickets[number])


def _fits(wanted: Line, line: Line) -> bool:
    same = {k: wanted[k] for k in ("to", "kind") if k in wanted}
    if any(line[k] != v for k, v in same.items()):
        return False
    if "chat" in wanted and line["chat"] != (None if wanted["chat"] == "private" else wanted["chat"]):
        return False
    if "ticket" in wanted and line["ticket"] != (None if wanted["ticket"] is None else str(wanted["ticket"])):
        return False
    if "at" in wanted and not _moment(line["at"]).startswith(str(wanted["at"])):
        clock = _moment(line["at"]).partition(" ")[2]
        if not clock.startswith(str(wanted["at"])):
            return False
    has, lacks = _words(wanted, "has"), _words(wanted, "lacks")
    return all(w in line["text"] for w in has) and not any(w in line["text"] for w in lacks)


def _moment(at: str) -> str:
    """``2026-06-10T09:00:12+08:00`` as ``06-10 09:00:12``."""
    return at[5:19].replace("T", " ")


def _words(line: Line, key: str) -> list[str]:
    value = line.get(key, [])
    return [value] if isinstance(value, str) else list(value)


def _differences(number: int, fields: Mapping[str, Any], ticket: Line) -> Iterator[str]:
    for key, value in fields.items():
        if key == "history":
            what = iter([entry["what"] for entry in ticket["history"]])
            missing = [words for words in value if not any(words in entry for entry in what)]
            if missing:
                yield f"#{number} history lacks, in this order, {missing}: {ticket['history']}"
        elif key in ("opened_at", "accept_by", "due", "closed_at") and value is not None:
            if not _moment(ticket[key] or "").startswith(str(value)):
                yield f"#{number} {key} is {ticket[key]}, not {value}"
        elif ticket[key] != value:
            yield f"#{number} {key} is {ticket[key]!r}, not {value!r}"
