"""Guidance: hints point the right way, are few, never nag, and end when nothing is shown."""

import itertools
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.feedback.guidance import (
    GuidanceParameters,
    Guide,
    Hint,
    HintKind,
    hint_phrase,
)
from app.feedback.modes import GuidanceLevel
from app.feedback.phrases import Phrase, phrase
from app.recognition.observation import Box, Observation
from tests.app.observations import observation

FPS = 10
UNCLEAR = {"20": 0.5, "10": 0.2}
MIDDLE = Box(0.2, 0.3, 0.8, 0.7)
K = HintKind


def hints(frames: list[Observation], guide: Guide | None = None, *, read: bool = False) -> list[Hint]:
    guide = guide or Guide()
    given_hints = [guide.observe(frame, has_been_read=read) for frame in frames]
    return [hint for hint in given_hints if hint is not None]


def run(
    seconds: float, scores: dict[str, float] | None = None, *, start_s: float = 0.0, **more: object
) -> list[Observation]:
    return [
        observation(index, start_s + index / FPS, scores, **more)  # type: ignore[arg-type]
        for index in range(round(seconds * FPS))
    ]


def first_kind(box: Box, guide: Guide | None = None) -> HintKind:
    return hints(run(2.0, UNCLEAR, note_box=box), guide)[0].kind


@pytest.mark.parametrize(
    ("frames", "kind"),
    [
        (run(1.3, brightness=0.02), K.TOO_DARK),
        (run(1.3, brightness=0.99), K.TOO_BRIGHT),
        (run(1.3, UNCLEAR, sharpness=15.0), K.HOLD_STILL),
        (run(1.8, UNCLEAR), K.UNCOVER),
        (run(1.8, UNCLEAR, note_box=MIDDLE), K.UNCOVER),
        (run(1.8, note_box=MIDDLE), K.TURN_OVER),
        (run(1.3, UNCLEAR, note_box=Box(0.4, 0.45, 0.6, 0.55)), K.CLOSER),
        (run(1.3, UNCLEAR, note_box=Box(0.0, 0.2, 1.0, 0.8)), K.FURTHER_AWAY),
        (run(1.3, UNCLEAR, note_box=Box(0.3, 0.0, 0.7, 1.0)), K.FURTHER_AWAY),
        (run(4.3), K.NOTHING_IN_VIEW),
    ],
)
def test_what_is_in_the_way_is_told_once_it_lasts(frames: list[Observation], kind: HintKind) -> None:
    (hint,) = hints(frames)

    assert hint.kind is kind
    assert hint.captured_at_s >= 1.0
    assert hints(frames[:8]) == []


def test_before_the_first_note_there_is_time_to_take_one_up() -> None:
    guide = Guide(GuidanceParameters(first_empty_s=9.0))
    first = hints(run(20.0), guide)
    assert [hint.kind for hint in first] == [K.NOTHING_IN_VIEW]
    assert 9.0 <= first[0].captured_at_s <= 9.3
    hints(run(1.0, {"20": 0.9}, start_s=20.0, note_box=MIDDLE), guide, read=True)
    hints(run(1.0, UNCLEAR, start_s=21.0, note_box=MIDDLE), guide)
    (after,) = hints(run(8.0, start_s=22.0), guide)
    assert after.captured_at_s <= 26.5, "a note that was taken away is missed as soon as ever"


# Directions. The person's own axes: to their right, up, and forward to the webcam, which looks back at them.


