"""``learn``: a person looks at what cadres corrected; what is taken is learned at the next training."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from bot.cli.opening import open_books, settings_of

if TYPE_CHECKING:
    from casework.correction import Correction
    from nlu.comparing import Comparison

_LIST = typer.Option(False, "--list", help="只列出还没看过的，不逐条问。")
_ASK = "采用吗？y 采用，n 不采用，回车留到以后"


def learn(context: typer.Context, list_only: bool = _LIST) -> None:
    """逐条看干部更正过的话，采用的下次训练时学会。"""
    config = settings_of(context)
    from casework.correction import Learning
    from nlu.learned import add_case

    taken = 0
    with open_books(config) as books, books.works() as uow:
        waiting = uow.corrections.new()
        if not waiting:
            print("没有等着看的更正")
            return
        for n, correction in enumerate(waiting, 1):
            print(f"[{n}/{len(waiting)}] {_line(correction)}")
            answer = "" if list_only else typer.prompt(_ASK, default="", show_default=False).strip().lower()
            if answer == "y":
                add_case(config.learned_dir, correction.text, correction.act, correction.category)
                correction.state = Learning.TAKEN
                taken += 1
            elif answer == "n":
                correction.state = Learning.DROPPED
            uow.commit()
    if taken:
        print(f"采用了 {taken} 条，请运行 python -m bot train")


def _line(correction: Correction) -> str:
    was = "/".join(x.label for x in (correction.was_act, correction.was_category) if x)
    now = "/".join(x.label for x in (correction.act, correction.category) if x)
    number = f"#{correction.ticket} " if correction.ticket else ""
    return f"{number}“{correction.text}”\n    读作 {was}，{correction.by} 更正为 {now}"


def print_comparison(comparison: Comparison) -> None:
    """Scores of the model in use and of the new one, side by side."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("留作比较的话", "原来", "新的"):
        table.add_column(title, justify="left" if title == "留作比较的话" else "right")
    old, new = comparison.before, comparison.after
    rows = (
        ("诉求听出", old and old.recall, new.recall),
        ("闲聊误报（千分之）", old and old.false_alarms, new.false_alarms),
        ("行为读对", old and old.act_accuracy, new.act_accuracy),
        ("类别（宏平均）", old and old.category_macro_f1, new.category_macro_f1),
        ("干部更正过的", comparison.cases_before, comparison.cases_after),
    )
    for name, before, after in rows:
        table.add_row(name, *("—" if value is None else f"{value:.3g}" for value in (before, after)))
    Console().print(table)
