"""Which entry of the demo county's FAQ a villager's question finds, by the model's own features.

``questions.tsv`` was written before anything was fitted: the half `tune` set the weights and
the bar, the half `held` did not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from casework.answers import choose
from casework.county import Faq
from casework.settings import Settings
from nlu.answers import KnownAnswers
from nlu.words import Words
from tests.faq.asked import HOME, Asked, questions
from tests.faq.asked import faqs as demo_faqs

BOOKS = Faq("农家书屋几点开门？", "晚上六点到九点。", township="前童镇", village="双桥村")


class Shelf:
    """An FAQ that can be changed."""

    def __init__(self, *faqs: Faq) -> None:
        self._faqs, self._version = faqs, 0

    def put(self, *faqs: Faq) -> None:
        self._faqs, self._version = faqs, self._version + 1

    def faqs(self) -> tuple[Faq, ...]:
        return self._faqs

    def version(self) -> int:
        return self._version


@pytest.fixture(scope="module")
def known(words: Words) -> Iterator[KnownAnswers]:
    yield KnownAnswers(words, Shelf(*demo_faqs()))


def found(known: KnownAnswers, asked: Asked) -> str:
    rules = Settings()
    faq = choose(known.likely(asked.text, asked.village), rules.faq_similarity, rules.faq_lead)
    return faq.question if faq else ""


@pytest.mark.parametrize("half", ["tune", "held"])
def test_wrong_answers_are_rare_and_most_known_questions_answered(known: KnownAnswers, half: str) -> None:
    asked = [a for a in questions() if a.half == half]
    counted = Counter(
        "passed on" if not (said := found(known, a)) else "right" if said == a.entry else "wrong"
        for a in asked
    )
    known_ones = sum(bool(a.entry) for a in asked)
    assert len(asked) > 90
    assert counted["wrong"] / len(asked) <= 0.03, counted
    assert counted["right"] / known_ones >= 0.6, counted


def test_every_entry_answers_its_own_words(known: KnownAnswers) -> None:
    rules = Settings()
    for faq in demo_faqs():
        village = f"{faq.township}/{faq.village}" if faq.village else HOME
        for way in (faq.question, *faq.phrasings):
            assert choose(known.likely(way, village), rules.faq_similarity, rules.faq_lead) == faq, way


def test_a_change_of_the_roster_is_in_force_at_once(words: Words) -> None:
    shelf = Shelf(*demo_faqs())
    known = KnownAnswers(words, shelf)
    asked = Asked("", "书屋晚上几点开门", HOME, "")
    assert found(known, asked) == ""
    shelf.put(*demo_faqs(), BOOKS)
    assert found(known, asked) == BOOKS.question
    shelf.put(replace(BOOKS, village="竹林村"))
    assert found(known, asked) == ""


def test_an_empty_faq_knows_nothing(words: Words) -> None:
    assert not KnownAnswers(words, Shelf()).likely("书屋几点开", HOME)


@pytest.mark.parametrize("text", ["", "？？", "[图片]", "ok", "123"])
def test_what_is_no_question_finds_nothing(known: KnownAnswers, text: str) -> None:
    assert found(known, Asked("", text, HOME, "")) == ""
