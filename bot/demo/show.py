"""The demonstration from its header to its last line."""

from __future__ import annotations

import logging
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from bot.compose import load_model
from bot.config import ROOT, Config
from bot.demo.screen import Screen
from bot.demo.stage import Stage
from bot.sandbox import Message
from bot.transcript import Line, read_transcript
from casework.clock import local_day
from casework.errors import UserMistake
from casework.ports import TicketQuery
from casework.services.digesting import render
from storage.roster_files import read_roster

DAY = ROOT / "examples" / "demo_day.jsonl"
COUNTY = ROOT / "examples" / "county"

PAUSE = 0.25
"""Seconds from one message to the next at the pace 1; the day of some 170 takes about a minute."""

TOLD = 300
"""Characters of an error that are told."""

INTERRUPTED = 130
"""The exit code of a program ended by Ctrl-C."""

HEADER = (
    "民情通的一天：村民照常在微信群里说话，机器人用真正的微信客户端库连着本机沙箱，听、登记、派单、跟到底。"
)
NEXT = "接下来：make sandbox 扮一回村民或干部；python -m bot replay 文件 听听你们自己的群；说明见 README.md。"


def main(config: Config, pace: float = 1.0) -> None:
    """Play the demo day and show what came of it.

    config: its model and rules are used; database and login are temporary.
    pace: factor on the pauses between messages; 0 plays as fast as it can.

    Raises `UserMistake` where model, transcript or roster cannot be used.
    Everything else that goes wrong is said in a line and ends with exit code 1.
    """
    try:
        with _collected_errors() as errors, tempfile.TemporaryDirectory(prefix="minqing-demo-") as folder:
            _show(config, pace, Path(folder))
        if errors:
            raise RuntimeError(f"途中有 {len(errors)} 处差错，第一处：{errors[0][:TOLD]}")
    except UserMistake:
        raise
    except KeyboardInterrupt:
        print("\n演示中止。", file=sys.stderr)
        raise SystemExit(INTERRUPTED) from None
    except Exception as error:
        print(f"演示没有走完：{error or type(error).__name__}", file=sys.stderr)
        raise SystemExit(1) from error


def _show(config: Config, pace: float, folder: Path) -> None:
    lines, roster = read_transcript(DAY), read_roster(COUNTY)
    print("正在载入模型……", file=sys.stderr, flush=True)
    model = load_model(config.model_dir)
    try:
        with Stage(folder, model, roster, config.settings, lines) as stage:
            screen = Screen(stage.world.bot)
            screen.say(HEADER, "bold")
            _play(stage, lines, screen, pace * PAUSE)
            _conclude(stage, screen)
    finally:
        model.dialogue.close()


def _play(stage: Stage, lines: Sequence[Line], screen: Screen, pause: float) -> None:
    """Play every line; what was said at it is shown one after the other."""
    said: deque[Message] = deque()
    stop_listening = stage.world.listen(said.append)
    shown = time.monotonic()
    for line in lines:
        stage.play(line)
        while said:
            time.sleep(max(0.0, shown + pause - time.monotonic()))
            shown = time.monotonic()
            screen.show(said.popleft())
    stop_listening()


def _conclude(stage: Stage, screen: Screen) -> None:
    """The tickets, the day's digests of the groups, a cadre's list of the next morning."""
    today = local_day(stage.clock.now())
    with stage.desk.works() as uow:
        screen.tickets(uow.tickets.find(TicketQuery()), stage.desk.county)
        for _, text in render(stage.desk, uow, "group", None, today):
            screen.digest("18:00 发到群里的日报", text)
        for _, text in render(stage.desk, uow, "cadre", None, today + timedelta(days=1))[:1]:
            screen.digest("明早 8:00 私信给干部的清单", text)
    screen.say(NEXT, "bold")


@contextmanager
def _collected_errors() -> Iterator[list[str]]:
    """Collects what is logged as an error instead of printing its traceback; warnings are left out."""
    errors: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            reason = f"（{record.exc_info[1]!r}）" if record.exc_info and record.exc_info[1] else ""
            errors.append(record.getMessage() + reason)

    collector = Collector(logging.ERROR)
    logging.getLogger().addHandler(collector)
    logging.captureWarnings(True)
    try:
        yield errors
    finally:
        logging.captureWarnings(False)
        logging.getLogger().removeHandler(collector)
