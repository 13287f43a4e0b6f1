"""The history of a ticket can only grow: the database itself refuses anything else."""

from __future__ import annotations

from sqlalchemy.engine import Connection

SQLITE = (
    (
        "CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries "
        "BEGIN SELECT RAISE(ABORT, 'history is append-only'); END"
    ),
    (
        "CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries "
        "BEGIN SELECT RAISE(ABORT, 'history is append-only'); END"
    ),
)

POSTGRESQL = (
    (
        "CREATE FUNCTION refuse_history_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'history is append-only'; END $$"
    ),
    (
        "CREATE TRIGGER entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON entries "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_history_change()"
    ),
)


def guard(connection: Connection) -> None:
    """Put the guard over the history of a new database."""
    for statement in SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL:
        connection.exec_driver_sql(statement)
