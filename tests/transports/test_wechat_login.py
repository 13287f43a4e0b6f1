"""Logging in, staying, being thrown out, coming back."""

from __future__ import annotations

import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.sandbox import Fault, FaultKind, Person, Sandbox, World
from bot.transports.base import Event, LinkState
from tests.transports.rig import Rig, threads


def saved(rig: Rig) -> Path:
    [file] = (rig.directory / "state").glob("session*.pkl")
    return file


def test_a_qr_code_is_a_private_file(rig: Rig) -> None:
    scan = rig.links[0]
    assert scan.state is LinkState.NEED_SCAN
    assert Path(scan.detail).read_bytes().startswith(b"\x89PNG")
    assert (rig.directory / "state").stat().st_mode & 0o077 == 0
    assert saved(rig).stat().st_mode & 0o077 == 0
    assert rig.states() == [LinkState.NEED_SCAN, LinkState.ONLINE]


def test_the_phone_has_time_to_confirm(offline_rig: Rig) -> None:
    offline_rig.box.auto_confirm = False
    offline_rig.start()
    offline_rig.wait(lambda: offline_rig.states() == [LinkState.NEED_SCAN])
    offline_rig.box.scan()
    offline_rig.wait(lambda: LinkState.CONFIRM in offline_rig.states())
    offline_rig.wait(lambda: offline_rig.box.calls["login"] >= 3)
    offline_rig.box.confirm()
    offline_rig.wait(lambda: LinkState.ONLINE in offline_rig.states())
    assert offline_rig.box.calls["jslogin"] == 1
    assert offline_rig.states() == [LinkState.NEED_SCAN, LinkState.CONFIRM, LinkState.ONLINE]


def test_it_can_be_stopped_while_it_waits_for_a_scan(offline_rig: Rig) -> None:
    offline_rig.box.auto_confirm = False
    offline_rig.start()
    offline_rig.wait(lambda: LinkState.NEED_SCAN in offline_rig.states())
    offline_rig.transport.stop()
    assert threads("wechat-login") == []


def test_an_account_that_is_barred_is_reported_and_tried_again(offline_rig: Rig) -> None:
    offline_rig.box.barred = True
    offline_rig.start()
    offline_rig.wait(lambda: offline_rig.states().count(LinkState.BLOCKED) == 2)
    offline_rig.box.barred = False
    offline_rig.wait(lambda: offline_rig.transport.session != "")


def test_a_service_that_comes_up_later_is_found(world: World, tmp_path: Path) -> None:
    box = Sandbox(world, poll_seconds=0.8).start()
    box.stop()
    rig = Rig(world, box, tmp_path)
    rig.start()
    try:
        rig.wait(lambda: LinkState.OFFLINE in rig.states())
        box.start()
        rig.wait(lambda: rig.transport.session != "")
    finally:
        rig.transport.stop()
        box.stop()


@pytest.mark.parametrize("code", [1100, 1101, 1102])
def test_a_kick_is_told_with_its_code_and_followed_by_one_new_login(
    rig: Rig, chen: Person, code: int
) -> None:
    first = rig.transport.session
    rig.box.kick(code)
    rig.wait(lambda: rig.transport.session not in ("", first))
    kicked = [link for link in rig.links if link.state is LinkState.KICKED]
    assert [(link.detail, link.session) for link in kicked] == [(str(code), first)]
    assert len(threads("wechat-receive")) == 1
    rig.world.say_privately(chen, "还在吗")
    [event] = rig.hear()
    assert (event.text, event.session) == ("还在吗", rig.transport.session)


def test_after_a_kick_the_phone_is_asked_without_a_code(rig: Rig) -> None:
    first = rig.transport.session
    rig.box.kick()
    rig.wait(lambda: rig.transport.session not in ("", first))
    assert (rig.box.calls["jslogin"], rig.box.calls["webwxpushloginurl"]) == (1, 1)


def test_a_restart_goes_on_with_the_same_login(rig: Rig, chen: Person) -> None:
    group = rig.world.groups["g1"]
    rig.world.say(chen, group, "一")
    [before] = rig.hear()
    rig.transport.stop()
    rig.world.say(chen, group, "二")
    rig.transport = rig.new_transport()
    rig.go_online()
    after = rig.hear(2)[1]
    assert rig.box.calls["jslogin"] == 1
    assert (after.text, after.sender_name) == ("二", "老陈")
    assert (after.session, after.chat, after.chat_id) == (before.session, before.chat, before.chat_id)


def test_a_message_is_not_passed_before_it_is_stored(rig: Rig, chen: Person) -> None:
    """A process that dies while storing gets the message again."""
    full = True

    def keep(event: Event) -> None:
        if full:
            raise OSError("disk full")

    rig.keep = keep
    rig.world.say_privately(chen, "要紧的事")
    rig.wait(lambda: rig.box.calls["webwxsync"] >= 1)
    rig.transport.stop()
    assert rig.events == []
    full = False
    rig.transport = rig.new_transport()
    rig.go_online()
    assert [e.text for e in rig.hear()] == ["要紧的事"]


