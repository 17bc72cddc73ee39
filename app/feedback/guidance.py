"""What keeps a note from being read, as a hint to the person: Observation -> Hint.

Here lives when a hint is worth a word, and which; the words are in phrases.py, and what a note is worth is the
announcer's business.

Directions are the person's own. The webcam faces them and its picture is not mirrored: what is on the picture's left is
on the person's right. A note at the picture's left edge must move towards the picture's right, which is the person's
left. Up and down are the same for both.
"""

import math
from collections import deque
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

from app.feedback.modes import GuidanceLevel
from app.feedback.phrases import Phrase
from app.recognition.observation import Box, Observation

_TOLERANCE = 1e-6


class HintKind(Enum):
    """What the person is to do, or what is in the way. The value is the name used in events."""

    CLOSER = "closer"
    FURTHER_AWAY = "further_away"
    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    HOLD_STILL = "hold_still"
    TURN_OVER = "turn_over"
    FLATTEN = "flatten"
    UNCOVER = "uncover"
    STILL_LOOKING = "still_looking"
    NOTHING_IN_VIEW = "nothing_in_view"
    SEVERAL = "several"


# A well lit, sharp, well framed note that is not read: which of these helps cannot be seen, so they are tried in turn.
_REMEDIES = (HintKind.UNCOVER, HintKind.FLATTEN, HintKind.TURN_OVER)
_REMEDIES_UNKNOWN_FACE = (HintKind.TURN_OVER, HintKind.UNCOVER, HintKind.FLATTEN)
# What takes back what was said before. Who cannot see cannot tell which of the two is meant.
_OPPOSITES = {
    one: other
    for pair in (
        (HintKind.CLOSER, HintKind.FURTHER_AWAY),
        (HintKind.LEFT, HintKind.RIGHT),
        (HintKind.UP, HintKind.DOWN),
        (HintKind.TOO_DARK, HintKind.TOO_BRIGHT),
    )
    for one, other in (pair, pair[::-1])
}