@dataclass(frozen=True)
class Held:
    """A note of 150 by 70 mm upright before a webcam, its middle in mm to the person's right and above the lens."""

    right_mm: float
    up_mm: float
    away_mm: float

    def box(self, *, exact: bool = False) -> Box:
        """Where a camera with 4:3 pictures 60 degrees wide sees it."""
        half_width_mm = self.away_mm * 0.577
        half_height_mm = half_width_mm * 3 / 4

        def picture_x(right_mm: float) -> float:
            # Who looks at a person sees that person's right hand on the left.
            return 0.5 - right_mm / half_width_mm / 2

        def picture_y(up_mm: float) -> float:
            return 0.5 - up_mm / half_height_mm / 2

        box = Box(
            picture_x(self.right_mm + 75),
            picture_y(self.up_mm + 35),
            picture_x(self.right_mm - 75),
            picture_y(self.up_mm - 35),
        )
        return box if exact else Box(*(min(1.0, max(0.0, side)) for side in (box.left, box.top, box.right, box.bottom)))

    def moved(self, kind: HintKind, mm: float) -> "Held":
        """The note after the person did as told, by their own right and left."""
        step = {
            K.LEFT: {"right_mm": self.right_mm - mm},
            K.RIGHT: {"right_mm": self.right_mm + mm},
            K.UP: {"up_mm": self.up_mm + mm},
            K.DOWN: {"up_mm": self.up_mm - mm},
            K.CLOSER: {"away_mm": self.away_mm - mm},
            K.FURTHER_AWAY: {"away_mm": self.away_mm + mm},
        }
        return replace(self, **step[kind])

    @property
    def is_in_view(self) -> bool:
        box = self.box()
        return box.right - box.left > 0.05 and box.bottom - box.top > 0.05


def test_a_note_at_the_pictures_left_is_on_the_persons_right_and_must_go_left() -> None:
    held = Held(right_mm=110, up_mm=0, away_mm=250)

    assert held.box().left == 0.0
    assert held.box().right < 0.6
    assert first_kind(held.box()) is K.LEFT


@pytest.mark.parametrize(
    ("held", "kind"),
    [
        (Held(110, 0, 250), K.LEFT),
        (Held(-110, 0, 250), K.RIGHT),
        (Held(0, 90, 250), K.DOWN),
        (Held(0, -90, 250), K.UP),
        (Held(0, 0, 500), K.CLOSER),
        (Held(0, 0, 120), K.FURTHER_AWAY),
        (Held(140, 60, 350), K.LEFT),
        (Held(-90, -100, 350), K.UP),
    ],
)
def test_directions_are_the_persons_own(held: Held, kind: HintKind) -> None:
    assert first_kind(held.box()) is kind


def test_a_camera_that_looks_where_the_person_looks_gives_the_pictures_directions() -> None:
    guide = Guide(GuidanceParameters(camera_faces_person=False))

    assert first_kind(Box(0.0, 0.3, 0.4, 0.6), guide) is K.RIGHT
    assert first_kind(Box(0.3, 0.0, 0.7, 0.3), Guide(guide.parameters)) is K.DOWN


@given(st.floats(-250, 250), st.floats(-200, 200), st.floats(90, 700))
def test_doing_as_told_brings_the_note_nearer_to_where_it_can_be_read(
    right_mm: float, up_mm: float, away_mm: float
) -> None:
    held = Held(right_mm, up_mm, away_mm)
    if not held.is_in_view:
        return
    kind = first_kind(held.box())
    if kind in (K.UNCOVER, K.FLATTEN, K.TURN_OVER):
        return
    after = held.moved(kind, 5)
    if kind in (K.CLOSER, K.FURTHER_AWAY):
        # It would fill most of the picture's width at 175 mm, and a third of it at 400.
        assert abs(after.away_mm - 260) < abs(held.away_mm - 260)
    else:
        assert abs(after.right_mm) + abs(after.up_mm) < abs(held.right_mm) + abs(held.up_mm)


@given(st.floats(-250, 250), st.floats(-200, 200), st.floats(180, 380))
def test_who_does_as_told_gets_the_note_framed_within_a_few_steps(
    right_mm: float, up_mm: float, away_mm: float
) -> None:
    held = Held(right_mm, up_mm, away_mm)
    if not held.is_in_view:
        return
    for _ in range(60):
        kind = first_kind(held.box())
        if kind is K.UNCOVER:
            break
        held = held.moved(kind, 10)
    box = held.box(exact=True)
    assert kind is K.UNCOVER
    assert min(box.left, box.top, 1 - box.right, 1 - box.bottom) >= 0, "a note that is told no direction is whole"


