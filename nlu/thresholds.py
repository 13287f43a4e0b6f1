"""Where the reader draws its lines."""

from __future__ import annotations

from dataclasses import dataclass

CLEARLY = 0.85
"""How sure an emergency must be to open a ticket more easily than other acts, and in any length."""
IN_DANGER = 0.75
"""The share of the usual line that such an emergency has to reach."""


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

    def open_for(self, said: float, opening: float, danger: float) -> bool:
        """Whether a message opens a ticket.

        said: how probable that is by what it says; opening: its length considered too. danger: how
        sure it is that the message is an emergency. Clear danger is cried in few words, and missing
        it costs most.
        """
        return said >= IN_DANGER * self.opens if danger >= CLEARLY else opening >= self.opens
