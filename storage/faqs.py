"""Answers that are learnt or struck while running, among those of the roster."""

from __future__ import annotations

from sqlalchemy.orm import Session

from casework.county import Faq
from storage.learning import put_row, take_row, take_turn
from storage.learnt import FAQS, STRUCK, key_of_faq, note_learnt, note_seen
from storage.roster_tables import faqs


class SqlFaqs:
    """See `casework.ports.Faqs`."""

    def __init__(self, session: Session) -> None:
        """Work within a session."""
        self._session = session

    def add(self, faq: Faq) -> bool:
        """Keep an entry; False where its village or township has the question already."""
        take_turn(self._session)
        question, township, village = key_of_faq(faq)
        row = {
            "question": question,
            "township": township,
            "village": village,
            "answer": faq.answer,
            "phrasings": faq.phrasings,
            "source": faq.source,
            "dated": faq.dated,
        }
        if not put_row(self._session, faqs, row):
            return False
        note_learnt(self._session, FAQS, key_of_faq(faq))
        return True

    def remove(self, faq: Faq) -> bool:
        """Take an entry out; False where it is gone already."""
        take_turn(self._session)
        key = key_of_faq(faq)
        named = dict(zip(("question", "township", "village"), key, strict=True))
        if not take_row(self._session, faqs, named):
            return False
        note_seen(self._session.connection(), FAQS, [key])
        note_learnt(self._session, STRUCK, key, faq.answer)
        return True
