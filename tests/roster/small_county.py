"""A small roster as the township would type it, for tests to spoil cell by cell."""

from __future__ import annotations

from pathlib import Path

import openpyxl


def _lines(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)


GOOD = {
    "乡镇": _lines(
        "乡镇,一站通负责人",
        "前童镇,K003",
        "一市镇,",
    ),
    "村": _lines(
        "乡镇,村,包片领导,联村干部",
        "前童镇,双桥村,K003,K002",
        "前童镇,岭头村,,",
        "一市镇,岭头村,,",
    ),
    "网格": _lines(
        "乡镇,村,网格,责任人,组团,自然村",
        "前童镇,双桥村,第一网格,K001,K002、K003,上宅、下宅",
        "一市镇,岭头村,第一网格,K002,,",
    ),
    "干部": _lines(
        "工号,姓名,乡镇,职务,电话,微信备注,户号",
        "K001,童海波,前童镇,村委委员,10040000001,#K001 童海波,H0001",
        "K002,陈丽萍,前童镇,,,,",
        "K003,李建国,前童镇,,,,",
    ),
    "农户": _lines(
        "户号,乡镇,村,网格,户主,成员,别名,类型,电话",
        "H0001,前童镇,双桥村,第一网格,童小毛,王彩凤、童佳佳,小毛家,低保户、独居老人,",
        "H0002,一市镇,岭头村,第一网格,陈金法,,,,",
    ),
    "地名": _lines(
        "乡镇,村,网格,地名,别名",
        "前童镇,双桥村,第一网格,老樟树,大樟树",
        "前童镇,双桥村,,水库,",
    ),
    "群": _lines(
        "群名,乡镇,村,用途",
        "双桥村民情群,前童镇,双桥村,民情",
        "前童志愿群,前童镇,,志愿",
    ),
    "部门": _lines(
        "部门,负责类别,联系人",
        "农水局,供水、river,K003",
    ),
    "问答": _lines(
        "问题,答案,问法,来源,日期,乡镇,村",
        '医保几号截止？,"十二月底，\n请早点交。",合作医疗几月份交,社保所,2026-03-02,,',
        "垃圾几点收？,六点。,,,,前童镇,双桥村",
    ),
    "题库": _lines(
        "题目,选项A,选项B,选项C,选项D,答案,解析,来源",
        "几小时内签收？,24小时,3天,,,a,,制度",
        "办结要有回音。,,,,,对,,",
    ),
}


def write_folder(folder: Path, **changed: str | None) -> Path:
    """The good files with some exchanged; None leaves one out."""
    folder.mkdir(exist_ok=True)
    for name, content in {**GOOD, **changed}.items():
        if content is not None:
            (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    return folder


def write_workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    """A workbook of exactly these cells."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.save(path)
    return path
