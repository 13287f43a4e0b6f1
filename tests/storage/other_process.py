"""What another process of the service does with a turn; imports little, for it starts anew each time."""

from __future__ import annotations

from bot.phrases import DomainPhrases
from casework.reading import Reading
from casework.services.again import again
from casework.services.commanding import command
from casework.services.desk import Desk
from casework.settings import Settings
from casework.taxonomy import Act
from storage.engine import open_engine
from storage.work import SqlWorks
from tests.casework.cast import CALENDAR, MORNING, the_county


class _Unread:
    """Turns have been read already."""

    def read(self, text: str, *, cadre: bool = False, village: str | None = None) -> Reading:
        return Reading(text, Act.CHAT)


def carry_out(url: str, turn: int) -> None:
    """Carry out the command of a turn, on a connection of this process."""
    engine = open_engine(url)
    desk = Desk(SqlWorks(engine), the_county(), CALENDAR, Settings(), DomainPhrases(), _Unread())
    again(command)(desk, turn, MORNING)
    engine.dispose()
