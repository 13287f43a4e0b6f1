"""One ticket in a terminal: what it is, how it stands, who is in it, and everything that happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.columns import screen
from bot.cli.tables import moment, person
from bot.ledger import grid_name, shown, verdict_of, village_name, what_happened
from casework.county import County
from casework.taxonomy import Status
from casework.ticket import Evidence, Ticket, Voice

_BOT = "bot"


def print_ticket(ticket: Ticket, county: County, now: datetime, *, console: Console | None = None) -> None:
    """Everything about one ticket, its whole history last."""
    console = console or screen()
    console.print(Text(f"{ticket.tag}〔{ticket.category.label}〕{ticket.state}", style="bold"))
    if ticket.private:
        console.print(Text("不公开：内容和反映人只给办理的人看，不外传", style="bold yellow"))
    facts = Table(box=None, show_header=False, pad_edge=False)
    facts.add_column(style="bold", no_wrap=True)
    facts.add_column(overflow="fold")
    for title, lines in _facts(ticket, county, now):
        words = "\n".join(line for line in lines if line)
        if words:
            facts.add_row(title, Text(words))
    console.print(facts)
    console.print()
    console.print(_history(ticket, county))


def _history(ticket: Ticket, county: County) -> Table:
    history = Table(box=None, pad_edge=False, header_style="bold")
    history.add_column("时间", no_wrap=True)
    history.add_column("谁", overflow="fold", max_width=24)
    history.add_column("经过", overflow="fold")
    for entry in ticket.history:
        who = "民情通" if entry.by == _BOT else person(county, entry.by)
        history.add_row(moment(entry.at), Text(who), Text(shown(what_happened(entry))))
    return history


def _facts(ticket: Ticket, county: County, now: datetime) -> Iterator[tuple[str, Sequence[str]]]:
    yield "内容", [shown(ticket.text)]
    yield "发布", [shown(ticket.shown)]
    yield "类型", [f"{ticket.act.label} · {ticket.channel.label}"]
    where = (ticket.township, village_name(ticket, county), grid_name(ticket, county) or "网格未定")
    yield "地点", [" ".join([*where, shown(ticket.place or "")]).rstrip()]
    yield "反映人", [_voice(voice) for voice in ticket.voices[:1]]
    yield "一起反映", [_voice(voice) for voice in ticket.co_reporters]
    yield "代报人", [person(county, ticket.filed_by)]
    yield "责任人", [person(county, ticket.cadre)]
    yield "等谁接手", [person(county, ticket.pending)]
    yield "认领人", [person(county, ticket.claimed_by)]
    yield "协办部门", ["、".join(ticket.departments)]
    yield "派单理由", [ticket.basis]
    yield from _clocks(ticket, now)
    yield "结果", ["：".join(filter(None, (_outcome(ticket), shown(ticket.result))))]
    yield "评价", [_rating(ticket, county)]
    yield "并入", [f"#{ticket.merged_into}" if ticket.merged_into else ""]
    yield "附件", [_file(evidence) for evidence in ticket.evidence if evidence.file]


def _clocks(ticket: Ticket, now: datetime) -> Iterator[tuple[str, Sequence[str]]]:
    """When it began, what was due when, and when it was really done."""
    late = ticket.overdue(now)
    waiting = ticket.status in (Status.TRIAGE, Status.ASSIGNED)
    yield "登记", [moment(ticket.opened_at)]
    if ticket.reopened:
        yield "重新办理", [f"{ticket.reopened} 次，时限从 {moment(ticket.clock_from)} 起算"]
    accept_late = late and waiting and ticket.accept_by is not None and now > ticket.accept_by
    yield "签收", [_step(ticket.accepted_at, ticket.accept_by, accept_late)]
    due_late = late and ticket.due is not None and now > ticket.due
    extended = "已延期一次" if ticket.extended else ""
    yield "办结", [_step(ticket.resolved_at, ticket.due, due_late, extended)]
    if ticket.bell_at:
        what = "确认截止" if ticket.status is Status.RESOLVED else "下次提醒"
        yield what, [moment(ticket.bell_at)]
    yield "结案", [moment(ticket.closed_at)]


def _step(done: datetime | None, by: datetime | None, late: bool, more: str = "") -> str:
    limit = f"时限 {moment(by)}" if by else ""
    aside = "，".join(filter(None, (limit, more, "已超时" if late else "")))
    if not done and not by:
        return ""
    return (moment(done) or "还没有") + (f"（{aside}）" if aside else "")


def _voice(voice: Voice) -> str:
    """``小红（H0012/陈小红，06-10 09:00，联合村民情交流群）``; who is known by name only is marked."""
    verified = voice.person or "未核实"
    where = voice.group or "私信"
    return f"{shown(voice.name)}（{verified}，{moment(voice.at)}，{where}）"


def _outcome(ticket: Ticket) -> str:
    verdict = verdict_of(ticket) if ticket.unconfirmed else None
    label = ticket.outcome.label if ticket.outcome else ""
    return f"{label}（{verdict}）" if verdict else label


def _rating(ticket: Ticket, county: County) -> str:
    if ticket.rating is None:
        return ""
    aside = "，".join(filter(None, (person(county, ticket.rated_by), moment(ticket.rated_at))))
    return f"{ticket.rating.label}（{aside}）" if aside else ticket.rating.label


def _file(evidence: Evidence) -> str:
    return f"{evidence.file}（{moment(evidence.at)}，{'办理人' if evidence.by_cadre else '反映人'}）"
