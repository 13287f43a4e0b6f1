"""What an adversary tries, and what comes of it. The table of ``docs/security.md`` is printed from here.

Four matters are open or settled before each attempt: #1 of 王婶 (no key), in the grid of 童海波 (K001);
#2 of his own wife 周雅芬, resolved; #3 of 李叔 (no key) with 赵姐 beside him, resolved; #4, private,
卢小妹's complaint about 童海波.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum
from typing import Any

from casework.binding import Code
from casework.clock import local_day
from casework.services.standing_in import Leave, note_leave
from casework.taxonomy import Kind
from tests.identity.stand import OTHER_GROUP, Stand

Deed = Callable[[Stand], object]


class Answer(Enum):
    """What the adversary hears."""

    REFUSED = "谢绝"
    SILENCE = "不答"


class Record(Enum):
    """Where it can be found afterwards."""

    REFUSAL = "越权记录"
    INBOX = "收件箱"
    ALARM = "一站通收到提醒"


@dataclass(frozen=True)
class Attempt:
    """One line of the table.

    act: the attempt itself; before: what has to happen first.
    wechat: also brought by the real client library through the loopback service;
    only_wechat: it can happen there alone.
    """

    name: str
    what: str
    act: Deed
    answer: Answer = Answer.REFUSED
    record: Record = Record.REFUSAL
    before: Deed | None = None
    wechat: bool = False
    only_wechat: bool = False


def says(name: str, text: str, **how: object) -> Deed:
    """Somebody says something."""
    return lambda stand: stand.say(name, text, **how)  # type: ignore[arg-type]


def _without_cadre(id: str) -> Deed:
    """An import without one cadre, whose grids and seats go to the township's other people."""

    def change(stand: Stand) -> None:
        stand.change_roster(
            cadres=lambda rows: [c for c in rows if c.id != id],
            grids=lambda rows: [
                replace(
                    g, cadre="K007" if g.cadre == id else g.cadre, team=tuple(t for t in g.team if t != id)
                )
                for g in rows
            ],
        )

    return change


def _kin_by_telephone(stand: Stand) -> None:
    """童海波's 户号 was never filled in; his name and telephone stand in H0003 all the same."""
    stand.change_roster(
        cadres=lambda rows: [replace(c, household=None) if c.id == "K001" else c for c in rows]
    )


CODES: dict[str, str] = {}
"""Codes handed out while an attempt is prepared."""


def _hands_out(key: str, hours: float = 72) -> Deed:
    def issue(stand: Stand) -> None:
        CODES["now"] = stand.code_for(key, hours)

    return issue


def _with_code(name: str, **how: object) -> Deed:
    return lambda stand: stand.say(name, f"绑定 {CODES['now']}", **how)  # type: ignore[arg-type]


def _wrong(stand: Stand) -> str:
    """Six digits that are no code."""
    with stand.desk.works() as uow:
        known: list[Code] = list(uow.codes.remembered(stand.now - timedelta(days=30)))
    return next(f"{n:06}" for n in range(10) if not any(code.fits(f"{n:06}") for code in known))


def _guesses(count: int, *, name: str = "过路人", apart: bool = False) -> Deed:
    def guess(stand: Stand) -> None:
        for n in range(count):
            who = f"{name}{n}" if apart else name
            stand.say(who, f"绑定 {_wrong(stand)}")

    return guess


def _then(*deeds: Deed) -> Deed:
    def all_of_them(stand: Stand) -> None:
        for deed in deeds:
            deed(stand)

    return all_of_them


def _recalls_the_report(stand: Stand) -> None:
    with stand.desk.works() as uow:
        said = next(m for t in [uow.tickets.get(1)] if t for m in t.evidence)
    stand.say("群主", "", recalls=said.message_id)


def _is_bound(stand: Stand) -> None:
    with stand.desk.works() as uow:
        assert [b.person for b in uow.bindings.without_remark()] == ["K007"]


def _on_leave(first: int, last: int) -> Deed:
    """童海波 is on leave from one day (counted from today) to another; 李文斌 of 竹林村 stands in."""

    def note(stand: Stand) -> None:
        today = local_day(stand.now)
        leave = Leave(today + timedelta(days=first), today + timedelta(days=last), "K008")
        with stand.desk.works() as uow:
            note_leave(uow, "K001", leave)
            uow.commit()

    return note


