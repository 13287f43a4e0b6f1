"""The ledger as a workbook: what an office worker needs to find in it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.workbook import write_ledger
from casework.errors import UserMistake
from casework.taxonomy import Outcome, Rating, Status
from casework.ticket import Ticket
from tests.casework.cast import MORNING, UNCLE_LI, a_ticket, a_voice, at, the_county

COUNTY = the_county()


def sheet_of(path: Path, *tickets: Ticket) -> Any:
    write_ledger(path, tickets, COUNTY, at("06-20 09:00"))
    return load_workbook(path).active


def row(sheet: Any, number: int = 2) -> dict[str, Any]:
    titles = [cell.value for cell in sheet[1]]
    return dict(zip(titles, sheet[number], strict=True))


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


def test_words_never_become_a_formula(path: Path) -> None:
    cell = row(sheet_of(path, a_ticket(text='=HYPERLINK("x")')))["内容"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("x")', "s")


def test_control_characters_do_not_break_the_file(path: Path) -> None:
    assert row(sheet_of(path, a_ticket(text="水管\x0b爆了")))["内容"].value == "水管爆了"


def test_private_numbers_are_masked(path: Path) -> None:
    ticket = a_ticket(text="打13812345678", result="回13912345678")
    cells = row(sheet_of(path, ticket))
    assert (cells["内容"].value, cells["办理情况"].value) == ("打138****5678", "回139****5678")


def test_an_old_workbook_survives_a_failure(path: Path) -> None:
    path.mkdir()
    with pytest.raises(UserMistake, match=r"台账\.xlsx"):
        write_ledger(path, [], COUNTY, MORNING)
    assert list(path.parent.iterdir()) == [path]
