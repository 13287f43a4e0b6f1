"""The sentences of notices and digests. Those of dialogue turns are in ``domain.yml``.

Every message about a ticket carries its number as ``#12`` (CONTRACT 5).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from casework.clock import BEIJING
from casework.county import Cadre, County
from casework.privacy import gist, mask
from casework.routing import MAY_BE
from casework.taxonomy import Act, Outcome, Rating
from casework.ticket import Ticket

EMERGENCY_NUMBERS = "报警110、火警119、急救120"

LISTED = 10
"""Entries of one kind in a message; the rest are counted."""

SHOWN_UNFIXED = "没解决，有照片"
"""What stands for a villager's words where he only sent a picture."""

SHOWN_BY_PHOTO = "已处理，有照片"
"""What stands for a cadre's words where he only sent a picture."""


def moment(at: datetime) -> str:
    """``6月10日18:00``."""
    local = at.astimezone(BEIJING)
    return f"{local.month}月{local.day}日{local:%H:%M}"


def duration(span: timedelta) -> str:
    """``24小时`` or ``30分钟``."""
    minutes = int(span.total_seconds() // 60)
    return f"{minutes // 60}小时" if minutes % 60 == 0 else f"{minutes}分钟"


def end_word(ticket: Ticket) -> str:
    """What the last deadline of a ticket asks for: a question is answered, anything else settled."""
    return "答复" if ticket.act is Act.INQUIRY else "办结"


def head(ticket: Ticket) -> str:
    """``#12〔供水〕三组水管``: how a ticket is named wherever it is mentioned."""
    return f"{ticket.tag}〔{ticket.category.label}〕{gist(ticket.words)}"


def holder(county: County, ticket: Ticket) -> str:
    """``第一网格 王某某``: who has the duty, with the grid where it is his; a wish is its volunteer's.

    Without a grid the part that he has in the village stands for his titles: ``联村干部 王某某``.
    """
    volunteer = county.person(ticket.claimed_by) if ticket.claimed_by else None
    if volunteer is not None:
        return f"志愿者 {volunteer.name}"
    cadre = county.cadre(ticket.cadre) if ticket.cadre else None
    if cadre is None:
        return "一站通"
    grid = county.grid(ticket.grid) if ticket.grid else None
    if grid is not None and cadre.id in (grid.cadre, *grid.team):
        return f"{grid.name} {cadre.name}"
    return f"{_part(county, ticket, cadre)} {cadre.name}".strip()


def _part(county: County, ticket: Ticket, cadre: Cadre) -> str:
    """What villagers know somebody as; his duty in full (镇农业农村办干部、联村干部) is for files."""
    village, area = county.village(ticket.village), county.township(ticket.township)
    parts = (
        ("联村干部", village.liaison if village else None),
        ("包片领导", village.leader if village else None),
        ("一站通", area.lead if area else None),
    )
    return next((part for part, id in parts if id == cadre.id), cadre.duty)


def reporters(ticket: Ticket) -> str:
    """``王婶`` or ``王婶等3户``."""
    name, count = ticket.reporter.name, ticket.households
    return f"{name}等{count}户" if count > 1 else name


def suggestion(name: str, group: str, text: str, *, short: bool = False) -> str:
    """``疑似诉求：王婶在“双桥村民情交流群”说……``: a message that may be a report; `short` in a list."""
    said = f"{name}：{gist(text)}"
    if short:
        return said
    return f"疑似诉求（{group}）{name}：{mask(text)}\n回复“立单”即登记，不是的回“不是诉求”。"


def assignment(county: County, ticket: Ticket) -> str:
    """What the cadre is told when a ticket becomes his, with the words he can answer."""
    mark = "【急】" if ticket.urgent else ""
    village = ticket.village.partition("/")[2] or ticket.township
    lines = [
        f"{mark}{ticket.tag}〔{ticket.category.label}〕{village}，{reporters(ticket)}反映：",
        mask(ticket.text),
    ]
    if ticket.place:
        lines.append(f"地点：{ticket.place}")
    reason, _, may_be = ticket.basis.partition(MAY_BE)
    lines.append(f"派给您的理由：{reason}")
    if may_be:
        lines.append(f"可能是：{may_be}")
    if ticket.urgent and ticket.households > 1:
        lines.append(household_list(ticket))
    if ticket.accept_by and ticket.due:
        lines.append(f"请在{moment(ticket.accept_by)}前签收，{moment(ticket.due)}前{end_word(ticket)}。")
    if ticket.act is Act.INQUIRY:
        lines.append(f"回复“收到”签收；“{ticket.tag} 答复 内容”即答复；不是您的，回“{ticket.tag} 转 姓名”。")
    else:
        lines.append(
            f"回复“收到”签收；“{ticket.tag} 办结 做了什么”办结；不是您的，回“{ticket.tag} 转 姓名”或“{ticket.tag} 退回 理由”。"
        )
    return "\n".join(lines)


def co_handling(department: str, ticket: Ticket, holder_name: str) -> str:
    """What a department's contact is told: he helps, the duty stays with the grid cadre."""
    return f"{head(ticket)}\n涉及{department}，请协办。主办：{holder_name}。"


def added(ticket: Ticket, who: str, words: str) -> str:
    """Told to the cadre when somebody adds to his ticket."""
    return f"{ticket.tag} {who}补充：{mask(words)}"


def joined(ticket: Ticket, who: str) -> str:
    """Told to the cadre when one more household joins."""
    return f"{ticket.tag} {who}也反映同一件事，现有{ticket.households}户。"


def joined_in_danger(ticket: Ticket, who: str, words: str) -> str:
    """Told to everybody called when one more household reports the same danger."""
    said = f"：{mask(words)}" if words else ""
    return f"【急】{ticket.tag} 又一户{who}{said}\n{household_list(ticket)}"


def household_list(ticket: Ticket) -> str:
    """Who has reported an event, one entry a household; for cadres in private alone."""
    seen: dict[object, str] = {}
    for voice in ticket.voices:
        name = f"{voice.name}（{voice.household}）" if voice.household else voice.name
        seen.setdefault(voice.household or (voice.group, voice.key, voice.session, voice.handle), name)
    return f"{ticket.tag} 现有 {len(seen)} 户：{'、'.join(seen.values())}"


def accepted(ticket: Ticket, who: str, words: str) -> str:
    """Told to those who raised it; `words` are what the cadre said besides that he takes it."""
    said = f"：{mask(words)}" if words else "，会尽快处理"
    return f"{ticket.tag} {who} 已签收{said}"


def progress(ticket: Ticket, who: str, words: str) -> str:
    """Told to those who raised it."""
    return f"{ticket.tag} {who} 说：{mask(words)}"


def ask_verdict(ticket: Ticket, who: str) -> str:
    """Asks the reporter, in one line, whether it is done and how well."""
    if ticket.outcome is Outcome.UNFIXED:
        return f"{ticket.tag} {who} 答复未能解决：{mask(ticket.result)}。如不认可请回“没解决”，也可评价：满意/基本满意/不满意"
    return f"{ticket.tag} {who} 已办结：{mask(ticket.result)}。请回：满意/基本满意/不满意，没好就回“没解决”或发照片"


def closed_for_cadre(ticket: Ticket) -> str:
    """Told to the cadre when the villager has spoken."""
    verdict = f"，评价：{ticket.rating.label}" if ticket.rating else ""
    return f"{ticket.tag} 群众已确认，结案{verdict}。"


def rating_for_cadre(ticket: Ticket, rating: Rating) -> str:
    """Told to the cadre when a verdict comes or changes after closing."""
    return f"{ticket.tag} 群众评价：{rating.label}"


def reopened_for_cadre(ticket: Ticket, words: str) -> str:
    """Told to the cadre when it comes back."""
    due = f"请在{moment(ticket.due)}前办结。" if ticket.due else ""
    return f"{ticket.tag} 群众反映没解决：{mask(words)}\n已重新办理（第{ticket.reopened}次），{due}回复“收到”签收。"


def withdrawn_for_cadre(ticket: Ticket) -> str:
    """Told to the cadre when the reporter takes it back."""
    return f"{ticket.tag} 报事人已撤回，不用再办。"


def handed_on(ticket: Ticket, who: str, reason: str) -> str:
    """Told to the next holder; duty stays until he accepts (首问负责)."""
    said = f"，理由：{mask(reason)}" if reason else ""
    return f"{head(ticket)}\n{who}转给您{said}。回复“{ticket.tag} 收到”即由您负责；不签收则仍由{who}负责。"


def taken_over(ticket: Ticket, who: str) -> str:
    """Told to the former holder."""
    return f"{ticket.tag} {who}已接手。"


def returned(ticket: Ticket, who: str, reason: str) -> str:
    """Told to the leader a ticket goes up to."""
    return f"{head(ticket)}\n{who}退回，理由：{mask(reason)}。请回“{ticket.tag} 转 姓名”派给合适的人，或“{ticket.tag} 收到”自己办理。"


def declined(ticket: Ticket, who: str, reason: str) -> str:
    """Told to the holder when the colleague asked does not take it over."""
    return f"{head(ticket)}\n{who}没有接手，理由：{mask(reason)}。仍由您负责。"


def propose_place(ticket: Ticket, name: str, grid: str) -> str:
    """Asks whoever handed a ticket on whether its place shall be kept for the grid that took it."""
    return f"{ticket.tag} 把“{mask(name)}”记为{grid}的地名吗？回“是”即记下"


def place_kept(number: int, name: str, grid: str) -> str:
    """Told to the cadre whose word made a name part of the gazetteer."""
    return f"#{number} 已把“{mask(name)}”记为{grid}的地名，以后按此派单。"


def extended(ticket: Ticket, who: str, reason: str) -> str:
    """Told to those who raised it."""
    due = moment(ticket.due) if ticket.due else ""
    return f"{ticket.tag} {who} 申请延期至{due}，原因：{mask(reason)}"


def rejected(ticket: Ticket, who: str, reason: str) -> str:
    """Told to those who raised it."""
    return f"{ticket.tag} {who} 答复不予受理：{mask(reason)}。如不认可请回“没解决”"


def lapsed(ticket: Ticket) -> str:
    """Told to those who raised it when no answer came."""
    return f"{ticket.tag} 多日未收到回复，先行结案（未确认）。15天内回“{ticket.tag} 没解决”可重新办理。"


def remind_accept(ticket: Ticket, now: datetime) -> str:
    """Told to the holder when acceptance is due."""
    by = f"（{moment(ticket.accept_by)}）" if ticket.accept_by else ""
    return f"{head(ticket)}\n已到签收时限{by}，请回复“{ticket.tag} 收到”，或转交合适的人。"


def remind_due(ticket: Ticket, bell: str) -> str:
    """Told to the holder at half time, the working day before, and when due."""
    due = moment(ticket.due) if ticket.due else ""
    when = {"half": f"时限过半，{due}到期", "day_before": f"还剩一个工作日，{due}到期"}.get(
        bell, f"已到{end_word(ticket)}时限（{due}）"
    )
    if ticket.act is Act.INQUIRY:
        return f"{head(ticket)}\n{when}。请回“{ticket.tag} 答复 内容”，需要更多时间回“{ticket.tag} 延期3天 原因”。"
    return f"{head(ticket)}\n{when}。办好请回“{ticket.tag} 办结 做了什么”，需要更多时间回“{ticket.tag} 延期3天 原因”。"


def escalation(county: County, ticket: Ticket, what: str, step: int, told: Sequence[str]) -> str:
    """Told to the next step of the ladder, with who was told before."""
    before = "、".join(told) or "责任人"
    by = ticket.accept_by if ticket.accepted_at is None and what == "签收" else ticket.due
    limit = f"（时限{moment(by)}）" if by else ""
    return f"{head(ticket)}\n{what}超时{step}天{limit}，已催办：{before}。责任人：{holder(county, ticket)}，请督促。"


def emergency_call(county: County, ticket: Ticket, nth: int) -> str:
    """Said again and again until somebody accepts."""
    lines = [
        f"【急】第{nth}次呼叫 {head(ticket)}",
        f"还没有人签收，请马上回复“{ticket.tag} 收到”。责任人：{holder(county, ticket)}",
    ]
    return "\n".join([*lines, household_list(ticket)] if ticket.households > 1 else lines)


def department_released(ticket: Ticket) -> str:
    """Told to a department that was to help and needn't any longer: another's matter, or none any more."""
    why = f"类别更正为{ticket.category.label}" if ticket.is_open else ticket.status.label
    return f"{ticket.tag} {why}，不用再协办。"


def co_handling_merged(source: Ticket, goal: Ticket, stays: bool) -> str:
    """Told to a department that was to help with a matter that is another one; `stays`: with that one too."""
    return f"{source.tag} 已并入 {goal.tag}，" + (f"请按 {goal.tag} 协办。" if stays else "不用再协办。")


def merged(source: Ticket, goal: Ticket, who: str) -> str:
    """Told to those who raised a ticket that is the same as another."""
    return f"{source.tag} 与 {goal.tag} 是同一件事，已并入 {goal.tag}，由{who} 负责"


def merged_here(source: Ticket, goal: Ticket) -> str:
    """Told to the cadre whose ticket it goes into."""
    return f"{head(source)}\n已并入您负责的 {goal.tag}，现有{goal.households}户反映。"


def merged_away(source: Ticket, goal: Ticket, who: str) -> str:
    """Told to the cadre whose ticket it was."""
    return f"{source.tag} 已并入 {goal.tag}，由{who} 办理，不用再办。"


def split_off(ticket: Ticket, fresh: Ticket, who: str, within: str) -> str:
    """Told to the reporter, whose words held two matters."""
    return f"{ticket.tag} 里的另一件事单独登记为 {head(fresh)}，由{who} 负责，{within}内答复"