# Exactly where one hint ends and the next begins. All numbers are sums of powers of two, so that "exactly" means it.

EXACT = GuidanceParameters(
    edge=1 / 16, off_centre=1 / 8, cut_off_centre=1 / 16, small_below=1 / 2, large_above=3 / 4, camera_faces_person=True
)
A_BIT = 1 / 64


@pytest.mark.parametrize(
    ("box", "kind"),
    [
        # Cut off at two sides that face each other, the edge itself counted as cut.
        (Box(1 / 16, 1 / 4, 15 / 16, 3 / 4), K.FURTHER_AWAY),
        (Box(1 / 4, 1 / 16, 3 / 4, 15 / 16), K.FURTHER_AWAY),
        # Too large in either direction.
        (Box(1 / 8, 1 / 4, 7 / 8, 3 / 4), K.UNCOVER),
        (Box(1 / 4, 1 / 8, 3 / 4, 7 / 8), K.UNCOVER),
        (Box(1 / 8 - A_BIT, 1 / 4, 7 / 8 + A_BIT, 3 / 4), K.FURTHER_AWAY),
        (Box(1 / 4, 1 / 8 - A_BIT, 3 / 4, 7 / 8 + A_BIT), K.FURTHER_AWAY),
        # Too small in both directions, and not cut off at any side.
        (Box(1 / 4, 3 / 8, 3 / 4, 5 / 8), K.UNCOVER),
        (Box(3 / 8, 1 / 4, 5 / 8, 3 / 4), K.UNCOVER),
        (Box(1 / 4 + A_BIT, 3 / 8, 3 / 4 - A_BIT, 5 / 8), K.CLOSER),
        (Box(0, 3 / 8, 1 / 4, 5 / 8), K.LEFT),
        (Box(3 / 4, 3 / 8, 1, 5 / 8), K.RIGHT),
        (Box(3 / 8, 0, 5 / 8, 1 / 4), K.DOWN),
        (Box(3 / 8, 3 / 4, 5 / 8, 1), K.UP),
        # Cut off at the edge itself, and a bit inside of it not.
        (Box(1 / 16, 3 / 8, 5 / 16, 5 / 8), K.LEFT),
        (Box(1 / 16 + A_BIT, 3 / 8, 5 / 16, 5 / 8), K.CLOSER),
        (Box(11 / 16, 3 / 8, 15 / 16, 5 / 8), K.RIGHT),
        (Box(11 / 16, 3 / 8, 15 / 16 - A_BIT, 5 / 8), K.CLOSER),
        (Box(3 / 8, 1 / 16, 5 / 8, 5 / 16), K.DOWN),
        (Box(3 / 8, 1 / 16 + A_BIT, 5 / 8, 5 / 16), K.CLOSER),
        (Box(3 / 8, 11 / 16, 5 / 8, 15 / 16), K.UP),
        (Box(3 / 8, 11 / 16, 5 / 8, 15 / 16 - A_BIT), K.CLOSER),
        # A whole note off the middle, each way.
        (Box(3 / 8, 1 / 4, 7 / 8, 3 / 4), K.UNCOVER),
        (Box(3 / 8 + A_BIT, 1 / 4, 7 / 8 + A_BIT, 3 / 4), K.RIGHT),
        (Box(1 / 8, 1 / 4, 5 / 8, 3 / 4), K.UNCOVER),
        (Box(1 / 8 - A_BIT, 1 / 4, 5 / 8 - A_BIT, 3 / 4), K.LEFT),
        (Box(1 / 4, 3 / 8, 3 / 4, 7 / 8), K.UNCOVER),
        (Box(1 / 4, 3 / 8 + A_BIT, 3 / 4, 7 / 8 + A_BIT), K.UP),
        (Box(1 / 4, 1 / 8 - A_BIT, 3 / 4, 5 / 8 - A_BIT), K.DOWN),
        # A note that is cut off is told so sooner, and only the side at which it is cut matters.
        (Box(1 / 16, 1 / 4, 13 / 16, 3 / 4), K.UNCOVER),
        (Box(1 / 16, 1 / 4, 13 / 16 - A_BIT, 3 / 4), K.LEFT),
        (Box(1 / 2, 1 / 16, 7 / 8, 3 / 4), K.DOWN),
        (Box(1 / 16, 1 / 2, 3 / 4, 7 / 8), K.LEFT),
        # Both ways at once: the longer way first, and across where they are as long.
        (Box(0, 0, 1 / 2, 3 / 4), K.LEFT),
        (Box(0, 0, 3 / 4, 1 / 2), K.DOWN),
        (Box(0, 0, 1 / 2, 1 / 2), K.LEFT),
        (Box(1 / 4 + 3 / 16, 3 / 8, 15 / 16 - A_BIT, 7 / 8), K.RIGHT),
    ],
)
def test_where_one_hint_ends_the_next_begins(box: Box, kind: HintKind) -> None:
    assert first_kind(box, Guide(EXACT)) is kind


