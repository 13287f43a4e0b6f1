"""Time for replays and demonstrations: the clock stops wherever something falls due."""

from __future__ import annotations

from datetime import datetime

from bot.engine import Bot
from casework.clock import SimulatedClock


class Clockwork:
    """Moves a simulated clock and lets the bot work at every stop."""

    def __init__(self, bot: Bot, clock: SimulatedClock) -> None:
        """`bot` works by the time of `clock`."""
        self._bot = bot
        self._clock = clock

    def move_to(self, moment: datetime) -> None:
        """Let time pass until `moment`; nothing that is due by then is left undone."""
        due = self._bot.next_due()
        while due <= moment:
            stood_still = due <= self._clock.now()
            self._clock.move_to(due)
            self._bot.work(self._clock.now())
            before, due = due, self._bot.next_due()
            if stood_still and due == before:
                # Due, yet nothing could be done about it (no connection): go on, it is tried again.
                break
        self._clock.move_to(moment)
