"""The composition root: the only place that knows every room."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.calendar import PublicCalendar
from bot.lean import spare_tensorflow
from bot.phrases import DomainPhrases
from casework.county import County
from casework.errors import NoModel
from casework.services.desk import Desk
from casework.settings import Settings
from nlu.answers import KnownAnswers
from nlu.archive import ModelError, find_model, read_model
from nlu.quiet import quieten
from nlu.reader import ModelReader
from nlu.understanding import Understanding
from storage.county import SqlCounty
from storage.engine import open_engine
from storage.migrate import prepare
from storage.work import SqlWorks

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from bot.dialogue import Dialogue


class _Names:
    """The roster's place names, as the reader asks for them."""

    def __init__(self, county: County) -> None:
        self._county = county

    def names(self, village: str) -> Iterable[str]:
        return (landmark.word for landmark in self._county.landmarks(village))

    def version(self) -> int:
        return self._county.version()


@dataclass(frozen=True)
class Model:
    """A trained model, loaded once for any number of desks."""

    path: Path
    understanding: Understanding
    dialogue: Dialogue


def load_model(folder: Path) -> Model:
    """Load the newest model. Raises `NoModel` where there is none or it is an old one."""
    try:
        path = find_model(folder)
        understanding = read_model(path)
    except ModelError as error:
        raise NoModel(str(error)) from error
    quieten()
    spare_tensorflow()
    from bot.dialogue import Dialogue

    return Model(path, understanding, Dialogue(path))


def open_database(url: str, *, durable: bool = True) -> Engine:
    """Open a database and bring it up to date. Raises `BadDatabase`."""
    engine = open_engine(url, durable=durable)
    prepare(engine)
    return engine


def set_desk(engine: Engine, model: Model, settings: Settings) -> Desk:
    """A desk on one database, with the model's reader and that database's place names."""
    county = SqlCounty(engine)
    return Desk(
        works=SqlWorks(engine, county.refresh),
        county=county,
        calendar=PublicCalendar(),
        settings=settings,
        phrases=DomainPhrases(),
        reader=ModelReader(model.understanding, _Names(county)),
        answers=KnownAnswers(model.understanding.words, county),
    )
