"""What a cadre writes out in so many words, read by rule: `#12 办结 路基已填好`.

A number may stand before or behind the verb, or be absent (the quoted message may
carry it). What is not a command in this sense is left to the learned reader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from casework.taxonomy import Act, Category, category_like
from nlu.numbers import ticket_numbers

_NUMBER = r"(?:[#＃]\s?\d{1,6}|\d{1,6}\s?[#＃]|\d{1,6}号)"
_GAP = r"[\s,，:：。、;；]*"
_LEAD = re.compile(
    rf"^(?:@\S+\s+)*{_GAP}(?P<number>{_NUMBER}){_GAP}(?:这[个条单]|那[个条单])?(?:工单|单子|单)?{_GAP}"
)
_TAIL = re.compile(rf"^{_GAP}(?P<number>{_NUMBER}){_GAP}")
_ASKS = re.compile(r"[?？吗呢没]\s*$|[谁哪]|怎么|什么|啥|几时|为何")
_MENTION = re.compile(r"^(?:@\S+\s+)+")


_LABELS = "|".join(category.label for category in Category)
_WHERE = r"(?:地点|地址|位置)(?:错了|不对|有误)?[\s,，:：]*(?:应该?是|更正为|更正|改为|改成|改到|是|在)?"


@dataclass(frozen=True)
class Command:
    """A written-out command.

    verb: which `Act.COMMAND`, else "".
    argument: what follows the verb, verbatim: reason, evidence, name, code.
    tickets: the numbers it is about.
    outcome_unfixed: the cadre says that it could not be solved.
    """

    act: Act
    verb: str = ""
    argument: str = ""
    tickets: tuple[int, ...] = ()
    outcome_unfixed: bool = False


@dataclass(frozen=True)
class _Form:
    """One verb: its pattern at the start of what remains once the number is off.

    alone: whether it is a command without any number in sight.
    """

    pattern: re.Pattern[str]
    act: Act
    verb: str = ""
    unfixed: bool = False
    alone: bool = False


def _form(pattern: str, act: Act, verb: str = "", *, unfixed: bool = False, alone: bool = False) -> _Form:
    return _Form(re.compile(pattern), act, verb, unfixed, alone)


_FORMS = (
    _form(r"(?:未能解决|未能办结|无法解决|解决不了|没法解决|未解决)", Act.RESOLVE, unfixed=True),
    _form(r"办结[\s,，:：]*(?:未能解决|无法解决|没能解决)", Act.RESOLVE, unfixed=True),
    _form(
        r"(?:已办结|办结了?|已经办结|已解决|已经解决|解决了|已处理好?|已修好|修好了|处理好了|完成了?)(?!不了)",
        Act.RESOLVE,
    ),
    _form(r"(?:不予受理|不受理)", Act.REJECT),
    _form(r"(?:不是诉求|非诉求|不算诉求|误登记|登记错了|不用登记)", Act.COMMAND, "not_a_request"),
    _form(r"(?:签收|已签收|收到|接单|我来|我去处理|受理)(?=$|[\s,，。!！了:：])了?", Act.ACCEPT),
    _form(r"(?:退回|退单|退给上级)", Act.RETURN),
    _form(r"(?:转办给?|转给|转交给?|转派给?|转至|转到|转)(?=[\s:：]*\S)", Act.TRANSFER),
    _form(r"(?:申请延期|延期|延长)(?=[\s:：]*(?:\d|[一二三四五六七八九十两]))", Act.EXTEND),
    _form(r"(?:申请延期|延期)", Act.EXTEND),
    _form(r"(?:会商结论|结论)(?=[\s:：]*\S)", Act.DECIDE),
    _form(r"(?:提请会商|申请会商|会商)", Act.CONSULT),
    _form(r"(?:会商意见|意见)(?=$|[\s:：])", Act.COMMAND, "opinion"),
    _form(r"(?:答复|回复)(?=$|[\s:：])", Act.COMMAND, "answer"),
    _form(r"存入问答", Act.COMMAND, "keep_answer"),
    _form(
        r"(?:类别|分类|改类别|改为类别)(?:错了|不对)?[\s,，:：]*(?:应该?是|改成|改为|是)?(?=[\s:：]*\S)",
        Act.COMMAND,
        "recategorise",
    ),
    _form(rf"(?:应该?是|应归|属于|改成|改为)(?=[\s:：]*(?:{_LABELS}))", Act.COMMAND, "recategorise"),
    _form(_WHERE + r"(?=$|[\s:：]*\S)", Act.COMMAND, "relocate"),
    _form(r"(?:放弃认领|取消认领|退出认领|不认领了?|认领不了)", Act.COMMAND, "release"),
    _form(r"(?:我来|我)?认领", Act.COMMAND, "claim"),
    _form(r"(?:并入|合并到?|并到)(?=[\s:：]*[#＃\d])", Act.COMMAND, "merge"),
    _form(
        rf"(?:和|跟|与|同)(?=\s?{_NUMBER}\s?(?:[是说]+的?)?(?:同一[件个]|一回事|一件事|重复))",
        Act.COMMAND,
        "merge_same",
    ),
    _form(r"(?:拆分|拆单|拆出|分出|另立)(?=$|[\s:：,，])", Act.COMMAND, "split"),
    _form(r"(?:家属|家里|家人|本人)(?:已经?)?确认", Act.COMMAND, "vouch"),
    _form(r"(?:重新)?发布(?=$|[\s:：])", Act.COMMAND, "publish"),
    _form(r"(?:进展|进度)(?=[\s:：])", Act.PROGRESS),
)
"""With a number before or directly behind."""

_ALONE = (
    _form(r"请假(?=[\s:：]*(?:\d|[一二三四五六七八九十两半到至由从今明后大下周]|$))", Act.COMMAND, "leave"),
    _form(r"(?:销假|结束请假)$", Act.COMMAND, "back"),
    _form(r"(?:安静|静默|闭嘴|别说话)(?:模式)?$", Act.COMMAND, "silence"),
    _form(r"(?:恢复|恢复说话|恢复发言|取消安静|说话|取消静默)$", Act.COMMAND, "speak"),
    _form(r"走访进度$", Act.COMMAND, "progress_table"),
    _form(r"走访(?:记录)?(?=[\s:：]+\S|[Hh]\d)", Act.VISIT),
    _form(r"代报(?=[\s:：]*\S)", Act.FILE),
    _form(r"(?:档案|户档|查档案|查档)(?=[\s:：]+\S|[Hh]\d)", Act.COMMAND, "file"),
    _form(r"绑定码(?=[\s:：]*[A-Za-z\d])", Act.COMMAND, "issue_code"),
    _form(r"绑定(?=[\s:：]*\d)", Act.COMMAND, "bind"),
    _form(r"(?:立单|立案|登记为?工单)(?=$|[\s:：])", Act.COMMAND, "open_ticket"),
    _form(r"(?:这[条个件]?)?(?:不是诉求|非诉求|不算诉求|误登记)$", Act.COMMAND, "not_a_request"),
    _form(r"[#＃]?防汛[\s:：]*(?:启动|开始|响应)", Act.COMMAND, "flood_on"),
    _form(r"[#＃]?防汛[\s:：]*(?:结束|解除|终止|停止)", Act.COMMAND, "flood_off"),
    _form(r"(?:删除我的信息|删除我的资料|注销我的信息)$", Act.COMMAND, "erase_data"),
    _form(r"(?:导出我的信息|我的信息|查我的信息|我的资料)$", Act.COMMAND, "my_data"),
    _form(r"(?:我的工单|待办|我的待办|待办工单)$", Act.COMMAND, "my_tickets"),
    _form(r"述职(?:评议)?(?=[\s:：]+\S)", Act.COMMAND, "yearly_vote"),
    _form(r"未能解决(?=[\s:：]+\S)", Act.RESOLVE, unfixed=True),
    _form(r"办结(?=$|[\s:：,，])", Act.RESOLVE),
    _form(r"(?:签收)$", Act.ACCEPT),
    _form(r"退回(?=[\s:：]+\S)", Act.RETURN),
    _form(r"(?:转办给?|转给|转交给?)(?=[\s:：]*\S)", Act.TRANSFER),
    _form(r"延期(?=[\s:：]*(?:\d|[一二三四五六七八九十两]))", Act.EXTEND),
    _form(r"会商(?=$|[\s:：]+\S)", Act.CONSULT),
    _form(r"(?:会商结论|结论)(?=[\s:：]+\S)", Act.DECIDE),
    _form(r"(?:不予受理|不受理)(?=$|[\s:：,，])", Act.REJECT),
    _form(r"(?:会商意见|意见)(?=[\s:：]+\S)", Act.COMMAND, "opinion"),
    _form(r"答复(?=[\s:：]+\S)", Act.COMMAND, "answer"),
    _form(r"存入问答(?=$|[\s:：])", Act.COMMAND, "keep_answer"),
    _form(r"删除问答(?=[\s:：]+\S)", Act.COMMAND, "strike_answer"),
    _form(r"(?:类别|改类别)(?=[\s:：]+\S)", Act.COMMAND, "recategorise"),
    _form(_WHERE + r"(?<=[错对为成是])(?=[\s,，:：]*\S)", Act.COMMAND, "relocate"),
    _form(r"(?:放弃认领|取消认领|退出认领|不认领了?)$", Act.COMMAND, "release"),
    _form(r"(?:我来|我)?认领(?:这[个条])?(?=\s*(?:\d{1,6}号?)?$)", Act.COMMAND, "claim"),
    _form(r"(?:并入|合并到|并到)(?=[\s:：]*[#＃\d])", Act.COMMAND, "merge"),
    _form(r"(?:拆分|拆单)(?=[\s:：]+\S)", Act.COMMAND, "split"),
    _form(r"发布心愿$", Act.COMMAND, "publish"),
    _form(r"(?:帮助|指令|命令|使用说明|指令大全)[?？]?$", Act.COMMAND, "help"),
)
"""Without a number: either none is needed, or the quoted message carries it."""

_ANY_VERB = re.compile("|".join(f"(?:{form.pattern.pattern})" for form in _FORMS + _ALONE))
"""Most messages begin with none of the verbs, and are told so by one look."""
_ANYBODY = frozenset({"bind", "my_data", "erase_data", "claim", "release"})
"""Commands that are not a cadre's alone, a volunteer's claim included."""


def command(text: str) -> Command | None:
    """The command that is written out, as a verified cadre means it; None if there is none."""
    stripped = _MENTION.sub("", text.strip())
    lead = _LEAD.match(stripped)
    if not _ANY_VERB.match(stripped, lead.end() if lead else 0):
        return None
    if lead:
        return _read(stripped[lead.end() :], lead["number"], stripped, _FORMS)
    return _read(stripped, "", stripped, _FORMS, need_number=True) or _read(stripped, "", stripped, _ALONE)


def anybodys(found: Command | None) -> Command | None:
    """A written-out command if every speaker may give it. Who may really do it is decided elsewhere."""
    return found if found is not None and found.verb in _ANYBODY else None


def attempted(text: str, found: Command | None) -> Command | None:
    """The command found in `text`, if it must have been meant as a cadre's.

    A ticket number with a cadre's verb is. Mere words (收到, 办结了) are none, nor what a
    villager says of the own ticket.
    """
    if found is None or found.verb in _ANYBODY or found.verb == "relocate":
        # Where it is, a villager may say of the own matter as well.
        return None
    if found.verb in {"flood_on", "flood_off", "issue_code"}:
        return found
    if found.verb in {"silence", "speak"}:
        # 安静 is said to children and dogs as well.
        return found if text.strip().startswith("@") else None
    if not found.tickets or found.act is Act.PROGRESS:
        return None
    if _ASKS.search(text):
        return None
    if found.act is Act.RESOLVE and not re.search(r"办结|未能解决", text):
        return None
    if found.act is Act.ACCEPT and not re.search(r"签收|接单", text):
        return None
    return found


def _read(
    rest: str, number: str, whole: str, forms: tuple[_Form, ...], *, need_number: bool = False
) -> Command | None:
    for form in forms:
        match = form.pattern.match(rest)
        if match is None:
            continue
        argument = rest[match.end() :]
        behind = _TAIL.match(argument)
        if behind:
            argument = argument[behind.end() :]
        elif need_number:
            continue
        argument = argument.strip(" \t\r\n,，:：。;；")
        if form.verb == "recategorise" and not number and category_like(argument) is None:
            return None
        numbers = ticket_numbers(number) + (ticket_numbers(behind["number"]) if behind else ())
        verb = form.verb
        if verb in {"merge", "claim"} and not behind:
            numbers += _bare_number(argument)
        if verb == "merge_same":
            # Whichever was named first: what came later goes into what came before.
            numbers, verb, argument = tuple(sorted(numbers, reverse=True)), "merge", ""
        if verb in {"flood_on", "flood_off"}:
            numbers = ()
        if verb != "merge":
            numbers = tuple(dict.fromkeys(numbers))
        return Command(form.act, verb, argument, numbers, form.unfixed)
    return None


def _bare_number(argument: str) -> tuple[int, ...]:
    """``9`` and ``9号`` behind 并入 are tickets without a sign of it."""
    match = re.match(r"\d{1,6}(?=号?$)", argument)
    return (int(match[0]),) if match else ()
