"""How the values of the rules are kept in columns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timezone
from enum import Enum
from typing import Any, Generic, TypeVar

from sqlalchemy import JSON, BigInteger, DateTime, Integer, String, Text
from sqlalchemy.types import TypeDecorator

from casework.clock import BEIJING
from casework.messages import Speaker
from casework.reading import Reading
from casework.taxonomy import Category
from storage.reading_json import reading_from_json, reading_to_json
from storage.words import writable

E = TypeVar("E", bound=Enum)

Id = BigInteger().with_variant(Integer, "sqlite")
"""A row id; SQLite counts up only in a column of exactly INTEGER."""

Prefix = String(32).with_variant(String(32, collation="C"), "postgresql")
"""Text compared by code point on both databases, so that a range of it is a search by prefix."""

SEPARATOR = "、"
"""Between several values of one cell; no value contains it."""


class UtcDateTime(TypeDecorator):  # type: ignore[misc]
    """An aware moment: kept in UTC, handed back in Beijing time. A naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Turn an aware moment into what the database keeps."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime: {value!r}")
        utc = value.astimezone(timezone.utc)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Turn what the database kept into an aware moment."""
        if value is None:
            return None
        if value.tzinfo is None:
            value = value.replace(tzinfo=timezone.utc)
        return value.astimezone(BEIJING)


class Words(TypeDecorator):  # type: ignore[misc]
    """What people write, of any length."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        """The words as a database takes them."""
        return None if value is None else writable(value)


class Code(TypeDecorator, Generic[E]):  # type: ignore[misc]
    """A member of an enumeration, kept as its code; an unknown code raises `ValueError`."""

    impl = String(32)
    cache_ok = True

    def __init__(self, kind: type[E]) -> None:
        """Keep members of `kind`."""
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: E | None, dialect: Any) -> str | None:
        """The code."""
        return None if value is None else str(self.kind(value).value)

    def process_result_value(self, value: str | None, dialect: Any) -> E | None:
        """The member."""
        return None if value is None else self.kind(value)


class JsonTuple(TypeDecorator):  # type: ignore[misc]
    """A tuple of strings or numbers, kept as a JSON list; never NULL."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Iterable[Any] | None, dialect: Any) -> list[Any]:
        """The list."""
        return list(value or ())

    def process_result_value(self, value: list[Any] | None, dialect: Any) -> tuple[Any, ...]:
        """The tuple."""
        return tuple(value or ())


class SpeakerTuple(TypeDecorator):  # type: ignore[misc]
    """Several speakers, kept as a JSON list of key, name and account."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Iterable[Speaker] | None, dialect: Any) -> list[list[str | None]]:
        """The list."""
        return [[s.person, s.name, s.handle, s.session] for s in value or ()]

    def process_result_value(self, value: list[list[str]] | None, dialect: Any) -> tuple[Speaker, ...]:
        """The speakers."""
        return tuple(Speaker(*parts) for parts in value or ())


class ReadingJson(TypeDecorator):  # type: ignore[misc]
    """A reading, kept as a JSON object without what is at its default."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Reading | None, dialect: Any) -> dict[str, Any] | None:
        """The object."""
        return None if value is None else reading_to_json(value)

    def process_result_value(self, value: dict[str, Any] | None, dialect: Any) -> Reading | None:
        """The reading."""
        return None if value is None else reading_from_json(value)


class Listed(TypeDecorator):  # type: ignore[misc]
    """Several values of one roster cell, kept as the cell shows them."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Iterable[str] | None, dialect: Any) -> str:
        """The cell."""
        return SEPARATOR.join(value or ())

    def process_result_value(self, value: str | None, dialect: Any) -> tuple[str, ...]:
        """The values."""
        return tuple(value.split(SEPARATOR)) if value else ()


class Categories(Listed):
    """Several categories, kept as their codes."""

    cache_ok = True

    def process_bind_param(self, value: Iterable[Category] | None, dialect: Any) -> str:  # type: ignore[override]
        """The codes."""
        return SEPARATOR.join(c.value for c in value or ())

    def process_result_value(self, value: str | None, dialect: Any) -> tuple[Category, ...]:
        """The categories."""
        return tuple(Category(code) for code in value.split(SEPARATOR)) if value else ()
