"""The sentences about who is who and who has which duty: told to cadres and the 一站通 in private."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from casework.county import Cadre, County, Household
from casework.privacy import mask
from casework.ticket import Ticket
from casework.wording import LISTED, head, holder, moment


def named_fully(cadre: Cadre) -> str:
    """``李某某（K004，前童镇 村委）``: a cadre where his name is not enough."""
    return f"{cadre.name}（{cadre.id}，{f'{cadre.township} {cadre.duty}'.strip()}）"


def household_fully(home: Household) -> str:
    """``陈家贵家（H0012，联合村 第一网格）``: a household where its name is not enough."""
    return f"{home.head}家（{home.id}，{home.village} {home.grid}）"


def standing_in(county: County, away: str, text: str) -> str:
    """What a cadre on leave is told, as his stand-in reads it."""
    cadre = county.cadre(away)
    return f"（代{cadre.name if cadre else away}）{text}"


def filed_for_others(ticket: Ticket, text: str) -> str:
    """What those are told who raised a matter, as whoever filed it for them reads it."""
    return f"（您代报的 {ticket.tag}）{text}"


def namesake_group(name: str) -> str:
    """Told to the 一站通 when a second group of a bound name appears."""
    return f"发现与“{name}”同名的另一个群，未予信任：机器人在那里不听也不说。请核实是否有人冒用。"


def refusals_repeat(who: str, deed: str, count: int) -> str:
    """Told to the 一站通 when somebody keeps trying what is not his, or a ticket keeps being tried."""
    return (
        f"权限提醒：{who} 一小时内有{count}次越权操作（最近一次：{deed}），均未生效。请留意是否有人冒用身份。"
    )


def code_guessed(where: str, name: str) -> str:
    """Told to the 一站通 when binding codes are being guessed."""
    return f"绑定码提醒：“{where}”里有人反复输错绑定码（最近：{name}），一小时内不再核对。请留意是否有人冒用身份。"


def friend_request(name: str, greeting: str, why: str) -> str:
    """Told to the 一站通 when a friend request cannot be accepted by itself."""
    said = f"，留言：{mask(greeting)}" if greeting else ""
    return f"“{name}”申请加机器人为好友{said}。{why}，未通过。认得的请在机器人手机上通过，并备注工号或户号。"


def reassigned(county: County, ticket: Ticket, reason: str) -> str:
    """Told to whom a ticket falls to after a change of the roster."""
    due = f"办结时限不变：{moment(ticket.due)}。" if ticket.due else ""
    return f"{head(ticket)}\n花名册有调整，{mask(reason)}，现由{holder(county, ticket)}负责。{due}请回“{ticket.tag} 收到”。"


def reassigned_away(ticket: Ticket, who: str) -> str:
    """Told to the former holder after a change of the roster."""
    return f"{ticket.tag} 花名册有调整，已移交{who}，不用再办。"


def transfer_dropped(ticket: Ticket, who: str) -> str:
    """Told to the holder when the colleague who was to take it over is gone."""
    return f"{ticket.tag} {who}已不在花名册，转办取消，仍由您负责。"


def appealed(county: County, ticket: Ticket, refused_by: str, words: str) -> str:
    """Told to whom a matter goes up that a cadre (工号) would not take, and its reporter holds to."""
    cadre = county.cadre(refused_by)
    return (
        f"{head(ticket)}\n{cadre.name if cadre else refused_by}答复不予受理：{mask(ticket.result)}。"
        f"群众不认可：{mask(words)}\n请核实，回“{ticket.tag} 转 姓名”派给合适的人，或“{ticket.tag} 收到”自己办理。"
    )


def appealed_away(ticket: Ticket, who: str) -> str:
    """Told to who would not take it."""
    return f"{ticket.tag} 群众不认可不予受理，已交{who}核实。"


def deputy_gone(who: str) -> str:
    """Told to a cadre on leave whose deputy is no longer in the roster."""
    return f"请假代理人{who}已不在花名册，代理取消，新的事项仍派给您。请重新回“请假3天 由某某代”。"


def deputising(cadre: Cadre, first: date, last: date, open_ones: Sequence[Ticket]) -> str:
    """Told to who stands in for a cadre on leave: until when, and what is open."""
    lines = [f"{cadre.name}{first.month}月{first.day}日至{last.month}月{last.day}日请假，由您代。"]
    if open_ones:
        lines.append(f"名下在办 {len(open_ones)} 件，期间您可以签收、办结、转办：")
        lines += [head(t) + (f"，{moment(t.due)}前办结" if t.due else "") for t in open_ones[:LISTED]]
        if len(open_ones) > LISTED:
            lines.append(f"……另有{len(open_ones) - LISTED}件")
    return "\n".join(lines)


def deputy_released(cadre: Cadre) -> str:
    """Told to who stood in."""
    return f"{cadre.name}名下的事项不用再由您代；这期间派给您的仍由您办理，不是您的可以转。"


def unknown_person(key: str) -> str:
    """Told to the operator who wants a code for somebody whom the roster doesn't know."""
    return f"花名册里没有 {key} 这个人，工号如 K001，农户写 户号/姓名"
