"""Nothing is lost: redelivery, crashes, failing use cases, groups that are not ours."""

from bot.transports.base import Quote
from casework.messages import TurnState
from casework.ports import TicketQuery
from tests.bot.conftest import GROUP, Village


def tickets(village: Village) -> list[int]:
    with village.desk.works() as uow:
        return [t.number for t in uow.tickets.find(TicketQuery())]


def test_a_report_is_registered_after_twelve_seconds_of_silence(village: Village) -> None:
    village.say("王婶", "桥头路基坏了")
    village.pass_time(seconds=11)
    assert village.wire.said == []
    village.pass_time(seconds=1)
    assert village.wire.in_group() == [
        "@王婶 已登记 #1〔道路桥梁〕桥头路基坏了，由第一网格 童海波 负责，24小时内答复"
    ]


def test_an_emergency_does_not_wait(village: Village) -> None:
    village.say("王婶", "桥头电线在冒火花")
    assert len(village.wire.in_group()) == 1
    assert {"K001", "K005"} <= {n.person for n in village.wire.said if n.group is None}


def test_a_redelivered_message_changes_nothing(village: Village) -> None:
    village.say("王婶", "桥头路基坏了", id="once")
    village.pass_time(minutes=2)
    village.say("王婶", "桥头路基坏了", id="once")
    village.pass_time(minutes=2)
    assert tickets(village) == [1]
    assert len(village.wire.in_group()) == 1


def test_chatter_is_met_with_silence(village: Village) -> None:
    village.say("王婶", "今晚跳舞吗")
    village.pass_time(minutes=5)
    assert village.wire.said == []
    assert tickets(village) == []


def test_an_unbound_group_is_neither_heard_nor_answered(village: Village) -> None:
    village.say("王婶", "桥头路基坏了", group="麻将群")
    village.pass_time(minutes=5)
    assert tickets(village) == []
    with village.desk.works() as uow:
        assert uow.inbox.unfinished() == []


def test_a_second_group_of_the_same_name_is_not_trusted(village: Village) -> None:
    village.say("王婶", "今天天气好", chat_id="true")
    village.say("李四", "桥头路基坏了", chat_id="false")
    village.pass_time(minutes=5)
    assert tickets(village) == []
    warned = [n for n in village.wire.said if "同名" in n.text]
    assert [n.person for n in warned] == ["K006"]
    village.say("李四", "桥头路基坏了", chat_id="false")
    village.pass_time(minutes=5)
    assert len([n for n in village.wire.said if "同名" in n.text]) == 1


def test_what_was_stored_but_not_heard_is_heard_after_a_crash(village: Village) -> None:
    from bot.gateway import store
    from casework.messages import Message

    store(village.desk, Message("test", "left", village.now, None, "王婶", "桥头路基坏了", group=GROUP))
    village.restart()
    village.pass_time(seconds=13)
    assert tickets(village) == [1]


def test_a_turn_that_cannot_be_answered_is_tried_again(village: Village) -> None:
    village.dialogue.fails = 2
    village.say("王婶", "桥头路基坏了")
    village.pass_time(minutes=10)
    assert tickets(village) == [1]


def test_a_turn_that_never_can_is_put_aside_and_holds_nobody_up(village: Village) -> None:
    village.dialogue.fails = 3
    village.say("王婶", "桥头路基坏了")
    village.pass_time(minutes=10)
    assert tickets(village) == []
    with village.desk.works() as uow:
        turn = uow.turns.get(1)
    assert turn is not None and turn.state is TurnState.FAILED
    village.say("李四", "老樟树下垃圾没人收")
    village.pass_time(minutes=1)
    assert tickets(village) == [1]


def test_a_recall_before_the_silence_ends_leaves_no_ticket(village: Village) -> None:
    said = village.say("王婶", "桥头路基坏了")
    village.say("王婶", "", recalls=said)
    village.pass_time(minutes=5)
    assert tickets(village) == []
    assert village.wire.said == []


def test_a_neighbour_joins_by_quoting(village: Village) -> None:
    village.say("王婶", "桥头路基坏了")
    village.pass_time(minutes=20)
    village.say("李四", "我家也是", quote=Quote("王婶", "桥头路基坏了"))
    assert village.wire.in_group()[-1] == "@李四 已记入 #1，现有2户反映"
    village.say("张三", "我家也是")
    assert len(village.wire.in_group()) == 2


def test_a_very_long_message_is_kept_to_its_limit(village: Village) -> None:
    village.say("王婶", "桥头路基坏了" + "啊" * 30_000)
    village.pass_time(minutes=1)
    assert len(village.wire.in_group()[0]) < 200


def test_digests_come_once_also_after_a_restart(village: Village) -> None:
    village.say("王婶", "桥头路基坏了")
    village.pass_time(hours=9, minutes=5)
    digests = [t for t in village.wire.in_group() if "民情日报" in t]
    assert len(digests) == 1
    village.restart()
    village.pass_time(minutes=5)
    assert [t for t in village.wire.in_group() if "民情日报" in t] == digests


def test_a_digest_missed_while_down_comes_late(village: Village) -> None:
    village.say("王婶", "桥头路基坏了")
    village.pass_time(minutes=1)
    village.now = village.now.replace(hour=20)
    village.restart()
    assert [t for t in village.wire.in_group() if "民情日报" in t and "6月10日" in t]
