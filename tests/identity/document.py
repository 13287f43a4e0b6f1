"""Prints ``docs/security.md`` from the adversary's table: ``python -m tests.identity.document``."""

# ruff: noqa: E501 - a paragraph of a page is a line

from __future__ import annotations

from tests.identity.attempts import TABLE, TITLES

HEAD = """\
# Who may do what, and what an impostor gets

Anybody can call himself 陈书记 in WeChat: nicknames, group cards and the service's own user names prove nothing. Rights rest on verified keys alone, and only two things give one:

1. **A remark** on the bot's own phone (`#K001 童海波`, `#H0012/童璐`). It lasts over logins. Two friends with the same key in their remarks: neither is trusted.
2. **A one-time code** of six digits (`python -m bot code KEY`, or 绑定码 KEY said privately by the township's 一站通). `绑定 483112` binds this account until the next login, no longer. A code lasts 72 hours, works once, and is kept only as a salted hash. After five wrong ones from an account, or twenty in a group, within an hour nothing is looked at any more and the 一站通 is told.

Everybody else is a display name within one group, and within one login an account as well: enough to report, to add, and to speak about one's own matters.

`casework/permissions.py` holds the table of who may do what; every use case asks it. What is refused changes nothing and is written down (who, when, what, which message). Three refusals within an hour, of one speaker or on one ticket, are told to the 一站通, once a day; `python -m bot check` lists those of the last week.

## The adversary's table

{count} attempts, each made by a test against the whole bot on the demo county; {wire} of them also through the real WeChat client library and the loopback service (微). Before and after each one, tickets with their histories, switches, bindings and codes are compared: nothing may differ. 谢绝: one polite line says that it does not count. 不答: silence, as for any talk that is not for the bot. The last column says where the attempt is found afterwards.
"""

TAIL = """\

## What this does not stop

- Whoever holds a cadre's phone, or the bot's, is that cadre, or the bot. Whoever has the database can read everything in it, and try a million codes against a hash.
- A code that reaches the wrong hands before its owner uses it gives that person the key until the next login. `check` lists who is known by a code alone.
- After a new login two villagers without a key and of one display name in one group cannot be told apart; each may then speak about the matters of the other (not as a cadre). A remark cures it.
"""


def document() -> str:
    """The whole page."""
    wire = sum(a.wechat or a.only_wechat for a in TABLE)
    lines = [HEAD.format(count=len(TABLE), wire=wire)]
    number = 0
    for title, attempts in TITLES.items():
        lines += [f"### {title}", "", "| | 企图 | 结果 | 记录 | 微 |", "|---|---|---|---|---|"]
        for attempt in attempts:
            number += 1
            mark = "✓" if attempt.wechat or attempt.only_wechat else ""
            what = attempt.what.replace("|", "／")
            lines.append(f"| {number} | {what} | {attempt.answer.value} | {attempt.record.value} | {mark} |")
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n" + TAIL


if __name__ == "__main__":
    print(document(), end="")
