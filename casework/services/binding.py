"""One-time codes: handed out by the township, used once, guesses answered with silence (PRODUCT 3.1)."""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta

from casework.binding import REMEMBERED_FOR, VALID_FOR, Binding, Code, Draw, digits_in, draw_code
from casework.chain import onestops
from casework.county import County
from casework.deeds import Deed
from casework.errors import UserMistake
from casework.messages import Speaker, Stage, Turn
from casework.people import household_of
from casework.permissions import Asking, may, township_of
from casework.ports import TicketQuery, UnitOfWork, Works
from casework.refusal import Refusal
from casework.services.desk import Desk
from casework.services.refusing import WITHIN, alarm, refuse, write_down
from casework.services.speaking import cause_of, reply, reply_privately, tell_cadres
from casework.staff_wording import code_guessed, friend_request, unknown_person
from casework.taxonomy import Kind
from casework.wording import moment

PER_ACCOUNT, PER_GROUP = 5, 20
"""Wrong codes within an hour after which nothing more is looked at."""

_KEY = re.compile(r"[^\s，,。；;]+(?:\s*[/／]\s*[^\s，,。；;]+)?")


def issue_code(
    works: Works,
    county: County,
    key: str,
    by: str,
    now: datetime,
    valid_for: timedelta = VALID_FOR,
    draw: Draw = secrets.randbelow,
) -> str:
    """Hand out a code for a verified key; its digits. Raises `UserMistake` for a key that nobody has."""
    if county.person(key) is None:
        raise UserMistake(unknown_person(key))
    with works() as uow:
        digits = _issue(uow, key, by, now, valid_for, draw)
        uow.commit()
    return digits


def _issue(
    uow: UnitOfWork,
    key: str,
    by: str,
    now: datetime,
    valid_for: timedelta = VALID_FOR,
    draw: Draw = secrets.randbelow,
) -> str:
    digits, code = draw_code(key, by, now, uow.codes.remembered(now - REMEMBERED_FOR), valid_for, draw)
    uow.codes.add(code)
    return digits


