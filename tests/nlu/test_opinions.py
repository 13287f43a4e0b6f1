"""How the models' opinions of a message are put together, and what each message needs."""

from __future__ import annotations

import numpy as np
import pytest

from nlu.understanding import CLEARLY, SHORT, Thresholds, pooled


def test_two_opinions_that_agree_are_one() -> None:
    assert pooled(np.array([0.3, 0.9]), np.array([0.3, 0.9])) == pytest.approx([0.3, 0.9])


def test_where_they_differ_the_gate_is_believed_sooner() -> None:
    assert pooled(np.array([0.2]), np.array([0.8]))[0] < 0.5 < pooled(np.array([0.8]), np.array([0.2]))[0]


def test_a_certainty_does_not_drown_the_other_opinion() -> None:
    together = pooled(np.array([1.0]), np.array([0.0001]))
    assert 0 < together[0] < 1


def test_a_short_message_needs_more_and_clear_danger_less() -> None:
    lines = Thresholds(opens=0.6)
    usual = lines.opens_at(SHORT + 1)
    assert usual == 0.6
    assert lines.opens_at(SHORT) > usual
    assert lines.opens_at(SHORT, danger=CLEARLY - 0.1) == usual
    assert lines.opens_at(SHORT, danger=CLEARLY) < usual