def test_after_a_crash_messages_come_again_under_their_ids(rig: Rig, chen: Person, tmp_path: Path) -> None:
    old = shutil.copy2(saved(rig), tmp_path / "as_of_login.pkl")
    for text in "一二三":
        rig.world.say_privately(chen, text)
    before = rig.hear(3)
    rig.transport.stop()
    shutil.copy2(old, saved(rig))
    rig.world.say_privately(chen, "四")
    rig.transport = rig.new_transport()
    rig.go_online()
    after = rig.hear(7)[3:]
    assert [e.id for e in after[:3]] == [e.id for e in before]
    assert [e.text for e in after] == list("一二三四")


def test_a_session_of_another_server_is_left_alone(rig: Rig, world: World) -> None:
    rig.transport.stop()
    with Sandbox(world, poll_seconds=0.8) as other:
        rig.box, first = other, rig.box
        rig.transport = rig.new_transport()
        rig.go_online()
        rig.transport.stop()
        assert (first.calls["jslogin"], other.calls["jslogin"]) == (1, 1)


def test_storing_is_tried_until_it_works(rig: Rig, chen: Person) -> None:
    failures = [OSError("locked"), OSError("locked")]

    def keep(event: Event) -> None:
        if failures:
            raise failures.pop()

    rig.keep = keep
    rig.world.say_privately(chen, "一")
    rig.world.say_privately(chen, "二")
    assert [e.text for e in rig.hear(2)] == ["一", "二"]


def test_what_a_saved_session_brings_too_late_is_left_out(
    offline_rig: Rig, world: World, chen: Person
) -> None:
    offline_rig.go_online()
    offline_rig.transport.stop()
    present, world.clock = world.clock, lambda: 1717380000.0
    world.say_privately(chen, "几年前的事")
    world.clock = present
    world.say_privately(chen, "今天的事")
    offline_rig.transport = offline_rig.new_transport()
    offline_rig.go_online()
    assert [e.text for e in offline_rig.hear()] == ["今天的事"]


def test_a_saved_session_others_could_have_written_is_not_loaded(rig: Rig) -> None:
    rig.transport.stop()
    saved(rig).chmod(0o644)
    rig.transport = rig.new_transport()
    rig.go_online()
    assert rig.box.calls["jslogin"] == 2


BROKEN = [b"", b"itchat - DELETE THIS", b"\x80\x04nonsense", pickle.dumps([]), pickle.dumps({"version": "0"})]


@pytest.mark.parametrize("content", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_saved_session_means_a_new_login(rig: Rig, content: bytes) -> None:
    rig.transport.stop()
    saved(rig).write_bytes(content)
    rig.transport = rig.new_transport()
    rig.go_online()
    assert rig.box.calls["jslogin"] == 2


def test_a_saved_session_the_service_ended_means_a_new_login(rig: Rig) -> None:
    first = rig.transport.session
    rig.transport.stop()
    rig.box.kick()
    rig.transport = rig.new_transport()
    rig.go_online()
    assert rig.transport.session != first


def test_a_saved_session_the_service_does_not_know_means_a_new_login(rig: Rig) -> None:
    rig.transport.stop()
    rig.box.faults.set("webwxsync", Fault(FaultKind.HTTP, 404))
    rig.transport = rig.new_transport()
    rig.go_online()
    assert rig.box.faults.left("webwxsync") == 0
    assert rig.states().count(LinkState.ONLINE) == 2
    assert rig.box.calls["webwxnewloginpage"] == 2


def test_a_saved_session_survives_a_bad_moment(rig: Rig) -> None:
    first = rig.transport.session
    rig.transport.stop()
    rig.box.faults.set("webwxsync", Fault(FaultKind.HTTP, 503), times=2)
    rig.transport = rig.new_transport()
    rig.go_online()
    assert (rig.transport.session, rig.box.calls["jslogin"]) == (first, 1)


def test_nothing_is_printed_and_nothing_runs_on() -> None:
    script = """
import tempfile, pathlib, threading, time
from bot.sandbox import Sandbox, World
from bot.transports.wechat import WeChatTransport
with Sandbox(World()) as box:
    place = pathlib.Path(tempfile.mkdtemp())
    transport = WeChatTransport(place / "s", place / "m", url=box.url)
    transport.start(lambda event: None, lambda link: None)
    while not transport.session:
        time.sleep(0.01)
    transport.stop()
alive = [t.name for t in threading.enumerate() if t.name.startswith("wechat")]
raise SystemExit(len(alive))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=20, check=False)
    assert (done.returncode, done.stdout) == (0, b""), done.stderr
