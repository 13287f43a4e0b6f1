"""The county that every demonstration plays in is a good roster."""

from __future__ import annotations

from pathlib import Path

import pytest

from casework.county import Purpose, Roster
from storage.county import SqlCounty
from storage.engine import open_engine
from storage.migrate import prepare
from storage.roster_files import read_roster, write_roster
from storage.roster_store import Counts, export_roster, import_roster

DEMO = Path(__file__).parents[2] / "examples" / "county"


@pytest.fixture(scope="module")
def roster() -> Roster:
    return read_roster(DEMO)


@pytest.mark.parametrize("name", ["out", "out.xlsx"])
def test_it_comes_in_goes_out_and_comes_in_unchanged(tmp_path: Path, roster: Roster, name: str) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/county.db", durable=False)
    prepare(engine)
    assert import_roster(engine, roster)["村"].added == len(roster.villages) > 0
    write_roster(tmp_path / name, export_roster(engine))
    assert set(import_roster(engine, read_roster(tmp_path / name)).values()) == {Counts()}
    engine.dispose()


def test_the_two_villages_called_alike_are_two(tmp_path: Path, roster: Roster) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/county.db", durable=False)
    prepare(engine)
    import_roster(engine, roster)
    county = SqlCounty(engine)
    one, other = (village for village in county.villages() if village.name == "岭头村")
    assert one.township != other.township
    cadres = [{grid.cadre for grid in county.grids(village.key)} for village in (one, other)]
    assert all(cadres) and not cadres[0] & cadres[1]
    assert set(county.landmarks(one.key)) != set(county.landmarks(other.key))
    engine.dispose()


def test_every_villages_group_leads_to_a_grid_with_a_cadre(roster: Roster) -> None:
    grids = {grid.village_key for grid in roster.grids}
    bound = [group for group in roster.groups if group.purpose is Purpose.VILLAGE]
    assert bound and all(group.village_key in grids for group in bound)
