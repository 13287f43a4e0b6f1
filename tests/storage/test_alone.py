"""One service to a database, or everything would be said twice."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

from sqlalchemy.engine import Engine

from bot.config import ROOT
from casework.errors import BadDatabase
from storage.alone import alone
from storage.engine import open_engine

HOLDS = """
import sys
from storage.alone import alone
from storage.engine import open_engine
with alone(open_engine(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def is_taken(engine: Engine) -> bool:
    """Whether another service holds the database."""
    try:
        with alone(engine):
            return False
    except BadDatabase as refused:
        assert "已有一个 bot run" in str(refused)
        return True


def test_a_second_service_is_refused_until_the_first_is_gone(new_address: Callable[[], str]) -> None:
    address = new_address()
    first = subprocess.Popen(
        [sys.executable, "-c", HOLDS, address], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert first.stdout is not None and first.stdout.readline() == b"held\n"
    engine = open_engine(address)
    assert is_taken(engine)
    first.kill()  # without a chance to let it go
    first.communicate()
    until = time.monotonic() + 10
    while is_taken(engine):  # a server takes a moment to notice
        assert time.monotonic() < until
        time.sleep(0.05)
    assert not is_taken(engine)
    engine.dispose()