def test_light_and_sharpness_that_just_suffice_are_no_trouble() -> None:
    p = GuidanceParameters()
    for enough in ({"brightness": p.dark_below}, {"brightness": p.bright_above}, {"sharpness": p.blurred_below}):
        assert [hint.kind for hint in hints(run(1.8, UNCLEAR, note_box=MIDDLE, **enough))] == [K.UNCOVER]


# How often


def test_an_empty_view_is_told_once() -> None:
    assert [hint.kind for hint in hints(run(30.0))] == [K.NOTHING_IN_VIEW]
    assert [hint.kind for hint in hints(run(30.0, sharpness=0.0))] == [K.NOTHING_IN_VIEW]


def test_an_odd_frame_in_an_empty_view_does_not_have_it_told_again() -> None:
    frames = run(9.0)
    for odd in (6.0, 6.1, 6.2, 7.0):
        frames[frames.index(next(frame for frame in frames if frame.captured_at_s >= odd))] = replace(
            run(0.2, UNCLEAR, note_box=MIDDLE)[0], captured_at_s=odd, monotonic_s=odd
        )
    frames.sort(key=lambda frame: frame.captured_at_s)
    assert [hint.kind for hint in hints(frames)] == [K.NOTHING_IN_VIEW]
    guide = Guide()
    told = hints(run(5.0), guide) + hints(run(1.0, UNCLEAR, note_box=MIDDLE, start_s=5.0), guide)
    told += hints(run(5.0, start_s=6.0), guide)
    assert [hint.kind for hint in told] == [K.NOTHING_IN_VIEW, K.NOTHING_IN_VIEW], "a note was held up for a second"


def test_an_empty_view_after_a_note_was_read_is_as_it_should_be() -> None:
    guide = Guide()
    hints(run(2.0, {"20": 0.95}), guide, read=True)

    assert hints(run(30.0, start_s=2.0), guide) == []


def test_a_note_that_went_unread_is_missed() -> None:
    guide = Guide()
    hints(run(2.0, {"20": 0.95}), guide, read=True)
    hints(run(1.0, UNCLEAR, start_s=2.0), guide)

    assert [hint.kind for hint in hints(run(30.0, start_s=3.0), guide)] == [K.NOTHING_IN_VIEW]


def test_the_same_hint_comes_twice_at_most_and_not_too_soon() -> None:
    first, second = hints(run(60.0, UNCLEAR, note_box=Box(0.0, 0.3, 0.4, 0.6)))

    assert first.kind is second.kind is K.LEFT
    assert second.captured_at_s - first.captured_at_s >= 2.5


def test_what_may_help_with_an_unread_note_is_tried_in_turn_and_then_left() -> None:
    told = list(hints(run(60.0, UNCLEAR, note_box=MIDDLE)))
    assert [hint.kind for hint in told] == [
        K.UNCOVER,
        K.FLATTEN,
        K.TURN_OVER,
        K.UNCOVER,
        K.FLATTEN,
        K.TURN_OVER,
    ]
    assert [hint.kind for hint in hints(run(8.0, note_box=MIDDLE))] == [K.TURN_OVER, K.UNCOVER]
    # Each is heard and done before the next.
    pauses_s = [after.captured_at_s - before.captured_at_s for before, after in itertools.pairwise(told)]
    assert pauses_s == pytest.approx([5.0] * 5, abs=0.1)


