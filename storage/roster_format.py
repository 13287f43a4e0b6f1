"""The township's files: which there are, their columns, and which field each column fills.

The names are those of the published format; a column may be added, never renamed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from casework import county


class Form(Enum):
    """How a cell is read."""

    TEXT = auto()
    OPTIONAL = auto()  # an empty cell is None, not ""
    LISTED = auto()  # several values between 、
    PURPOSE = auto()
    CATEGORIES = auto()
    OPTION = auto()  # one of the four choices of a quiz question
    ANSWER = auto()
    DATE = auto()  # kept as 2026-03-02, or 2026-03 where no day is known


class Refers(Enum):
    """The sheet that a cell's value has to stand in."""

    TOWNSHIP = "乡镇"
    VILLAGE = "村"
    GRID = "网格"
    CADRE = "干部"
    HOUSEHOLD = "农户"


@dataclass(frozen=True)
class Column:
    """One column; `starred` means that no cell of it may be empty."""

    name: str
    field: str
    form: Form = Form.TEXT
    starred: bool = False
    refers: Refers | None = None


@dataclass(frozen=True)
class Sheet:
    """One file or worksheet.

    part: the field of `Roster` it fills, with rows of `kind`, told apart by the fields in `key`.
    needed: whether a roster without it is refused.
    """

    name: str
    part: str
    kind: type[Any]
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    needed: bool = False


def _star(name: str, field: str, form: Form = Form.TEXT, refers: Refers | None = None) -> Column:
    return Column(name, field, form, starred=True, refers=refers)


def _person(name: str, field: str, form: Form = Form.OPTIONAL) -> Column:
    return Column(name, field, form, refers=Refers.CADRE)


_TOWNSHIP = _star("乡镇", "township", refers=Refers.TOWNSHIP)
_VILLAGE = _star("村", "village", refers=Refers.VILLAGE)

SHEETS = (
    Sheet(
        "乡镇",
        "townships",
        county.Township,
        ("name",),
        (_star("乡镇", "name"), _person("一站通负责人", "lead")),
        needed=True,
    ),
    Sheet(
        "村",
        "villages",
        county.Village,
        ("township", "name"),
        (_TOWNSHIP, _star("村", "name"), _person("包片领导", "leader"), _person("联村干部", "liaison")),
        needed=True,
    ),
    Sheet(
        "网格",
        "grids",
        county.Grid,
        ("township", "village", "name"),
        (
            _TOWNSHIP,
            _VILLAGE,
            _star("网格", "name"),
            _star("责任人", "cadre", refers=Refers.CADRE),
            _person("组团", "team", Form.LISTED),
            Column("自然村", "hamlets", Form.LISTED),
        ),
        needed=True,
    ),
    Sheet(
        "干部",
        "cadres",
        county.Cadre,
        ("id",),
        (
            _star("工号", "id"),
            _star("姓名", "name"),
            _TOWNSHIP,
            Column("职务", "duty"),
            Column("电话", "phone"),
            Column("微信备注", "remark"),
            Column("户号", "household", Form.OPTIONAL, refers=Refers.HOUSEHOLD),
        ),
        needed=True,
    ),
    Sheet(
        "农户",
        "households",
        county.Household,
        ("id",),
        (
            _star("户号", "id"),
            _TOWNSHIP,
            _VILLAGE,
            _star("网格", "grid", refers=Refers.GRID),
            _star("户主", "head"),
            Column("成员", "members", Form.LISTED),
            Column("别名", "aliases", Form.LISTED),
            Column("类型", "kinds", Form.LISTED),
            Column("电话", "phone"),
        ),
    ),
    Sheet(
        "地名",
        "places",
        county.Place,
        ("township", "village", "name", "grid"),
        (
            _TOWNSHIP,
            _VILLAGE,
            Column("网格", "grid", Form.OPTIONAL, refers=Refers.GRID),
            _star("地名", "name"),
            Column("别名", "aliases", Form.LISTED),
        ),
    ),
    Sheet(
        "群",
        "groups",
        county.ChatGroup,
        ("name",),
        (
            _star("群名", "name"),
            _TOWNSHIP,
            Column("村", "village", Form.OPTIONAL, refers=Refers.VILLAGE),
            _star("用途", "purpose", Form.PURPOSE),
        ),
    ),
    Sheet(
        "部门",
        "departments",
        county.Department,
        ("name",),
        (
            _star("部门", "name"),
            Column("负责类别", "categories", Form.CATEGORIES),
            _person("联系人", "contacts", Form.LISTED),
        ),
    ),
    Sheet(
        "问答",
        "faqs",
        county.Faq,
        ("question", "township", "village"),
        (
            _star("问题", "question"),
            _star("答案", "answer"),
            Column("问法", "phrasings", Form.LISTED),
            Column("来源", "source"),
            Column("日期", "dated", Form.DATE),
            Column("乡镇", "township", Form.OPTIONAL, refers=Refers.TOWNSHIP),
            Column("村", "village", Form.OPTIONAL, refers=Refers.VILLAGE),
        ),
    ),
    Sheet(
        "题库",
        "quiz",
        county.QuizQuestion,
        ("question",),
        (
            _star("题目", "question"),
            *(Column(f"选项{letter}", "options", Form.OPTION) for letter in "ABCD"),
            _star("答案", "answer", Form.ANSWER),
            Column("解析", "explanation"),
            Column("来源", "source"),
        ),
    ),
)
"""In the order in which they are read, written and reported."""