def _quoting(
    name: str,
    text: str,
    ticket: int,
    kind: Kind,
    altered: tuple[str, str] = ("", ""),
    private: bool = False,
    **how: Any,
) -> Deed:
    """Somebody quotes what the bot really said of a ticket, or nearly."""

    def quote(stand: Stand) -> None:
        said = [n for n in stand.written() if n.ticket == ticket and n.kind is kind]
        found = next(n for n in reversed(said) if (n.group is None) is private)
        stand.say(name, text, quote=found.body.replace(*altered), **how)

    return quote


SILENT, INBOX, ALARM = Answer.SILENCE, Record.INBOX, Record.ALARM

NAMES = (
    Attempt(
        "nickname", "昵称改成网格员“童海波”，群里发“#1 办结”", says("童海波", "#1 办结 修好了"), wechat=True
    ),
    Attempt(
        "group-card",
        "群名片改成“童海波（第一网格）”",
        says("童海波（第一网格）", "#1 办结 修好了", account="闲人", card=True),
        wechat=True,
    ),
    Attempt(
        "zero-width",
        "名字里夹零宽字符，看着就是“童海波”",
        says("童\u200b海\u2060波", "#1 办结 修好了"),
        wechat=True,
    ),
    Attempt("bidi", "用双向控制符把字序倒过来显示", says("\u202e波海童\u202c", "#1 签收")),
    Attempt("look-alike", "用形近字“童海菠”冒充", says("童海菠", "#1 转 李文斌"), wechat=True),
    Attempt("full-width-key", "名字写成全角工号“Ｋ００１”", says("Ｋ００１", "#1 签收")),
    Attempt(
        "name-like-remark",
        "昵称写成备注的样子“#K001 童海波”",
        says("#K001 童海波", "#1 办结 修好了"),
        wechat=True,
    ),
    Attempt("name-of-the-bot", "昵称改成“民情通”", says("民情通", "#1 办结 已修好"), wechat=True),
    Attempt("name-of-the-leader", "自称包片领导“葛伟明”作会商结论", says("葛伟明", "#1 结论 由童海波办")),
    Attempt("name-of-the-onestop", "自称一站通“徐静”，群里要绑定码", says("徐静", "绑定码 K001"), SILENT),
    Attempt("mere-received", "冒名者只说“收到”", says("童海波", "收到"), SILENT, INBOX, wechat=True),
    Attempt("mere-done", "冒名者只说“办结了”", says("童海波", "办结了"), SILENT, INBOX),
    Attempt("silence", "未实名者让机器人安静", says("童国良", "@民情通 安静"), SILENT, wechat=True),
    Attempt("speak", "未实名者解除安静", says("童国良", "@民情通 恢复"), SILENT),
    Attempt("leave", "冒名替网格员请假，换上自己人代", says("童海波", "请假 3天 由王立新代"), SILENT, INBOX),
    Attempt("flood", "未实名者启动防汛", says("徐静", "#防汛 启动 II级"), SILENT),
)

COMMANDS = (
    Attempt(
        "private-command", "未实名者私信发干部指令", says("童海波", "#1 办结 修好了", group=None), wechat=True
    ),
    Attempt(
        "private-code",
        "未实名者私信要绑定码",
        says("徐静", "绑定码 H0012/童璐", group=None),
        SILENT,
        wechat=True,
    ),
    Attempt("forged-return", "未实名者退回", says("童海波", "#1 退回 不归我")),
    Attempt("forged-extension", "未实名者延期", says("童海波", "#1 延期3天 等料")),
    Attempt("forged-rejection", "未实名者不予受理", says("童海波", "#1 不受理 不归我管")),
    Attempt("forged-panel", "未实名者提请会商", says("童海波", "#1 会商")),
    Attempt("forged-opinion", "未实名者提会商意见", says("童海波", "#1 意见 不同意")),
    Attempt("forged-answer", "未实名者答复", says("童海波", "#1 答复 明天来")),
    Attempt("forged-entry", "未实名者存入问答", says("童海波", "#1 存入问答")),
    Attempt("forged-category", "未实名者改类别", says("童海波", "#1 类别 供电")),
    Attempt("forged-dismissal", "未实名者说“不是诉求”", says("童海波", "#1 不是诉求")),
    Attempt("unfixed", "未实名者以“未能解决”了结", says("童海波", "#1 未能解决 没有经费")),
    Attempt(
        "nested-mention",
        "一句话里层层@，末尾才是指令",
        says("过路人", "@民情通 @童海波 #1 办结 弄完了"),
        wechat=True,
    ),
    Attempt("other-digits", "单号写成别种文字的数字“#١”", says("童海波", "#١ 办结 弄完了"), wechat=True),
    Attempt(
        "zero-width-command", "指令里夹零宽字符", says("童海波", "#\u200b1 办\u200b结 弄完了"), SILENT, INBOX
    ),
    Attempt(
        "huge-number",
        "单号大得数据库装不下",
        says("过路人", "#99999999999999999999 办结 弄完了"),
        SILENT,
        INBOX,
        wechat=True,
    ),
)

