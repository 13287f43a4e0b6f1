"""Moments stay moments whichever database keeps them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import StatementError

from casework.clock import BEIJING
from storage.types import UtcDateTime

MOMENTS = Table("moments", MetaData(), Column("id", Integer, primary_key=True), Column("at", UtcDateTime))

BEFORE_MIDNIGHT = datetime(2026, 3, 2, 23, 59, 59, 123456, tzinfo=BEIJING)


@pytest.fixture(autouse=True)
def _table(engine: Engine) -> object:
    MOMENTS.create(engine)
    yield
    MOMENTS.drop(engine)


@pytest.mark.parametrize(
    "moment",
    [
        BEFORE_MIDNIGHT,
        BEFORE_MIDNIGHT.astimezone(timezone.utc),
        BEFORE_MIDNIGHT.astimezone(timezone(timedelta(hours=-5))),
    ],
)
def test_any_zone_goes_in_and_beijing_comes_out(engine: Engine, moment: datetime) -> None:
    with engine.begin() as connection:
        connection.execute(insert(MOMENTS).values(at=moment))
        (found,) = connection.execute(select(MOMENTS.c.at)).scalars()
    assert found.isoformat() == "2026-03-02T23:59:59.123456+08:00"


def test_order_and_comparison_are_those_of_time(engine: Engine) -> None:
    later = BEFORE_MIDNIGHT + timedelta(seconds=1)
    with engine.begin() as connection:
        for moment in (later.astimezone(timezone.utc), BEFORE_MIDNIGHT):
            connection.execute(insert(MOMENTS).values(at=moment))
        ordered = connection.execute(select(MOMENTS.c.at).order_by(MOMENTS.c.at)).scalars().all()
        after = select(MOMENTS.c.at).where(MOMENTS.c.at > BEFORE_MIDNIGHT)
        assert connection.execute(after).scalars().all() == [later]
    assert ordered == [BEFORE_MIDNIGHT, later]


def test_a_naive_moment_is_refused(engine: Engine) -> None:
    with pytest.raises(StatementError, match="naive"), engine.begin() as connection:
        connection.execute(insert(MOMENTS).values(at=BEFORE_MIDNIGHT.replace(tzinfo=None)))
