"""Private mode's codes: the rank of a value among its currency's notes as pulses. How tones sound is speech's business.

A code tells the value to the one who learnt it and nothing to a stranger: one pulse for the smallest note of a
currency, two for the next larger one, and so on. Pulses come in groups of three, each group higher than the one
before, so that seven need not be counted one by one: high-high-high, higher-higher-higher, highest. What is no value
is two long tones, low and falling.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

_PULSE_MS = 90
_GAP_MS = 90
_GROUP_GAP_MS = 260
_GROUP = 3
_LOWEST_HZ = 660.0
_FIFTH = 1.5


@dataclass(frozen=True, slots=True)
class Tone:
    """One tone and the silence after it.

    Attributes:
        frequency_hz: pitch, above 0.
        duration_ms: how long it sounds, milliseconds.
        gap_ms: the silence after it, milliseconds.
        pan: where it sounds, from -1 (the person's left) to 1 (right); 0 is in the middle.
    """

    frequency_hz: float
    duration_ms: int
    gap_ms: int
    pan: float = 0.0


ToneCode = tuple[Tone, ...]

ERROR_CODE: ToneCode = (Tone(330.0, 260, 40), Tone(220.0, 380, 0))


def rank_of(currency: str, value: str, known: Iterable[tuple[str, str]]) -> int:
    """Which of its currency's notes a value is, the smallest being 1.

    Args:
        currency, value: ISO 4217 code and face value, as in the label.
        known: (currency, value) of every note that can be read; may repeat.

    Raises:
        ValueError: the value is not among them.
    """
    amounts = sorted({Decimal(other) for code, other in known if code == currency})
    if Decimal(value) not in amounts:
        raise ValueError(f"{currency} {value} is not among the notes that can be read")
    return amounts.index(Decimal(value)) + 1


def tone_code(rank: int) -> ToneCode:
    """As many pulses as the rank says, in groups of three. Raises ValueError for a rank below 1."""
    if rank < 1:
        raise ValueError(f"a rank counts from 1, not {rank}")
    tones = []
    for pulse in range(rank):
        ends_group = pulse % _GROUP == _GROUP - 1
        is_last = pulse == rank - 1
        gap_ms = 0 if is_last else _GROUP_GAP_MS if ends_group else _GAP_MS
        # Beyond the third group the pitch stays: the ear is worst where it is highest.
        tones.append(Tone(_LOWEST_HZ * _FIFTH ** min(pulse // _GROUP, 2), _PULSE_MS, gap_ms))
    return tuple(tones)
