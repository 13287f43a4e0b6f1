"""The tables of the roster: one for each of the township's files, in the order of its rows.

Columns are named like the fields of `casework.county`. What may be empty and is
part of a key is kept as an empty string, for no two NULLs are the same.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, String, Table

from casework.county import Purpose
from storage.tables import metadata
from storage.types import Categories, Code, JsonTuple, Listed, Words


def _file(name: str, *columns: Column | Index) -> Table:
    return Table(
        f"roster_{name}",
        metadata,
        *columns,
        Column("position", BigInteger, nullable=False),
    )


def _key(name: str) -> Column:
    return Column(name, String, primary_key=True)


def _words(name: str) -> Column:
    return Column(name, Words, nullable=False)


def _listed(name: str) -> Column:
    return Column(name, Listed, nullable=False)


townships = _file("townships", _key("name"), Column("lead", String))

villages = _file(
    "villages", _key("township"), _key("name"), Column("leader", String), Column("liaison", String)
)

grids = _file(
    "grids",
    _key("township"),
    _key("village"),
    _key("name"),
    Column("cadre", String, nullable=False),
    _listed("team"),
    _listed("hamlets"),
)

cadres = _file(
    "cadres",
    _key("id"),
    _words("name"),
    _words("township"),
    _words("duty"),
    _words("phone"),
    _words("remark"),
    Column("household", String),
)

households = _file(
    "households",
    _key("id"),
    _words("township"),
    _words("village"),
    _words("grid"),
    _words("head"),
    _listed("members"),
    _listed("aliases"),
    _listed("kinds"),
    _words("phone"),
    Index("ix_roster_households_grid", "township", "village", "grid"),
)

places = _file("places", _key("township"), _key("village"), _key("name"), _key("grid"), _listed("aliases"))

groups = _file(
    "groups",
    _key("name"),
    _words("township"),
    Column("purpose", Code(Purpose), nullable=False),
    Column("village", String),
)

departments = _file(
    "departments", _key("name"), Column("categories", Categories, nullable=False), _listed("contacts")
)

faqs = _file(
    "faqs",
    _key("question"),
    _key("township"),
    _key("village"),
    _words("answer"),
    _listed("phrasings"),
    _words("source"),
    _words("dated"),
)

quiz = _file(
    "quiz",
    _key("question"),
    _words("answer"),
    Column("options", JsonTuple, nullable=False),
    _words("explanation"),
    _words("source"),
)


def table_of(part: str) -> Table:
    """The table that keeps one file (a field of `Roster`)."""
    table: Table = metadata.tables[f"roster_{part}"]
    return table
