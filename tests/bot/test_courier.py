"""Budget, quiet hours, gathering, retries, dead letters (PRODUCT 1.6)."""

from datetime import datetime, timedelta

from bot.transports.base import Delivery, Sent
from casework.clock import BEIJING
from casework.notice import Notice, NoticeState
from casework.taxonomy import Kind
from tests.bot.conftest import GROUP, Village


def write(village: Village, count: int, **more: object) -> None:
    with village.desk.works() as uow:
        for n in range(count):
            values = {"kind": Kind.STATUS, "text": f"第{n}条", "created_at": village.now, "group": GROUP}
            uow.outbox.add(Notice(**{**values, **more}))  # type: ignore[arg-type]
        uow.commit()
    village.bot.speak(village.now)


def states(village: Village) -> list[NoticeState]:
    with village.desk.works() as uow:
        kept = [
            *uow.outbox.dead(),
            *uow.outbox.in_flight(),
            *uow.outbox.pending(village.now + timedelta(days=9)),
        ]
    return [n.state for n in kept]


def test_a_group_hears_six_messages_an_hour_and_the_rest_in_one_later(village: Village) -> None:
    write(village, 9)
    assert len(village.wire.in_group()) == 6
    village.pass_time(hours=1)
    assert len(village.wire.in_group()) == 7
    assert village.wire.in_group()[-1] == "第6条\n第7条\n第8条"


def test_a_group_hears_twenty_messages_a_day(village: Village) -> None:
    for _ in range(6):
        write(village, 4)
        village.pass_time(hours=1)
    assert len(village.wire.in_group()) == 19
    write(village, 1, kind=Kind.DIGEST)
    assert len(village.wire.in_group()) == 20  # the last one is the digest's
    village.pass_time(hours=24)
    assert len(village.wire.in_group()) == 21


def test_an_emergency_has_no_budget_and_no_quiet_hours(village: Village) -> None:
    village.now = datetime(2026, 6, 10, 23, 30, tzinfo=BEIJING)
    write(village, 8, urgent=True)
    assert len(village.wire.in_group()) == 8


def test_the_group_sleeps_from_ten_to_half_past_six(village: Village) -> None:
    village.now = datetime(2026, 6, 10, 22, 0, tzinfo=BEIJING)
    write(village, 2)
    assert village.wire.in_group() == []
    village.pass_time(hours=8, minutes=29)
    assert village.wire.in_group() == []
    village.pass_time(minutes=1)
    assert village.wire.in_group() == ["第0条\n第1条"]


def test_a_silenced_group_hears_the_digest_only(village: Village) -> None:
    village.say("陈丽萍", "@民情通 安静", person="K002")
    write(village, 2)
    with village.desk.works() as uow:
        uow.outbox.add(Notice(Kind.DIGEST, "日报", village.now, group=GROUP))
        uow.commit()
    village.bot.speak(village.now)
    assert village.wire.in_group() == ["日报"]


def test_too_frequent_waits_as_long_as_the_service_says(village: Village) -> None:
    village.wire.results = [Sent(Delivery.RATE, retry_after=600)]
    write(village, 1)
    village.pass_time(minutes=9)
    assert village.wire.in_group() == []
    village.pass_time(minutes=2)
    assert village.wire.in_group() == ["第0条"]


def test_what_may_have_arrived_is_not_said_again(village: Village) -> None:
    village.wire.results = [Sent(Delivery.UNKNOWN, detail="reset")]
    write(village, 1)
    village.pass_time(hours=24)
    assert village.wire.in_group() == []
    assert states(village) == []


def test_what_is_never_taken_becomes_a_dead_letter(village: Village) -> None:
    village.wire.results = [Sent(Delivery.GONE)] * 50
    write(village, 1)
    village.pass_time(hours=48)
    assert states(village) == [NoticeState.DEAD]
    assert village.wire.in_group() == []


def test_a_crash_while_sending_repeats_a_status_but_never_a_digest(village: Village) -> None:
    with village.desk.works() as uow:
        for kind in (Kind.STATUS, Kind.DIGEST):
            notice = Notice(kind, kind.value, village.now, group=GROUP, state=NoticeState.SENDING)
            uow.outbox.add(notice)
        uow.commit()
    village.restart()
    assert village.wire.in_group() == ["status"]


def test_a_digest_half_a_day_late_is_dropped(village: Village) -> None:
    with village.desk.works() as uow:
        late = village.now - timedelta(hours=13)
        uow.outbox.add(Notice(Kind.DIGEST, "日报", late, group=GROUP, not_after=late + timedelta(hours=12)))
        uow.commit()
    village.bot.speak(village.now)
    assert village.wire.in_group() == []
    assert states(village) == []


def test_while_nobody_is_logged_in_nothing_is_given_up(village: Village) -> None:
    village.wire.results = [Sent(Delivery.OFFLINE)] * 100
    write(village, 1)
    village.pass_time(minutes=49)
    assert village.wire.in_group() == []
    village.pass_time(minutes=5)
    assert village.wire.in_group() == ["第0条"]
