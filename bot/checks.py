"""What can be wrong before the bot is let into a group: each problem one line, where and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from bot.calendar import PublicCalendar
from bot.training import is_current
from bot.transports.wechat.remarks import key_in
from casework.binding import Binding
from casework.county import County, Grid, Household, Place, Purpose, Roster
from casework.errors import NoModel
from casework.notice import Notice
from casework.privacy import gist
from casework.refusal import Refusal

AHEAD = timedelta(days=17)
"""How far ahead the calendar is looked at. A year's holidays are announced in the November before."""

_PLACE = "地名"
_PHONE = re.compile(r"1\d{10}|(0\d{2,3}[- ]?)?[2-9]\d{6,7}|\d{3,6}")


def check_roster(roster: Roster) -> Iterator[str]:
    """What the roster lacks or says twice."""
    if not roster.villages:
        yield "花名册: 还是空的，请运行 python -m bot roster import 文件夹"
        return
    yield from _check_cadres(roster)
    yield from _check_grids(roster)
    for group in roster.groups:
        if group.purpose is Purpose.VILLAGE and group.village is None:
            yield f"群.csv: {group.name}: 民情群没有写村，群里的事派不出去，请补上“村”"
    for household in roster.households:
        yield from _check_phone("农户.csv", f"{household.id} {household.head}", household.phone)
    yield from check_names(roster.grids, roster.places, roster.households)


def _check_cadres(roster: Roster) -> Iterator[str]:
    for cadre in roster.cadres:
        who = f"{cadre.id} {cadre.name}"
        key = key_in(cadre.remark)
        if not cadre.remark:
            yield f"干部.csv: {who}: 没有微信备注，机器人认不出他，请加好友并备注“#{cadre.id} {cadre.name}”"
        elif key != cadre.id.upper():
            yield f"干部.csv: {who}: 微信备注“{cadre.remark}”里不是他的工号，请改为“#{cadre.id} {cadre.name}”"
        yield from _check_phone("干部.csv", who, cadre.phone)


def _check_phone(file: str, who: str, phone: str) -> Iterator[str]:
    for number in filter(None, re.split(r"[、,，/;； ]+(?=\d{3})", phone.strip())):
        if not _PHONE.fullmatch(number):
            yield f"{file}: {who}: 电话“{number}”不像电话号码，请核对"


def _check_grids(roster: Roster) -> Iterator[str]:
    cadres = {cadre.id for cadre in roster.cadres}
    with_grids = {grid.village_key for grid in roster.grids}
    for grid in roster.grids:
        if grid.cadre not in cadres:
            yield f"网格.csv: {grid.key}: 没有责任人，请填“责任人”的工号"
    for village in roster.villages:
        if village.key not in with_grids:
            yield f"网格.csv: {village.key}: 一个网格也没有，请补上"
        if not (village.leader or village.liaison):
            yield f"村.csv: {village.key}: 没有包片领导和联村干部，分不清网格的事没有人接，请补上"


def check_names(
    grids: Sequence[Grid], places: Sequence[Place], households: Sequence[Household]
) -> Iterator[str]:
    """Words that mean different things within one village, so that a report can go to the wrong grid."""
    meanings: dict[tuple[str, str], dict[str, set[str]]] = {}

    def note(village: str, word: str, thing: str, grid: str | None) -> None:
        if word:
            meanings.setdefault((village, word), {}).setdefault(thing, set()).add(grid or "")

    for grid in grids:
        note(grid.village_key, grid.name, f"网格{grid.name}", grid.name)
        for hamlet in grid.hamlets:
            note(grid.village_key, hamlet, f"自然村{hamlet}", grid.name)
    for place in places:
        for word in {place.name, *place.aliases}:
            note(f"{place.township}/{place.village}", word, f"{_PLACE}{place.name}", place.grid)
    for household in households:
        for word in household.aliases:
            note(household.village_key, word, f"{household.id} {household.head}", household.grid)
    for (village, word), things in meanings.items():
        # One place on a border may well belong to two grids; two places of one name may not.
        places_meant = [thing for thing in things if thing.startswith(_PLACE)]
        grids_meant = set().union(*things.values()) - {""}
        if len(places_meant) > 1 or (len(things) > 1 and len(grids_meant) > 1):
            said = "、".join(f"{thing}（{_grids(grids)}）" for thing, grids in things.items())
            yield f"地名和别名: {village}: “{word}”指好几处：{said}，请改得分得开"


def _grids(names: set[str]) -> str:
    return "、".join(sorted(filter(None, names))) or "未写网格"


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
