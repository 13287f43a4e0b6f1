"""The visits paid to households, on both databases."""

from __future__ import annotations

from datetime import timedelta

from casework.visit import Visit
from storage.work import SqlWorks
from tests.storage.village_cast import NINE


def test_the_visits_of_a_household_are_told_oldest_first(works: SqlWorks) -> None:
    with works() as work:
        for home, days in (("H0012", 2), ("H0012", 1), ("H0020", 0)):
            work.visits.add(Visit(NINE + timedelta(days=days), "K001", home, f"第{days}天", (days,)))
        work.commit()
    with works() as work:
        found = work.visits.of_household("H0012")
        assert [(v.words, v.tickets, v.at) for v in found] == [
            ("第1天", (1,), NINE + timedelta(days=1)),
            ("第2天", (2,), NINE + timedelta(days=2)),
        ]
        assert work.visits.of_household("H9999") == []
