"""What somebody can try to do, each of them a row of `permissions.RIGHTS`."""

from __future__ import annotations

from collections.abc import Mapping

from casework.taxonomy import Act, Labelled


class Deed(Labelled):
    """What somebody tries to do."""

    ACCEPT = "accept", "签收"
    PROGRESS = "progress", "报进展"
    RESOLVE = "resolve", "办结"
    TRANSFER = "transfer", "转办"
    RETURN = "return", "退回"
    EXTEND = "extend", "延期"
    REJECT = "reject", "不予受理"
    CONSULT = "consult", "提请会商"
    DECIDE = "decide", "作会商结论"
    OPINION = "opinion", "提会商意见"
    ANSWER = "answer", "答复"
    KEEP = "keep", "存入问答"
    STRIKE = "strike", "删除问答"
    CORRECT = "correct", "更正"
    CLAIM = "claim", "认领"
    PUBLISH = "publish", "发布心愿"
    VOUCH = "vouch", "代家属确认"
    MERGE = "merge", "并单"
    SPLIT = "split", "拆分"
    COMMAND = "command", "下干部指令"
    JOIN = "join", "附议"
    ADD = "add", "补充"
    ASK = "ask", "查询"
    CONFIRM = "confirm", "确认办结"
    DISPUTE = "dispute", "说没解决"
    RATE = "rate", "评价"
    WITHDRAW = "withdraw", "撤回"
    RECALL = "recall", "撤回他人原话"
    SWITCH = "switch", "让群安静或恢复"
    LEAVE = "leave", "请假"
    VISIT = "visit", "记走访"
    ISSUE_CODE = "issue_code", "发绑定码"
    BIND = "bind", "绑定"


DEEDS: Mapping[Act, Deed] = {
    Act.ACCEPT: Deed.ACCEPT,
    Act.PROGRESS: Deed.PROGRESS,
    Act.RESOLVE: Deed.RESOLVE,
    Act.TRANSFER: Deed.TRANSFER,
    Act.RETURN: Deed.RETURN,
    Act.EXTEND: Deed.EXTEND,
    Act.REJECT: Deed.REJECT,
    Act.CONSULT: Deed.CONSULT,
    Act.DECIDE: Deed.DECIDE,
}
"""What a cadre's act with a ticket amounts to."""
