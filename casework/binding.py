"""One-time codes, and the accounts that they bind to verified keys (PRODUCT 3.1).

A code is six digits, handed over by the township. Only a salted hash is kept:
enough against a look into the table, not against somebody who can try a
million of them there, for whom a code is good until it is used or expires.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

DIGITS = 6
VALID_FOR = timedelta(hours=72)
REMEMBERED_FOR = timedelta(days=7)
"""How long a used or expired code is still told from a wrong one."""

_CODE = re.compile(rf"(?<!\d)\d{{{DIGITS}}}(?!\d)")

Draw = Callable[[int], int]


@dataclass(eq=False)
class Code:
    """A code that was handed out; its digits are known only to whom it was told.

    person: key it makes its holder; issued_by: 工号, or ``cli``.
    """

    person: str
    salt: str
    digest: str
    issued_at: datetime
    issued_by: str
    expires_at: datetime
    used_at: datetime | None = None
    id: int | None = None

    def fits(self, digits: str) -> bool:
        """Whether these are its digits."""
        return hmac.compare_digest(self.digest, digest_of(self.salt, digits))


@dataclass(eq=False)
class Binding:
    """An account that speaks for a key as long as one login lasts.

    remarked: the key has been seen in a remark since, so that no code is needed any more.
    ended_at: when a newer code gave the key to another account.
    """

    session: str
    handle: str
    person: str
    name: str
    at: datetime
    code: int | None = None
    remarked: bool = False
    ended_at: datetime | None = None
    id: int | None = None


def digest_of(salt: str, digits: str) -> str:
    """What is kept of a code."""
    return hashlib.sha256(f"{salt}/{digits}".encode()).hexdigest()


def draw_code(
    person: str,
    by: str,
    now: datetime,
    others: Collection[Code],
    valid_for: timedelta = VALID_FOR,
    draw: Draw = secrets.randbelow,
) -> tuple[str, Code]:
    """A new code that is none of `others`, and its digits."""
    while True:
        digits = f"{draw(10**DIGITS):0{DIGITS}}"
        if not any(code.fits(digits) for code in others):
            break
    salt = secrets.token_hex(8)
    return digits, Code(person, salt, digest_of(salt, digits), now, by, now + valid_for)


def digits_in(text: str) -> str | None:
    """The one number in a text that can be a code; None where there is none, or several."""
    found = set(_CODE.findall(text))
    return found.pop() if len(found) == 1 else None