def hand_out(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """绑定码 H0012/张小红: the 一站通 of that person's township is given a code, in private."""
    found = _KEY.search(turn.reading.argument)
    key = re.sub(r"\s*[/／]\s*", "/", found[0]) if found else ""
    person = desk.county.person(key) or desk.county.person(key.upper())
    if person is None:
        reply_privately(uow, turn, Kind.REFUSE, desk.phrases("unknown_key", who=key), now)
        return
    if not may(Deed.ISSUE_CODE, Asking(desk.county, turn.speaker, turn.group, about=person.key)):
        refuse(desk, uow, turn, Deed.ISSUE_CODE, f"为{person.key}发绑定码", now)
        township = township_of(desk.county, person.key) or ""
        reply_privately(uow, turn, Kind.REFUSE, desk.phrases("refused_code", township=township), now)
        return
    digits = _issue(uow, person.key, turn.person or "", now)
    until = moment(now + VALID_FOR)
    text = desk.phrases("code_issued", who=person.key, name=person.name, code=digits, until=until)
    reply_privately(uow, turn, Kind.ANSWER, text, now)


def bind(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """绑定 483112: binds the speaker's account to the key of the code, until the next login."""
    if _throttled(uow, turn, now):
        refuse(desk, uow, turn, Deed.BIND, "猜错太多不再核对", now)
        _alarm_guesses(desk, uow, turn, now)
        return
    code, why = _look_up(desk, uow, turn.reading.argument, now)
    if code is None or why:
        refuse(desk, uow, turn, Deed.BIND, why, now)
        if not _alarm_guesses(desk, uow, turn, now):
            reply_privately(uow, turn, Kind.REFUSE, desk.phrases("refused_binding", why=why), now)
        return
    why = _taken(desk, uow, turn.speaker, turn.group, code)
    if why:
        refuse(desk, uow, turn, Deed.BIND, why, now)
        reply_privately(uow, turn, Kind.REFUSE, desk.phrases("refused_binding", why=why), now)
        return
    use(desk, uow, code, turn.speaker, now)
    reply(uow, turn, Kind.ANSWER, desk.phrases("bound"), now)


def _look_up(desk: Desk, uow: UnitOfWork, words: str, now: datetime) -> tuple[Code | None, str]:
    """The code meant, and what is wrong with it ("" if nothing is)."""
    digits = digits_in(words)
    if digits is None:
        return None, "绑定码应是6位数字"
    code = next((c for c in uow.codes.remembered(now - REMEMBERED_FOR) if c.fits(digits)), None)
    if code is None:
        return None, "绑定码不对"
    if code.used_at is not None:
        return code, "绑定码已经用过"
    if code.expires_at <= now:
        return code, "绑定码已过期"
    if desk.county.person(code.person) is None:
        return code, "绑定码对应的人已不在花名册"
    return code, ""


def _taken(desk: Desk, uow: UnitOfWork, speaker: Speaker, group: str | None, code: Code) -> str:
    """Why somebody may not use a good code: he is somebody else, or somebody else is its key by remark."""
    if not may(Deed.BIND, Asking(desk.county, speaker, group, about=code.person)):
        return "您已实名为另一个人"
    if speaker.person is None and uow.inbox.is_remarked(speaker.session or "", code.person):
        return "这个人已经实名"
    return ""


def use(desk: Desk, uow: UnitOfWork, code: Code, speaker: Speaker, now: datetime) -> None:
    """Use a code up. What the account raised in this login under its bare name becomes the person's."""
    code.used_at = now
    if speaker.person is not None or not speaker.handle or not speaker.session:
        return
    uow.bindings.add(Binding(speaker.session, speaker.handle, code.person, speaker.name, now, code.id))
    verified = Speaker(code.person, speaker.name, speaker.handle, speaker.session)
    query = TicketQuery(voice_name=speaker.name, voice_handle=speaker.handle, voice_session=speaker.session)
    for ticket in uow.tickets.find(query):
        for voice in ticket.voices:
            if (voice.person, voice.handle, voice.session) == (None, speaker.handle, speaker.session):
                voice.person, voice.household = code.person, household_of(desk.county, verified)


def _throttled(uow: UnitOfWork, turn: Turn, now: datetime) -> bool:
    since = now - WITHIN
    tried = Refusal(now, Deed.BIND, turn.name, "", turn.person, turn.group, turn.handle, turn.session)
    if uow.refusals.by_speaker(tried, since, Deed.BIND) >= PER_ACCOUNT:
        return True
    return turn.group is not None and uow.refusals.in_group(turn.group, since, Deed.BIND) >= PER_GROUP


def _alarm_guesses(desk: Desk, uow: UnitOfWork, turn: Turn, now: datetime) -> bool:
    """Tell the 一站通 that codes are being guessed, once an hour and chat; whether that is so."""
    if not _throttled(uow, turn, now):
        return False
    where = turn.group or turn.name
    tried = Refusal(now, Deed.BIND, turn.name, "", turn.person, turn.group, turn.handle, turn.session)
    tried.cause = cause_of(turn)
    once = f"guess:{turn.group or f'{turn.session}/{turn.handle}'}:{now:%Y-%m-%dT%H}"
    alarm(desk, uow, tried, code_guessed(where, turn.name), once, now)
    return True


def welcome(desk: Desk, id: int, now: datetime) -> bool:
    """Whether a stored friend request may be accepted: its greeting holds a valid code, not yet used up.

    One that holds none is left alone and told to the 一站通 once; a wrong code is a guess.
    """
    with desk.works() as uow:
        message = uow.inbox.get(id)
        if message is None:
            return False
        speaker, why = message.speaker, "好友申请里没有绑定码"
        tried = Refusal(
            now, Deed.BIND, message.name, "", handle=message.handle, session=message.session, cause=id
        )
        if uow.refusals.by_speaker(tried, now - WITHIN, Deed.BIND) < PER_ACCOUNT and digits_in(message.text):
            code, why = _look_up(desk, uow, message.text, now)
            why = why or (_taken(desk, uow, speaker, None, code) if code else "")
            if not why:
                return True
        if digits_in(message.text):
            tried.why = why
            write_down(desk, uow, tried, now)
        message.stage = Stage.DONE
        once = f"friend:{message.session}:{message.handle}"
        words = friend_request(message.name, message.text, why)
        tell_cadres(
            desk, uow, onestops(desk.county, None), Kind.ESCALATE, words, now, once=once, bell=once, cause=id
        )
        uow.commit()
    return False


def befriended(desk: Desk, id: int, now: datetime) -> None:
    """The friend request was accepted: its code is used up and binds the account."""
    with desk.works() as uow:
        message = uow.inbox.get(id)
        code, why = _look_up(desk, uow, message.text, now) if message else (None, "")
        if message is not None and code is not None and not why:
            message.stage = Stage.DONE
            use(desk, uow, code, message.speaker, now)
            uow.commit()
