"""Questions put to a cadre in private, so that one digit, or one photo, answers them (PRODUCT 4.1)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from casework.messages import Message, Turn
from casework.ports import UnitOfWork
from casework.reading import Reading
from casework.services.speaking import reply_privately
from casework.taxonomy import CADRE_ACTS, Act, Kind
from casework.ticket import Ticket
from casework.wording import head

_ANSWERS_NOTHING = frozenset({Act.ACCEPT, Act.VISIT, Act.FILE, Act.COMMAND})

ANSWER_WITHIN = timedelta(hours=12)
"""How long a question waits for its digit; after that a bare number means nothing."""

_CHOICE = re.compile(
    r"^\s*(?:[#＃]?(?P<number>\d{1,7})\s*[号.、。]?|第?(?P<nth>[1-9一二两三四五六七八九])[个件条])[。.!！的]?\s*$"
)
_NTH = "一二三四五六七八九"


def ask_which(uow: UnitOfWork, turn: Turn, tickets: Sequence[Ticket], question: str, now: datetime) -> None:
    """Ask the cadre which of several tickets he means, listing them numbered."""
    listed = [f"{n}. {head(t)}" for n, t in enumerate(tickets, 1)]
    _remember(uow, turn, [t.number for t in tickets], turn.reading.argument or turn.reading.text, now)
    reply_privately(uow, turn, Kind.ASK, "\n".join([question, *listed]), now)


def ask_for_words(uow: UnitOfWork, turn: Turn, ticket: Ticket, question: str, now: datetime) -> None:
    """Ask the cadre for what is missing with an act on one ticket; words or a photo answer."""
    _remember(uow, turn, [ticket.number], "", now)
    reply_privately(uow, turn, Kind.ASK, question, now, ticket.number)


def ask_whom(
    uow: UnitOfWork,
    turn: Turn,
    whom: Mapping[str, str],
    words: str,
    question: str,
    now: datetime,
    ticket: int | None = None,
) -> None:
    """Ask the cadre which of several of one name he means; a digit, or the key itself, answers.

    whom: what is shown of each, by key (工号, 户号). words: what the act says besides.
    """
    listed = [f"{n}. {shown}" for n, shown in enumerate(whom.values(), 1)]
    _remember(uow, turn, [] if ticket is None else [ticket], words, now, [*whom])
    reply_privately(uow, turn, Kind.ASK, "\n".join([question, *listed]), now, ticket)


def _remember(
    uow: UnitOfWork, turn: Turn, numbers: list[int], words: str, now: datetime, keys: Sequence[str] = ()
) -> None:
    reading = turn.reading
    kept = {
        "keys": list(keys),
        "at": now.isoformat(),
        "tickets": numbers,
        "act": reading.act.value,
        "verb": reading.verb,
        "other": reading.tickets[-1:],
        "unfixed": reading.outcome_unfixed,
        "words": words,
    }
    uow.memory.put(f"ask:{turn.person}", json.dumps(kept, ensure_ascii=False))


def take_choice(uow: UnitOfWork, message: Message, reading: Reading, now: datetime) -> Reading | None:
    """The act that a cadre's message completes, or None; the question is then forgotten."""
    kept = uow.memory.get(f"ask:{message.person}")
    if kept is None:
        return None
    asked = json.loads(kept)
    if now - datetime.fromisoformat(asked["at"]) > ANSWER_WITHIN or reading.explicit:
        uow.memory.put(f"ask:{message.person}", None)
        return None
    numbers: list[int] = asked["tickets"]
    keys: list[str] = asked.get("keys", [])
    act = Act(asked["act"])
    number, words = None, asked["words"]
    choice = _CHOICE.match(message.text) if message.group is None else None
    if keys:
        key = _chosen_key(message, choice, keys)
        if key is None:
            return None
        words = f"{key} {words}".strip()
    elif choice and len(numbers) > 1:
        number = _chosen(choice, numbers)
    elif len(numbers) == 1 and (message.is_media or reading.act in _answering(act, message)):
        number, words = numbers[0], message.text
    if number is None and not keys:
        return None
    chosen = numbers if keys else [number]
    uow.memory.put(f"ask:{message.person}", None)
    return replace(
        reading,
        act=act,
        verb=asked["verb"],
        tickets=(*chosen, *(n for n in asked["other"] if n not in chosen)),
        argument=words,
        explicit=True,
        confidence=1.0,
        outcome_unfixed=asked["unfixed"] or reading.outcome_unfixed,
    )


def _chosen(choice: re.Match[str], numbers: list[int]) -> int | None:
    """The ticket that a digit of the list, or its own number, stands for."""
    n = _digit(choice)
    if 1 <= n <= len(numbers):
        return numbers[n - 1]
    return n if n in numbers else None


def _chosen_key(message: Message, choice: re.Match[str] | None, keys: list[str]) -> str | None:
    """Who of the list a digit, or the key itself, stands for; only in private."""
    if message.group is not None:
        return None
    key = message.text.strip().upper()
    if key in keys:
        return key
    n = _digit(choice) if choice else 0
    return keys[n - 1] if 1 <= n <= len(keys) else None


def _digit(choice: re.Match[str]) -> int:
    nth = (choice["nth"] or "").replace("两", "二")
    return _NTH.index(nth) + 1 if nth in _NTH and nth else int(nth or choice["number"])


def _answering(act: Act, message: Message) -> tuple[Act, ...]:
    """What words that complete `act` may be read as; talk in a group answers no private question.

    In private nearly everything does: a reason reads like whatever it is the reason for.
    """
    return (act, Act.PROGRESS, Act.RESOLVE) if message.group else tuple(CADRE_ACTS - _ANSWERS_NOTHING)
