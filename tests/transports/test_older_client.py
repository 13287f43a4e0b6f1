"""The adapter runs on itchat-uos 1.4.1, too, which differs in logging in and in making friends."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

import pytest

from bot.config import ROOT

OLDER = ROOT / ".venv" / "older-client"
ON_THE_OLDER = """
import sys, pytest
from itchat import config
assert config.VERSION == "1.4.1"
sys.exit(pytest.main(sys.argv[1:]))
"""
TELLING = (
    "text or quote or files or friend or kick or confirm or barred or same_login or private_word or picture"
)


@pytest.mark.slow
def test_the_older_client_library_does_the_same(tmp_path: Path) -> None:
    found = [d.version for d in distributions(path=[str(OLDER)]) if d.metadata["Name"] == "itchat-uos"]
    if found != ["1.4.1"]:
        pytest.skip("itchat-uos 1.4.1 is not there: .ci/older-client fetches it")
    tests = [f"tests/transports/test_wechat_{what}.py" for what in ("login", "messages", "sending")]
    command = [
        *[sys.executable, "-c", ON_THE_OLDER],
        *["-q", "-k", TELLING, "-p", "no:cacheprovider", f"--basetemp={tmp_path}/of_its_own", *tests],
    ]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(OLDER)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout
