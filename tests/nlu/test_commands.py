"""What a cadre writes out, and what a villager only seems to."""

from __future__ import annotations

import pytest

from casework.taxonomy import Act
from nlu.commands import anybodys, attempted, command


@pytest.mark.parametrize(
    ("written", "act", "tickets", "argument"),
    [
        ("#12 办结 路基已经填好压实", Act.RESOLVE, (12,), "路基已经填好压实"),
        ("办结 #12 好了", Act.RESOLVE, (12,), "好了"),
        ("办结", Act.RESOLVE, (), ""),
        ("#12 转 李某某", Act.TRANSFER, (12,), "李某某"),
        ("#12 转农水局", Act.TRANSFER, (12,), "农水局"),
        ("#12 退回 不是我网格的", Act.RETURN, (12,), "不是我网格的"),
        ("#12延期3天 等材料", Act.EXTEND, (12,), "3天 等材料"),
        ("#12 会商", Act.CONSULT, (12,), ""),
        ("#12 结论 由镇里出资，村里出工", Act.DECIDE, (12,), "由镇里出资，村里出工"),
        ("#12 不受理 属于诉讼事项", Act.REJECT, (12,), "属于诉讼事项"),
        ("走访 H0012 老人身体好", Act.VISIT, (), "H0012 老人身体好"),
        ("代报 三组张奶奶家电线老化", Act.FILE, (), "三组张奶奶家电线老化"),
        ("12号 收到", Act.ACCEPT, (12,), ""),
    ],
)
def test_acts_with_a_name_of_their_own(
    written: str, act: Act, tickets: tuple[int, ...], argument: str
) -> None:
    found = command(written)
    assert found is not None
    assert (found.act, found.tickets, found.argument) == (act, tickets, argument)


@pytest.mark.parametrize(
    ("written", "verb", "argument"),
    [
        ("认领 #12", "claim", ""),
        ("#12 意见 同意先修", "opinion", "同意先修"),
        ("#12 答复 明年一月开始", "answer", "明年一月开始"),
        ("请假3天 由李某某代", "leave", "3天 由李某某代"),
        ("@民情通 安静", "silence", ""),
        ("恢复", "speak", ""),
        ("档案 老陈家", "file", "老陈家"),
        ("走访进度", "progress_table", ""),
        ("#防汛 启动 II级", "flood_on", "II级"),
        ("#防汛 结束", "flood_off", ""),
        ("绑定 4831", "bind", "4831"),
        ("#12 类别 供水", "recategorise", "供水"),
        ("#12 不是诉求", "not_a_request", ""),
        ("这条不是诉求", "not_a_request", ""),
        ("#12 类别错了，应该是路灯照明", "recategorise", "路灯照明"),
        ("#12 应该是供水", "recategorise", "供水"),
        ("#12 类别 不知道", "recategorise", "不知道"),
        ("#12 地点 老樟树", "relocate", "老樟树"),
        ("#12 地点错了，是上宅", "relocate", "上宅"),
        ("地点改为上宅", "relocate", "上宅"),
        ("#12 拆分 桥头路灯不亮", "split", "桥头路灯不亮"),
        ("#12 放弃认领", "release", ""),
        ("#12 发布 一位老人想要棉被", "publish", "一位老人想要棉被"),
        ("销假", "back", ""),
        ("请假 明天起2天 由李某某代", "leave", "明天起2天 由李某某代"),
        ("帮助", "help", ""),
        ("立单", "open_ticket", ""),
        ("我的信息", "my_data", ""),
        ("删除我的信息", "erase_data", ""),
    ],
)
def test_each_other_command(written: str, verb: str, argument: str) -> None:
    found = command(written)
    assert found is not None
    assert (found.act, found.verb, found.argument) == (Act.COMMAND, verb, argument)


@pytest.mark.parametrize(
    ("written", "tickets"),
    [
        ("#12 并入 #9", (12, 9)),
        ("#12并入9号", (12, 9)),
        ("并入 #9", (9,)),
        ("#12 合并到9号", (12, 9)),
        ("#12和#9是同一件，并一下", (12, 9)),
        ("9号跟12号重复了", (12, 9)),
    ],
)
def test_two_that_are_one(written: str, tickets: tuple[int, ...]) -> None:
    """Which goes into which is said; where it isn't, what came later goes into what came before."""
    found = command(written)
    assert found is not None
    assert (found.verb, found.tickets) == ("merge", tickets)


@pytest.mark.parametrize(
    "written", ["认领 #12", "认领#12", "我认领12号", "认领12", "我来认领 #12", "#12 我认领"]
)
def test_a_claim_in_many_words(written: str) -> None:
    found = command(written)
    assert found is not None
    assert (found.verb, found.tickets) == ("claim", (12,))


def test_an_honest_failure_is_a_resolution_with_its_reason() -> None:
    found = command("#12 未能解决 属于规划道路")
    assert found is not None
    assert (found.act, found.outcome_unfixed, found.argument) == (Act.RESOLVE, True, "属于规划道路")


@pytest.mark.parametrize(
    "written",
    [
        "收到，下午去看",
        "12号下午两点开会",
        "转一下大家看看",
        "今天水库放水",
        "意见很大",
        "类别 不知道",
        "地点：文化礼堂",
    ],
)
def test_ordinary_words_are_no_command(written: str) -> None:
    assert command(written) is None


@pytest.mark.parametrize(
    "written", ["#1 办结", "#3 退回 不归我管", "#2 转 王某某", "#1 签收", "#防汛 启动 I级"]
)
def test_an_unmistakable_attempt_is_seen(written: str) -> None:
    assert attempted(written, command(written)) is not None


@pytest.mark.parametrize(
    "written",
    [
        "收到",
        "办结了",
        "#1 办结了吗",
        "#1 转给谁了",
        "#1 收到",
        "#1 解决了",
        "#1 修好了",
        "#2 怎么样了",
        "认领 #3",
        "我的信息",
        "#1 地点在老樟树旁边",
    ],
)
def test_a_villagers_words_are_no_attempt(written: str) -> None:
    assert attempted(written, command(written)) is None


def test_some_commands_are_everybodys() -> None:
    verbs = [
        found.verb
        for words in ("绑定 4831", "我的信息", "删除我的信息", "认领 #4")
        if (found := anybodys(command(words)))
    ]
    assert verbs == ["bind", "my_data", "erase_data", "claim"]
    assert anybodys(command("安静")) is None
