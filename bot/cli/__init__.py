"""The commands of ``python -m bot``: read options, call one function, print; heavy imports wait."""

from bot.cli.app import main

__all__ = ["main"]
