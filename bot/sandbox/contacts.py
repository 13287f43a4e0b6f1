"""Endpoints that tell who there is: initial state, address book, look-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.exchange import Answer, Request, result
from bot.sandbox.people import Group, Person
from bot.sandbox.session import Session
from bot.sandbox.wire import TICKET, Dict, group_entry, person_entry, sync_key

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox

DEAD = 1101
NO_REQUEST = -1


def initial(box: Sandbox, request: Request) -> Answer:
    """``webwxinit``: own account and where the log of events stands now."""
    session = box.session_of(request)
    if session is None:
        return result(DEAD)
    world = box.world
    return result(
        User=person_entry(session, world.bot) | {"Uin": int(session.uin), "HeadImgFlag": 1},
        ContactList=[],
        Count=0,
        SyncKey=sync_key(len(world.log)),
        InviteStartCount=40,
        SKey=session.skey,
        SystemTime=int(world.clock()),
        ChatSet="",
    )


def status_notified(box: Sandbox, request: Request) -> Answer:
    """``webwxstatusnotify``: the phone shows that a web client is on."""
    return result(0 if box.session_of(request) else DEAD, MsgID="1")


def address_book(box: Sandbox, request: Request) -> Answer:
    """``webwxgetcontact``: friends and saved groups, these without their members."""
    session = box.session_of(request)
    if session is None:
        return result(DEAD)
    world = box.world
    with world.changed:
        entries = [person_entry(session, world.bot)]
        entries += [person_entry(session, p) for p in world.people.values() if p.friend]
        entries += [
            group_entry(session, g, world.bot, with_members=False)
            for g in world.groups.values()
            if g.saved and world.bot in g.cards
        ]
    return result(MemberCount=len(entries), MemberList=entries, Seq=0)


def looked_up(box: Sandbox, request: Request) -> Answer:
    """``webwxbatchgetcontact``: the named people and groups, groups with members."""
    session = box.session_of(request)
    if session is None:
        return result(DEAD)
    with box.world.changed:
        asked = [session.find(item.get("UserName", "")) for item in request.json().get("List", [])]
        entries = [contact_entry(box, session, who) for who in asked if who is not None]
    return result(Count=len(entries), ContactList=entries)


def verified(box: Sandbox, request: Request) -> Answer:
    """``webwxverifyuser``: the bot accepts a friend, by the ticket that came with the request."""
    session = box.session_of(request)
    if session is None:
        return result(DEAD)
    for item in request.json().get("VerifyUserList", []):
        who = session.find(item.get("Value", ""))
        if not isinstance(who, Person) or item.get("VerifyUserTicket") != TICKET:
            return result(NO_REQUEST)
        box.world.befriend(who, who.remark)
    return result()


def operated(box: Sandbox, request: Request) -> Answer:
    """``webwxoplog``: says yes to a new remark and changes nothing, as the real service does."""
    return result(0 if box.session_of(request) else DEAD)


def contact_entry(box: Sandbox, session: Session, who: Person | Group) -> Dict:
    """A look-up's or a change's entry. Strangers show no remark; a left group shows no members."""
    if isinstance(who, Group):
        return group_entry(session, who, box.world.bot, with_members=box.world.bot in who.cards)
    return person_entry(session, who)
