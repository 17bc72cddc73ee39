"""Guidance: hints are few, never nag, and end when nothing is shown."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.feedback.guidance import GuidanceParameters, Guide, Hint, HintKind
from app.recognition.observation import Box, Observation
from tests.app.observations import observation

FPS = 10
UNCLEAR = {"20": 0.5, "10": 0.2}


def hints(frames: list[Observation], guide: Guide | None = None, *, read: bool = False) -> list[Hint]:
    guide = guide or Guide()
    given_hints = [guide.observe(frame, has_been_read=read) for frame in frames]
    return [hint for hint in given_hints if hint is not None]


def run(
    seconds: float, scores: dict[str, float] | None = None, *, start_s: float = 0.0, **poor: float
) -> list[Observation]:
    return [
        observation(index, start_s + index / FPS, scores, **poor)  # type: ignore[arg-type]
        for index in range(round(seconds * FPS))
    ]


@pytest.mark.parametrize(
    ("frames", "kind"),
    [
        (run(1.3, brightness=0.02), HintKind.TOO_DARK),
        (run(1.3, UNCLEAR, sharpness=15.0), HintKind.HOLD_STILL),
        (run(1.8, UNCLEAR), HintKind.CANNOT_READ),
    ],
)
def test_what_is_in_the_way_is_told_once_it_lasts(frames: list[Observation], kind: HintKind) -> None:
    (hint,) = hints(frames)

    assert hint.kind is kind
    assert hint.captured_at_s >= 1.0
    assert hints(frames[:8]) == []


def test_a_note_shaped_thing_that_no_value_fits_is_unreadable() -> None:
    frames = [observation(i, i / FPS, note_box=Box(0.2, 0.3, 0.8, 0.6)) for i in range(18)]

    assert [hint.kind for hint in hints(frames)] == [HintKind.CANNOT_READ]


def test_an_empty_view_gives_no_hint() -> None:
    assert hints(run(30.0)) == []
    assert hints(run(30.0, sharpness=0.0)) == []


def test_the_same_hint_comes_twice_at_most_and_not_too_soon() -> None:
    first, second = hints(run(60.0, UNCLEAR))

    assert second.captured_at_s - first.captured_at_s >= 2.5


def test_another_hint_in_between_allows_the_first_again() -> None:
    guide = Guide()
    kinds = [hint.kind for hint in hints(run(10.0, UNCLEAR), guide)]
    kinds += [hint.kind for hint in hints(run(4.0, UNCLEAR, start_s=10.0, sharpness=15.0), guide)]
    kinds += [hint.kind for hint in hints(run(10.0, UNCLEAR, start_s=14.0), guide)]

    unread, still = HintKind.CANNOT_READ, HintKind.HOLD_STILL
    assert kinds == [unread, unread, still, still, unread, unread]


def test_a_note_that_was_read_allows_the_same_hint_again() -> None:
    guide = Guide()
    assert len(hints(run(10.0, UNCLEAR), guide)) == 2
    assert hints(run(2.0, UNCLEAR, start_s=10.0), guide, read=True) == []
    assert len(hints(run(10.0, UNCLEAR, start_s=12.0), guide)) == 2


def test_darkness_long_after_the_last_note_is_left_alone() -> None:
    guide = Guide()
    hints(run(20.0), guide)

    assert hints(run(20.0, start_s=20.0, brightness=0.02), guide) == []


@given(
    st.lists(
        st.sampled_from([(None, 0.5, 500.0), (None, 0.02, 500.0), (UNCLEAR, 0.5, 15.0), (UNCLEAR, 0.5, 500.0)]),
        min_size=1,
        max_size=20,
    )
)
def test_hints_keep_their_distance_and_never_come_three_times_in_a_row(
    stretches: list[tuple[dict[str, float] | None, float, float]],
) -> None:
    guide = Guide()
    all_hints: list[Hint] = []
    for number, (scores, brightness, sharpness) in enumerate(stretches):
        frames = run(2.0, scores, start_s=2.0 * number, brightness=brightness, sharpness=sharpness)
        all_hints += hints(frames, guide)

    times_s = [hint.captured_at_s for hint in all_hints]
    kinds = [hint.kind for hint in all_hints]
    assert all(b - a >= 2.5 - 1e-9 for a, b in itertools.pairwise(times_s))
    assert all(len(set(kinds[i : i + 3])) > 1 for i in range(len(kinds) - 2))


@pytest.mark.parametrize("wrong", [{"pause_s": -1.0}, {"most_in_a_row": 0}])
def test_parameters_outside_their_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="negative"):
        GuidanceParameters(**wrong)  # type: ignore[arg-type]