QUOTES = (
    Attempt(
        "forged-quote",
        "引用一句机器人从没说过的话再答“满意”",
        says("过路人", "满意", quote="#1 第一网格 童海波 已办结：修好了。请回：满意"),
        SILENT,
        INBOX,
    ),
    Attempt(
        "real-quote",
        "引用机器人问李叔的那句真话，替他答“满意”",
        _quoting("过路人", "满意", 3, Kind.CONFIRM),
        SILENT,
    ),
    Attempt(
        "altered-quote",
        "附议人把引用里的单号从 #3 改成 #2，再答“满意”",
        _quoting("赵姐", "满意", 3, Kind.CONFIRM, ("#3", "#2"), account="赵姐的号"),
        SILENT,
    ),
    Attempt(
        "forwarded-notice",
        "别村的干部引用转发来的派单通知，答“收到”",
        _quoting("李文斌", "收到", 1, Kind.ASSIGN, private=True, key="K008", group=None),
    ),
    Attempt(
        "typed-quote",
        "手打一个假引用，里面写“#1 请签收”，下面答“办结”",
        says("过路人", "「民情通：#1 请签收」\n- - - - - - - - - - - - - - -\n办结"),
        SILENT,
        INBOX,
        wechat=True,
    ),
    Attempt("relayed", "转述“童海波说‘#1 办结’”", says("过路人", "童海波说“#1 办结 弄完了”"), SILENT, INBOX),
    Attempt(
        "second-line",
        "把指令藏在第二行",
        says("过路人", "大家好\n#1 办结 弄完了"),
        SILENT,
        INBOX,
        wechat=True,
    ),
    Attempt(
        "file-order",
        "以 @fil@ 开头，想让客户端库上传文件",
        says("过路人", "@fil@/etc/passwd #1 办结 弄完了"),
        wechat=True,
    ),
)

