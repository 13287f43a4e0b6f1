"""``simulate``: a made-up county to try things on at full size, and a month of its life."""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli.opening import settings_of
from bot.cli.progress import Progress
from bot.config import ROOT
from casework.taxonomy import Kind, Status

if TYPE_CHECKING:
    from bot.simulation.month import Month

app = typer.Typer(help="不接真群，先造一份假的数据来试：造一个县，或过一个月。", no_args_is_help=True)

_TO = typer.Argument(
    ..., metavar="PATH", help="要写入的文件夹，或以 .xlsx 结尾的工作簿。", show_default=False
)
_SEED = typer.Option(1, "--seed", help="种子：同一个数造出同一个县。")
_HOUSEHOLDS = typer.Option(
    250_000, "--households", help="多少户；乡镇、村、网格、干部、群的数目不变。", min=0, max=999_999
)


_DAYS = typer.Option(30, "--days", help="多少天。", min=1, max=366)
_VILLAGES = typer.Option(20, "--villages", help="多少个村说话。", min=1)
_START = typer.Option("2026-06-01", "--from", metavar="D", formats=["%Y-%m-%d"], help="从哪一天起。")


@app.callback()
def simulate() -> None:
    """不接真群，先造一份假的数据来试：造一个县，或过一个月。"""


@app.command("county")
def county(path: Path = _TO, seed: int = _SEED, households: int = _HOUSEHOLDS) -> None:
    """造一个县的花名册：乡镇和村是真名，人、户、地名都是编的，电话打不通。"""
    from bot.simulation.county import make_county
    from storage.roster_files import read_roster, write_roster

    progress = Progress()
    sample = read_roster(ROOT / "examples" / "county")
    roster = make_county(seed, households, sample, lambda done, of: progress(f"农户 {done:,} / {of:,}"))
    write_roster(path, roster, lambda name, rows: progress(f"{name}：已写 {rows:,} 行"))
    sizes = ((roster.townships, "乡镇"), (roster.villages, "村"), (roster.grids, "网格"))
    more = (
        (roster.cadres, "干部"),
        (roster.households, "农户"),
        (roster.places, "地名"),
        (roster.groups, "群"),
    )
    print("、".join(f"{what} {len(rows):,}" for rows, what in (*sizes, *more)))
    print(f"已写到 {path}，可用 python -m bot roster import {path} 导入")


@app.command("month")
def month(
    context: typer.Context,
    seed: int = _SEED,
    villages: int = _VILLAGES,
    days: int = _DAYS,
    start: datetime = _START,
) -> None:
    """让示范县的村民和干部过一个月，每件事后核对规矩；有一条不对就列出来，退出码为 1。

    村民有应有不应，干部有快有慢有不理的，另用一个临时数据库，不动真的台账。
    核对的规矩：在办的每一件有且只有一个责任人、一个时限；同一件事不说两遍；
    除急难险情外，群里不超条数、不扰夜；每句话都查得到发件记录和起因；简报的数字和经过对得上。
    20 个村 30 天约需 10 到 15 分钟；先看个大概用 --villages 5 --days 7，换一个月用 --seed 2。
    """
    config = settings_of(context)
    from bot.compose import load_model, open_database, set_desk
    from bot.simulation.month import MonthPlay
    from casework.clock import at_local
    from storage.roster_files import read_roster
    from storage.roster_store import import_roster

    progress = Progress()
    begun = time.monotonic()
    model = load_model(config.model_dir)
    first = at_local(start.date(), 0)
    with tempfile.TemporaryDirectory(prefix="minqing-month-") as folder:
        engine = open_database(f"sqlite:///{folder}/month.db", durable=False)
        import_roster(engine, read_roster(ROOT / "examples" / "county"))
        play = MonthPlay(set_desk(engine, model, config.settings), model, seed, first)
        play.fill(villages, days)
        done = play.run(first + timedelta(days=days), progress)
        engine.dispose()
    for line in (*figures(done), f"用时 {time.monotonic() - begun:.0f} 秒"):
        print(line)
    for line in done.broken:
        print(line, file=sys.stderr)
    if done.broken:
        raise typer.Exit(1)


def figures(done: Month) -> list[str]:
    """A month in a few lines."""
    tickets = "、".join(f"{Status(code).label} {count}" for code, count in sorted(done.tickets.items()))
    said = "、".join(f"{Kind(code).label} {count}" for code, count in done.said.most_common())
    ends = f"现超时 {done.overdue} 件，重新办理 {done.reopened} 次，评价 {done.rated} 件"
    return [
        f"听到 {done.heard} 条，说了 {sum(done.said.values())} 条（{said}）",
        f"工单 {sum(done.tickets.values())} 件（{tickets}），{ends}",
        f"核对工单 {done.checked} 次、简报 {done.recounted} 份，不合规矩 {len(done.broken)} 处",
    ]
