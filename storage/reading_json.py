"""A reading as JSON and back, for the inbox to keep."""

from __future__ import annotations

from dataclasses import MISSING, fields
from enum import Enum
from typing import Any

from casework.reading import Issue, Reading, Span
from casework.taxonomy import Act, Category, Rating
from storage.words import writable


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """The reading as a JSON object; fields at their default are left out."""
    kept = {}
    for field in fields(reading):
        value = getattr(reading, field.name)
        if field.default is MISSING or value != field.default:
            kept[field.name] = _plain(value)
    return kept


def reading_from_json(kept: dict[str, Any]) -> Reading:
    """The reading that `reading_to_json` took apart; raises `ValueError` on an unknown code."""
    values = dict(kept)
    values["act"] = Act(values["act"])
    if "category" in values:
        values["category"] = Category(values["category"])
    if "rating" in values:
        values["rating"] = Rating(values["rating"])
    if "places" in values:
        values["places"] = _spans(values["places"])
    if "tickets" in values:
        values["tickets"] = tuple(values["tickets"])
    if "issues" in values:
        values["issues"] = tuple(
            Issue(Category(category), text, _spans(places)) for category, text, places in values["issues"]
        )
    return Reading(**values)


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return writable(value)
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if isinstance(value, Span):
        return [writable(value.text), value.start, value.end]
    if isinstance(value, Issue):
        return [value.category.value, writable(value.text), _plain(value.places)]
    return value


def _spans(kept: list[list[Any]]) -> tuple[Span, ...]:
    return tuple(Span(text, start, end) for text, start, end in kept)
