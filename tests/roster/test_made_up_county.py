"""The county that is made up from a seed: of full size, of real names, nobody who can be called."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from bot.roster_checks import check_roster
from bot.simulation.areas import NAMES
from bot.simulation.county import make_county
from casework.county import Roster
from storage.roster_files import read_roster, write_roster

DEMO = NAMES.parent / "county"
FEW = 3_000


def nobody_asks(done: int, of: int) -> None:
    """Nobody waits for it."""


@pytest.fixture(scope="module")
def sample() -> Roster:
    return read_roster(DEMO)


@pytest.fixture(scope="module")
def county(sample: Roster) -> Roster:
    return make_county(1, FEW, sample, nobody_asks)


def test_it_has_the_size_of_the_county(county: Roster) -> None:
    assert (len(county.townships), len(county.villages), len(county.grids)) == (18, 426, 954)
    assert (len(county.cadres), len(county.groups), len(county.households)) == (1_300, 430, FEW)
    assert len(county.places) > 3_000 and county.departments and county.faqs and county.quiz


def test_the_same_seed_makes_the_same_county(county: Roster, sample: Roster) -> None:
    assert make_county(1, FEW, sample, nobody_asks) == county
    assert make_county(2, FEW, sample, nobody_asks) != county


def test_its_villages_are_those_of_the_list_and_the_demo_countys_are_among_them(
    county: Roster, sample: Roster
) -> None:
    listed = {tuple(line.split(",")) for line in NAMES.read_text(encoding="utf-8").split()[1:]}
    made = {(v.township, v.name) for v in county.villages}
    assert len(listed) == 405 and listed < made
    assert {(v.township, v.name) for v in sample.villages} < made
    assert all(name.removesuffix("新村") + "村" in dict(map(reversed, listed)) for _, name in made - listed)


def test_what_is_written_can_be_imported_and_wants_nothing(county: Roster, tmp_path: Path) -> None:
    write_roster(tmp_path, county)
    assert read_roster(tmp_path) == county
    assert list(check_roster(county)) == []


def test_nobody_can_be_called_and_no_number_is_two_peoples(county: Roster) -> None:
    homes = [h.phone for h in county.households if h.phone]
    cadres = [c.phone for c in county.cadres]
    assert homes and all(re.fullmatch("1004[01][0-9]{6}", number) for number in (*homes, *cadres))
    assert max(Counter(homes).values()) == 1 == max(Counter(cadres).values())


def test_cadres_who_live_there_are_the_heads_of_their_households(county: Roster) -> None:
    homes = {home.id: home for home in county.households}
    living = [(cadre, homes[cadre.household]) for cadre in county.cadres if cadre.household]
    assert len(living) > 50
    assert all((home.head, home.phone) == (cadre.name, cadre.phone) for cadre, home in living)