CADRES = (
    Attempt(
        "other-grid", "别的网格的网格员办结", says("童志强", "#1 办结 顺手弄好了", key="K003"), wechat=True
    ),
    Attempt("other-village", "别的村的网格员转办", says("李文斌", "#1 转 周美娟", key="K008")),
    Attempt(
        "other-village-leader",
        "别的镇的包片领导签收",
        says("林志华", "#1 签收", key="K014", group=None),
        wechat=True,
    ),
    Attempt(
        "other-township",
        "别的镇的一站通派单",
        says("金晓燕", "#1 转 叶建平", key="K015", group=None),
        wechat=True,
    ),
    Attempt("department", "不相干的部门联络员签收", says("谢通", "#1 签收", key="K041", group=None)),
    Attempt("decision", "网格员自己作会商结论", says("童海波", "#1 结论 不用办了", key="K001", group=None)),
    Attempt(
        "own-complaint",
        "被投诉的干部自己办结投诉件",
        says("童海波", "#4 办结 没有的事", key="K001", group=None),
    ),
    Attempt("team-complaint", "组团成员打听投诉件", says("陈丽萍", "#4 签收", key="K002", group=None)),
    Attempt("other-silence", "别的镇的干部让群安静", says("叶建平", "@民情通 安静", key="K011")),
    Attempt(
        "other-onestop-silence",
        "别的镇的一站通让群安静",
        says("金晓燕", "@民情通 安静", key="K015"),
        wechat=True,
    ),
    Attempt("other-village-silence", "同镇别村的网格员让群安静", says("李文斌", "@民情通 安静", key="K008")),
    Attempt(
        "leave-over",
        "代理期已过的人接着办结",
        says("李文斌", "#1 办结 弄好了", key="K008", group=None),
        before=_on_leave(-5, -1),
    ),
    Attempt(
        "leave-to-come",
        "代理期未到的人先办结",
        says("李文斌", "#1 办结 弄好了", key="K008", group=None),
        before=_on_leave(1, 3),
    ),
    Attempt("uninvited-opinion", "没请到的干部提会商意见", says("李文斌", "#1 意见 不同意", key="K008")),
    Attempt(
        "code-by-department",
        "部门联络员冒充县里要绑定码",
        says("褚卫东", "绑定码 K001", key="K026", group=None),
    ),
    Attempt(
        "code-by-cadre", "不是一站通的干部要绑定码", says("童海波", "绑定码 K005", key="K001", group=None)
    ),
    Attempt(
        "code-other-township",
        "别的镇的一站通给本镇干部发绑定码",
        says("金晓燕", "绑定码 K001", key="K015", group=None),
        wechat=True,
    ),
    Attempt(
        "removed-cadre",
        "已不在花名册的干部接着办结",
        says("童海波", "#1 办结 修好了", key="K001"),
        before=_without_cadre("K001"),
        wechat=True,
    ),
    Attempt(
        "removed-private",
        "已不在花名册的干部私信签收",
        says("童海波", "#1 签收", key="K001", group=None),
        before=_without_cadre("K001"),
    ),
    Attempt(
        "unknown-key", "备注里写了花名册没有的工号", says("童海波", "#1 办结 修好了", key="K999"), wechat=True
    ),
    Attempt("unknown-member", "备注里写了户里没有的人", says("童海波", "#1 办结 修好了", key="H0003/童大海")),
    Attempt(
        "double-remark",
        "两个好友备注同一个工号",
        says("童海波", "#1 办结 修好了", key="K001", account="甲"),
        before=_then(
            says("童海波", "大家好", key="K001", account="乙"), says("童海波", "早", key="K001", account="甲")
        ),
        only_wechat=True,
    ),
    Attempt(
        "namesake-group",
        "另建一个同名群，在里面发指令",
        says("童海波", "#1 办结 修好了", key="K001", namesake=True),
        SILENT,
        ALARM,
        before=says("王婶", "早上好", account="王婶的号"),
        wechat=True,
    ),
)

NEIGHBOURS = (
    Attempt(
        "household-of-a-second-voice",
        "附议人的家里人来撤别人报的事",
        says("金法", "#1 不用了", key="H0002/童金法"),
        SILENT,
        before=says("阿香", "我家也是", key="H0002/陈阿香"),
    ),
    Attempt(
        "kin-rates",
        "网格员的妻子评价他办的自家事（同一户号）",
        says("雅芬", "#2 满意", key="H0003/周雅芬"),
        SILENT,
    ),
    Attempt(
        "kin-by-telephone",
        "同上，户号没填，凭户主姓名和电话认出",
        says("雅芬", "#2 满意", key="H0003/周雅芬"),
        SILENT,
        before=_kin_by_telephone,
    ),
    Attempt("kin-member-rates", "同户的女儿替她评价", says("梓涵", "#2 满意", key="H0003/童梓涵"), SILENT),
    Attempt("self-rates", "网格员给自己办的事评满意", says("童海波", "#3 满意", key="K001"), SILENT, INBOX),
    Attempt("co-reporter-rates", "附议的人评价", says("赵姐", "#3 满意", account="赵姐的号"), SILENT),
    Attempt("stranger-rates", "不相干的人评价", says("过路人", "#3 满意"), SILENT, wechat=True),
    Attempt("stranger-confirms", "不相干的人说好了", says("过路人", "#1 好了"), SILENT),
    Attempt("stranger-disputes", "不相干的人说没解决", says("过路人", "#3 没解决"), SILENT, wechat=True),
    Attempt("stranger-withdraws", "不相干的人说不用了", says("过路人", "#1 不用了"), SILENT, wechat=True),
    Attempt("stranger-recalls", "群主撤回别人报事的原话", _recalls_the_report, SILENT),
    Attempt(
        "second-name",
        "同一登录里另一个账号改成“王婶”来撤",
        says("王婶", "#1 不用了", account="别人的号"),
        SILENT,
    ),
    Attempt(
        "second-name-dressed",
        "另一个账号改成夹零宽字符的“王婶”",
        says("王\u200d婶", "#1 不用了", account="别人的号"),
        SILENT,
    ),
    Attempt(
        "second-name-here",
        "报事与冒名在同一次登录里，都叫“阿芬”",
        says("阿芬", "#5 不用了", account="假的"),
        SILENT,
        before=_then(says("阿芬", "里坑口水管爆了", account="真的"), lambda s: s.settle()),
        wechat=True,
    ),
    Attempt(
        "name-in-another-group",
        "别的群里也叫“王婶”的人来撤",
        says("王婶", "#1 不用了", group=OTHER_GROUP, account="竹林王婶"),
        SILENT,
        wechat=True,
    ),
    Attempt(
        "verified-namesake",
        "实名的别家人，显示名叫“王婶”",
        says("王婶", "#1 不用了", key="H0020/童菊仙"),
        SILENT,
    ),
    Attempt("asks-private", "打听别人的投诉件", says("过路人", "#4 怎么样了"), SILENT, wechat=True),
)

