"""What the FAQ knows, and whether it is young enough to be said."""

from __future__ import annotations

from datetime import date, datetime

from casework.answers import choose
from casework.clock import local_day
from casework.county import Faq
from casework.services.desk import Desk


def find_answer(desk: Desk, village: str | None, question: str) -> Faq | None:
    """The one entry that surely answers a question asked in a village."""
    likely = desk.answers.likely(question, village)
    return choose(likely, desk.settings.faq_similarity, desk.settings.faq_lead)


def is_fresh(desk: Desk, faq: Faq, now: datetime) -> bool:
    """Whether an entry is young enough to be given without asking; one without a whole date always is."""
    try:
        dated = date.fromisoformat(faq.dated)
    except ValueError:
        return True
    return local_day(now) - dated <= desk.settings.faq_valid_for
