"""Writes `docs/transcripts.md`: which transcripts show that which numbered rule is kept.

Run it after a transcript was added: ``.venv/bin/python -m tests.transcripts.table``.
"""

from __future__ import annotations

from tests.transcripts.expectations import ROOT, expectations

PAGE = ROOT / "docs" / "transcripts.md"

RULES = {
    "1.1": "speaks only to register, report, answer, warn, and in the digest",
    "1.2": "one reply registers; a missing place is asked for once",
    "1.3": "pieces, neighbours' additions and agreement are one report",
    "1.4": "several matters of one message",
    "1.5": "the same matter joins the open ticket",
    "1.6": "budget, quiet hours, gathering, silent switch",
    "1.7": "sensitive matters stay private; a complaint about a cadre goes past him",
    "1.8": "numbers of telephones, identity cards and bank cards are masked",
    "1.9": "emergencies at once, again and again until one accepts",
    "2.1": "grid from the place, else the household",
    "2.2": "nobody's grid is triage; departments are co-handlers",
    "2.3": "stand-ins during leave",
    "2.4": "nothing is ever unowned",
    "3.2": "rights to tickets; attempts are refused",
    "3.3": "the reporter's own rights",
    "3.4": "bound groups and namesakes",
    "4.1": "accepting, and which ticket is meant",
    "4.2": "resolving, and when it is due",
    "4.3": "extending, returning, handing on",
    "4.4": "reminders, and escalation step by step",
    "4.5": "the villager's verdict, reopening, no answer",
    "4.6": "an honest end",
    "4.7": "one rating, by the reporter's household",
    "4.8": "withdrawn and recalled",
    "5.1": "channel onestop",
    "5.2": "channel first_asked",
    "5.3": "channel panel",
    "5.4": "channel wish",
    "6.1": "a group's daily digest",
    "6.2": "a cadre's and a leader's mornings, the week on Mondays",
    "6.3": "the weekly picture",
    "6.4": "at most once, late with its date, or dropped",
    "7.1": "visits by chat",
}
"""Numbered rules of the specification, by what they are about (5, 6 and 7 have points instead of numbers)."""

MUST = frozenset(rule for rule in RULES if rule[0] in "1456") - {"6.3"}
"""Those that need a transcript; the picture is no line of a replay."""

_HEAD = """# Rules and the conversations that show them

Every conversation lies in `tests/transcripts/` as a replay file, with what it has to lead to beside it;
`.venv/bin/python -m bot replay tests/transcripts/NAME.jsonl --roster examples/county` plays one by hand.
Written by `python -m tests.transcripts.table`; a test fails where it is out of date.
"""


def page() -> str:
    """The page as it should be."""
    known = expectations()
    lines = [_HEAD, "| rule | about | transcripts |", "|---|---|---|"]
    for rule, about in RULES.items():
        shown = ", ".join(f"`{e.name}`" for e in known if rule in e.rules)
        if shown:
            lines.append(f"| {rule} | {about} | {shown} |")
    lines += ["", "## What each of them shows", ""]
    lines += [f"- `{e.name}`: {e.about}." for e in known]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
