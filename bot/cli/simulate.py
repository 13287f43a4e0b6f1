"""``simulate``: a made-up county to try things on at full size."""

from __future__ import annotations

from pathlib import Path

import typer

from bot.cli.progress import Progress
from bot.config import ROOT

app = typer.Typer(help="造一份假的数据来试。", no_args_is_help=True)

_TO = typer.Argument(
    ..., metavar="PATH", help="要写入的文件夹，或以 .xlsx 结尾的工作簿。", show_default=False
)
_SEED = typer.Option(1, "--seed", help="种子：同一个数造出同一个县。")
_HOUSEHOLDS = typer.Option(
    250_000, "--households", help="多少户；乡镇、村、网格、干部、群的数目不变。", min=0, max=999_999
)


@app.callback()
def simulate() -> None:
    """造一份假的数据来试。"""


@app.command("county")
def county(path: Path = _TO, seed: int = _SEED, households: int = _HOUSEHOLDS) -> None:
    """造一个县的花名册：乡镇和村是真名，人、户、地名都是编的，电话打不通。"""
    from bot.simulation.county import make_county
    from storage.roster_files import read_roster, write_roster

    progress = Progress()
    sample = read_roster(ROOT / "examples" / "county")
    roster = make_county(seed, households, sample, lambda done, of: progress(f"农户 {done:,} / {of:,}"))
    progress("正在写文件……")
    write_roster(path, roster)
    sizes = ((roster.townships, "乡镇"), (roster.villages, "村"), (roster.grids, "网格"))
    more = (
        (roster.cadres, "干部"),
        (roster.households, "农户"),
        (roster.places, "地名"),
        (roster.groups, "群"),
    )
    print("、".join(f"{what} {len(rows):,}" for rows, what in (*sizes, *more)))
    print(f"已写到 {path}，可用 python -m bot roster import {path} 导入")
