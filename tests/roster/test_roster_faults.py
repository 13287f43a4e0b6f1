"""Each bad row is one line that says where it is and what to do; nothing of a bad roster is taken."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from small_county import GOOD, write_folder, write_workbook

from casework.errors import BadRoster
from storage.roster_files import read_roster, write_roster
from tests.little_room import room_for


def faults_of(path: Path) -> list[str]:
    """What is wrong, as the operator reads it."""
    with pytest.raises(BadRoster) as caught:
        read_roster(path)
    assert str(caught.value) == "\n".join(map(str, caught.value.faults))
    return [str(fault) for fault in caught.value.faults]


def spoilt(name: str, good: str, bad: str) -> dict[str, str]:
    """One file with something in it exchanged."""
    assert GOOD[name].count(good) == 1, good
    return {name: GOOD[name].replace(good, bad)}


ONE_BAD_ROW = [
    ("乡镇", "一市镇,", "一市镇,K999", 3, "一站通负责人“K999”不在“干部”表里"),
    ("乡镇", "一市镇,", "一市镇,\n前童镇,", 4, "“前童镇”与第 2 行重复"),
    ("村", "K003,K002", "K003,K009", 2, "联村干部“K009”不在“干部”表里"),
    ("村", "K003,K002", "K009,K008", 2, "包片领导“K009”不在“干部”表里，请改正或先在那里登记；联村干部“K008”"),
    ("村", "一市镇,岭头村,,", "桑洲镇,山洋村,,\n一市镇,岭头村,,", 4, "乡镇“桑洲镇”不在“乡镇”表里"),
    ("村", "前童镇,岭头村,,", "前童镇,双桥村,,", 3, "“前童镇/双桥村”与第 2 行重复"),
    ("村", "前童镇,岭头村,,", "前童镇,,,", 3, "“村”是空的，必须填写"),
    ("村", "前童镇,岭头村,,", "前童镇,岭/头村,,", 3, "“村”里不能有“/”"),
    ("网格", "K002、K003", "K002、K7、K8", 2, "组团“K7”不在“干部”表里，请改正或先在那里登记；组团“K8”不在"),
    ("网格", "第一网格,K002", "第一网格,", 3, "“责任人”是空的"),
    ("干部", "K002,陈丽萍,前童镇", "K002,陈丽萍,前同镇", 3, "乡镇“前同镇”不在“乡镇”表里"),
    ("干部", "K003,李建国", "K002,林芳,前童镇,,,,\nK003,李建国", 4, "“K002”与第 3 行重复"),
    ("干部", "H0001", "H9999", 2, "户号“H9999”不在“农户”表里"),
    ("农户", "陈金法", "", 3, "“户主”是空的"),
    (
        "农户",
        "一市镇,岭头村,第一网格",
        "前童镇,岭头村,第一网格",
        3,
        "网格“第一网格”（前童镇/岭头村）不在“网格”表里",
    ),
    ("农户", "一市镇,岭头村,第一网格", "一市镇,双桥村,第一网格", 3, "村“双桥村”（一市镇）不在“村”表里"),
    ("农户", "H0002", "K001", 3, "户号“K001”已是一位干部的工号"),
    ("农户", "陈金法,,,,", "陈金法,,,,,,多一格", 3, "比表头多出了内容“多一格”"),
    ("地名", "第一网格,老樟树", "第九网格,老樟树", 2, "网格“第九网格”（前童镇/双桥村）不在“网格”表里"),
    ("地名", "前童镇,双桥村,,水库,", "前童镇,双桥村,,水库,\n前童镇,双桥村,,水库,", 4, "与第 3 行重复"),
    ("群", "双桥村,民情", "双桥村,聊天", 2, "用途“聊天”不认识，请填 民情、志愿、干部 之一"),
    ("群", "前童志愿群,前童镇,,", "前童志愿群,前童镇,无此村,", 3, "村“无此村”（前童镇）不在“村”表里"),
    ("部门", "供水、river", "供水、喝水", 2, "类别“喝水”不认识，请用：道路桥梁、供水"),
    ("部门", "K003", "K033", 2, "联系人“K033”不在“干部”表里"),
    ("问答", "六点。,,,,前童镇,双桥村", "六点。,,,,,双桥村", 3, "填了村“双桥村”就要填乡镇"),
    ("问答", "六点。", "", 3, "“答案”是空的"),
    ("问答", "六点。,,,,", "六点。,,,昨天,", 3, "日期“昨天”不对，请写成 2026-03-02"),
    ("问答", "2026-03-02", "2026-13-02", 2, "日期“2026-13-02”不对"),
    ("问答", "双桥村", "无此村", 3, "村“无此村”（前童镇）不在“村”表里"),
    ("问答", "六点。", "六点。" * 400, 3, "“答案”有 1200 字，一条微信发不下，请缩短到 1000 字以内"),
    (
        "问答",
        "垃圾几点收？,六点。,,,,前童镇,双桥村",
        "合作医疗 几月份交？,六点。,,,,,",
        3,
        "第 2 行已经有了（问题或问法）",
    ),
    (
        "问答",
        "垃圾几点收？,六点。,,,,前童镇,双桥村",
        "医保几号截止？,六点。,,,,,",
        3,
        "与第 2 行重复，请删去一行",
    ),
    ("题库", ",,a,", ",,C,", 2, "答案是 C，却没有选项C"),
    ("题库", ",,a,", ",,甲,", 2, "答案“甲”不对，请填 A、B、C、D、对、错 之一"),
    ("题库", "24小时,3天", ",3天", 2, "选项A是空的，后面却还有选项"),
]


@pytest.mark.parametrize(("name", "good", "bad", "row", "says"), ONE_BAD_ROW)
def test_a_bad_row_is_exactly_one_line_about_that_row(
    tmp_path: Path, name: str, good: str, bad: str, row: int, says: str
) -> None:
    (fault,) = faults_of(write_folder(tmp_path, **spoilt(name, good, bad)))
    assert fault.startswith(f"{name}.csv:{row}: ")
    assert says in fault


def test_what_refers_to_a_bad_row_is_not_called_wrong_too(tmp_path: Path) -> None:
    (fault,) = faults_of(write_folder(tmp_path, **spoilt("干部", "K001,童海波", "K001,")))
    assert fault == "干部.csv:2: “姓名”是空的，必须填写"


def test_every_fault_of_every_file_is_told_in_order(tmp_path: Path) -> None:
    changed = {
        **spoilt("题库", ",,a,", ",,Z,"),
        **spoilt("村", "一市镇,岭头村,,", "一市镇,,,"),
        **spoilt("农户", "陈金法", ""),
        **spoilt("群", "双桥村,民情", "双桥村,聊天"),
    }
    found = [fault.split(" ")[0] for fault in faults_of(write_folder(tmp_path, **changed))]
    assert found == ["村.csv:4:", "网格.csv:3:", "农户.csv:3:", "群.csv:2:", "题库.csv:2:"]


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("工号,姓名,乡镇,年龄", "不认识的列“年龄”，可用的列：工号、姓名、乡镇、职务、电话、微信备注、户号"),
        ("工号,姓名", "缺少必填的列“乡镇”"),
        ("工号,姓名,乡镇,姓名", "“姓名”列重复"),
        ("工号,,姓名,乡镇", "有一列没有表头"),
        ("", "缺少必填的列“工号”"),
    ],
)
def test_a_bad_header_is_the_only_complaint(tmp_path: Path, header: str, says: str) -> None:
    (fault,) = faults_of(write_folder(tmp_path, 干部=f"{header}\nK001,童海波,前童镇,\n"))
    assert fault.startswith("干部.csv:1: ") and says in fault


def test_a_missing_or_misspelt_file_is_told_once(tmp_path: Path) -> None:
    (fault,) = faults_of(write_folder(tmp_path / "a", 干部=None))
    assert fault.startswith("干部.csv:1: 缺少这个必需的表")
    (fault,) = faults_of(write_folder(tmp_path / "b", 农戸="户号\n"))
    assert fault.startswith("农戸.csv:1: 不认识的表")


def test_files_that_cannot_be_read_at_all(tmp_path: Path) -> None:
    gbk = write_folder(tmp_path / "gbk")
    (gbk / "村.csv").write_bytes("乡镇,村\n".encode() + "前童镇,双桥村\n".encode("gbk"))
    assert faults_of(gbk) == ["村.csv:2: 不是 UTF-8 编码，请在表格软件里另存为“CSV UTF-8”"]
    (quote,) = faults_of(write_folder(tmp_path / "quote", 村='乡镇,村\n前童镇,"双桥"村\n'))
    assert quote.startswith("村.csv:2: CSV 格式不对")
    (nowhere,) = faults_of(tmp_path / "没有")
    assert "没有这个文件夹或工作簿" in nowhere
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    (broken,) = faults_of(tmp_path / "坏.xlsx")
    assert broken.startswith("坏.xlsx:1: 工作簿打不开")
    (tmp_path / "旧.xls").write_bytes(b"")
    (old,) = faults_of(tmp_path / "旧.xls")
    assert "只认存放 CSV 文件的文件夹或 .xlsx 工作簿" in old


def test_rows_of_a_workbook_are_counted_as_the_spreadsheet_program_does(tmp_path: Path) -> None:
    path = write_workbook(
        tmp_path / "花名册.xlsx",
        {
            "乡镇": [["乡镇"], ["前童镇"]],
            "村": [["乡镇", "村"], ["前童镇", "双桥村"]],
            "网格": [["乡镇", "村", "网格", "责任人"], ["前童镇", "双桥村", "第一网格", "K001"]],
            "干部": [
                ["工号", "姓名", "乡镇"],
                ["K001", "童海波", "前童镇"],
                [],
                [],
                ["K002", None, "前童镇"],
            ],
        },
    )
    assert faults_of(path) == ["干部:5: “姓名”是空的，必须填写"]


def saved_workbook(path: Path, spoil: Callable[[Any], None]) -> Path:
    """The small county as a workbook, something done to its sheet 村."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, text in GOOD.items():
        sheet = book.create_sheet(name)
        for line in csv.reader(io.StringIO(text)):
            sheet.append(line)
    spoil(book)
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda b: b["村"].merge_cells("A2:A3"), "村:2: A2:A3 是合并的单元格，请取消合并，每一格都填上"),
        (
            lambda b: b["村"].cell(2, 3, '="K"&"003"'),
            "村:2: C2 是公式，文件里没有它的结果，请在表格软件里打开后重新保存",
        ),
        (lambda b: b["村"].cell(2, 4, "#REF!"), "村:2: “联村干部”是出错的公式：#REF!，请改成文字"),
    ],
)
def test_a_cell_that_hides_its_value_is_the_only_complaint(
    tmp_path: Path, spoil: Callable[[Any], None], fault: str
) -> None:
    first, *_ = faults_of(saved_workbook(tmp_path / "花名册.xlsx", spoil))
    assert first.startswith(fault)


