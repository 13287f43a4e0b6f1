"""The ledger as a workbook: what an office worker needs to find in it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.workbook import write_ledger
from casework.errors import UserMistake
from casework.lifecycle import Move, advance
from casework.messages import Speaker
from casework.taxonomy import Category, Outcome, Rating, Status
from casework.ticket import Ticket
from tests.casework.cast import MORNING, UNCLE_LI, a_ticket, a_voice, at, the_county, 王某某

COUNTY = the_county()


def sheet_of(path: Path, *tickets: Ticket) -> Any:
    write_ledger(path, tickets, COUNTY, at("06-20 09:00"))
    return load_workbook(path).active


def unconfirmed(number: int = 1) -> Ticket:
    """Settled by 王某某, and closed because nobody answered."""
    ticket = a_ticket(number, outcome=Outcome.FIXED)
    advance(ticket, Move.RESOLVE, by=王某某, now=at("06-11 10:00"), why="修好了")
    advance(ticket, Move.LAPSE, by="bot", now=at("06-16 10:00"))
    return ticket


def row(sheet: Any, number: int = 2) -> dict[str, Any]:
    titles = [cell.value for cell in sheet[1]]
    return dict(zip(titles, sheet[number], strict=True))


def blocks(sheet: Any) -> dict[str, dict[str, dict[str, int]]]:
    """The totals by block, name and what is counted."""
    found: dict[str, dict[str, dict[str, int]]] = {}
    header: tuple[Any, ...] | None = None
    for cells in sheet.iter_rows(values_only=True):
        if cells[0] is None:
            header = None
        elif header is None:
            header, found[cells[0]] = cells, {}
        else:
            found[header[0]][cells[0]] = dict(zip(header[1:], cells[1:], strict=True))
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "台账.xlsx"


def test_header_stays_in_sight_and_filters_cover_all(path: Path) -> None:
    sheet = sheet_of(path, a_ticket(1), a_ticket(2))
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.max_row == 3


def test_every_column_is_wider_than_its_header(path: Path) -> None:
    sheet = sheet_of(path)
    assert sheet.max_column > 20
    for cell in sheet[1]:
        assert sheet.column_dimensions[cell.column_letter].width >= 2 * len(cell.value), cell.value


def test_dates_are_dates_in_beijing_time(path: Path) -> None:
    cell = row(sheet_of(path, a_ticket(opened_at=MORNING)))["登记时间"]
    assert cell.value == datetime(2026, 6, 10, 9, 0)  # noqa: DTZ001  (a workbook knows no zones)
    assert cell.is_date


def test_labels_and_names_stand_for_codes(path: Path) -> None:
    ticket = a_ticket(
        status=Status.CLOSED,
        outcome=Outcome.FIXED,
        rating=Rating.SATISFIED,
        voices=[a_voice(), a_voice(UNCLE_LI)],
    )
    cells = {title: cell.value for title, cell in row(sheet_of(path, ticket)).items()}
    assert (cells["编号"], cells["状态"], cells["类别"]) == (12, "已结案", "供水")
    assert (cells["村"], cells["网格"], cells["责任人"], cells["工号"]) == (
        "联合村",
        "第一网格",
        "王某某",
        "K001",
    )
    assert (cells["反映人"], cells["反映户数"]) == ("王婶", 2)
    assert (cells["结果"], cells["评价"], cells["是否超时"]) == ("已解决", "满意", None)


def test_what_is_late_says_so(path: Path) -> None:
    assert row(sheet_of(path, a_ticket(due=at("06-17 18:00"))))["是否超时"].value == "是"


@pytest.mark.parametrize("words", ['=HYPERLINK("x")', "+1+1", "-2+3", "@SUM(A1)"])
def test_words_never_become_a_formula_not_even_when_the_cell_is_edited(path: Path, words: str) -> None:
    cell = row(sheet_of(path, a_ticket(text=words)))["内容"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (words, "s", True)


def test_a_name_never_becomes_a_formula(path: Path) -> None:
    voices = [a_voice(Speaker(None, "=1+1"))]
    assert row(sheet_of(path, a_ticket(voices=voices)))["反映人"].data_type == "s"


def test_counts_are_numbers_and_codes_are_texts(path: Path) -> None:
    cells = row(sheet_of(path, a_ticket(7)))
    assert {t: cells[t].data_type for t in ("编号", "反映户数", "重新办理次数", "工号")} == {
        "编号": "n",
        "反映户数": "n",
        "重新办理次数": "n",
        "工号": "s",
    }


def test_what_nobody_confirmed_says_so(path: Path) -> None:
    cells = row(sheet_of(path, unconfirmed()))
    assert (cells["群众确认"].value, cells["评价"].value) == ("未确认", None)


def test_what_is_private_is_marked_and_the_reader_told_who_may_hold_it(path: Path) -> None:
    sheet = sheet_of(path, a_ticket(1), a_ticket(2, private=True))
    public, private = row(sheet, 2), row(sheet, 3)
    assert (public["不公开"].value, private["不公开"].value) == (None, "是")
    assert private["内容"].fill.fgColor.rgb != public["内容"].fill.fgColor.rgb
    told = {line[0]: line[1] for line in load_workbook(path)["说明"].iter_rows(values_only=True)}
    assert "内部资料" in told["密级"]
    assert "被投诉的干部" in told["投诉干部"]


def test_it_prints_landscape_one_page_wide_with_the_header_on_each(path: Path) -> None:
    sheet = sheet_of(path, a_ticket())
    page = sheet.page_setup
    assert (page.orientation, page.fitToWidth, page.fitToHeight) == ("landscape", 1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.print_area.endswith("$2")


@pytest.mark.parametrize("title", ["状态", "类别", "村"])
def test_the_totals_are_those_of_the_rows(path: Path, title: str) -> None:
    tickets = [a_ticket(1, private=True), a_ticket(2, category=Category.ROAD), unconfirmed(3)]
    tickets += [a_ticket(4, village="前童镇/双桥村", grid=None, due=at("06-12 18:00"))]
    sheet = sheet_of(path, *tickets)
    rows = [{t: c.value for t, c in row(sheet, n).items()} for n in range(2, sheet.max_row + 1)]

    def counted(chosen: list[dict[str, Any]]) -> dict[str, int]:
        return {
            "件数": len(chosen),
            "超时": sum(r["是否超时"] == "是" for r in chosen),
            "未确认": sum(r["群众确认"] == "未确认" for r in chosen),
            "不公开": sum(r["不公开"] == "是" for r in chosen),
        }

    block = blocks(load_workbook(path)["汇总"])[title]
    by_name = {(f"{r['乡镇']}/{r['村']}" if title == "村" else r[title]) for r in rows}
    assert set(block) == by_name | {"合计"}
    for name, told in block.items():
        chosen = [r for r in rows if name in ("合计", r[title], f"{r['乡镇']}/{r['村']}")]
        assert {k: told[k] for k in counted(chosen)} == counted(chosen), name


def test_an_empty_ledger_has_its_header_and_sums_of_nought(path: Path) -> None:
    assert sheet_of(path).max_row == 1
    assert blocks(load_workbook(path)["汇总"])["状态"]["合计"]["件数"] == 0


def test_control_characters_do_not_break_the_file(path: Path) -> None:
    assert row(sheet_of(path, a_ticket(text="水管\x0b爆了")))["内容"].value == "水管爆了"


def test_private_numbers_are_masked(path: Path) -> None:
    ticket = a_ticket(text="打13812345678", result="回13912345678")
    cells = row(sheet_of(path, ticket))
    assert (cells["内容"].value, cells["办理情况"].value) == ("打138****5678", "回139****5678")


def test_an_old_workbook_is_replaced_whole(path: Path) -> None:
    sheet_of(path, a_ticket(1), a_ticket(2))
    assert sheet_of(path, a_ticket(3)).max_row == 2
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserMistake, match=r"没有“.*nowhere”这个文件夹"):
        write_ledger(tmp_path / "nowhere" / "a.xlsx", [], COUNTY, MORNING)


def test_an_old_workbook_survives_a_failure(path: Path) -> None:
    path.mkdir()
    with pytest.raises(UserMistake, match=r"台账\.xlsx"):
        write_ledger(path, [], COUNTY, MORNING)
    assert list(path.parent.iterdir()) == [path]
