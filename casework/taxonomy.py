"""The codes every part of the system agrees on, with the labels people see.

A label may be reworded; a code never changes, for it is stored.
"""

from __future__ import annotations

from enum import Enum


class Labelled(str, Enum):
    """A stable code with a Chinese label."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Labelled:
        """Make the member a plain string equal to its code; look-ups by code pass no label."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    def __str__(self) -> str:
        """The code, so that formatting a member never shows the class."""
        return str(self.value)


class Act(Labelled):
    """What a message does: a villager's acts first, then those of a verified cadre."""

    REQUEST = "request", "诉求"
    INQUIRY = "inquiry", "咨询"
    WISH = "wish", "微心愿"
    EMERGENCY = "emergency", "急难险情"
    METOO = "metoo", "附议"
    DETAIL = "detail", "补充"
    STATUS = "status", "催询"
    FIXED = "fixed", "确认办结"
    UNFIXED = "unfixed", "未解决"
    RATE = "rate", "评价"
    WITHDRAW = "withdraw", "撤回诉求"
    CONTACT = "contact", "找干部"
    THANKS = "thanks", "感谢"
    CHAT = "chat", "闲聊"

    ACCEPT = "accept", "签收"
    PROGRESS = "progress", "进展"
    RESOLVE = "resolve", "办结"
    TRANSFER = "transfer", "转办"
    RETURN = "return", "退回"
    EXTEND = "extend", "延期"
    CONSULT = "consult", "会商"
    DECIDE = "decide", "会商结论"
    REJECT = "reject", "不予受理"
    VISIT = "visit", "走访记录"
    FILE = "file", "代报"
    COMMAND = "command", "其他指令"
    NOTE = "note", "其他"


OPENING = frozenset({Act.REQUEST, Act.INQUIRY, Act.WISH, Act.EMERGENCY})
"""Acts that open a ticket: the ones called actionable."""

TOUCHING = frozenset({Act.METOO, Act.DETAIL, Act.STATUS, Act.FIXED, Act.UNFIXED, Act.RATE, Act.WITHDRAW})
"""Acts that touch a ticket which exists already."""

SILENT = frozenset({Act.THANKS, Act.CHAT})
"""A villager's acts that the bot never answers."""

CADRE_ACTS = frozenset(
    {
        Act.ACCEPT,
        Act.PROGRESS,
        Act.RESOLVE,
        Act.TRANSFER,
        Act.RETURN,
        Act.EXTEND,
        Act.CONSULT,
        Act.DECIDE,
        Act.REJECT,
        Act.VISIT,
        Act.FILE,
        Act.COMMAND,
        Act.NOTE,
    }
)
"""Acts that exist only where the sender is a verified cadre."""


class Category(Labelled):
    """What a matter is about."""

    ROAD = "road", "道路桥梁"
    WATER = "water", "供水"
    POWER = "power", "供电"
    LIGHTING = "lighting", "路灯照明"
    SANITATION = "sanitation", "环境卫生"
    DRAINAGE = "drainage", "排水污水"
    RIVER = "river", "河道水利"
    POLLUTION = "pollution", "环境污染"
    HOUSING = "housing", "住房建房"
    LAND = "land", "土地山林"
    FARMING = "farming", "农业生产"
    SOCIAL_INSURANCE = "social_insurance", "医保社保"
    WELFARE = "welfare", "民政救助"
    HEALTH = "health", "医疗卫生"
    EDUCATION = "education", "教育"
    TRANSPORT = "transport", "公共交通"
    TELECOM = "telecom", "通信广电"
    LABOUR = "labour", "劳动就业"
    DISPUTE = "dispute", "矛盾纠纷"
    SAFETY = "safety", "公共安全"
    ANIMAL = "animal", "动物滋扰"
    DISASTER = "disaster", "灾害灾情"
    MARKET = "market", "市场消费"
    AFFAIRS = "affairs", "村务办事"
    CULTURE = "culture", "文化体育"
    OTHER = "other", "其他"


class Status(Labelled):
    """Where a ticket stands."""

    TRIAGE = "triage", "待派单"
    ASSIGNED = "assigned", "已派单"
    ACCEPTED = "accepted", "已签收"
    CONSULTING = "consulting", "会商中"
    RESOLVED = "resolved", "已办结待确认"
    CLOSED = "closed", "已结案"
    REJECTED = "rejected", "不予受理"
    MERGED = "merged", "已并单"
    WITHDRAWN = "withdrawn", "已撤回"

    @property
    def is_open(self) -> bool:
        """The coarse type: whether somebody still has to do something."""
        return self in OPEN


OPEN = frozenset({Status.TRIAGE, Status.ASSIGNED, Status.ACCEPTED, Status.CONSULTING, Status.RESOLVED})


class Outcome(Labelled):
    """How a matter honestly ended."""

    FIXED = "fixed", "已解决"
    UNFIXED = "unfixed", "未能解决"
    ANSWERED = "answered", "已答复"
    GRANTED = "granted", "心愿已实现"


class Channel(Labelled):
    """How a matter is handled."""

    ONESTOP = "onestop", "一站通"
    WISH = "wish", "党群同心圆"
    FIRST_ASKED = "first_asked", "首问负责"
    PANEL = "panel", "会商"


class Rating(Labelled):
    """What the villager says of the handling."""

    SATISFIED = "satisfied", "满意"
    FAIR = "fair", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"


class Kind(Labelled):
    """What a message of the bot is for; the budget and the tests go by it."""

    ACK = "ack", "受理"
    ASK = "ask", "询问"
    ASSIGN = "assign", "派单"
    STATUS = "status", "进展"
    REMIND = "remind", "催办"
    ESCALATE = "escalate", "上报"
    DIGEST = "digest", "简报"
    ANSWER = "answer", "答复"
    PUBLISH = "publish", "发布"
    REFUSE = "refuse", "谢绝"
    CONFIRM = "confirm", "请评价"


def category_of(text: str) -> Category | None:
    """The category whose code or label `text` is, else None."""
    wanted = text.strip()
    return next((c for c in Category if wanted in (c.value, c.label)), None)


def category_like(text: str) -> Category | None:
    """The same, and where a part of a label is written (路灯, 医保) the only category that has it."""
    exact = category_of(text)
    wanted = text.strip().removesuffix("类")
    if exact is not None or len(wanted) < 2:
        return exact
    found = [c for c in Category if wanted in c.label or c.label in wanted]
    return found[0] if len(found) == 1 else None
