"""Where the reader draws its lines."""

from __future__ import annotations

from dataclasses import dataclass

from casework.taxonomy import Act

CLEARLY = 0.85
"""How sure an emergency must be to open a ticket more easily than other acts, and in any length."""
IN_DANGER = 0.75
"""The share of the usual line that such an emergency has to reach."""

WISHED = 0.8
"""The share of the usual line that a wish has to reach: hardly any talk sounds like one, and nobody is
called out for it; measured on strangers' talk."""


@dataclass(frozen=True)
class Thresholds:
    """Where the reader draws its lines; fitted by cross-validation.

    opens: least probability for a ticket to be opened.
    doubts: least probability for a message to be put before a cadre as a suggestion.
    emergency: least probability, among acts that open, for an emergency.
    touches: least probability for an act that touches a ticket or is answered.
    """

    opens: float = 0.5
    doubts: float = 0.4
    emergency: float = 0.5
    touches: float = 0.4

    def open_for(self, act: Act, sure: float, said: float, opening: float) -> bool:
        """Whether a message opens a ticket.

        act: what it does if it does, and how sure that is. said: how probable it is to open one by
        what it says; opening: its length considered too. Clear danger is cried in few words, and
        missing it costs most.
        """
        if act is Act.EMERGENCY and sure >= CLEARLY:
            return said >= IN_DANGER * self.opens
        return opening >= (WISHED if act is Act.WISH else 1.0) * self.opens
