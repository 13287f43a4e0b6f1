"""What a message shows besides the runs of its characters: groups of words, and patterns.

Runs of characters carry what was seen in training, word groups what was not:
somebody who writes of a 涵洞 is read like those who wrote of a 桥.
"""

# ruff: noqa: E501 - a pattern or a list of words is read in one piece
from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from nlu.lexicon import THINGS, groups_of_word, lengths_by_start

_FOLDS = {ord(c): "0" for c in "0123456789"} | {
    ord(c): " " for c in ",，。、;；:：.~～…—-_\"'“”‘’()（）<>《》|/\\*\n\r\t"
}
_SPACES = re.compile(r" {2,}")
_PARTNERS = (
    "bad",
    "bad1",
    "plea",
    "asks",
    "want",
    "danger",
    "past",
    "far",
    "trade",
    "relay",
    "resolved",
    "again",
    "earlier",
)
_NEAR = 14
"""Characters within which a thing and what is said of it belong together."""
_RECENT = 4
"""Messages that are kept as they were made plain, and with what they name: features ask for it, and so do
known lines, and how much a short message says."""
_MARK = "\x01"
"""Begins the name of every feature that is not a run of characters."""
_OF_A_THING = f"{_MARK}c:thing+"
_NO_THING = f"{_MARK}g:nothing"
_SAYS = 5
"""Characters that it takes to say something of a thing; fewer are hardly more than its name."""
_FAULTS = frozenset(_OF_A_THING + partner for partner in ("bad", "bad1"))
"""What a thing shows that is said to be broken or bad."""

_PATTERNS = {
    "question": r"[?？]|吗|呢|[么伐没]\s*$|[什多]么|怎|哪|几[时点号岁月天]|多[少久]|是不是|能不能|有没有|可不可以|谁",
    "question_end": r"(?:[?？]|吗|呢|伐|没|么|不)\s*$",
    "when": r"(?:什么|啥)(?:时候|辰光)|何时|几时|几[号点月]|多久",
    "howto": r"(?:怎么|怎样|如何|哪里|去哪|到哪)(?:去)?(?:办|申请|申领|领|报|交|查|弄|开|缴|认定|补|落户|登记|操作)",
    "numbered": r"(?:^|\s)[0-9]{1,2}[.、)）]\s?\S+.*(?:^|\s)[0-9]{1,2}[.、)）]",
    "list": r"(?:^|\s)0[ .、)）].{1,30}\s0[ .、)）]",
    "bracket_head": r"^\s*【|^\s*\[",
    "forwarded": r"^(?:转|转发|通知|公告|提醒|温馨提示|接龙|#接龙)[:：】 ]?",
    "money_each": r"[0-9]+\s?(?:块|元)(?:一|/|每)",
    "addressed": r"^[\u4e00-\u9fff]{1,3}[ ,，:：]",
    "at": r"@\S+",
    "honoured": r"尊敬的|各位领导|领导您?好|你好|您好",
    "petition": r"^(?:关于|反映|投诉|举报|咨询|建议|请求|要求|恳请|希望|呼吁|质疑|求助|再次)",
    "petition_end": r"(?:的问题|的建议|的咨询|的投诉|的情况|的诉求|的疑问|的举报|扰民|严重|何时.{1,12}|什么时候.{1,12})$",
    "coded_place": r"[a-z][0-9]{0,2}[市县区镇乡村]",
    "adminplace": r"[\u4e00-\u9fff]{1,5}(?:省|市|县|区|镇|乡|街道|村|社区|组|小区)",
    "no_one": r"没人|没有人|无人|没得人",
    "first_family": r"我(?:家|妈|爸|娘|爹|爷爷|奶奶|婆婆|公公|儿子|女儿|孙|老公|老婆)",
    "you": r"你",
    "laugh": r"哈哈|嘿嘿|嘻嘻|呵呵|笑死|哈",
    "again_broken": r"又.{0,6}(?:坏|堵|没|停|漏|断|掉|黑|塌|不亮|不来|这样|老样子)",
    "not_yet": r"(?:还|仍|依旧|迟迟)(?:是)?(?:没|不|未)",
    "earlier": r"上次|上回|那天|上个?(?:月|周|礼拜|星期)|前[几两]天|之前|早就",
    "now": r"现在|正在|刚|今天|今早|今晚|今夜|眼下|马上|快来|快点",
    "deep": r"(?:到|淹|没过|齐)(?:了)?(?:膝|腰|胸|脚|小腿|大腿|窗|床|二楼|一楼|半)",
    "wish": r"(?:想|要|求|缺|盼|希望|有没有|谁家有|谁有).{0,12}[一两几](?:张|台|只|把|辆|件|套|本|双|副|条|床|部|个|顶|盏|块|根)",
    "invited": r"快[来去][^人救帮]{0,3}(?:钓|吃|喝|玩|摘|采|挖|捡|捞|抢|买|领|拿|尝|泡|烤|唱|跳舞|打牌|拍照|看戏|看电影|看花)",
    "face": r"☺",
    "picture": r"▣",
    "link": r"⌘",
    "bang": r"[!！]",
    "number": r"#[0-9]|[0-9]#|[0-9]号",
    "all_latin": r"^[\x00-\x7f]+$",
    "no_words": r"^[^\u4e00-\u9fffa-z]*$",
}
_COMPILED = tuple((_MARK + "p:" + name, re.compile(pattern).search) for name, pattern in _PATTERNS.items())
_ASKS = re.compile(_PATTERNS["question"]).search
_LENGTHS = ((4, "tiny"), (8, "short"), (16, "middle"), (40, "long"), (120, "longer"))


