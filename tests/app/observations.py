"""Observations written by hand, for the tests of everything that follows recognition."""

from collections.abc import Iterable, Iterator, Mapping

from app.recognition.observation import Box, Observation, PrintMatch, StageTimings, ValueScore

THRESHOLD = 0.8
VALUES = ("5", "10", "20")


def observation(
    index: int = 0,
    at_s: float = 0.0,
    scores: Mapping[str, float] | None = None,
    *,
    unknown: float | None = None,
    brightness: float = 0.5,
    sharpness: float = 500.0,
    note_box: Box | None = None,
    source_item: str | None = None,
    monotonic_s: float = 0.0,
    threshold: float = THRESHOLD,
) -> Observation:
    """One frame: scores by value in USD (the values not named score 0); unknown is what remains unless given."""
    given = dict(scores or {})
    values = {value: given.get(value, 0.0) for value in (*VALUES, *given)}
    ranked = sorted(values.items(), key=lambda item: -item[1])
    return Observation(
        frame_index=index,
        captured_at_s=at_s,
        source_item=source_item,
        monotonic_s=monotonic_s,
        scores=tuple(ValueScore("USD", value, "front", score, threshold) for value, score in ranked),
        unknown_score=max(0.0, 1.0 - sum(values.values())) if unknown is None else unknown,
        brightness=brightness,
        sharpness=sharpness,
        note_box=note_box,
        timings=StageTimings(0.5, 8.0, 0.1),
    )


def film(
    shots: Iterable[tuple[Mapping[str, float] | None, float]], *, fps: float = 15.0, start_s: float = 0.0
) -> Iterator[Observation]:
    """A run of frames: each shot is (scores by value, or None for nothing in view) and its length in seconds."""
    index = 0
    end_s = 0.0
    for scores, length_s in shots:
        end_s += length_s
        while index / fps < end_s - 1e-9:
            yield observation(index, start_s + index / fps, scores)
            index += 1


def print_match(
    value: str,
    at_s: float,
    *,
    is_clear: bool = True,
    agreement: float = 0.9,
    currency: str = "USD",
    series: str | None = None,
    is_faint: bool = False,
) -> PrintMatch:
    """The print of a value, seen in the frame captured then."""
    unit = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
    outline = ((0.2, 0.3), (0.8, 0.3), (0.8, 0.7), (0.2, 0.7))
    return PrintMatch(currency, value, None, series, 30, agreement, is_clear, unit, outline, at_s, is_faint=is_faint)
