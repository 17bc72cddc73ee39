"""Evidence gathered over frames: Observation -> Evidence.

Here lives the one question "do the last frames, together, name a value?". Whether that value is told to the person
(once per presentation) is the announcer's business. Nothing here knows the time of day: time comes with the
observation.

How frames are combined: the weighted arithmetic mean of the calibrated scores, weighted by the picture's quality and
by the time each frame stands for. A mean is chosen over a sum of log-odds because frames of one note are not
independent: the same still picture repeated a hundred times is still one picture, and its mean stays where its score
is, while summed log-odds would creep over any threshold. The arithmetic mean is chosen over the mean of log-odds
because one overconfident frame (an int8 model often says exactly 0 or 1) then counts for no more than its part.

A value is earned in one of two ways: quickly, when the mean over the frames so far reaches its threshold, or steadily,
when it leads for most of the window, some frames reach its threshold and their mean falls somewhat short of it. A
picture that never reaches the threshold is never named, however long it stays.
"""

import itertools
import math
from collections import deque
from dataclasses import dataclass, fields

from app.recognition.observation import Observation, ValueScore

# Sums of frame times such as six times 1/15 s miss round numbers by a rounding error; no decision may hang on it.
_TOLERANCE = 1e-6
# Scores below this decide neither a lead nor a margin; there are dozens of them in every frame.
_NEGLIGIBLE = 1e-3


