"""A local web page on which one can be anybody of the demo county and chat with the bot."""

from bot.web.opening import main

__all__ = ["main"]
