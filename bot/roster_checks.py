"""What would hurt in a roster that could be imported: each problem one line, where and what to do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.transports.wechat.remarks import key_in
from casework.county import Cadre, Grid, Household, Place, Purpose, Roster

_PLACE = "地名"
_PHONE = re.compile(r"1\d{10}|(0\d{2,3}[- ]?)?[2-9]\d{6,7}|\d{3,6}")
_MOBILE = re.compile(r"1\d{10}")
_NAMED = 5
_NUMBERS = re.compile(r"[、,，/;； ]+(?=\d{3})")


def check_roster(roster: Roster) -> Iterator[str]:
    """What the roster lacks or says twice."""
    if not roster.villages:
        yield "花名册: 还是空的，请运行 python -m bot roster import 文件夹"
        return
    yield from _check_cadres(roster.cadres)
    yield from _check_townships(roster)
    yield from _check_grids(roster)
    yield from _check_groups(roster)
    for department in roster.departments:
        if not department.contacts:
            yield f"部门.csv: {department.name}: 没有联系人，会办的事通知不到，请填“联系人”的工号"
    for household in roster.households:
        if household.phone:
            yield from _check_phone("农户.csv", f"{household.id} {household.head}", household.phone)
    for place in roster.places:
        for word in (place.name, *place.aliases):
            if len(word) < 2:
                where = f"{place.township}/{place.village}"
                yield f"地名.csv: {where}: “{word}”只有一个字，话里认不出来，请写全"
    yield from check_names(roster.grids, roster.places, roster.households)


def hint_roster(roster: Roster) -> Iterator[str]:
    """What the bot manages without, or has to ask about more often."""
    if roster.villages and not any(department.is_onestop for department in roster.departments):
        yield "部门.csv: 没有“县一站通”，乡镇一站通也没办的事到此为止，有的话请补一行，联系人填工号"
    grouped = {group.village_key for group in roster.groups if group.purpose is Purpose.VILLAGE}
    silent = [village.key for village in roster.villages if village.key not in grouped]
    if silent:
        yield f"群.csv: {len(silent)} 个村没有民情群，村民没有地方报事：{_some(silent)}"
    yield from _hint_likes(roster.cadres)
    strange = [h.id for h in roster.households if key_in(f"#{h.id}/某") != f"{h.id}/某"]
    if strange:
        yield (
            f"农户.csv: {len(strange)} 户的户号不是“H”加数字，写在微信备注里认不出来，"
            f"这些户的人要凭绑定码认定：{_some(strange)}"
        )


def _some(names: Sequence[str]) -> str:
    return "、".join(names[:_NAMED]) + ("……" if len(names) > _NAMED else "")


def _hint_likes(cadres: Sequence[Cadre]) -> Iterator[str]:
    """Cadres who can be taken for each other."""
    often = Counter((cadre.township, cadre.name) for cadre in cadres)
    for (township, name), times in often.items():
        if times > 1:
            yield f"干部.csv: {township}: 有 {times} 位{name}，转办时请写工号"
    whose: dict[str, str] = {}
    for cadre in cadres:
        who = f"{cadre.id} {cadre.name}"
        for number in filter(_MOBILE.fullmatch, _numbers(cadre.phone)):
            other = whose.setdefault(number, who)
            if other != who:
                yield f"干部.csv: {who}: 手机“{number}”和 {other} 的一样，请核对"


def _check_cadres(cadres: Sequence[Cadre]) -> Iterator[str]:
    for cadre in cadres:
        who = f"{cadre.id} {cadre.name}"
        key = key_in(cadre.remark)
        if key_in(f"#{cadre.id} {cadre.name}") != cadre.id:
            yield f"干部.csv: {who}: 工号“{cadre.id}”写进备注认不出来，请改成大写字母加数字，如 K001"
        elif not cadre.remark:
            yield f"干部.csv: {who}: 没有微信备注，机器人认不出他，请加好友并备注“#{cadre.id} {cadre.name}”"
        elif key != cadre.id:
            yield f"干部.csv: {who}: 微信备注“{cadre.remark}”里不是他的工号，请改为“#{cadre.id} {cadre.name}”"
        yield from _check_phone("干部.csv", who, cadre.phone)


def _numbers(phone: str) -> list[str]:
    return [number for number in _NUMBERS.split(phone.strip()) if number]


def _check_phone(file: str, who: str, phone: str) -> Iterator[str]:
    for number in _numbers(phone):
        if not _PHONE.fullmatch(number):
            yield f"{file}: {who}: 电话“{number}”不像电话号码，请核对"


def _check_townships(roster: Roster) -> Iterator[str]:
    for township in roster.townships:
        if not township.lead:
            yield f"乡镇.csv: {township.name}: 没有一站通负责人，没人办的事没有去处，请填工号"


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


def _check_groups(roster: Roster) -> Iterator[str]:
    for group in roster.groups:
        if group.purpose is Purpose.VILLAGE and group.village is None:
            yield f"群.csv: {group.name}: 民情群没有写村，群里的事派不出去，请补上“村”"


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
