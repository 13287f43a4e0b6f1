"""Whoever reads what a command prints: a terminal of any encoding, a pipe that closes, a full disk."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable

INTERRUPTED, PIPE_CLOSED = 130, 141


def at_the_terminal(command: Callable[[], object]) -> int:
    """Run a command that prints in Chinese; returns its exit code.

    Output is UTF-8 whatever the locale says. A reader that has had enough and a
    disk that is full end the command without a traceback.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # closed by whoever started us
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        try:
            command()
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _print_no_more()
        return PIPE_CLOSED
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        print(f"写不进去（{error.strerror}），请腾出磁盘空间", file=sys.stderr)
        _print_no_more()
        return 1
    return 0


def _print_no_more() -> None:
    """What is left in the buffer has nowhere to go, and Python would say so at its end."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
