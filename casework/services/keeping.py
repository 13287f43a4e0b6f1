"""A cadre's answer becomes an entry of the village FAQ, and entries are struck (PRODUCT 5).

The offer is made once and in private. What is kept names nobody who asked; a private
matter is never kept.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime, timedelta

from casework.answers import LONGEST_ANSWER, nearness, same_question
from casework.clock import local_day
from casework.county import Faq
from casework.deeds import Deed
from casework.faq_wording import entries_listed, entry_kept, entry_struck
from casework.faq_wording import offer_entry as offer
from casework.lifecycle import Move, advance
from casework.messages import Turn
from casework.permissions import may
from casework.ports import UnitOfWork
from casework.privacy import mask_names, mask_private
from casework.services.correcting import anonymous
from casework.services.desk import Desk
from casework.services.finding import named
from casework.services.knowing import find_answer, is_fresh
from casework.services.refusing import asking_of, refuse
from casework.services.speaking import cause_of, reply_privately, tell_cadres
from casework.taxonomy import Act, Kind, Outcome
from casework.ticket import Ticket
from casework.wording import holder

OFFERED_FOR = timedelta(hours=48)
"""How long 存入问答 without a number means the answer that was offered."""

_BOTH = re.compile(r"^问[:：]\s*(?P<question>.+?)\s*答[:：]\s*(?P<answer>.+)$", re.DOTALL)
_GREETING = re.compile(r"^(?:@\S+\s*|请问一?下?|问一?下|你好|您好|大家好|各位|[\s,，。！!~～：:])+")
_SHORTEST, _LONGEST = 4, 60
"""Characters of a question that is worth keeping as it was asked; one beyond is a story."""


def offer_entry(
    desk: Desk, uow: UnitOfWork, ticket: Ticket, cadre: str, now: datetime, cause: int | None
) -> None:
    """Ask the cadre who has just answered whether the answer shall be kept."""
    faq = _entry(desk, ticket, "", now)
    if len(faq.question) < _SHORTEST or _hindrance(desk, ticket, faq, now) is not None:
        return
    uow.memory.put(f"keep:{cadre}", json.dumps({"at": now.isoformat(), "ticket": ticket.number}))
    tell_cadres(desk, uow, [cadre], Kind.ASK, offer(ticket, faq), now, ticket.number, cause=cause)


def keep_answer(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """存入问答: the answer to a ticket, perhaps in better words, becomes an entry in force at once."""
    ticket = named(uow, turn) or _offered(uow, turn, now)
    if ticket is None:
        _refuse(uow, turn, desk.phrases("keep_which"), now)
        return
    if not may(Deed.KEEP, asking_of(desk, uow, turn, now, ticket)):
        refuse(desk, uow, turn, Deed.KEEP, turn.text, now, ticket)
        who = holder(desk.county, ticket) if not ticket.private else "一站通"
        _refuse(uow, turn, desk.phrases("refused_not_yours", tag=ticket.tag, holder=who), now, ticket)
        return
    faq = _entry(desk, ticket, turn.reading.argument.strip(), now)
    hindrance = _hindrance(desk, ticket, faq, now)
    if hindrance is not None:
        _refuse(uow, turn, hindrance, now, ticket)
        return
    outdated = next((f for f in desk.county.faqs() if _same_entry(f, faq)), None)
    if outdated is not None:
        uow.faqs.remove(outdated)
        faq = replace(faq, question=outdated.question, phrasings=outdated.phrasings)
    if not uow.faqs.add(faq):
        _refuse(uow, turn, desk.phrases("keep_known", tag=ticket.tag, question=faq.question), now, ticket)
        return
    uow.memory.put(f"keep:{turn.person}", None)
    advance(ticket, Move.KEEP, by=turn.person or "", now=now, why=faq.question, cause=cause_of(turn))
    reply_privately(uow, turn, Kind.ANSWER, entry_kept(ticket, faq), now, ticket.number)


def strike_answer(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """删除问答 问题: the entry is not given any more; the 一站通 whose it is may do it."""
    words = turn.reading.argument.strip()
    meant = [faq for faq in desk.county.faqs() if _is_meant(faq, words)]
    asking = asking_of(desk, uow, turn, now)
    mine = [faq for faq in meant if may(Deed.STRIKE, replace(asking, township=faq.township or ""))]
    if meant and not mine:
        refuse(desk, uow, turn, Deed.STRIKE, turn.text, now)
        _refuse(uow, turn, desk.phrases("refused_strike"), now)
    elif len(mine) == 1 and uow.faqs.remove(mine[0]):
        reply_privately(uow, turn, Kind.ANSWER, entry_struck(mine[0]), now)
    elif len(mine) > 1:
        text = desk.phrases("strike_which", listed=entries_listed(mine))
        reply_privately(uow, turn, Kind.ASK, text, now)
    else:
        _refuse(uow, turn, desk.phrases("no_such_entry"), now)


def _refuse(uow: UnitOfWork, turn: Turn, text: str, now: datetime, ticket: Ticket | None = None) -> None:
    reply_privately(uow, turn, Kind.REFUSE, text, now, ticket.number if ticket else None)


def _hindrance(desk: Desk, ticket: Ticket, faq: Faq, now: datetime) -> str | None:
    """Why an answer cannot become an entry, in words for the cadre; None where it can."""
    if ticket.private:
        return desk.phrases("keep_private", tag=ticket.tag)
    if not _is_keepable(ticket):
        return desk.phrases("keep_unanswered", tag=ticket.tag)
    if len(faq.question) > _LONGEST:
        return desk.phrases("keep_long_question", tag=ticket.tag)
    if len(faq.answer) > LONGEST_ANSWER:
        return desk.phrases("keep_long_answer", tag=ticket.tag, most=LONGEST_ANSWER)
    known = _known(desk, faq, now)
    if known is not None:
        return desk.phrases("keep_known", tag=ticket.tag, question=known.question)
    return None


def _is_keepable(ticket: Ticket) -> bool:
    return ticket.act is Act.INQUIRY and ticket.outcome is Outcome.ANSWERED and not ticket.private


def _offered(uow: UnitOfWork, turn: Turn, now: datetime) -> Ticket | None:
    kept = uow.memory.get(f"keep:{turn.person}")
    if kept is None:
        return None
    offered = json.loads(kept)
    fresh = now - datetime.fromisoformat(offered["at"]) <= OFFERED_FOR
    return uow.tickets.get(offered["ticket"]) if fresh else None


def _entry(desk: Desk, ticket: Ticket, words: str, now: datetime) -> Faq:
    """What would be kept: the question as asked and the cadre's answer, or as `words` put them."""
    both = _BOTH.match(words)
    asked = both["question"] if both else _GREETING.sub("", " ".join(ticket.text.split()))
    said = both["answer"] if both else words or ticket.result
    speakers = [voice.name for voice in ticket.voices]
    cadre = desk.county.cadre(next((e.by for e in reversed(ticket.history) if e.move == Move.ANSWER), ""))
    source = " ".join(filter(None, (cadre.duty, cadre.name))) if cadre else ""
    township, _, village = ticket.village.partition("/")
    return Faq(
        anonymous(desk, asked, ticket.village, speakers),
        mask_names(mask_private(said), speakers),
        source=source,
        dated=local_day(now).isoformat(),
        township=township or ticket.township,
        village=village or None,
    )


def _known(desk: Desk, faq: Faq, now: datetime) -> Faq | None:
    """The entry that answers it already where it would hold; one too old to be given doesn't."""
    village = f"{faq.township}/{faq.village}" if faq.village else faq.township
    found = find_answer(desk, village, faq.question)
    same = next((f for f in desk.county.faqs() if _same_entry(f, faq)), None)
    for known in (same, found):
        if known is not None and nearness(known) >= nearness(faq) and is_fresh(desk, known, now):
            return known
    return None


def _same_entry(one: Faq, other: Faq) -> bool:
    return (one.township, one.village) == (other.township, other.village) and same_question(
        one.question, other.question
    )


def _is_meant(faq: Faq, words: str) -> bool:
    """Whether words are its question, with its village's or township's name before it where needed."""
    names = ("", faq.village, faq.township, f"{faq.township}{faq.village}")
    return any(name is not None and same_question(name + faq.question, words) for name in names)
