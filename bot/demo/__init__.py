"""One village day, played through the real WeChat client library against the local sandbox."""

from bot.demo.show import main

__all__ = ["main"]
