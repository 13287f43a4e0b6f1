"""What runs the bot itself: training, the service, replays, the demonstration, the sandbox."""

from __future__ import annotations

import sys
import time
from enum import Enum
from pathlib import Path
from typing import Optional

import typer

from bot.cli.opening import settings_of


class TransportName(str, Enum):
    """Which door to open."""

    WECHAT = "wechat"
    SANDBOX = "sandbox"
    CONSOLE = "console"


_IF_CHANGED = typer.Option(False, "--if-changed", help="训练数据没有变化就不再训练。")
_TRANSPORT = typer.Option("wechat", "--transport", help="微信、本机沙盘，或在终端里对话。")
_FILES = typer.Argument(
    ..., metavar="FILE...", help="聊天记录，每行一个 JSON；几个文件各放各的。", show_default=False
)
_ROSTER = typer.Option(None, "--roster", metavar="PATH", help="先导入的花名册。", show_default=False)
_DATABASE = typer.Option(
    None, "--database", metavar="URL", help="接着这个数据库继续；默认每次用新的临时库。", show_default=False
)
_JSON = typer.Option(False, "--json", help="最后再列出每张工单。")
_PACE = typer.Option(1.0, "--pace", help="各句之间停顿的倍数；0 为不停顿。", min=0)
_PORT = typer.Option(8000, "--port", help="网页的端口；被占用就用下一个。", min=1, max=65535)
_BROWSER = typer.Option(True, "--browser/--no-browser", help="是否自动打开浏览器。")


def train(context: typer.Context, if_changed: bool = _IF_CHANGED) -> None:
    """训练模型，约需一两分钟。"""
    config = settings_of(context)
    from bot.cli.learning import print_comparison
    from bot.training import is_current, train_model
    from casework.errors import NoModel

    if if_changed:
        try:
            if is_current(config.model_dir, config.learned_dir):
                return
        except NoModel:
            pass
    # Rasa's own talk on standard output is thrown away while it trains; ours isn't.
    out, begun = sys.stdout, time.monotonic()

    def tell(step: str) -> None:
        print(f"[{time.monotonic() - begun:3.0f} 秒] {step}", file=out, flush=True)

    print("正在训练模型，约需一两分钟……", flush=True)
    trained = train_model(config.model_dir, config.learned_dir, tell)
    print_comparison(trained.comparison)
    if trained.kept:
        print(f"新模型比原来的差，没有换上，仍用 {trained.model.name}。请检查新近的训练数据")
    else:
        print(f"模型已训练好：{trained.model.name}")


def run(context: typer.Context, transport: TransportName = _TRANSPORT) -> None:
    """运行机器人，直到按 Ctrl-C。"""
    config = settings_of(context)
    from bot.run import main

    main(config, transport.value)


def replay(
    context: typer.Context,
    files: list[Path] = _FILES,
    roster: Optional[Path] = _ROSTER,
    database: Optional[str] = _DATABASE,
    tickets: bool = _JSON,
) -> None:
    """重放一段聊天记录，打印机器人本来会说的每一句话，每行一个 JSON。"""
    config = settings_of(context)
    from bot.replay import replay as play

    play(files, config, roster=roster, database=database, tickets=tickets)


def demo(context: typer.Context, pace: float = _PACE) -> None:
    """演示一个村的一天：真实的微信客户端库，连本机沙盘。"""
    config = settings_of(context)
    from bot.demo import main

    main(config, pace)


def sandbox(context: typer.Context, port: int = _PORT, browser: bool = _BROWSER) -> None:
    """打开本机网页：扮演任何一位村民或干部，和机器人对话。"""
    config = settings_of(context)
    from bot.web import main

    main(config, port, browser)
