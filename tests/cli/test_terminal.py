"""Whatever the terminal is like, a command says what it has to say and ends without a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.config import ROOT
from nlu.terminal import INTERRUPTED, PIPE_CLOSED

SPEAKS = "import sys; from nlu.terminal import at_the_terminal; sys.exit(at_the_terminal({}))"
A_LINE = "lambda: print('路基坏了', '\\ud83d')"
A_BOOK = "lambda: [print('路基坏了' * 100) for _ in range(5_000)]"


def run(what: str, shell: str = "", **env: str) -> subprocess.CompletedProcess[bytes]:
    command = f'"$@" {shell}'
    return subprocess.run(
        ["bash", "-c", command, "bash", sys.executable, "-c", SPEAKS.format(what)],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, **env},
        check=False,
        timeout=20,
    )


@pytest.mark.parametrize("env", [{"PYTHONIOENCODING": "ascii"}, {"LANG": "C", "LC_ALL": "C"}])
def test_it_prints_utf8_whatever_the_locale(env: dict[str, str]) -> None:
    done = run(A_LINE, **env)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, "路基坏了 \\ud83d\n", b"")


def test_a_reader_that_has_had_enough_ends_it_quietly() -> None:
    done = run(A_BOOK, "| head -c 3; exit ${PIPESTATUS[0]}")
    assert (done.returncode, done.stdout.decode(), done.stderr) == (PIPE_CLOSED, "路", b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("what", [A_LINE, A_BOOK])
def test_a_full_disk_is_told(what: str) -> None:
    done = run(what, "> /dev/full")
    assert done.returncode == 1
    assert done.stderr.decode().startswith("写不进去") and done.stderr.count(b"\n") == 1


def test_a_closed_output_is_no_trouble() -> None:
    assert (run(A_LINE, ">&-").returncode, run(A_LINE, ">&- 2>&-").returncode) == (0, 0)


def test_ctrl_c_ends_it_quietly_while_it_works() -> None:
    waits = SPEAKS.format("lambda: (print('忙', flush=True), __import__('time').sleep(20))")
    working = subprocess.Popen(
        [sys.executable, "-c", waits], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert working.stdout is not None and working.stdout.readline()
    working.send_signal(signal.SIGINT)
    assert working.communicate(timeout=10)[1] == b""
    assert working.returncode == INTERRUPTED


def test_ctrl_c_ends_it_quietly_while_it_is_still_starting() -> None:
    starting = subprocess.Popen(
        [sys.executable, "-m", "bot", "tickets", "--help"], cwd=ROOT, stderr=subprocess.PIPE
    )
    time.sleep(0.25)
    starting.send_signal(signal.SIGINT)
    assert b"Traceback" not in starting.communicate(timeout=20)[1]
