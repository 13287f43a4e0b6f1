"""A few people, a service, and the transport logged in to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox import Person, Sandbox, World
from tests.transports.rig import Rig, threads


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def chen(world: World) -> Person:
    return world.add_person("老陈", "#H0012/陈建国")


@pytest.fixture
def wang(world: World) -> Person:
    return world.add_person("网格员小王", "#K001 王海波")


@pytest.fixture
def ming(world: World) -> Person:
    """A villager who is no friend of the bot, with a name the service escapes."""
    return world.add_person("阿明&小红<3😹")


@pytest.fixture
def box(world: World) -> Iterator[Sandbox]:
    with Sandbox(world, poll_seconds=0.8) as service:
        yield service


@pytest.fixture
def offline_rig(world: World, box: Sandbox, tmp_path: Path) -> Iterator[Rig]:
    rig = Rig(world, box, tmp_path)
    yield rig
    rig.transport.stop()
    assert threads("wechat-receive") == []


@pytest.fixture
def rig(chen: Person, wang: Person, ming: Person, offline_rig: Rig) -> Rig:
    """Logged in, with the group 岭头村民情交流群 of three."""
    offline_rig.world.add_group("岭头村民情交流群", [wang, chen, ming])
    offline_rig.go_online()
    return offline_rig
