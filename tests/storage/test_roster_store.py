"""An import makes the database hold exactly the roster, and says what it did."""

from __future__ import annotations

from dataclasses import replace

import pytest
from roster_cast import SMALL, changed
from sqlalchemy import event
from sqlalchemy.engine import Engine

from casework.county import Faq, Household, Roster, Township
from storage.roster_store import Counts, export_roster, import_roster, roster_version


def _version(engine: Engine) -> int:
    with engine.connect() as connection:
        return roster_version(connection)


def test_what_goes_in_comes_out_in_the_same_order(engine: Engine) -> None:
    counted = import_roster(engine, SMALL)
    assert counted["农户"] == Counts(added=3)
    assert {name: counts.added for name, counts in counted.items()} == {
        "乡镇": 2,
        "村": 2,
        "网格": 3,
        "干部": 4,
        "农户": 3,
        "地名": 4,
        "群": 2,
        "部门": 2,
        "问答": 4,
        "题库": 2,
    }
    assert export_roster(engine) == SMALL
    assert _version(engine) == 1


def test_the_same_roster_again_changes_nothing(engine: Engine) -> None:
    import_roster(engine, SMALL)
    assert set(import_roster(engine, SMALL).values()) == {Counts()}
    assert _version(engine) == 1


def test_only_what_differs_is_counted(engine: Engine) -> None:
    import_roster(engine, SMALL)
    first, second, _ = SMALL.households
    new = Household("H4", "一市镇", "岭头村", "第一网格", "金老五")
    other = replace(second, members=("王彩凤",), phone="")
    counted = import_roster(engine, changed(households=(first, new, other)))
    assert counted["农户"] == Counts(added=1, changed=1, removed=1)
    assert {counts for name, counts in counted.items() if name != "农户"} == {Counts()}
    assert export_roster(engine).households == (first, new, other)
    assert _version(engine) == 2


def test_a_row_whose_key_may_be_empty_is_told_apart(engine: Engine) -> None:
    import_roster(engine, SMALL)
    narrowed = Faq("医保几号截止？", "本村也是十一月底。", township="跃龙街道", village="岭头村")
    counted = import_roster(engine, changed(faqs=(*SMALL.faqs[1:], narrowed)))
    assert counted["问答"] == Counts(added=1, removed=1)
    assert export_roster(engine).faqs == (*SMALL.faqs[1:], narrowed)


def test_another_order_is_kept_but_no_row_has_changed(engine: Engine) -> None:
    import_roster(engine, SMALL)
    turned = changed(grids=SMALL.grids[::-1])
    assert set(import_roster(engine, turned).values()) == {Counts()}
    assert export_roster(engine) == turned
    assert _version(engine) == 2  # whoever keeps the old order has to look again


def test_rows_put_in_between_stay_there_over_many_imports(engine: Engine) -> None:
    names = ["甲镇", "乙镇"]
    for count in range(12):
        names.insert(1 + count % 3, f"{count}镇")
        roster = Roster(townships=tuple(map(Township, names)))
        import_roster(engine, roster)
        assert export_roster(engine) == roster


def test_an_empty_roster_empties_the_database(engine: Engine) -> None:
    import_roster(engine, SMALL)
    assert import_roster(engine, Roster())["干部"] == Counts(removed=4)
    assert export_roster(engine) == Roster()


def test_an_import_that_breaks_off_leaves_everything_as_it_was(engine: Engine) -> None:
    import_roster(engine, SMALL)

    def break_off(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if statement.startswith("INSERT INTO roster_quiz"):
            raise OSError("disk full")

    event.listen(engine, "before_cursor_execute", break_off)
    new = changed(townships=(Township("桑洲镇"),), quiz=(replace(SMALL.quiz[0], question="新题"),))
    with pytest.raises(OSError, match="disk full"):
        import_roster(engine, new)
    event.remove(engine, "before_cursor_execute", break_off)
    assert export_roster(engine) == SMALL
    assert _version(engine) == 1