def test_what_is_wrong_with_the_picture_is_not_held_up_by_what_may_help() -> None:
    guide = Guide()
    [remedy] = hints(run(2.0, UNCLEAR, note_box=MIDDLE), guide)
    left = next(iter(hints(run(4.0, UNCLEAR, start_s=2.0, note_box=Box(0.0, 0.3, 0.4, 0.6)), guide)))
    assert (remedy.kind, left.kind) == (K.UNCOVER, K.LEFT)
    assert left.captured_at_s - remedy.captured_at_s < 3.0


def test_another_hint_in_between_allows_the_first_again() -> None:
    guide = Guide()
    left, right = Box(0.0, 0.3, 0.4, 0.6), Box(0.6, 0.3, 1.0, 0.6)
    kinds = [hint.kind for hint in hints(run(10.0, UNCLEAR, note_box=left), guide)]
    kinds += [hint.kind for hint in hints(run(4.0, UNCLEAR, start_s=14.0, note_box=right), guide)]
    kinds += [hint.kind for hint in hints(run(10.0, UNCLEAR, start_s=28.0, note_box=left), guide)]

    assert kinds == [K.LEFT, K.LEFT, K.RIGHT, K.RIGHT, K.LEFT, K.LEFT]


def test_one_odd_frame_in_four_changes_nothing() -> None:
    frames = run(3.0, UNCLEAR, note_box=Box(0.0, 0.3, 0.4, 0.6))
    frames[::4] = [replace(frame, note_box=Box(0.6, 0.3, 1.0, 0.6)) for frame in frames[::4]]

    assert {hint.kind for hint in hints(frames)} == {K.LEFT}


def test_frames_of_one_moment_begin_nothing_anew_and_an_earlier_one_does() -> None:
    dark = run(1.3, brightness=0.02)
    assert [hint.kind for hint in hints([frame for frame in dark for _ in range(2)])] == [K.TOO_DARK]
    guide = Guide()
    (hint,) = hints(dark, guide)
    assert guide.holds(hint)
    assert hints(run(0.5, brightness=0.02), guide) == [], "it must last anew"
    assert [again.kind for again in hints(run(1.0, brightness=0.02, start_s=0.5), guide)] == [K.TOO_DARK]


def test_directions_that_change_all_the_time_are_not_told() -> None:
    boxes = [Box(0.0, 0.3, 0.4, 0.6), Box(0.6, 0.3, 1.0, 0.6)]
    frames = [replace(frame, note_box=boxes[i % 2]) for i, frame in enumerate(run(20.0, UNCLEAR))]

    assert hints(frames) == []


def test_no_hint_while_the_value_of_a_note_that_just_went_is_being_said() -> None:
    guide = Guide()
    hints(run(1.0, {"20": 0.95}), guide, read=True)
    (hint,) = hints(run(2.4, brightness=0.01, start_s=1.0), guide)

    assert hint.captured_at_s >= 0.9 + 1.5 - 1e-6


def test_darkness_long_after_the_last_note_is_left_alone() -> None:
    guide = Guide()
    hints(run(20.0), guide)

    assert hints(run(20.0, start_s=20.0, brightness=0.02), guide) == []


def test_values_only_gives_no_hint_and_more_can_be_asked_for() -> None:
    guide = Guide(level=GuidanceLevel.VALUES_ONLY)
    assert hints(run(3.0, UNCLEAR, sharpness=10.0), guide) == []
    guide.level = GuidanceLevel.BRIEF

    assert [hint.kind for hint in hints(run(1.0, UNCLEAR, start_s=3.0, sharpness=10.0), guide)] == [K.HOLD_STILL]


