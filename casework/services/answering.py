"""首问负责: a known question is answered from the FAQ, any other goes to the first cadre asked."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from casework.faq_wording import answered_before, known_answer, passed_on
from casework.lifecycle import Move, advance
from casework.messages import Message, Turn, TurnState
from casework.ports import UnitOfWork
from casework.reading import Issue, Reading
from casework.services.desk import Desk
from casework.services.intake import register_turn
from casework.services.knowing import find_answer, is_fresh
from casework.services.speaking import cause_of, reply, tell_cadres
from casework.taxonomy import Act, Category, Kind
from casework.ticket import Ticket

_DISAPPOINTED = re.compile(
    r"不是问(?:这个|那个|这)|(?:我)?问的(?:不是|是)|不是这个意思|(?:没|不)(?:说|讲|答|回答)?(?:清楚|明白)|答非所问"
    r"|(?:看|听|没看|没听)(?:不懂|懂)|没(?:有)?回答|答错|不对|转(?:给)?干部|(?:找|问|叫|请)(?:个)?干部"
)
_LONGEST = 20
"""Characters of words that only say so; what is longer is looked at for itself."""
_GOES_ON = re.compile(r"^(?:那|还有|具体|这个?|是不是)")


def inquire(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """Answer a question from the FAQ, or make it a ticket; one passed on brings the first words along."""
    if turn.reading.argument:
        _pass_on(desk, uow, turn, now)
        return
    known = None if turn.reading.sensitive else find_answer(desk, turn.village, turn.text)
    if known is not None and is_fresh(desk, known, now):
        reply(uow, turn, Kind.ANSWER, known_answer(known), now)
        return
    earlier = _answered_before(desk, uow, turn, now) if _GOES_ON.match(turn.text) else None
    issues = [_together(earlier, turn)] if earlier else None
    for ticket in register_turn(desk, uow, turn, now, issues=issues):
        if known is not None and ticket.act is Act.INQUIRY:
            _tell(desk, uow, turn, ticket, answered_before(ticket, known), now)


def disappointed(
    desk: Desk, uow: UnitOfWork, message: Message, reading: Reading, now: datetime
) -> Reading | None:
    """The reading of 不是问这个 after an answer from the FAQ: the question, to be passed on; else None."""
    if len(message.text) > _LONGEST or not _DISAPPOINTED.search(message.text):
        return None
    asked = _quoted(uow, message) if message.quote_text else None
    if asked is None and not message.quote_text:
        asked = uow.turns.latest_of(message.group, message.speaker, now - desk.settings.faq_follow_within)
    if asked is None or asked.speaker != message.speaker or not _was_answered(asked):
        return None
    return replace(
        reading,
        act=Act.INQUIRY,
        argument=asked.text,
        category=asked.reading.category,
        places=asked.reading.places,
        doubtful=False,
    )


def _quoted(uow: UnitOfWork, message: Message) -> Turn | None:
    """The turn that a quoted answer was given to."""
    notice = uow.outbox.quoted(message.group, message.quote_text or "")
    cause = uow.inbox.get(notice.cause) if notice and notice.cause is not None else None
    return uow.turns.get(cause.turn) if cause is not None and cause.turn is not None else None


def _was_answered(turn: Turn) -> bool:
    """Whether a question has been answered without a ticket."""
    is_question = turn.reading.act is Act.INQUIRY and not turn.reading.argument
    return is_question and turn.state is TurnState.DONE and not turn.tickets


def _answered_before(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> Turn | None:
    """The speaker's question in this group that was answered a moment ago."""
    around = uow.turns.latest_in(turn.group, now - desk.settings.faq_follow_within) if turn.group else ()
    mine = (other for other in around if other.speaker == turn.speaker and other.id != turn.id)
    latest = next(mine, None)
    return latest if latest is not None and _was_answered(latest) else None


def _together(earlier: Turn, turn: Turn) -> Issue:
    category = turn.reading.category or earlier.reading.category or Category.OTHER
    return Issue(category, f"{earlier.text}\n{turn.text}", turn.reading.places or earlier.reading.places)


def _pass_on(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """Register the question that the FAQ's answer did not satisfy."""
    reading = turn.reading
    answer = find_answer(desk, turn.village, reading.argument)
    issue = Issue(reading.category or Category.OTHER, reading.argument, reading.places)
    for ticket in register_turn(desk, uow, turn, now, issues=[issue]):
        advance(ticket, Move.ADD, by=turn.speaker.key, now=now, why=turn.text, cause=cause_of(turn))
        _tell(desk, uow, turn, ticket, passed_on(ticket, turn.name, turn.text, answer), now)


def _tell(desk: Desk, uow: UnitOfWork, turn: Turn, ticket: Ticket, words: str, now: datetime) -> None:
    if not ticket.private:
        tell_cadres(desk, uow, [ticket.cadre], Kind.STATUS, words, now, ticket.number, cause=cause_of(turn))
