"""What runs the bot itself: training, the service, replays, the demonstration, the sandbox."""

from __future__ import annotations

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
_PORT = typer.Option(8765, "--port", help="网页的端口。", min=0, max=65535)


def train(context: typer.Context, if_changed: bool = _IF_CHANGED) -> None:
    """训练模型（约一分钟）。"""
    config = settings_of(context)
    from bot.training import is_current, train_model
    from casework.errors import NoModel

    if if_changed:
        try:
            if is_current(config.model_dir):
                return
        except NoModel:
            pass
    begun = time.monotonic()

    def tell(step: str) -> None:
        print(f"[{time.monotonic() - begun:3.0f} 秒] {step}", flush=True)

    print("正在训练模型，约需一分钟……", flush=True)
    model = train_model(config.model_dir, tell)
    print(f"模型已训练好：{model.name}")


def run(context: typer.Context, transport: TransportName = _TRANSPORT) -> None:
    """运行机器人，直到按 Ctrl-C。"""
    config = settings_of(context)
    from bot import service

    service.main(config, transport.value)


def replay(
    context: typer.Context,
    files: list[Path] = _FILES,
    roster: Optional[Path] = _ROSTER,
    database: Optional[str] = _DATABASE,
    tickets: bool = _JSON,
) -> None:
    """重放一段聊天记录，打印机器人本来会说的每一句话，每行一个 JSON。"""
    config = settings_of(context)
    from bot import replay as replaying

    replaying.replay(files, config, roster=roster, database=database, tickets=tickets)


def demo(context: typer.Context) -> None:
    """演示一个村的一天：真实的微信客户端库，连本机沙盘。"""
    config = settings_of(context)
    from bot import demo as demonstration

    demonstration.main(config)


def sandbox(context: typer.Context, port: int = _PORT) -> None:
    """打开本机网页：扮演任何一位村民或干部，和机器人对话。"""
    config = settings_of(context)
    from bot import web

    web.main(config, port)