BINDING = (
    Attempt("guess", "猜绑定码", lambda s: s.say("过路人", f"绑定 {_wrong(s)}", group=None), wechat=True),
    Attempt("short-code", "绑定码位数不对", says("过路人", "绑定 1234", group=None)),
    Attempt(
        "throttled",
        "猜错五次之后，连对的也不认",
        _with_code("过路人"),
        SILENT,
        before=_then(_hands_out("K007"), _guesses(5)),
    ),
    Attempt(
        "throttled-group",
        "一群人轮着猜错二十次之后，群里不再核对",
        _with_code("新来的"),
        SILENT,
        before=_then(_hands_out("K007"), _guesses(20, apart=True)),
    ),
    Attempt(
        "replayed",
        "把别人刚用过的码再用一次",
        _with_code("过路人", group=None),
        before=_then(_hands_out("H0012/童璐"), _with_code("小璐", group=None)),
        wechat=True,
    ),
    Attempt(
        "replayed-by-owner-twin",
        "用过的码换个账号再用",
        _with_code("小璐", account="小号"),
        before=_then(_hands_out("H0012/童璐"), _with_code("小璐")),
    ),
    Attempt(
        "expired",
        "过期的码",
        _with_code("小璐", group=None),
        before=_then(_hands_out("H0012/童璐", 1), lambda s: s.settle(3700)),
    ),
    Attempt(
        "removed-person",
        "码的主人已不在花名册",
        _with_code("童国良", group=None),
        before=_then(_hands_out("K007"), _without_cadre("K007")),
    ),
    Attempt(
        "somebody-elses",
        "已实名的人用别人的码",
        _with_code("菊仙", key="H0020/童菊仙", group=None),
        before=_hands_out("K007"),
        wechat=True,
    ),
    Attempt(
        "already-remarked",
        "码的主人已凭备注实名，别的账号来用",
        _with_code("过路人", group=None),
        before=_then(_hands_out("K001"), says("童海波", "早", key="K001", account="本人")),
    ),
    Attempt(
        "after-login",
        "重新登录后，凭上次的绑定办结",
        says("童国良", "#1 办结 修好了"),
        before=_then(_hands_out("K007"), _with_code("童国良"), _is_bound, lambda s: s.log_in_anew()),
        wechat=True,
    ),
    Attempt(
        "friend-without-code",
        "加好友，留言“我是童海波”",
        lambda s: s.ask_to_be_friend("童海波", "我是童海波"),
        SILENT,
        ALARM,
        wechat=True,
    ),
    Attempt(
        "friend-with-command",
        "加好友，留言里写指令",
        lambda s: s.ask_to_be_friend("童海波", "#1 办结 修好了"),
        SILENT,
        ALARM,
        wechat=True,
    ),
    Attempt(
        "friend-with-guess",
        "加好友，留言里猜一个码",
        lambda s: s.ask_to_be_friend("童海波", f"绑定 {_wrong(s)}"),
        SILENT,
        wechat=True,
    ),
)

TABLE = (*NAMES, *COMMANDS, *QUOTES, *CADRES, *NEIGHBOURS, *BINDING)

TITLES = {
    "冒名": NAMES,
    "未实名者的指令": COMMANDS,
    "引用与转述": QUOTES,
    "别处的、撤换的干部": CADRES,
    "村民对别人的事": NEIGHBOURS,
    "绑定码与好友申请": BINDING,
}
