"""What the bot has learnt outlives an import whose file could not know it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from roster_cast import SMALL, changed
from sqlalchemy import event
from sqlalchemy.engine import Engine

from casework.county import Place
from storage.roster_store import Counts, export_roster, import_roster, note_exported
from storage.work import SqlWorks

KILN = Place("跃龙街道", "岭头村", "砖窑", "第一网格")


def learn(engine: Engine, place: Place = KILN) -> None:
    with SqlWorks(engine)() as uow:
        assert uow.places.add(place)
        uow.commit()


def test_an_import_keeps_what_was_learnt_and_says_so(engine: Engine) -> None:
    import_roster(engine, SMALL)
    learn(engine)
    counted = import_roster(
        engine, changed(townships=(*SMALL.townships[:1], replace(SMALL.townships[1], lead="K004")))
    )
    assert counted["地名"] == Counts(kept=1)
    assert export_roster(engine).places == (*SMALL.places, KILN)


def test_it_keeps_it_every_time(engine: Engine) -> None:
    import_roster(engine, SMALL)
    learn(engine)
    assert [import_roster(engine, SMALL)["地名"] for _ in range(2)] == [Counts(kept=1)] * 2


def test_once_exported_it_is_a_row_like_any_other(engine: Engine) -> None:
    import_roster(engine, SMALL)
    learn(engine)
    exported = export_roster(engine)
    note_exported(engine, exported)
    assert import_roster(engine, exported)["地名"] == Counts()
    assert import_roster(engine, SMALL)["地名"] == Counts(removed=1)


def test_once_a_file_has_it_a_later_file_may_leave_it_out(engine: Engine) -> None:
    import_roster(engine, SMALL)
    learn(engine)
    assert import_roster(engine, changed(places=(*SMALL.places, KILN)))["地名"] == Counts()
    assert import_roster(engine, SMALL)["地名"] == Counts(removed=1)


def test_a_file_that_uses_the_name_otherwise_has_the_last_word(engine: Engine) -> None:
    import_roster(engine, SMALL)
    learn(engine)
    known = Place("跃龙街道", "岭头村", "窑厂", "第二网格", ("砖窑",))
    assert import_roster(engine, changed(places=(*SMALL.places, known)))["地名"] == Counts(added=1, removed=1)
    assert import_roster(engine, SMALL)["地名"] == Counts(removed=1)


def test_what_lies_in_a_grid_that_is_gone_is_forgotten(engine: Engine) -> None:
    import_roster(engine, SMALL)
    place = replace(KILN, township="一市镇")
    learn(engine, place)
    fewer = changed(grids=SMALL.grids[:2], households=SMALL.households[:2])
    assert import_roster(engine, fewer)["地名"] == Counts(removed=1)
    assert import_roster(engine, SMALL)["地名"] == Counts()


def test_what_is_learnt_while_an_import_compares_is_kept_too(engine: Engine) -> None:
    """The comparing locks nobody out; what changed meanwhile is looked at again."""
    import_roster(engine, SMALL)
    learnt = []

    def meanwhile(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if "roster_quiz" in statement and not learnt:
            learnt.append(KILN)
            learn(engine)

    event.listen(engine, "before_cursor_execute", meanwhile)
    counted = import_roster(engine, changed(quiz=()))
    event.remove(engine, "before_cursor_execute", meanwhile)
    assert (counted["题库"].removed, counted["地名"]) == (2, Counts(kept=1))
    assert export_roster(engine) == changed(quiz=(), places=(*SMALL.places, KILN))
