"""Answers that were kept or struck in chat outlive an import whose file could not know of it."""

from __future__ import annotations

from dataclasses import replace

from roster_cast import SMALL, changed
from sqlalchemy.engine import Engine

from casework.county import Faq
from storage.roster_store import Counts, export_roster, import_roster, note_exported
from storage.work import SqlWorks

BOOKS = Faq(
    "书屋几点开",
    "晚上六点到九点。",
    source="童海波",
    dated="2026-06-10",
    township="跃龙街道",
    village="岭头村",
)
RUBBISH = SMALL.faqs[2]


def learn(engine: Engine, faq: Faq = BOOKS) -> None:
    with SqlWorks(engine)() as uow:
        assert uow.faqs.add(faq)
        uow.commit()


def strike(engine: Engine, faq: Faq) -> None:
    with SqlWorks(engine)() as uow:
        assert uow.faqs.remove(faq)
        uow.commit()


def without(faq: Faq) -> tuple[Faq, ...]:
    return tuple(f for f in SMALL.faqs if f != faq)


def test_an_import_keeps_what_was_learnt_and_says_so(engine: Engine) -> None:
    import_roster(engine, SMALL)
    learn(engine)
    assert [import_roster(engine, SMALL)["问答"] for _ in range(2)] == [Counts(kept=1)] * 2
    assert export_roster(engine).faqs == (*SMALL.faqs, BOOKS)


def test_once_exported_it_is_a_row_like_any_other(engine: Engine) -> None:
    import_roster(engine, SMALL)
    learn(engine)
    exported = export_roster(engine)
    note_exported(engine, exported)
    assert import_roster(engine, exported)["问答"] == Counts()
    assert import_roster(engine, SMALL)["问答"] == Counts(removed=1)


def test_a_file_that_answers_the_same_question_has_the_last_word(engine: Engine) -> None:
    import_roster(engine, SMALL)
    learn(engine)
    longer = replace(BOOKS, answer="晚上六点到十点。")
    assert import_roster(engine, changed(faqs=(*SMALL.faqs, longer)))["问答"] == Counts(changed=1)
    assert import_roster(engine, SMALL)["问答"] == Counts(removed=1)


def test_what_a_village_that_is_gone_had_learnt_is_forgotten(engine: Engine) -> None:
    import_roster(engine, SMALL)
    learn(engine, replace(BOOKS, village="没有这个村"))
    assert import_roster(engine, SMALL)["问答"] == Counts(removed=1)


def test_the_same_question_is_learnt_once_in_a_village(engine: Engine) -> None:
    import_roster(engine, SMALL)
    learn(engine)
    with SqlWorks(engine)() as uow:
        assert not uow.faqs.add(replace(BOOKS, answer="不开。"))


def test_what_was_struck_stays_out_over_the_old_file(engine: Engine) -> None:
    import_roster(engine, SMALL)
    strike(engine, RUBBISH)
    assert [import_roster(engine, SMALL)["问答"] for _ in range(2)] == [Counts()] * 2
    assert export_roster(engine).faqs == without(RUBBISH)


def test_a_file_with_a_new_answer_brings_the_question_back(engine: Engine) -> None:
    import_roster(engine, SMALL)
    strike(engine, RUBBISH)
    better = tuple(replace(f, answer="早上八点。") if f == RUBBISH else f for f in SMALL.faqs)
    assert import_roster(engine, changed(faqs=better))["问答"] == Counts(added=1)
    assert export_roster(engine).faqs == better


def test_after_an_export_the_old_file_brings_it_back_as_all_it_has(engine: Engine) -> None:
    import_roster(engine, SMALL)
    strike(engine, RUBBISH)
    note_exported(engine, export_roster(engine))
    assert import_roster(engine, SMALL)["问答"] == Counts(added=1)


def test_an_answer_put_in_place_of_an_old_one_outlives_the_old_file(engine: Engine) -> None:
    import_roster(engine, SMALL)
    strike(engine, RUBBISH)
    fresh = replace(RUBBISH, answer="早上八点。", source="童海波")
    learn(engine, fresh)
    assert import_roster(engine, SMALL)["问答"] == Counts(kept=1)
    assert export_roster(engine).faqs == (*without(RUBBISH), fresh)
