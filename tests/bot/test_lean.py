"""The process that answers carries no TensorFlow (docs/decisions/0012)."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOAD = """
import sys
from bot.compose import load_model
from bot.config import Config
load_model(Config().model_dir)
assert "rasa.core.agent" in sys.modules
print("tensorflow" in sys.modules)
"""


def test_the_model_is_loaded_without_tensorflow() -> None:
    ran = subprocess.run([sys.executable, "-c", LOAD], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.stdout == "False\n", ran.stderr
