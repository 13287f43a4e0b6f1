"""Opening the sandbox: load, log in, show the page, wait for an interrupt."""

from __future__ import annotations

import logging
import signal
import tempfile
import threading
import webbrowser
from pathlib import Path

from bot.compose import load_model
from bot.config import ROOT, Config
from bot.web.server import open_server
from bot.web.stage import Stage
from storage.roster_files import read_roster

COUNTY = ROOT / "examples" / "county"
DEFAULT_PORT = 8000


def main(config: Config, port: int = DEFAULT_PORT, open_browser: bool = True) -> None:
    """Show the demo county on a local page until Ctrl+C. Nothing is kept afterwards.

    port: the next free one where it is taken. Raises `UserMistake` where there is no model.
    """
    # A clock put forward makes the scheduler miss its seconds, and the sandbox's login asks nobody to scan.
    for noisy in ("apscheduler", "bot.service"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
    roster = read_roster(COUNTY)
    print("正在加载模型，约需半分钟……", flush=True)
    model = load_model(config.model_dir)
    print("正在登录沙盘微信……", flush=True)
    stopping = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda number, frame: stopping.set())
    with (
        tempfile.TemporaryDirectory(prefix="minqing-sandbox-") as folder,
        Stage(Path(folder), model, roster, config.settings) as stage,
    ):
        server = open_server(stage, port)
        server.start()
        print(f"沙盘已经打开：{server.url}\n按 Ctrl+C 结束，聊天和工单都不保留。", flush=True)
        if open_browser:
            webbrowser.open(server.url)
        stopping.wait()
        print("\n正在关闭……", flush=True)
        server.stop()