# Of a note that is there.
_SEEN = frozenset(HintKind) - {HintKind.NOTHING_IN_VIEW, HintKind.TOO_DARK, HintKind.TOO_BRIGHT}


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint that is worth saying now.

    Attributes:
        kind: what to do, or what is in the way.
        frame_index, captured_at_s, monotonic_s, source_item: the frame that gave rise to it.
    """

    kind: HintKind
    frame_index: int
    captured_at_s: float
    monotonic_s: float
    source_item: str | None


@dataclass(frozen=True, slots=True)
class GuidanceParameters:
    """When hints are given. Raises ValueError for a negative time or a count below 1.

    Attributes:
        pause_s: the least time between two hints, seconds.
        remedy_pause_s: the same between two that ask to hold an unread note otherwise, seconds: who turns it over needs
            the time to hear that, to do it and to hold it still.
        most_in_a_row: how often the same hint is given before something else must happen first.
        lasts_s: how long a trouble must last before it is worth a word, seconds. Above the 0.9 s of blank between
            the pictures of a folder.
        opposite_pause_s: the least time between a hint and one that takes it back ("closer", "further away"), seconds.
        least_frames: how many frames a trouble must have been looked for in, so that a slow camera has its chance to
            show the note before anybody is asked to change something; at least 1.
        least_looks: how often the note must have been looked at for its print, so that a slow computer has its chance
            to read it before anybody is asked to hold it otherwise; at least 1.
        looking_s: after how long, seconds, a note that was not looked at so often is told to be looked at still; the
            next time after twice as long, and so on.
        steady_fraction: the fraction, 0 to 1, of that time's frames that must show it: one odd frame changes nothing.
        unread_s: how long a note may be in view, well lit, sharp and well framed, before it counts as unread, seconds.
        empty_s: how long the view must be empty before that is said, seconds.
        first_empty_s: the least such time before the first note, seconds: who has just been told to hold one up gets
            the time to do so. Below quiet_after_s.
        quiet_after_s: no hints when no note was in view for this long, seconds; the start counts as in view.
        after_value_s: no hints for this long after a note that was read was last seen, seconds: its value is still
            being said.
        holds_s: a hint is still worth saying while its trouble was seen within this time, seconds.
        dark_below, bright_above: brightness, 0 to 1, of pictures that are too dark or too bright.
        blurred_below: sharpness below which a picture is blurred.
        edge: how near to the picture's edge a note counts as cut off by it, in fractions of the picture.
        off_centre: how far a whole note's middle may be from the picture's, in fractions of the picture.
        cut_off_centre: the same for a note that is cut off.
        small_below: a note whose larger side is shorter is too far away, in fractions of the picture.
        large_above: a note one of whose sides is longer is too near, in fractions of the picture.
        camera_faces_person: False for a camera that looks where the person looks, so that left and right are the
            picture's.
    """

    pause_s: float = 2.5
    remedy_pause_s: float = 5.0
    opposite_pause_s: float = 10.0
    most_in_a_row: int = 2
    least_frames: int = 6
    least_looks: int = 3
    looking_s: float = 5.0
    lasts_s: float = 1.0
    steady_fraction: float = 0.7
    unread_s: float = 1.5
    empty_s: float = 4.0
    first_empty_s: float = 0.0
    quiet_after_s: float = 10.0
    after_value_s: float = 1.5
    holds_s: float = 1.0
    dark_below: float = 0.08
    bright_above: float = 0.95
    blurred_below: float = 30.0
    edge: float = 0.02
    off_centre: float = 0.22
    cut_off_centre: float = 0.08
    small_below: float = 0.35
    large_above: float = 0.93
    camera_faces_person: bool = True

    def __post_init__(self) -> None:
        times = (self.pause_s, self.lasts_s, self.unread_s, self.empty_s, self.quiet_after_s, self.after_value_s)
        if (
            min(*times, self.first_empty_s, self.remedy_pause_s, self.holds_s, self.opposite_pause_s, self.looking_s)
            < 0
            or min(self.most_in_a_row, self.least_frames, self.least_looks) < 1
        ):
            raise ValueError(f"times must not be negative, and counts at least 1: {self!r}")


class Guide:
    """Decides which hint, if any, a frame gives rise to. Time comes with the frames.

    Owned by one thread, but for `holds`, which any thread may ask.
    """

    def __init__(self, parameters: GuidanceParameters | None = None, level: GuidanceLevel = GuidanceLevel.FULL) -> None:
        self.parameters = parameters or GuidanceParameters()
        self.level = level
        self.reset()

    def reset(self) -> None:
        """Begin as if nothing had been seen or said."""
        self._now_s: float | None = None
        self._in_view_s: float | None = None
        self._has_shown_note = False
        self._read_s: float | None = None
        self._empty_told = False
        self._recent: deque[tuple[float, HintKind | None]] = deque()
        self._began_s = 0.0
        self._seen_s: dict[HintKind, float] = {}
        self._told_s: dict[HintKind, float] = {}
        self._last: Hint | None = None
        self._in_a_row = 0
        self._remedies_given = 0
        self._looks_before = 0  # the note in view was held up
        self._unread_s = -math.inf  # since when it is, or since it was told to be looked at still
        self._still_looking = 0  # how often that was told

    def holds(self, hint: Hint) -> bool:
        """Is what the hint is about still so, or was it a moment ago?"""
        seen_s, now_s = self._seen_s.get(_group(hint.kind)), self._now_s
        return seen_s is not None and now_s is not None and now_s - seen_s <= self.parameters.holds_s

    def observe(self, observation: Observation, *, has_been_read: bool, looks: int | None = None) -> Hint | None:
        """The hint to be given at this frame, or None.

        has_been_read: the note in view has been announced, so that nothing is in the way.
        looks: how often frames were looked at for print so far; None where nobody looks for any.
        """
        now_s = observation.captured_at_s
        if self._now_s is not None and now_s < self._now_s:
            self.reset()
        self._now_s = now_s
        self._has_shown_note = self._has_shown_note or has_been_read
        if observation.shows_note or has_been_read or self._in_view_s is None:
            self._in_view_s = now_s
        if has_been_read:
            self._note_was_read(now_s)
            return None
        trouble = self._find_trouble(observation)
        self._follow(trouble, now_s, looks)
        if observation.shows_note and self._is_steady(_SEEN, self.parameters.lasts_s, now_s):
            # One odd frame in an empty view is no note.
            self._empty_told, self._has_shown_note = False, True
        if trouble is None or self.level is GuidanceLevel.VALUES_ONLY or not self._is_due(trouble, now_s):
            return None
        kind: HintKind | None = trouble
        if trouble in _REMEDIES:
            is_looked_at = looks is None or looks - self._looks_before >= self.parameters.least_looks
            kind = self._remedy(observation) if is_looked_at else self._patience(now_s)
        if kind is None or self._is_said_enough(kind) or self._takes_back(kind, now_s):
            return None
        if kind in _REMEDIES:
            self._remedies_given += 1
        self._empty_told = kind is HintKind.NOTHING_IN_VIEW
        self._in_a_row = self._in_a_row + 1 if self._last is not None and self._last.kind is kind else 1
        self._last = Hint(kind, observation.frame_index, now_s, observation.monotonic_s, observation.source_item)
        self._told_s[kind] = now_s
        return self._last

    def _note_was_read(self, now_s: float) -> None:
        self._read_s = now_s
        # That the view is empty after a note was read is as it should be.
        self._empty_told = True
        self._recent.clear()
        self._seen_s = {}
        self._in_a_row = 0
        self._remedies_given = 0

    def _find_trouble(self, observation: Observation) -> HintKind | None:
        p = self.parameters
        if observation.brightness < p.dark_below:
            return HintKind.TOO_DARK
        if observation.brightness > p.bright_above:
            return HintKind.TOO_BRIGHT
        if not observation.shows_note:
            return HintKind.NOTHING_IN_VIEW
        if observation.sharpness < p.blurred_below:
            return HintKind.HOLD_STILL
        framing = None if observation.note_box is None else self._find_framing(observation.note_box)
        return framing or HintKind.UNCOVER

    def _find_framing(self, box: Box) -> HintKind | None:
        """Where the note must go to be wholly in the picture and large enough; None when it is."""
        p = self.parameters
        width, height = box.right - box.left, box.bottom - box.top
        left, right = box.left <= p.edge, box.right >= 1 - p.edge
        top, bottom = box.top <= p.edge, box.bottom >= 1 - p.edge
        if (left and right) or (top and bottom) or max(width, height) > p.large_above:
            return HintKind.FURTHER_AWAY
        x, y = (box.left + box.right) / 2 - 0.5, (box.top + box.bottom) / 2 - 0.5
        is_cut = left or right or top or bottom
        if not is_cut and max(width, height) < p.small_below:
            return HintKind.CLOSER
        # Of a cut note only the sides at which it is cut matter.
        across = abs(x) if left or right or not is_cut else 0.0
        along = abs(y) if top or bottom or not is_cut else 0.0
        if max(across, along) <= (p.cut_off_centre if is_cut else p.off_centre):
            return None
        if across >= along:
            return HintKind.LEFT if (x < 0) == p.camera_faces_person else HintKind.RIGHT
        return HintKind.DOWN if y < 0 else HintKind.UP

    def _follow(self, trouble: HintKind | None, now_s: float, looks: int | None) -> None:
        longest_s = max(self.parameters.lasts_s, self.parameters.unread_s, self.parameters.empty_s)
        if not self._recent:
            self._began_s = now_s
        self._recent.append((now_s, trouble))
        least = self.parameters.least_frames
        while len(self._recent) > least and self._recent[0][0] < now_s - longest_s - _TOLERANCE:
            self._recent.popleft()
        if trouble in _REMEDIES and now_s - self._seen_s.get(trouble, -math.inf) > self.parameters.holds_s:
            self._looks_before, self._unread_s, self._still_looking = looks or 0, now_s, 0
        if trouble is not None:
            # A new table rather than a changed one: other threads read it.
            self._seen_s = {**self._seen_s, _group(trouble): now_s}

    def _is_due(self, trouble: HintKind, now_s: float) -> bool:
        p = self.parameters
        if trouble in _REMEDIES:
            lasts_s = p.unread_s
        elif trouble is HintKind.NOTHING_IN_VIEW:
            lasts_s = p.empty_s
        else:
            lasts_s = p.lasts_s
        if now_s - self._began_s < lasts_s - _TOLERANCE:
            return False
        if trouble is HintKind.NOTHING_IN_VIEW and (self._empty_told or self._has_just_begun(now_s)):
            return False
        if not self._is_steady({trouble}, lasts_s, now_s):
            return False
        if self._in_view_s is not None and now_s - self._in_view_s > p.quiet_after_s:
            return False
        if self._read_s is not None and now_s - self._read_s < p.after_value_s - _TOLERANCE:
            return False
        if self._last is None:
            return True
        pause_s = p.remedy_pause_s if trouble in _REMEDIES and self._last.kind in _REMEDIES else p.pause_s
        return now_s - self._last.captured_at_s >= pause_s - _TOLERANCE

    def _is_steady(self, troubles: Collection[HintKind], lasts_s: float, now_s: float) -> bool:
        """Whether enough frames of this time, and enough of them, had one of these."""
        p = self.parameters
        window = [kind for at_s, kind in self._recent if at_s >= now_s - lasts_s - _TOLERANCE]
        if len(window) < p.least_frames:
            window = [kind for _, kind in self._recent][-p.least_frames :]
        is_enough = len(window) >= p.least_frames
        return is_enough and sum(kind in troubles for kind in window) >= p.steady_fraction * len(window)

    def _has_just_begun(self, now_s: float) -> bool:
        """Whether no note was shown yet, nor has there been the time to take one up."""
        if self._has_shown_note or self._in_view_s is None:
            return False
        return now_s - self._in_view_s < self.parameters.first_empty_s - _TOLERANCE

    def _patience(self, now_s: float) -> HintKind | None:
        """Who holds a note before a slow computer must not meet silence, nor be asked to hold it otherwise."""
        if now_s - self._unread_s < self.parameters.looking_s * (self._still_looking + 1) - _TOLERANCE:
            return None
        self._unread_s = now_s
        self._still_looking += 1
        return HintKind.STILL_LOOKING

    def _remedy(self, observation: Observation) -> HintKind | None:
        """What to try next with a note that is seen well and not read; None when all was tried often enough."""
        if self._remedies_given >= len(_REMEDIES) * self.parameters.most_in_a_row:
            return None
        is_strange = observation.unknown_score >= observation.best.score
        order = _REMEDIES_UNKNOWN_FACE if is_strange else _REMEDIES
        start = self._remedies_given
        candidates = [order[(start + step) % len(order)] for step in range(len(order))]
        return next(kind for kind in candidates if not self._is_said_enough(kind))

    def _takes_back(self, kind: HintKind, now_s: float) -> bool:
        told_s = self._told_s.get(_OPPOSITES[kind]) if kind in _OPPOSITES else None
        return told_s is not None and now_s - told_s < self.parameters.opposite_pause_s - _TOLERANCE

    def _is_said_enough(self, kind: HintKind) -> bool:
        if kind is HintKind.STILL_LOOKING:
            # Ever more seldom, but until it is no longer so.
            return False
        return self._last is not None and self._last.kind is kind and self._in_a_row >= self.parameters.most_in_a_row


def hint_phrase(kind: HintKind, level: GuidanceLevel) -> Phrase:
    """The sentence for a hint: a word or two, or a whole sentence at level full."""
    name = f"HINT_{kind.name}"
    return Phrase[f"{name}_FULL" if level is GuidanceLevel.FULL else name]


def _group(kind: HintKind) -> HintKind:
    """The trouble that a hint is about: all remedies are about one, as is the patience before them."""
    return HintKind.UNCOVER if kind in _REMEDIES or kind is HintKind.STILL_LOOKING else kind