def test_a_hint_holds_while_its_trouble_lasts_and_a_moment_longer() -> None:
    guide = Guide()
    (hint,) = hints(run(1.3, UNCLEAR, sharpness=10.0), guide)
    assert guide.holds(hint)
    hints(run(0.9, UNCLEAR, start_s=1.3, note_box=MIDDLE), guide)
    assert guide.holds(hint)
    hints(run(0.3, UNCLEAR, start_s=2.2, note_box=MIDDLE), guide)
    assert not guide.holds(hint)


def test_a_hint_no_longer_holds_once_the_note_was_read() -> None:
    guide = Guide()
    (hint,) = hints(run(1.3, UNCLEAR, sharpness=10.0), guide)
    hints(run(0.1, {"20": 0.95}, start_s=1.3), guide, read=True)

    assert not guide.holds(hint)


def test_a_trouble_of_a_moment_is_judged_with_what_was_before() -> None:
    guide = Guide()
    assert hints(run(3.0), guide) == []
    assert hints(run(0.7, start_s=3.0, brightness=0.02), guide) == []
    assert [hint.kind for hint in hints(run(1.0, start_s=3.7, brightness=0.02), guide)] == [K.TOO_DARK]


def test_every_hint_has_words_short_and_whole() -> None:
    for kind in K:
        brief = phrase(hint_phrase(kind, GuidanceLevel.BRIEF))
        full = phrase(hint_phrase(kind, GuidanceLevel.FULL))
        assert len(brief) < len(full), kind
    assert hint_phrase(K.LEFT, GuidanceLevel.FULL) is Phrase.HINT_LEFT_FULL
    assert "your left" in phrase(Phrase.HINT_LEFT_FULL)


@given(
    st.lists(
        st.sampled_from(
            [
                (None, 0.5, 500.0, None),
                (None, 0.02, 500.0, None),
                (UNCLEAR, 0.5, 15.0, None),
                (UNCLEAR, 0.5, 500.0, MIDDLE),
                (None, 0.5, 500.0, MIDDLE),
                (UNCLEAR, 0.5, 500.0, Box(0.0, 0.3, 0.4, 0.6)),
            ]
        ),
        min_size=1,
        max_size=20,
    )
)
def test_hints_keep_their_distance_and_never_come_three_times_in_a_row(
    stretches: list[tuple[dict[str, float] | None, float, float, Box | None]],
) -> None:
    guide = Guide()
    all_hints: list[Hint] = []
    for number, (scores, brightness, sharpness, box) in enumerate(stretches):
        frames = run(2.0, scores, start_s=2.0 * number, brightness=brightness, sharpness=sharpness, note_box=box)
        all_hints += hints(frames, guide)

    times_s = [hint.captured_at_s for hint in all_hints]
    kinds = [hint.kind for hint in all_hints]
    assert all(b - a >= 2.5 - 1e-5 for a, b in itertools.pairwise(times_s))
    assert all(len(set(kinds[i : i + 3])) > 1 for i in range(len(kinds) - 2))


def test_parameters_at_their_very_bounds_are_taken() -> None:
    times = ("pause_s", "lasts_s", "unread_s", "empty_s", "quiet_after_s", "after_value_s", "first_empty_s", "holds_s")
    counts = dict.fromkeys(("most_in_a_row", "least_frames", "least_looks"), 1)
    GuidanceParameters(**dict.fromkeys((*times, "opposite_pause_s", "remedy_pause_s"), 0.0), **counts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "wrong",
    [
        {"pause_s": -1.0},
        {"remedy_pause_s": -0.1},
        {"opposite_pause_s": -0.1},
        {"holds_s": -0.1},
        {"most_in_a_row": 0},
        {"least_frames": 0},
        {"least_looks": 0},
    ],
)
def test_parameters_outside_their_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="negative"):
        GuidanceParameters(**wrong)  # type: ignore[arg-type]


def _looked_at(frames: list[Observation], looks_a_second: float, guide: Guide, before: int = 0) -> list[Hint]:
    """The hints while print is looked for so often; `before` looks were had of earlier notes."""
    start_s = frames[0].captured_at_s
    told = [
        guide.observe(
            frame, has_been_read=False, looks=before + int((frame.captured_at_s - start_s) * looks_a_second + 1e-6)
        )
        for frame in frames
    ]
    return [hint for hint in told if hint is not None]


