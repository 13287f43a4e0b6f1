"""A recorded chat as a file: one JSON event a line (the replay format).

Everything is checked before anything is played; each bad line is one
`Fault`, and none of the good ones is lost or half done.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.transports.base import Event, EventKind, Quote
from casework.errors import BadTranscript, Fault

YEARS = range(2000, 2101)
"""Where a recorded chat may lie; the clock goes some days beyond, which the calendar must allow."""

_TEXTS = ("chat", "chat_id", "from", "person", "text", "id", "image", "voice", "video", "recall")
_FIELDS = frozenset({*_TEXTS, "at", "quote", "advance"})
_MEDIA = {"image": EventKind.IMAGE, "voice": EventKind.VOICE, "video": EventKind.VIDEO}


@dataclass(frozen=True)
class Line:
    """One event of a transcript; `event` is None where only the clock moves."""

    at: datetime
    event: Event | None


def read_transcript(path: Path) -> list[Line]:
    """Every line of a transcript. Raises `BadTranscript` with all that is wrong."""
    try:
        content = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise BadTranscript([Fault(str(path), 0, "没有这个文件")]) from None
    except OSError as error:
        raise BadTranscript(
            [Fault(str(path), 0, f"读不出来（{error.strerror}），请检查路径和权限")]
        ) from error
    except UnicodeDecodeError as error:
        row = error.object.count(b"\n", 0, error.start) + 1
        raise BadTranscript([Fault(str(path), row, "不是 UTF-8 编码，请另存为 UTF-8")]) from error
    lines: list[Line] = []
    faults: list[Fault] = []
    for number, raw in enumerate(content.split("\n"), 1):
        if not raw.strip():
            continue
        try:
            line = _line(json.loads(raw), f"{path.name}:{number}")
            if lines and line.at < lines[-1].at:
                raise _Wrong(f"时间 {line.at.isoformat()} 早于上一行，各行要按时间先后")
            lines.append(line)
        except json.JSONDecodeError as error:
            faults.append(Fault(str(path), number, f"不是一行 JSON：{error.msg}（第 {error.colno} 个字符）"))
        except (ValueError, RecursionError):
            faults.append(Fault(str(path), number, "不是聊天记录：数字太长，或括号套得太深"))
        except _Wrong as error:
            faults.append(Fault(str(path), number, str(error)))
    if faults:
        raise BadTranscript(faults)
    return lines


class _Wrong(Exception):
    """What is wrong with a line, for people."""


def _line(raw: Any, where: str) -> Line:
    if not isinstance(raw, dict):
        raise _Wrong("每行应是一个 JSON 对象")
    unknown = sorted(set(raw) - _FIELDS)
    if unknown:
        raise _Wrong(f"不认识的字段：{'、'.join(unknown)}")
    at = _moment(raw.get("at"))
    for field in _TEXTS:
        if raw.get(field) is not None and not isinstance(raw[field], str):
            raise _Wrong(f"字段 {field} 应是文字")
    if raw.get("advance"):
        if raw["advance"] is not True:
            raise _Wrong("字段 advance 只能是 true")
        return Line(at, None)
    return Line(at, _event(raw, at, where))


def _moment(value: object) -> datetime:
    if not isinstance(value, str):
        raise _Wrong("缺少 at（时间，如 2026-06-10T07:00:00+08:00）")
    try:
        at = datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        raise _Wrong(f"时间 {value} 写得不对，应如 2026-06-10T07:00:00+08:00") from None
    if at.tzinfo is None:
        raise _Wrong(f"时间 {value} 没有时区，应如 2026-06-10T07:00:00+08:00")
    if at.year not in YEARS:
        raise _Wrong(f"时间 {value} 的年份不对，应在 {YEARS[0]} 到 {YEARS[-1]} 年之间")
    return at


def _event(raw: dict[str, Any], at: datetime, where: str) -> Event:
    media = [name for name in _MEDIA if raw.get(name)]
    if len(media) > 1:
        raise _Wrong("一行只能有 image、voice、video 中的一个")
    if not media and not raw.get("recall") and not isinstance(raw.get("text"), str):
        raise _Wrong("这一行没有内容：要有 text、image、voice、video、recall 或 advance 之一")
    name = raw.get("from") or raw.get("person")
    if not name and not raw.get("recall"):
        raise _Wrong("缺少 from（发言人显示的名字）")
    kind = EventKind.RECALL if raw.get("recall") else _MEDIA[media[0]] if media else EventKind.TEXT
    return Event(
        session="replay",
        # Without an id of its own, yet never that of a line in another file played on the same database.
        id=raw.get("id") or f"{where}@{at.isoformat()}",
        at=at,
        kind=kind,
        chat=raw.get("chat") or name or "",
        chat_name=raw.get("chat"),
        chat_id=raw.get("chat_id"),
        sender=name,
        sender_name=name or "",
        stable_id=raw.get("person"),
        text=raw.get("text") or "",
        quote=_quote(raw.get("quote")),
        media=Path(raw[media[0]]) if media else None,
        recalled=raw.get("recall"),
    )


def _quote(raw: object) -> Quote | None:
    if raw is None:
        return None
    if not isinstance(raw, dict) or not isinstance(raw.get("text"), str):
        raise _Wrong('quote 应如 {"from": "王婶", "text": "被引用的话"}')
    return Quote(sender=str(raw.get("from") or ""), text=raw["text"])
