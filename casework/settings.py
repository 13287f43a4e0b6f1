"""Every number that a county may set, with the defaults of the specification."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta

from casework.taxonomy import Act, Category

LONG_CATEGORIES = frozenset({Category.LAND, Category.HOUSING, Category.DISPUTE, Category.LABOUR})
"""Matters that take inspection or hearing: 15 working days by default (PRODUCT 4.2)."""


@dataclass(frozen=True)
class Settings:
    """What may be set.

    window: how long messages of one speaker belong together; silence: how long
    to wait after the last of them before registering (PRODUCT 1.3).
    faq_similarity: how likely, 0 to 1, an entry of the FAQ has to be to be given; faq_lead: by how
    much the next one has to be less likely; faq_valid_for: how old it may be; faq_follow_within:
    how long 不是问这个 is taken to be said of it.
    per_hour, per_day: messages of the bot in one group outside emergencies
    (PRODUCT 1.6). suggestions_per_day: doubtful messages put before one cadre in a
    day; suggestion_within: how long he may still open a ticket from one. Days count
    calendar days, workdays the public calendar.
    """

    window: timedelta = timedelta(seconds=90)
    silence: timedelta = timedelta(seconds=12)
    max_issues: int = 3
    duplicate_within: timedelta = timedelta(days=7)
    place_answer_within: timedelta = timedelta(hours=24)

    per_hour: int = 6
    per_day: int = 20
    quiet_from: time = time(22, 0)
    quiet_to: time = time(6, 30)

    accept_within: timedelta = timedelta(hours=24)
    emergency_accept_within: timedelta = timedelta(minutes=30)
    emergency_repeat: timedelta = timedelta(minutes=5)
    emergency_resolve_within: timedelta = timedelta(hours=24)
    resolve_workdays: int = 5
    inquiry_workdays: int = 1
    long_workdays: int = 15
    category_workdays: Mapping[Category, int] = field(default_factory=dict)
    extend_workdays: int = 10
    return_workdays: int = 2
    panel_workdays: int = 2
    offer_within: timedelta = timedelta(days=3)
    claim_within: timedelta = timedelta(days=3)
    confirm_within: timedelta = timedelta(days=5)
    reopen_within: timedelta = timedelta(days=15)
    change_rating_within: timedelta = timedelta(hours=24)

    group_digest_at: time = time(18, 0)
    cadre_digest_at: time = time(8, 0)
    digest_useful_for: timedelta = timedelta(hours=12)
    status_lookback: timedelta = timedelta(days=30)
    keep_chatter: timedelta = timedelta(days=7)
    faq_similarity: float = 0.65
    faq_lead: float = 0.2
    faq_valid_for: timedelta = timedelta(days=730)
    faq_follow_within: timedelta = timedelta(minutes=30)
    suggestions_per_day: int = 3
    suggestion_within: timedelta = timedelta(hours=48)

    def workdays_for(self, act: Act, category: Category) -> int:
        """Working days allowed for a solution; emergencies go by hours instead."""
        if category in self.category_workdays:
            return self.category_workdays[category]
        if act is Act.INQUIRY:
            return self.inquiry_workdays
        return self.long_workdays if category in LONG_CATEGORIES else self.resolve_workdays