def _when(told: list[Hint]) -> list[tuple[HintKind, float]]:
    return [(hint.kind, round(hint.captured_at_s, 6)) for hint in told]


def test_nobody_is_blamed_for_a_computer_that_has_not_looked_yet() -> None:
    note = run(8.0, UNCLEAR, note_box=MIDDLE)
    assert _when(_looked_at(note, 0.5, Guide())) == [(K.STILL_LOOKING, 5.0), (K.UNCOVER, 7.5)]
    assert _looked_at(note, 1.0, Guide())[0].captured_at_s == pytest.approx(3.0)
    assert _looked_at(note, 8.0, Guide())[0].captured_at_s == hints(note)[0].captured_at_s, "as ever"


def test_who_holds_a_note_before_a_slow_computer_is_told_so_ever_more_seldom() -> None:
    guide = Guide()
    note = run(40.0, UNCLEAR, note_box=MIDDLE)
    assert _when(_looked_at(note, 0.0, guide)) == [(K.STILL_LOOKING, at_s) for at_s in (5.0, 15.0, 30.0)]
    assert guide.holds(Hint(K.STILL_LOOKING, 0, 40.0, 40.0, None)), "it holds while the note is there"
    hints(run(2.0, start_s=40.0), guide)
    again = _looked_at(run(6.0, UNCLEAR, start_s=42.0, note_box=MIDDLE), 0.0, guide)
    assert _when(again) == [(K.STILL_LOOKING, 47.0)]
    assert _looked_at(run(8.0, UNCLEAR, note_box=MIDDLE), 0.0, Guide(level=GuidanceLevel.VALUES_ONLY)) == []


def test_looks_at_the_note_before_are_none_at_this_one() -> None:
    guide = Guide()
    assert _looked_at(run(2.0, UNCLEAR, note_box=MIDDLE), 8.0, guide)
    hints(run(2.0, start_s=2.0), guide)
    told = _looked_at(run(6.0, UNCLEAR, start_s=4.0, note_box=MIDDLE), 1.0, guide, before=16)
    assert told[0].captured_at_s == pytest.approx(7.0)


def test_what_needs_no_look_at_the_print_is_told_at_once() -> None:
    assert [hint.kind for hint in _looked_at(run(1.3, brightness=0.02), 0.0, Guide())] == [K.TOO_DARK]


OPPOSITE_BOXES = [
    (Box(0.0, 0.3, 0.3, 0.7), Box(0.7, 0.3, 1.0, 0.7)),
    (Box(0.3, 0.0, 0.7, 0.3), Box(0.3, 0.7, 0.7, 1.0)),
    (Box(0.4, 0.45, 0.6, 0.55), Box(0.0, 0.2, 1.0, 0.8)),
]


@pytest.mark.parametrize(("first", "then"), OPPOSITE_BOXES + [pair[::-1] for pair in OPPOSITE_BOXES])
def test_what_was_asked_for_is_not_taken_back_within_ten_seconds(first: Box, then: Box) -> None:
    guide = Guide()
    (asked,) = hints(run(2.0, UNCLEAR, note_box=first), guide)
    later = hints(run(20.0, UNCLEAR, start_s=2.0, note_box=then), guide)

    assert later[0].kind is not asked.kind
    assert later[0].captured_at_s - asked.captured_at_s >= 10.0 - 1e-6


def test_a_slow_camera_has_its_chance_before_anybody_is_asked_to_change_something() -> None:
    """At two pictures a second three agreeing ones take a second and a half: no finger is to blame meanwhile."""
    guide = Guide()
    frames = [observation(index, index / 2, UNCLEAR, note_box=MIDDLE) for index in range(12)]

    told = [(hint.frame_index, hint.kind) for hint in hints(frames, guide)]

    assert told[0] == (5, K.UNCOVER)
