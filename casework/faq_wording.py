"""The sentences about the FAQ: answers out of it, and what a cadre's answer may add to it."""

from __future__ import annotations

from casework.county import Faq
from casework.privacy import mask, mask_private
from casework.ticket import Ticket


def about(faq: Faq) -> str:
    """``（社保所办事指南，2026-03-02）``: where an answer is from; nothing where that isn't known."""
    said = "，".join(part for part in (faq.source, faq.dated) if part)
    return f"（{said}）" if said else ""


def known_answer(faq: Faq) -> str:
    """The answer as it is given: its offices' numbers stand, those of people do not."""
    return f"{mask_private(faq.answer)}{about(faq)}"


def answered(ticket: Ticket, who: str, words: str) -> str:
    """Told to the asker."""
    return f"{ticket.tag} {who} 答复：{mask(words)}"


def answered_before(ticket: Ticket, faq: Faq) -> str:
    """Told to the cadre whose question the FAQ answers with something too old to be given."""
    return (
        f"{ticket.tag} 问答库里有一条，年头久了没有直接答：{known_answer(faq)}\n"
        f"仍然对的话，照样回“{ticket.tag} 答复 内容”，再存入问答就换成新的。"
    )


def passed_on(ticket: Ticket, who: str, words: str, faq: Faq | None) -> str:
    """Told to the cadre when the FAQ's answer wasn't what somebody wanted to know."""
    said = f"\n机器人答的是：{known_answer(faq)}" if faq else ""
    return f"{ticket.tag} 问答库答过，{who}说：{mask(words)}{said}"


def offer_entry(ticket: Ticket, faq: Faq) -> str:
    """Asks the cadre, once, whether his answer shall be given to the next one who asks."""
    return (
        f"{ticket.tag} 这条答复要留作问答吗？以后{_where(faq)}再有人问，就照这样答：\n"
        f"问：{faq.question}\n答：{faq.answer}\n"
        f"回“存入问答”即存入；要改，回“{ticket.tag} 存入问答 改好的答案”，或“{ticket.tag} 存入问答 问：… 答：…”。"
    )


def entry_kept(ticket: Ticket, faq: Faq) -> str:
    """Told to whoever kept it."""
    return f"{ticket.tag} 已存入问答，{_where(faq)}再有人问就这样答：\n问：{faq.question}\n答：{known_answer(faq)}"


def entry_struck(faq: Faq) -> str:
    """Told to whoever struck it."""
    return f"已删除问答（{_where(faq)}）：\n问：{faq.question}\n答：{faq.answer}"


def entries_listed(faqs: list[Faq]) -> str:
    """Entries with where they hold, a line each."""
    return "\n".join(f"{_where(faq)}：{faq.question}" for faq in faqs)


def _where(faq: Faq) -> str:
    return faq.village or faq.township or "全县"
