"""Groups recognised after another login."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.transports.wechat.directory import Called, Directory, GroupEntry
from bot.transports.wechat.identity import Identities

NAME = "岭头村民情交流群"


def a_group(user: str, members: list[str], name: str = NAME) -> GroupEntry:
    called = {f"@{user}{i}": Called(nick, "") for i, nick in enumerate(members)}
    return GroupEntry(user, name, owner=next(iter(called)), members=called)


@pytest.fixture
def identities(tmp_path: Path) -> Identities:
    return Identities(tmp_path / "groups.json")


@pytest.fixture
def nobody() -> Directory:
    return Directory("@me", "民情通")


VILLAGE = ["王海波", "老陈", "阿明", "李秀英", "张大山"]


def test_most_members_make_the_same_group_after_a_login(identities: Identities, nobody: Directory) -> None:
    before = identities.settle("s1", nobody, [a_group("@@1", VILLAGE)])
    after = identities.settle("s2", nobody, [a_group("@@2", [*VILLAGE[:4], "新来的"])])
    assert after["@@2"] == before["@@1"]


def test_a_namesake_is_another_group_even_if_seen_first(identities: Identities, nobody: Directory) -> None:
    before = identities.settle("s1", nobody, [a_group("@@1", VILLAGE)])["@@1"]
    namesake = a_group("@@2", ["王海波", "骗子", "骗子二号"])
    assert identities.settle("s2", nobody, [namesake])["@@2"] != before
    both = identities.settle("s2", nobody, [namesake, a_group("@@3", VILLAGE)])
    assert both["@@3"] == before != both["@@2"]


def test_of_two_alike_the_more_alike_is_it(identities: Identities, nobody: Directory) -> None:
    before = identities.settle("s1", nobody, [a_group("@@1", VILLAGE)])["@@1"]
    got = identities.settle("s2", nobody, [a_group("@@2", VILLAGE[:4]), a_group("@@3", VILLAGE)])
    assert got["@@3"] == before != got["@@2"]


def test_another_name_is_another_group(identities: Identities, nobody: Directory) -> None:
    before = identities.settle("s1", nobody, [a_group("@@1", VILLAGE)])
    after = identities.settle("s2", nobody, [a_group("@@2", VILLAGE, "岭头村党员群")])
    assert after["@@2"] != before["@@1"]


def test_identities_outlive_the_process(tmp_path: Path, nobody: Directory) -> None:
    before = Identities(tmp_path / "g.json").settle("s1", nobody, [a_group("@@1", VILLAGE)])
    after = Identities(tmp_path / "g.json").settle("s2", nobody, [a_group("@@2", VILLAGE)])
    assert after["@@2"] == before["@@1"]
    assert "老陈" not in (tmp_path / "g.json").read_text("utf-8")


def test_a_group_nothing_is_known_of_gets_none(identities: Identities, nobody: Directory) -> None:
    assert identities.settle("s1", nobody, [GroupEntry("@@1", NAME)]) == {}
