"""Saying something: once, to the right one, never too fast, and an honest account of how it ended."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import requests
from urllib3.exceptions import NewConnectionError

from bot.transports.base import Address, Delivery, Sent
from bot.transports.wechat.client import Client
from bot.transports.wechat.pace import Pace
from bot.transports.wechat.session import Session
from bot.transports.wechat.wire import NotTaken

TOO_OFTEN = 1205
Utter = Callable[[Client, str], int]
SESSION_GONE = {1100, 1101, 1102}
NO_ANSWER = {-1000, -1004}  # the library's codes for an answer without or with a strange body


class Sender:
    """One speaker at a time, in whichever thread asks."""

    def __init__(
        self, pace: Pace, current: Callable[[], Session | None], stopping: threading.Event, max_chars: int
    ) -> None:
        self._pace = pace
        self._current = current
        self._stopping = stopping
        self._max_chars = max_chars
        self._lock = threading.Lock()

    def say(self, to: Address, text: str) -> Sent:
        """Say `text` to `to`, at most once."""
        if not text.strip():
            return Sent(Delivery.REFUSED, detail="empty text")
        if len(text) > self._max_chars:
            return Sent(Delivery.TOO_LONG, detail=f"{len(text)} characters")
        return self._speak(to, lambda client, user: client.say(text, user))

    def show(self, to: Address, picture: Path) -> Sent:
        """Show a picture to `to`, at most once."""
        if not picture.is_file():
            return Sent(Delivery.REFUSED, detail="no such picture")
        return self._speak(to, lambda client, user: client.show(picture, user))

    def befriend(self, session_id: str, user: str, ticket: str) -> Sent:
        """Accept a friend request of a login that still stands. Waits for no gap: it is no message."""
        session = self._current()
        if session is None or session.id != session_id or not session.alive():
            return Sent(Delivery.GONE, detail="request of an older login")
        return self._utter(session, user, lambda client, who: client.befriend(who, ticket))

    def finish(self, seconds: float) -> None:
        """After `stopping` was set: let a message under way have its answer, for so long at most."""
        if self._lock.acquire(timeout=seconds):
            self._lock.release()

    def _speak(self, to: Address, utter: Utter) -> Sent:
        with self._lock:
            closed = self._pace.closed_for()
            if closed:
                return Sent(Delivery.RATE, closed, "too often")
            if self._stopping.wait(self._pace.gap()):
                return Sent(Delivery.OFFLINE, detail="stopping")
            session = self._current()
            if session is None or not session.alive():
                return Sent(Delivery.OFFLINE, detail="not logged in")
            user = addressee(to, session)
            if isinstance(user, Sent):
                return user
            self._pace.spoke()
            return self._utter(session, user, utter)

    def _utter(self, session: Session, user: str, utter: Utter) -> Sent:
        try:
            ret = utter(session.client, user)
        except NotTaken as error:
            return Sent(Delivery.OFFLINE, detail=str(error))
        except requests.exceptions.ConnectionError as error:
            if _never_connected(error):
                return Sent(Delivery.OFFLINE, detail="service not reached")
            return Sent(Delivery.UNKNOWN, detail=str(error))
        except (requests.RequestException, ValueError, KeyError) as error:
            return Sent(Delivery.UNKNOWN, detail=str(error))
        if ret == 0:
            self._pace.accepted()
            return Sent(Delivery.OK)
        if ret == TOO_OFTEN:
            return Sent(Delivery.RATE, self._pace.too_often(), str(ret))
        if ret in SESSION_GONE:
            return Sent(Delivery.OFFLINE, detail=str(ret))
        return Sent(Delivery.UNKNOWN if ret in NO_ANSWER else Delivery.REFUSED, detail=str(ret))


def addressee(to: Address, session: Session) -> str | Sent:
    """The UserName meant, in this login; what is wrong if there is none or more than one."""
    if to.group is not None:
        return _group(to, session)
    if to.person is not None:
        user = session.directory.holder_of(to.person)
        if user:
            return user
    if to.handle and to.session == session.id:
        return to.handle
    if to.handle:
        return Sent(Delivery.GONE, detail="address of an older login")
    return Sent(Delivery.REFUSED, detail="no verified friend to write to")


def _group(to: Address, session: Session) -> str | Sent:
    named = session.directory.groups_named(to.group or "")
    if not named:
        return Sent(Delivery.GONE, detail="no such group known to this login")
    if to.chat_id is not None:
        fitting = [g for g in named if session.group(g.user) and session.identity(g.user) == to.chat_id]
        return (
            fitting[0].user
            if fitting
            else Sent(Delivery.REFUSED, detail="only a namesake of the group is here")
        )
    if len(named) > 1:
        return Sent(Delivery.REFUSED, detail="several groups of this name")
    return named[0].user


def _never_connected(error: requests.exceptions.ConnectionError) -> bool:
    cause = error.args[0] if error.args else None
    return isinstance(error, requests.exceptions.ConnectTimeout) or isinstance(
        getattr(cause, "reason", None), NewConnectionError
    )
