"""What a database says about itself, in words that tell what to do."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, InternalError

from casework.errors import BadDatabase

_ADVICE = (
    ("locked", "另一个程序正占着它，请等它做完再试"),
    ("full", "磁盘满了，请腾出空间"),
    ("readonly", "请检查文件和文件夹的权限"),
    ("not a database", "这个文件不是数据库，请改正地址"),
    ("malformed", "文件已损坏，请用备份恢复"),
    ("already exists", "里面有别的表，请换一个空的数据库"),
)
_OURS = (IntegrityError, InternalError)
"""What the tables themselves refuse: a key that is there already, a change of the history."""

_OTHERWISE = "请检查地址、权限、磁盘空间和数据库服务"


def bad_database(engine: Engine, error: DBAPIError) -> BadDatabase:
    """The mistake to tell somebody of."""
    said = str(error.orig).strip().splitlines()
    cause = said[0] if said else type(error.orig).__name__
    advice = next((advice for word, advice in _ADVICE if word in cause), _OTHERWISE)
    shown = engine.url.render_as_string(hide_password=True)
    return BadDatabase(f"数据库 {shown} 用不了（{cause}），{advice}")


def tell_of_trouble(engine: Engine) -> None:
    """Let a lock held too long, a full disk or a lost connection be a `BadDatabase` wherever it shows."""

    def failed(context: Any) -> BadDatabase | None:
        error = context.sqlalchemy_exception
        told = isinstance(error, DBAPIError) and not isinstance(error, _OURS)
        return bad_database(engine, error) if told else None

    event.listen(engine, "handle_error", failed)
