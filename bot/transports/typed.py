"""What one types at the console: who says what, and where, by the roster."""

from __future__ import annotations

import re
from dataclasses import dataclass

from casework.county import County, PersonInfo

HELP = """\
一行一句话，写明谁说的、在哪个群说的：
  王婶@双桥村民情交流群: 路基坏了          村民在群里说（只知道名字，未实名）
  H0005/童永根@双桥村民情交流群: 我家也是  实名的村民在群里说（户号/姓名）
  K002: 收到                               干部私信机器人（工号）
  王婶@双桥村民情交流群: [图片]            发一张照片
  ?                                        再看一遍这段说明
按 Ctrl-D 结束。"""

ASKS = frozenset({"?", "？", "--help", "help", "帮助"})
PICTURE = "[图片]"

_LINE = re.compile(r"\A([^@:：]+?)\s*(?:@\s*([^:：]+?)\s*)?[:：]\s*(.+)\Z")
_KEY = re.compile(r"\A[A-Za-z]+\d+(/\S+)?\Z")


class Unclear(Exception):
    """A line that cannot be taken; `str()` tells who typed it why."""


@dataclass(frozen=True)
class Typed:
    """A line, read. person: who speaks if verified; group: None in private; text: '' with a picture."""

    name: str
    person: PersonInfo | None
    group: str | None
    text: str
    picture: bool


def read_line(line: str, county: County) -> Typed:
    """Read a line such as ``王婶@双桥村民情交流群: 路基坏了`` or ``K002: 收到``. Raises `Unclear`."""
    match = _LINE.match(line)
    if match is None:
        raise Unclear("看不懂这一行，写法如 王婶@双桥村民情交流群: 路基坏了；输入 ? 看说明")
    speaker, group, text = match.groups()
    if group is not None and county.group(group) is None:
        raise Unclear(f"花名册的 群.csv 里没有“{group}”这个群")
    person = None
    if _KEY.match(speaker):
        number, slash, member = speaker.partition("/")
        person = county.person(f"{number.upper()}{slash}{member}")
        if person is None:
            raise Unclear(f"花名册里没有 {speaker} 这个人")
    picture = text == PICTURE
    return Typed(person.name if person else speaker, person, group, "" if picture else text, picture)
