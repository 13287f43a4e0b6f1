"""The adversary's table: everything refused or passed over, everything recorded, nothing changed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from casework.taxonomy import Kind
from tests.identity.attempts import TABLE, TITLES, Answer, Attempt, Record
from tests.identity.document import document
from tests.identity.stand import Stand, wechat_stand

BENCH = [a for a in TABLE if not a.only_wechat]
WIRE = [a for a in TABLE if a.wechat or a.only_wechat]


def check(stand: Stand, attempt: Attempt) -> None:
    """Try it, and see what has come of it."""
    if attempt.before is not None:
        attempt.before(stand)
    before, refused = stand.dump(), len(stand.refusals())
    written, heard = len(stand.written()), len(stand.heard())
    attempt.act(stand)
    assert stand.dump() == before, "something has changed"
    fresh = stand.written()[written:]
    told = [n for n in fresh if n.kind is not Kind.ESCALATE]
    if attempt.answer is Answer.REFUSED:
        assert [n.kind for n in told] == [Kind.REFUSE]
    else:
        assert told == [], "somebody was told something"
    if attempt.record is Record.REFUSAL:
        assert len(stand.refusals()) == refused + 1
        assert stand.refusals()[-1].cause is not None
    elif attempt.record is Record.INBOX:
        assert len(stand.heard()) == heard + 1
        assert len(stand.refusals()) == refused
    else:
        assert [n.kind for n in fresh] and all(n.kind is Kind.ESCALATE for n in fresh)


@pytest.mark.parametrize("attempt", BENCH, ids=lambda a: a.name)
def test_nothing_comes_of_it(stand: Stand, attempt: Attempt) -> None:
    check(stand, attempt)


@pytest.mark.parametrize("attempt", WIRE, ids=lambda a: a.name)
def test_nothing_comes_of_it_through_the_real_client(
    engine: Engine, scene: tuple[Path, datetime], tmp_path: Path, attempt: Attempt
) -> None:
    with wechat_stand(engine, tmp_path, scene[1]) as stand:
        check(stand, attempt)
        assert all(m.file is None for m in stand.said_by_bot()), "a file was uploaded"


def test_the_table_is_long_enough_and_names_are_single() -> None:
    assert len(TABLE) >= 40
    assert len(WIRE) >= 12
    assert len({a.name for a in TABLE}) == len(TABLE)


def test_the_page_is_printed_from_the_table() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "security.md"
    assert page.read_text("utf-8") == document(), "python -m tests.identity.document > docs/security.md"
    assert sum(map(len, TITLES.values())) == len(TABLE)
