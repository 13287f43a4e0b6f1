"""The left side: who one is, whom else one could be, where one can speak, what the bot said elsewhere."""

from __future__ import annotations

from bot.sandbox import Group, Message, Person, World
from bot.web.cast import Cast, Part
from bot.web.markup import Markup, join, tag
from bot.web.talk import short
from bot.web.view import PRIVATE, View

ELSEWHERE = 6
"""How many of the bot's latest messages in other chats are shown."""


def identity(cast: Cast, view: View) -> Markup:
    """Who one is now."""
    if view.me is None:
        return tag("p", "现在只是旁观。请在下面选一个身份，再说话。", class_="hint")
    part = cast.part(view.me)
    return join(
        tag("p", tag("b", part.person.name, class_="me"), " ", _role(part)),
        tag("p", part.about, class_="line"),
        tag("p", tag("a", "不当这个人，只旁观", href=view.address(me=""))),
    )


def chats(cast: Cast, view: View) -> Markup:
    """The chats of whoever one is; the one that is looked at, where one only looks on."""
    groups = cast.groups_of(view.me) if view.me else [view.group] if view.group else []
    items = [_chat(view, group.name, group.id, group is view.group) for group in groups]
    if view.me:
        items.append(_chat(view, "和民情通私聊", PRIVATE, view.group is None))
    return tag("ul", *items, class_="chats")


def hits(cast: Cast, view: View) -> Markup:
    """What the search finds: groups, then people; without words the people of the group."""
    groups = cast.groups(view.search) if view.search else []
    mine = cast.groups_of(view.me) if view.me else ()
    people = cast.search(view.search, view.group or next(iter(mine), None))
    found = [_group_hit(view, group) for group in groups[:10]] + [_person_hit(view, part) for part in people]
    if not found:
        return tag("p", "没有找到。可以换个词，或者用下面的“未认证的名字”进群。", class_="hint")
    return tag("ul", *found, class_="hits")


def elsewhere(world: World, view: View) -> Markup:
    """The bot's latest messages in other chats, each a way there."""
    said = [m for m in world.said_by_bot() if not _here(m, view)][-ELSEWHERE:]
    if not said:
        return tag("p", "还没有。", class_="hint")
    return tag("ul", *(_elsewhere(m, view) for m in reversed(said)), class_="hits")


def _here(message: Message, view: View) -> bool:
    return message.group is view.group if message.group else view.group is None and message.peer is view.me


def _elsewhere(message: Message, view: View) -> Markup:
    if message.group:
        goal = view.address(chat=message.group.id)
        if view.me and view.me not in message.group.cards:
            goal = view.address(me="", chat=message.group.id)
        where = message.group.name
    else:
        peer = message.peer.id if message.peer else ""
        goal = view.address(me=peer, chat=PRIVATE)
        where = f"私聊 {message.peer.name if message.peer else ''}"
    return tag("li", tag("a", tag("b", where), tag("span", short(message.text or "[图片]")), href=goal))


def _chat(view: View, name: str, chat: str, current: bool) -> Markup:
    mark = "page" if current else None
    return tag("li", tag("a", "▸ " if current else "", name, href=view.address(chat=chat), aria_current=mark))


def _group_hit(view: View, group: Group) -> Markup:
    label = tag("b", group.name), tag("span", f"群 · {len(group.cards) - 1}人")
    return tag("li", tag("a", *label, href=view.address(me=_if_in(view.me, group), chat=group.id, q="")))


def _if_in(me: Person | None, group: Group) -> str:
    return me.id if me and me in group.cards else ""


def _person_hit(view: View, part: Part) -> Markup:
    current = "true" if part.person is view.me else None
    label = tag("b", part.person.name), _role(part), tag("span", part.about)
    return tag("li", tag("a", *label, href=view.address(me=part.person.id, q=""), aria_current=current))


def _role(part: Part) -> Markup:
    kind = {"干部": "cadre", "村民": "villager"}.get(part.role, "stranger")
    return tag("span", f"{part.role} {part.key}".strip(), class_=f"badge {kind}")
