"""Good files come in whatever their form, and go out so that they come in again."""

from __future__ import annotations

import codecs
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from small_county import GOOD, write_folder, write_workbook

from casework.county import Cadre, ChatGroup, Faq, Household, Place, Purpose, QuizQuestion
from casework.taxonomy import Category
from storage.roster_files import read_roster, write_roster

NEEDED = ("乡镇", "村", "网格", "干部")


def test_every_column_reaches_its_field(tmp_path: Path) -> None:
    roster = read_roster(write_folder(tmp_path))
    assert (roster.townships[0].lead, roster.townships[1].lead) == ("K003", None)
    assert [v.key for v in roster.villages] == ["前童镇/双桥村", "前童镇/岭头村", "一市镇/岭头村"]
    assert (roster.villages[0].leader, roster.villages[0].liaison) == ("K003", "K002")
    grid = roster.grids[0]
    assert (grid.key, grid.cadre) == ("前童镇/双桥村/第一网格", "K001")
    assert (grid.team, grid.hamlets) == (("K002", "K003"), ("上宅", "下宅"))
    assert roster.cadres[0] == Cadre(
        "K001", "童海波", "前童镇", "村委委员", "10040000001", "#K001 童海波", "H0001"
    )
    assert roster.households[0] == Household(
        "H0001",
        "前童镇",
        "双桥村",
        "第一网格",
        "童小毛",
        ("王彩凤", "童佳佳"),
        ("小毛家",),
        ("低保户", "独居老人"),
    )
    assert roster.places == (
        Place("前童镇", "双桥村", "老樟树", "第一网格", ("大樟树",)),
        Place("前童镇", "双桥村", "水库"),
    )
    assert roster.groups[1] == ChatGroup("前童志愿群", "前童镇", Purpose.VOLUNTEERS)
    assert roster.departments[0].categories == (Category.WATER, Category.RIVER)
    assert roster.faqs[0] == Faq(
        "医保几号截止？", "十二月底，\n请早点交。", ("合作医疗几月份交",), "社保所", "2026-03-02"
    )
    assert (roster.faqs[1].township, roster.faqs[1].village) == ("前童镇", "双桥村")
    assert roster.quiz == (
        QuizQuestion("几小时内签收？", "A", ("24小时", "3天"), "", "制度"),
        QuizQuestion("办结要有回音。", "对"),
    )


def test_optional_files_and_columns_may_be_missing(tmp_path: Path) -> None:
    left_out = {name: None for name in GOOD if name not in NEEDED}
    cadres = "姓名,工号,乡镇\n童海波,K001,前童镇\n陈丽萍,K002,前童镇\n李建国,K003,前童镇\n"
    roster = read_roster(write_folder(tmp_path, **{**left_out, "干部": cadres}))
    assert roster.cadres[0] == Cadre("K001", "童海波", "前童镇")
    assert roster.households == () and roster.quiz == ()


def test_a_bom_blank_lines_spaces_and_windows_line_ends_do_not_matter(tmp_path: Path) -> None:
    good = read_roster(write_folder(tmp_path / "good"))
    for name, content in GOOD.items():
        text = (
            content.replace("童小毛", " 童小毛\u3000")
            .replace("\nH0002", "\n\n,,,,\nH0002")
            .replace("\n", "\r\n")
        )
        folder = tmp_path / "windows"
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.csv").write_bytes(codecs.BOM_UTF8 + text.encode())
    assert read_roster(tmp_path / "windows") == good


def test_repeated_and_empty_values_of_a_cell_are_left_out(tmp_path: Path) -> None:
    households = GOOD["农户"].replace("王彩凤、童佳佳", "、王彩凤、 童佳佳、、王彩凤、")
    roster = read_roster(write_folder(tmp_path, 农户=households))
    assert roster.households[0].members == ("王彩凤", "童佳佳")


@pytest.mark.parametrize("name", ["out", "out.xlsx"])
def test_what_is_written_reads_the_same_again(tmp_path: Path, name: str) -> None:
    odd = GOOD["问答"] + '=1+1等于几？,=2,,,,,\n"他说：""行""，怎么办？",#12,,,,,\n'
    roster = read_roster(write_folder(tmp_path / "in", 问答=odd))
    assert roster.faqs[2].question == "=1+1等于几？"
    write_roster(tmp_path / name, roster)
    again = read_roster(tmp_path / name)
    assert again == roster
    assert again != read_roster(write_folder(tmp_path / "in"))


def test_what_is_written_opens_in_a_spreadsheet_program(tmp_path: Path) -> None:
    roster = read_roster(write_folder(tmp_path / "in"))
    write_roster(tmp_path / "out", roster)
    written = (tmp_path / "out" / "部门.csv").read_bytes()
    assert written.startswith(codecs.BOM_UTF8)
    assert written.decode("utf-8-sig").splitlines() == ["部门,负责类别,联系人", "农水局,供水、河道水利,K003"]
    write_roster(tmp_path / "out.xlsx", roster)
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames == list(GOOD)


def test_numbers_and_dates_of_a_workbook_are_read_as_people_see_them(tmp_path: Path) -> None:
    path = write_workbook(
        tmp_path / "花名册.xlsx",
        {
            "乡镇": [["乡镇", "一站通负责人"], ["前童镇", 1001]],
            "村": [["乡镇", "村"], ["前童镇", "双桥村"]],
            "网格": [["乡镇", "村", "网格", "责任人", "组团"], ["前童镇", "双桥村", 1, 1001.0, "1001、1002"]],
            "干部": [
                ["工号", "姓名", "乡镇", "电话"],
                [1001, "童海波", "前童镇", 10040000001.0],
                [None, None, None, None],
                ["1002", "陈丽萍", "前童镇", None],
            ],
            "问答": [["问题", "答案", "日期"], ["垃圾几点收？", "六点。", date(2026, 3, 2)]],
            "Sheet1": [],
        },
    )
    roster = read_roster(path)
    assert [c.id for c in roster.cadres] == ["1001", "1002"]
    assert roster.cadres[0].phone == "10040000001"
    assert (roster.grids[0].name, roster.grids[0].cadre, roster.grids[0].team) == (
        "1",
        "1001",
        ("1001", "1002"),
    )
    assert roster.faqs[0].dated == "2026-03-02"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2026/3/2", "2026-03-02"),
        ("2026年3月2日", "2026-03-02"),
        ("2026.03", "2026-03"),
        ("2026年3月", "2026-03"),
    ],
)
def test_a_date_is_kept_one_way_however_it_is_written(tmp_path: Path, written: str, kept: str) -> None:
    roster = read_roster(write_folder(tmp_path, 问答=GOOD["问答"].replace("2026-03-02", written)))
    assert roster.faqs[0].dated == kept
