"""What can be wrong besides the roster: each problem one line, where and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from bot.calendar import PublicCalendar
from bot.training import is_current
from casework.binding import Binding
from casework.county import County
from casework.errors import NoModel
from casework.notice import Notice
from casework.privacy import gist
from casework.refusal import Refusal

AHEAD = timedelta(days=17)
"""How far ahead the calendar is looked at. A year's holidays are announced in the November before."""


def check_bindings(bound: Sequence[Binding], county: County) -> Iterator[str]:
    """Whom the bot knows by a code alone: at the next login he is a stranger again."""
    for binding in bound:
        info = county.person(binding.person)
        if info is not None:
            yield (
                f"实名: {binding.person} {info.name}: "
                f"只凭绑定码认定（“{binding.name}”，{binding.at:%Y-%m-%d}），"
                f"重新登录后失效，请加好友并备注“#{binding.person} {info.name}”"
            )


def check_refusals(refused: Sequence[Refusal]) -> Iterator[str]:
    """What was tried without the right to it within the last week, a line for each who tried."""
    tried: dict[str, list[Refusal]] = {}
    for refusal in refused:
        tried.setdefault(refusal.who, []).append(refusal)
    for who, theirs in tried.items():
        deeds = "、".join(dict.fromkeys(r.deed.label for r in theirs))
        tickets = "、".join(dict.fromkeys(f"#{r.ticket}" for r in theirs if r.ticket))
        on = f"，涉及{tickets}" if tickets else ""
        last = max(r.at for r in theirs)
        times = f"一周内{len(theirs)}次越权被拒"
        yield f"权限: {who}: {times}（{deeds}{on}，最近{last:%m-%d %H:%M}），请核实是不是冒用"


def check_calendar(today: date, calendar: PublicCalendar) -> Iterator[str]:
    """Whether the holidays are known as far as most deadlines reach."""
    for year in sorted({today.year, (today + AHEAD).year}):
        if not calendar.knows(year):
            yield f"日历: 没有 {year} 年的放假安排，时限只按周末算，请升级 chinesecalendar 软件包"


def check_fonts(found: bool) -> Iterator[str]:
    """Whether the weekly picture can be drawn; without a font it stays away, the text comes all the same."""
    if not found:
        yield "字体: 没有中文字体，每周汇总只发文字、不配图，请安装 fonts-wqy-microhei 或 fonts-noto-cjk"


def check_model(model_dir: Path, learned_dir: Path) -> Iterator[str]:
    """Whether there is a model, trained from what lies there now."""
    try:
        if not is_current(model_dir, learned_dir):
            yield f"模型: {model_dir} 里的模型比训练数据旧，请运行 python -m bot train"
    except NoModel as error:
        yield f"模型: {error}"


def check_notices(dead: Sequence[Notice]) -> Iterator[str]:
    """What could not be delivered."""
    for notice in dead:
        to = notice.group or notice.name or notice.person or ""
        yield (
            f"发件箱: 第 {notice.id} 条没有送到 {to}（{notice.detail or '多次发送失败'}）："
            f"“{gist(notice.text)}”，请另行告知，并核对群名或微信备注"
        )
