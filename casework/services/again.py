"""Beginning again where somebody else was quicker: the first one wins, the others see that he has."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from casework.errors import Conflict

TRIES = 8
"""More than ever come together on one ticket; whoever fails so often is stopped by something else."""

P = ParamSpec("P")
R = TypeVar("R")


def again(use_case: Callable[P, R]) -> Callable[P, R]:
    """The same use case, begun anew in a transaction of its own while another changes the same ticket.

    Raises `Conflict` after `TRIES` attempts.
    """

    @wraps(use_case)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        for _ in range(TRIES - 1):
            try:
                return use_case(*args, **kwargs)
            except Conflict:
                continue
        return use_case(*args, **kwargs)

    return run
