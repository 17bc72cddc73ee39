"""What the network proposes of one frame, as far as whoever looks for print asks: the print disposes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the network says of one frame.

    Attributes:
        sure_of: the "CUR/value" that it is sure of, so that even faint print bears it out; None for none.
        leads: the "CUR/value" that it puts first and half believes; None for none.
        is_certain: whether it is so sure of that value that a photo bears it out which is merely less like others.
        likely: currencies, of those that it knows, that it thinks possible; None where it says nothing of them.
    """

    sure_of: str | None = None
    leads: str | None = None
    likely: frozenset[str] | None = None
    is_certain: bool = False


NOTHING = Proposal()
"""The network says nothing."""