@dataclass(frozen=True, slots=True)
class SmoothingParameters:
    """How much is asked for before a value is spoken. Raises ValueError when a value is outside its range.

    The quality gates were set from pictures: among 180 ordinary photographs of notes (USD, EUR, INR) at the model's
    resolution the lowest sharpness was 73 and brightness lay between 0.23 and 0.94, so ordinary pictures weigh 1.

    Attributes:
        window_s: how far back frames are remembered, 0.2 to 3 seconds.
        min_evidence_s: how long the value must have been well seen within the window, in seconds of frames of full
            quality (a frame of half quality counts half its time); above 0, at most window_s. A picture that
            steadily weighs less than min_evidence_s / window_s is therefore never named.
        min_frames: how many frames must agree on the value, 2 to 60.
        min_score: the least score a value needs, 0 to 1, where the model's own threshold is lower.
        min_margin: by how much the value's mean score must exceed that of the second-best value, 0 to 1.
        steady_lead: in what fraction of the window, by frames of full quality, a value must lead to be earned steadily,
            0.5 to 1.
        steady_fraction: what fraction of its threshold its mean must then reach, 0 to 1.
        max_frame_s: the longest time one frame may stand for, 0.02 to 1 seconds; after a stall the next frame is still
            only one frame.
        clear_after_s: a bad stretch (nothing known in view, or pictures too poor to use) this long clears what was
            gathered, 0 to 3 seconds.
        gone_after_s: an announced note not seen for this long is gone, and may be announced again when it returns;
            0.1 to 5 seconds. Longer than a hand takes that passes over the note; below the 0.9 s of blank between the
            pictures of a folder.
        hidden_after_s: the same while a note is still found in the picture without its value being seen, as when a
            hand covers half of it; gone_after_s to 5 seconds.
        hold_fraction: an announced note is still there while its value leads and scores at least this fraction of its
            threshold, 0 to 1. Lower than what naming it took, so that a shaking hand does not end a presentation.
        dark_unusable, dark_full: brightness (0 to 1) up to which a frame weighs 0, and from which it weighs 1.
        bright_full, bright_unusable: brightness (0 to 1) up to which a frame weighs 1, and from which it weighs 0.
        blur_unusable, blur_full: sharpness (variance of the Laplacian) up to which a frame weighs 0, and from which 1.
        min_weight: frames weighing less are too poor to count as having seen anything, 0 to 1.
    """

    window_s: float = 0.9
    min_evidence_s: float = 0.5
    min_frames: int = 3
    min_score: float = 0.0
    min_margin: float = 0.3
    steady_lead: float = 0.75
    steady_fraction: float = 0.8
    max_frame_s: float = 0.25
    clear_after_s: float = 0.3
    gone_after_s: float = 0.75
    hidden_after_s: float = 2.0
    hold_fraction: float = 0.5
    dark_unusable: float = 0.04
    dark_full: float = 0.12
    bright_full: float = 0.95
    bright_unusable: float = 0.99
    blur_unusable: float = 10.0
    blur_full: float = 40.0
    min_weight: float = 0.2

    def __post_init__(self) -> None:
        ranges: dict[str, tuple[float, float]] = {
            "window_s": (0.2, 3.0),
            "min_evidence_s": (0.01, self.window_s),
            "min_frames": (2, 60),
            "min_score": (0.0, 1.0),
            "min_margin": (0.0, 1.0),
            "steady_lead": (0.5, 1.0),
            "steady_fraction": (0.0, 1.0),
            "max_frame_s": (0.02, 1.0),
            "clear_after_s": (0.0, 3.0),
            "gone_after_s": (0.1, 5.0),
            "hidden_after_s": (self.gone_after_s, 5.0),
            "hold_fraction": (0.0, 1.0),
            "dark_unusable": (0.0, self.dark_full),
            "dark_full": (0.0, self.bright_full),
            "bright_full": (0.0, self.bright_unusable),
            "bright_unusable": (0.0, 1.0),
            "blur_unusable": (0.0, self.blur_full),
            "blur_full": (0.0, 1e6),
            "min_weight": (0.0, 1.0),
        }
        for name in (field.name for field in fields(self)):
            low, high = ranges[name]
            value = getattr(self, name)
            if not low <= value <= high:
                raise ValueError(f"{name} must lie between {low:g} and {high:g}, not {value!r}")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the frames of the window say together, after one more frame.

    Attributes:
        time_s: time of the newest frame, seconds; source time, less what interruptions took.
        weight: quality of the newest frame, 0 (unusable) to 1.
        note_in_view: the newest frame is usable and shows a known note rather than none.
        value: the best value of the newest frame; None when that frame shows no known note.
        score: the mean score of that value over the window, 0 to 1; 0 when value is None.
        margin: score less the mean score of the second-best value, -1 to 1; 0 when value is None.
        frames: how many frames of the window agree on that value.
        seen_s: for how long it was well seen, in seconds of full quality.
        earned: the value has all it takes to be spoken, quickly or steadily.
    """

    time_s: float
    weight: float
    note_in_view: bool
    value: ValueScore | None
    score: float
    margin: float
    frames: int
    seen_s: float
    earned: bool


_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Seen:
    """One frame of the window: when, how much it counts (seconds of full quality), and what it says."""

    time_s: float
    weighted_s: float
    scores: dict[_Key, float]
    leads: _Key | None
    agrees_on: _Key | None


class Smoother:
    """Folds observations into evidence. Owned by one thread; holds at most one window of frames."""

    def __init__(self, parameters: SmoothingParameters | None = None) -> None:
        self.parameters = parameters or SmoothingParameters()
        self._window: deque[_Seen] = deque()
        self._last_time_s: float | None = None
        self._last_good_s: float | None = None

    def reset(self) -> None:
        """Forget what was gathered: what comes next must earn its word anew."""
        self._window.clear()

    def forget_until(self, time_s: float) -> None:
        """Forget the frames up to and including this source time, in seconds."""
        while self._window and self._window[0].time_s <= time_s:
            self._window.popleft()

    def observe(self, observation: Observation, at_s: float | None = None) -> Evidence:
        """Fold one frame in and say what the window shows now.

        Frames come in order of time; one that is not later than the one before starts a new run, with nothing gathered.
        A frame with a score, a brightness or a sharpness that is not a number weighs nothing.

        at_s: the frame's time where it is not that of its capture, as after an interruption; seconds.
        """
        now_s = observation.captured_at_s if at_s is None else at_s
        duration_s = self._advance(now_s)
        weight = self.weight(observation)
        in_view = weight >= self.parameters.min_weight and observation.best.score > observation.unknown_score
        if in_view or self._last_good_s is None:
            self._last_good_s = now_s
        if not in_view and now_s - self._last_good_s >= self.parameters.clear_after_s - _TOLERANCE:
            self._window.clear()
            return Evidence(now_s, weight, False, None, 0.0, 0.0, 0, 0.0, False)
        if weight > 0:
            self._window.append(
                _Seen(
                    time_s=now_s,
                    weighted_s=weight * duration_s,
                    scores={_key(s): s.score for s in itertools.takewhile(_counts, observation.scores)},
                    leads=_key(observation.best) if in_view else None,
                    agrees_on=_key(observation.best) if in_view and self._could_be_named(observation) else None,
                )
            )
        if not in_view:
            return Evidence(now_s, weight, False, None, 0.0, 0.0, 0, 0.0, False)
        return self._evaluate(observation, weight, now_s)

    def weight(self, observation: Observation) -> float:
        """Quality of one frame, 0 (unusable) to 1: the product of what darkness, glare and blur leave of it."""
        p = self.parameters
        # A sum is a number only when all that it is made of are.
        total = observation.brightness + observation.sharpness + observation.unknown_score
        for score in observation.scores:
            total += score.score + score.threshold
        if not math.isfinite(total):
            return 0.0
        dark = _ramp(observation.brightness, p.dark_unusable, p.dark_full)
        bright = 1.0 - _ramp(observation.brightness, p.bright_full, p.bright_unusable)
        blur = _ramp(observation.sharpness, p.blur_unusable, p.blur_full)
        return dark * bright * blur

    def still_shows(self, evidence: Evidence, currency: str, value: str) -> bool:
        """Does the newest frame, as evaluated in this evidence, still show the value that was announced?"""
        best = evidence.value
        if best is None or _key(best) != (currency, value):
            return False
        return best.score >= best.threshold * self.parameters.hold_fraction

    def is_gone(self, last_seen_s: float, last_found_s: float, now_s: float) -> bool:
        """Has an announced note been away long enough to be gone?

        Args:
            last_seen_s: when its value was last seen, source time in seconds.
            last_found_s: when a note was last found in the picture, whether or not its value was seen.
            now_s: source time of the newest frame.
        """
        p = self.parameters
        is_hidden_too_long = now_s - last_seen_s >= p.hidden_after_s - _TOLERANCE
        return is_hidden_too_long or now_s - last_found_s >= p.gone_after_s - _TOLERANCE

    def _advance(self, now_s: float) -> float:
        """Move to the new frame's time; returns the time in seconds that frame stands for."""
        last_s = self._last_time_s
        if last_s is not None and now_s <= last_s:
            self._window.clear()
            last_s = None
            self._last_good_s = None
        self._last_time_s = now_s
        while self._window and self._window[0].time_s <= now_s - self.parameters.window_s + _TOLERANCE:
            self._window.popleft()
        return 0.0 if last_s is None else min(now_s - last_s, self.parameters.max_frame_s)

    def _could_be_named(self, observation: Observation) -> bool:
        """Would this frame alone reach the threshold and the margin?"""
        best = observation.best
        second = observation.scores[1].score if len(observation.scores) > 1 else 0.0
        return best.score >= self._threshold(best) and best.score - second >= self.parameters.min_margin

    def _threshold(self, score: ValueScore) -> float:
        return max(score.threshold, self.parameters.min_score)

    def _evaluate(self, observation: Observation, weight: float, now_s: float) -> Evidence:
        p = self.parameters
        best = observation.best
        key = _key(best)
        total = 0.0
        sums: dict[_Key, float] = {}
        for seen in self._window:
            total += seen.weighted_s
            for other, score in seen.scores.items():
                sums[other] = sums.get(other, 0.0) + seen.weighted_s * score
        agreeing = [seen for seen in self._window if seen.agrees_on == key]
        seen_s = sum(seen.weighted_s for seen in agreeing)
        leading_s = sum(seen.weighted_s for seen in self._window if seen.leads == key)
        score = sums.get(key, 0.0) / total if total > 0 else 0.0
        second = max((value for other, value in sums.items() if other != key), default=0.0)
        margin = score - (second / total if total > 0 else 0.0)
        threshold = self._threshold(best) - _TOLERANCE
        is_sure = seen_s >= p.min_evidence_s - _TOLERANCE and score >= threshold
        is_steady = leading_s >= p.steady_lead * p.window_s - _TOLERANCE and score >= p.steady_fraction * threshold
        earned = (
            self._could_be_named(observation)
            and len(agreeing) >= p.min_frames
            and margin >= p.min_margin - _TOLERANCE
            and (is_sure or is_steady)
        )
        return Evidence(now_s, weight, True, best, score, margin, len(agreeing), seen_s, earned)


def _key(score: ValueScore) -> _Key:
    return score.currency, score.value


def _counts(score: ValueScore) -> bool:
    return score.score >= _NEGLIGIBLE


def _ramp(value: float, low: float, high: float) -> float:
    """0 up to low, 1 from high, linear between (a step when both are equal)."""
    if value >= high:
        return 1.0
    return 0.0 if value <= low else (value - low) / (high - low)