@lru_cache(maxsize=_RECENT)
def plain(normal: str) -> str:
    """A normalised message without what tells nothing: numbers alike, marks as blanks."""
    return _SPACES.sub(" ", normal.translate(_FOLDS)).strip()


def framed(text: str) -> str:
    """A plain message as runs are taken from it, its ends marked."""
    return f"^{text}$"


def marks_of(normal: str, text: str) -> set[str]:
    """The patterns and word groups of a normalised message; `text` is it made plain."""
    found = {name for name, search in _COMPILED if search(normal)}
    found.add(_MARK + "n:" + next((name for limit, name in _LENGTHS if len(text) <= limit), "huge"))
    found.update(_word_groups(text))
    return found


def things(normal: str) -> frozenset[str]:
    """The codes of the categories whose things a normalised message names."""
    groups = _word_groups(plain(normal))
    return frozenset(thing for thing in THINGS if f"{_MARK}g:{thing}" in groups)


class Substance(Enum):
    """What a message of few words says all the same.

    FAULT: a thing that can be a matter, and near it what is wrong with it. THING: something that is no
    question is said of such a thing. LITTLE: neither.
    """

    FAULT = "fault"
    THING = "thing"
    LITTLE = "little"


def substance(normal: str) -> Substance:
    """What a normalised message says, however short it is."""
    groups = _word_groups(plain(normal))
    if not _FAULTS.isdisjoint(groups):
        return Substance.FAULT
    says = len(normal) >= _SAYS and _NO_THING not in groups and not _ASKS(normal)
    return Substance.THING if says else Substance.LITTLE


@lru_cache(maxsize=_RECENT)
def _word_groups(text: str) -> frozenset[str]:
    groups = groups_of_word()
    hits: list[tuple[int, str]] = []
    lengths = lengths_by_start()
    for start, char in enumerate(text):
        for length in lengths.get(char, ()):
            found = groups.get(text[start : start + length])
            if found:
                hits.extend((start, group) for group in found)
                break
    names: set[str] = set()
    counts: dict[str, int] = {}
    for _, group in hits:
        counts[group] = counts.get(group, 0) + 1
    for group, count in counts.items():
        names.add(f"{_MARK}g:{group}")
        if count > 1:
            names.add(f"{_MARK}g2:{group}")
    matters = [(start, group) for start, group in hits if group in THINGS]
    partners = [(start, group) for start, group in hits if group in _PARTNERS]
    for start, thing in matters:
        for other, partner in partners:
            if -_NEAR <= other - start <= _NEAR and other != start:
                names.add(f"{_MARK}c:{thing}+{partner}")
                names.add(_OF_A_THING + partner)
    if not matters:
        names.add(_NO_THING)
    return frozenset(names)