def test_a_damaged_workbook_is_told_in_a_line(tmp_path: Path) -> None:
    whole = saved_workbook(tmp_path / "好.xlsx", lambda book: None).read_bytes()
    middle = len(whole) // 2
    damaged = {
        "断.xlsx": whole[:middle],
        "坏.xlsx": whole[:middle] + b"\0" * 60 + whole[middle + 60 :],
        "密.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5_000,
        "空.xlsx": b"",
    }
    for name, content in damaged.items():
        (tmp_path / name).write_bytes(content)
        assert [f.startswith(f"{name}:1: 工作簿打不开") for f in faults_of(tmp_path / name)] == [True], name
    (chart,) = faults_of(saved_workbook(tmp_path / "图.xlsx", lambda b: b.create_chartsheet("图")))
    assert "图表页" in chart


def test_an_export_without_room_leaves_the_old_files(tmp_path: Path) -> None:
    roster = read_roster(write_folder(tmp_path / "in"))
    for target in (tmp_path / "out", tmp_path / "out.xlsx"):
        write_roster(target, roster)
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    for target, size in ((tmp_path / "out", 64), (tmp_path / "out.xlsx", 4_000)):
        with room_for(size), pytest.raises(BadRoster, match="写不进去"):
            write_roster(target, roster)
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before


def test_contacts_of_departments_may_sit_outside_the_townships(tmp_path: Path) -> None:
    changed = {**spoilt("干部", "K003,李建国,前童镇", "K003,李建国,县农水局")}
    assert read_roster(write_folder(tmp_path, **changed)).cadres[2].township == "县农水局"


def test_writing_where_one_must_not_is_told_without_a_traceback(tmp_path: Path) -> None:
    roster = read_roster(write_folder(tmp_path / "in"))
    (tmp_path / "file").write_text("")
    with pytest.raises(BadRoster, match="写不进去"):
        write_roster(tmp_path / "file" / "out", roster)
