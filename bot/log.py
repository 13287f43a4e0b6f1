"""The service's log: one line an entry, on standard error, without what only its authors want to know."""

from __future__ import annotations

import logging
import sys
from types import TracebackType

from nlu.quiet import quieten

FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"

# A thought longer than a second makes APScheduler warn; the service itself tells of the login;
# Sanic, which comes with Rasa, turns on the warnings that others give of their own future.
_TALKATIVE = {
    "apscheduler": logging.ERROR,
    "bot.transports.wechat.login": logging.WARNING,
    "py.warnings": logging.ERROR,
}


class OneLine(logging.Formatter):
    """Tracebacks go into the entry's own line, whole, so that a search of the log finds all of it."""

    def formatException(  # noqa: N802
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """The traceback in one line."""
        return " ⏎ ".join(line.strip() for line in super().formatException(ei).splitlines())

    def format(self, record: logging.LogRecord) -> str:
        """The entry in one line."""
        return " ⏎ ".join(super().format(record).splitlines())


def log_to_stderr() -> None:
    """Send what operators need to standard error."""
    quieten()
    logging.captureWarnings(True)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine(FORMAT))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger("bot").setLevel(logging.INFO)
    for name, level in _TALKATIVE.items():
        logging.getLogger(name).setLevel(level)
