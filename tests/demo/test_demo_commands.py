"""The demonstration and the service as people start them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

HANGS = 240
"""Seconds after which a command counts as hanging, on a machine with much else to do."""


def start(*words: str, **environ: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "bot", *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", **environ},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        # A shell that runs the tests in the background makes its children deaf to Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


@pytest.mark.slow
def test_the_demo_shows_the_day_its_tickets_and_digests() -> None:
    process = start("demo", "--pace", "0")
    out, err = process.communicate(timeout=HANGS)
    assert (process.returncode, "Traceback" in err) == (0, False), err
    assert "\x1b" not in out
    chat, _, ledger = out.partition("\n工单")
    assert "王婶：跟大家讲一下 路基坏掉了" in chat and "民情通：@" in chat and "[私信 陈丽萍]" in chat
    assert "#1" in ledger and "已结案" in ledger and "满意" in ledger
    assert "【民情日报】双桥村" in ledger and "【今日清单】" in ledger
    assert out.rstrip().splitlines()[-1].startswith("接下来")


@pytest.mark.slow
def test_the_demo_can_be_broken_off() -> None:
    process = start("demo", "--pace", "20")
    assert process.stdout is not None
    while "各位早上好" not in (line := process.stdout.readline()):
        assert line, process.communicate()[1]
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=HANGS)
    assert (process.returncode, "Traceback" in err) == (130, False), err
    assert "演示中止" in err


def test_without_a_model_the_demo_says_what_to_do(tmp_path: Path) -> None:
    settings = tmp_path / "minqing.yml"
    settings.write_text(f"models: {tmp_path / 'none'}\n", "utf-8")
    process = start("--config", str(settings), "demo")
    _, err = process.communicate(timeout=HANGS)
    assert (process.returncode, "Traceback" in err) == (1, False), err
    assert "train" in err


@pytest.mark.slow
def test_the_service_runs_at_the_console_until_the_input_ends(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/bot.db"
    imported = start("roster", "import", "examples/county", MINQING_DATABASE_URL=database)
    assert imported.wait(timeout=HANGS) == 0, imported.communicate()[1]
    process = start("run", "--transport", "console", MINQING_DATABASE_URL=database)
    out, err = process.communicate("王婶@没有的群: 路基坏了\n", timeout=HANGS)
    assert (process.returncode, "Traceback" in err) == (0, False), err
    assert "K002: 收到" in out and "没有“没有的群”这个群" in out
