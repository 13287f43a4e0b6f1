"""``roster import`` and ``roster export``."""

from __future__ import annotations

from pathlib import Path

import typer

from bot.cli.opening import open_books, settings_of
from bot.cli.progress import Progress

app = typer.Typer(help="花名册：乡镇、村、网格、干部、农户……的导入和导出。", no_args_is_help=True)

_FROM = typer.Argument(
    ..., metavar="PATH", help="存放 CSV 文件的文件夹，或一个 .xlsx 工作簿。", show_default=False
)
_TO = typer.Argument(
    ..., metavar="PATH", help="要写入的文件夹，或以 .xlsx 结尾的工作簿。", show_default=False
)


@app.command("import")
def import_(context: typer.Context, path: Path = _FROM) -> None:
    """导入花名册。有一行不对就全部不导入；同样的内容再导入一次不会有变化。

    机器人学到的、还没有导出过的地名保留；导出过以后，以文件为准。
    """
    config = settings_of(context)
    from storage.roster_files import read_roster
    from storage.roster_store import import_roster

    progress = Progress()
    roster = read_roster(path, lambda name, rows: progress(f"{name}：已读 {rows:,} 行"))
    progress("文件已读完，正在和库里比对……")
    with open_books(config) as books:
        counted = import_roster(
            books.engine, roster, lambda name, rows: progress(f"{name}：已写入 {rows:,} 行")
        )
    for name, counts in counted.items():
        if counts.added or counts.changed or counts.removed:
            print(f"{name}：新增 {counts.added}，修改 {counts.changed}，删除 {counts.removed}")
        if counts.kept:
            print(f"{name}：保留了机器人学到的 {counts.kept} 条，文件里还没有，可用 roster export 导出来看")
    added, changed, removed = (
        sum(getattr(c, what) for c in counted.values()) for what in ("added", "changed", "removed")
    )
    print(f"合计：新增 {added}，修改 {changed}，删除 {removed}")


@app.command("export")
def export(context: typer.Context, path: Path = _TO) -> None:
    """导出花名册，格式与导入时相同；原样再导入不会有变化。"""
    config = settings_of(context)
    from storage.roster_files import write_roster
    from storage.roster_store import export_roster, note_exported

    progress = Progress()
    with open_books(config) as books:
        roster = export_roster(books.engine)
        write_roster(path, roster, lambda name, rows: progress(f"{name}：已写 {rows:,} 行"))
        note_exported(books.engine, roster)
    print(f"已导出到 {path}")
