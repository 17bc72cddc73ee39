"""The announcer: each note is named once per presentation."""

import itertools
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.feedback.announcer import LOOKS_EVERY_S, Announcer
from app.feedback.guidance import GuidanceParameters, HintKind
from app.feedback.smoothing import SmoothingParameters
from app.feedback.utterance import Announcement
from app.recognition.observation import Box, Observation
from tests.app.observations import film, observation, print_match

TEN = {"10": 0.95}
TWENTY = {"20": 0.95}
NOTHING = None
# Memory so long that frames of one presentation could still speak in the next.
LONG_MEMORY = SmoothingParameters(window_s=1.5, min_evidence_s=0.7, min_margin=0.15)


def told(frames: list[Observation], announcer: Announcer | None = None) -> list[Announcement]:
    announcer = announcer or Announcer()
    decisions = [announcer.observe(frame) for frame in frames]
    return [decision.announcement for decision in decisions if decision.announcement is not None]


def values(frames: list[Observation]) -> list[str]:
    return [announcement.value for announcement in told(frames)]


@pytest.mark.parametrize("fps", [5, 10, 15, 24, 30, 60])
def test_a_folder_of_pictures_is_named_picture_by_picture(fps: int) -> None:
    shots = [(TWENTY, 1.5), (NOTHING, 0.9), (TWENTY, 1.5), (NOTHING, 0.9), (TEN, 1.5), (NOTHING, 0.9)]

    assert values(list(film(shots, fps=fps))) == ["20", "20", "10"]


def test_a_note_held_for_a_minute_is_named_once() -> None:
    assert values(list(film([(TWENTY, 60.0)]))) == ["20"]


def test_a_note_that_goes_for_too_short_a_time_is_not_named_again() -> None:
    assert values(list(film([(TWENTY, 1.5), (NOTHING, 0.3), (TWENTY, 1.5)]))) == ["20"]


def test_a_shaking_hand_does_not_end_a_presentation() -> None:
    assert values(list(film([(TWENTY, 1.5), ({"20": 0.55}, 3.0), (TWENTY, 1.5)]))) == ["20"]


@pytest.mark.parametrize(("hidden_s", "named"), [(1.5, ["20"]), (2.5, ["20", "20"])])
def test_a_note_that_a_hand_covers_for_a_while_is_still_the_same(hidden_s: float, named: list[str]) -> None:
    """As long as a note is found in the picture; but not for ever, and not when nothing is found."""
    frames = list(film([(TWENTY, 1.5), (NOTHING, hidden_s), (TWENTY, 1.5)]))
    found = [replace(frame, note_box=Box(0.2, 0.3, 0.8, 0.7)) for frame in frames]

    assert values(found) == named
    assert values(frames) == ["20", "20"]


@pytest.mark.parametrize("fps", [5, 15, 30])
def test_another_note_laid_on_top_is_named(fps: int) -> None:
    announcements = told(list(film([(TWENTY, 1.5), (TEN, 1.5), (TWENTY, 1.5)], fps=fps)))

    assert [announcement.value for announcement in announcements] == ["20", "10", "20"]
    assert announcements[1].captured_at_s - 1.5 <= 0.9


def test_the_frames_that_earned_one_word_do_not_help_to_earn_another() -> None:
    shown = [*[TWENTY] * 13, *[TEN] * 12, *[TWENTY] * 14]
    frames = [observation(i, i / 15, scores, threshold=0.3) for i, scores in enumerate(shown)]
    announcements = told(frames, Announcer(LONG_MEMORY))

    assert [announcement.value for announcement in announcements] == ["20", "10", "20"]
    assert announcements[2].frame_index >= 13 + 12 + 10


def test_a_note_that_returns_must_earn_its_word_anew() -> None:
    """Even where the window reaches back to when the note was there before."""
    elsewhere = {"10": 0.25, "20": 0.1}
    shown = [(TWENTY, 0.05)] * 25 + [(elsewhere, 0.2)] * 13 + [(TWENTY, 0.05)] * 14
    frames = [
        observation(i, i / 15, scores, unknown=unknown, threshold=0.3) for i, (scores, unknown) in enumerate(shown)
    ]
    announcements = told(frames, Announcer(replace(LONG_MEMORY, window_s=2.0)))

    assert [announcement.value for announcement in announcements] == ["20", "20"]
    assert announcements[1].frame_index >= 25 + 13 + 10


def test_another_value_for_a_moment_is_not_named() -> None:
    assert values(list(film([(TWENTY, 1.5), (TEN, 0.25), (TWENTY, 1.5)]))) == ["20"]


def test_the_announcement_carries_the_frame_that_tipped_the_scale() -> None:
    frames = [
        observation(7 + index, index / 15, TWENTY, source_item="a.jpg", monotonic_s=100 + index) for index in range(20)
    ]

    (announcement,) = told(frames)

    assert announcement.currency == "USD"
    assert announcement.face == "front"
    assert announcement.confidence == pytest.approx(0.95)
    assert announcement.source_item == "a.jpg"
    assert announcement.captured_at_s == pytest.approx((announcement.frame_index - 7) / 15)
    assert announcement.monotonic_s == announcement.frame_index - 7 + 100


def test_the_note_in_front_of_the_camera_is_known_until_it_has_gone() -> None:
    announcer = Announcer()
    (announcement,) = told(list(film([(TWENTY, 1.0)])), announcer)
    assert announcer.current_value is announcement
    assert announcer.is_there(announcement, grace_s=0.0)

    for index in range(1, 11):
        announcer.observe(observation(100 + index, 1.0 + index / 10))

    assert announcer.current_value is None
    assert announcer.is_there(announcement, grace_s=1.5)
    assert not announcer.is_there(announcement, grace_s=0.5)
    assert announcer.repeat() is announcement


def test_an_older_announcement_is_no_longer_there_once_a_newer_one_came() -> None:
    announcer = Announcer()
    older, newer = told(list(film([(TWENTY, 1.5), (TEN, 1.5)])), announcer)

    assert not announcer.is_there(older, grace_s=60.0)
    assert announcer.is_there(newer, grace_s=0.0)


def test_reset_lets_the_same_note_be_named_again_after_new_evidence() -> None:
    announcer = Announcer()
    frames = list(film([(TWENTY, 3.0)]))
    assert len(told(frames[:20], announcer)) == 1
    announcer.reset()

    (again,) = told(frames[20:], announcer)

    assert again.frame_index >= 20 + 5
    assert announcer.repeat() is again


def test_nothing_to_repeat_before_the_first_announcement() -> None:
    announcer = Announcer()
    announcer.observe(observation())

    assert announcer.repeat() is None


def test_a_source_that_starts_again_at_nought_is_a_new_presentation() -> None:
    frames = list(film([(TWENTY, 1.5)]))

    assert [announcement.value for announcement in told(frames + frames)] == ["20", "20"]


def test_a_note_that_has_been_read_gets_no_hint() -> None:
    announcer = Announcer()
    decisions = [announcer.observe(frame) for frame in film([(TWENTY, 1.0), ({"20": 0.6}, 20.0)])]

    assert [decision.hint for decision in decisions if decision.hint] == []


shots = st.lists(
    st.tuples(
        st.sampled_from([NOTHING, TWENTY, TEN, {"20": 0.6}, {"10": 0.5, "20": 0.4}, {"5": 0.85}]),
        st.sampled_from([0.1, 0.2, 0.4, 0.7, 1.5]),
    ),
    min_size=1,
    max_size=12,
)


@given(shots, st.sampled_from([5.0, 15.0, 30.0]))
def test_never_twice_for_one_presentation(shown: list[tuple[dict[str, float] | None, float]], fps: float) -> None:
    """Between two announcements of one value it was out of the lead for gone_after_s, or another was announced."""
    frames = list(film(shown, fps=fps))
    announcements = told(frames)
    for earlier, later in itertools.pairwise(announcements):
        if earlier.value != later.value:
            continue
        held = [
            frame.captured_at_s
            for frame in frames
            if earlier.captured_at_s <= frame.captured_at_s <= later.captured_at_s
            and frame.best.value == earlier.value
            and frame.best.score >= frame.best.threshold / 2
            and frame.best.score > frame.unknown_score
        ]
        assert max(b - a for a, b in itertools.pairwise(held)) >= SmoothingParameters().gone_after_s - 1e-6


@given(shots, st.sampled_from([5.0, 15.0, 30.0]))
def test_two_announcements_share_no_evidence(shown: list[tuple[dict[str, float] | None, float]], fps: float) -> None:
    parameters = SmoothingParameters()
    frames = list(film(shown, fps=fps))
    since_s = -1.0
    for announcement in told(frames):
        own = [
            frame
            for frame in frames
            if max(since_s, announcement.captured_at_s - parameters.window_s) < frame.captured_at_s
            and frame.captured_at_s <= announcement.captured_at_s
            and frame.best.value == announcement.value
            and frame.best.score >= frame.best.threshold
        ]
        assert len(own) >= parameters.min_frames
        since_s = announcement.captured_at_s


def test_a_value_that_is_being_said_outlives_another_source() -> None:
    announcer = Announcer()
    (announcement,) = told(list(film([(TWENTY, 1.5)])), announcer)
    announcer.reset()
    assert announcer.current_value is None
    assert announcer.is_there(announcement, grace_s=2.5)
    told(list(film([(TEN, 1.5)])), announcer)
    assert not announcer.is_there(announcement, grace_s=2.5)


def test_a_hint_holds_while_its_trouble_lasts_and_nothing_was_read() -> None:
    announcer = Announcer()
    blurred = [observation(index, index / 10, {"20": 0.5, "10": 0.2}, sharpness=15.0) for index in range(20)]
    (hint,) = [hint for frame in blurred if (hint := announcer.observe(frame).hint) is not None]
    assert announcer.hint_holds(hint)

    clear = Box(0.2, 0.3, 0.8, 0.7)
    for index in range(20, 34):
        announcer.observe(observation(index, index / 10, {"20": 0.5, "10": 0.2}, note_box=clear))
    assert announcer.current_value is None
    assert not announcer.hint_holds(hint)


def test_a_hint_holds_no_more_once_the_note_is_named() -> None:
    announcer = Announcer()
    blurred = [observation(index, index / 10, {"20": 0.5, "10": 0.2}, sharpness=15.0) for index in range(20)]
    (hint,) = [hint for frame in blurred if (hint := announcer.observe(frame).hint) is not None]
    assert told([observation(index, index / 10, TWENTY) for index in range(20, 30)], announcer)
    assert not announcer.hint_holds(hint)


# -- a value is spoken when its print was seen

USD = ("USD/5", "USD/10", "USD/20")


def told_with_print(frames: list[Observation], prints: dict[int, str]) -> list[tuple[str, int]]:
    """The values named and at which frame; before a frame with that index, print that was seen in the one before."""
    announcer = Announcer(with_print=USD)
    said = []
    for frame in frames:
        if frame.frame_index in prints:
            announcer.observe_print(print_match(prints[frame.frame_index], frames[frame.frame_index - 1].captured_at_s))
        announcement = announcer.observe(frame).announcement
        if announcement is not None:
            said.append((announcement.value, announcement.frame_index))
    return said


def test_a_value_is_not_named_before_its_print_was_seen_and_at_once_then() -> None:
    frames = list(film([(TWENTY, 3.0)]))
    ((_, earned_at),) = told_with_print(frames, {1: "20"})
    assert told_with_print(frames, {}) == []
    assert told_with_print(frames, {1: "20"}) == [("20", earned_at)]
    assert told_with_print(frames, {30: "20"}) == [("20", 30)]
    assert told_with_print(frames, {20: "10"}) == [], "the network says 20, the print 10: neither is to be trusted"


def test_a_value_without_templates_is_named_by_the_network_alone() -> None:
    announcer = Announcer(with_print=("USD/10",))
    said = [announcer.observe(frame).announcement for frame in film([(TWENTY, 2.0)])]
    assert [a.value for a in said if a is not None] == ["20"]


def test_print_of_the_note_before_does_not_name_the_next() -> None:
    frames = list(film([(TWENTY, 1.5), (NOTHING, 1.0), (TWENTY, 2.0)]))
    assert [value for value, _ in told_with_print(frames, {10: "20"})] == ["20"]
    assert [value for value, _ in told_with_print(frames, {10: "20", 45: "20"})] == ["20", "20"]


def test_print_names_a_note_of_which_the_network_is_not_sure() -> None:
    frames = list(film([({"20": 0.5, "10": 0.3}, 2.0)]))
    assert told_with_print(frames, {}) == []
    assert told_with_print(frames, {5: "20"}) == [("20", 5)]
    unlikely = list(film([({"10": 0.5, "20": 0.3}, 2.0)]))
    assert told_with_print(unlikely, {5: "20"}) == []
    assert told_with_print(unlikely, {5: "20", 8: "20"}) == [("20", 8)]


def test_print_keeps_a_presentation_that_the_network_loses() -> None:
    unsure = {"20": 0.3, "10": 0.35}
    frames = list(film([({"20": 0.5, "10": 0.3}, 1.0), (unsure, 6.0)]))
    looks = {index: "20" for index in range(5, 100, 5)}
    assert told_with_print(frames, looks) == [("20", 5)]


def test_print_is_wanted_while_something_like_a_note_is_not_confirmed() -> None:
    announcer = Announcer(with_print=USD)
    wanted = []
    for frame in film([(NOTHING, 0.2), (TWENTY, 1.5), ({"5": 0.9}, 0.2)]):
        if frame.frame_index == 5:
            announcer.observe_print(print_match("20", 4 / 15))
        announcer.observe(frame)
        wanted.append(announcer.wants_print)
    assert wanted[:3] == [False] * 3
    assert wanted[3:5] == [True] * 2
    assert wanted[5:25] == [False] * 20
    assert wanted[-1]


def test_a_note_whose_print_is_never_seen_gets_a_hint() -> None:
    announcer = Announcer(with_print=USD)
    hints = [
        announcer.observe(replace(frame, note_box=Box(0.2, 0.3, 0.8, 0.7))).hint for frame in film([(TWENTY, 8.0)])
    ]
    assert len([hint for hint in hints if hint is not None]) >= 2


def test_a_value_that_print_alone_names_is_told_once_as_long_as_it_is_shown() -> None:
    """The network never sees it: what keeps the presentation up are further looks at its print."""
    announcer = Announcer(with_print=["KES/50"], by_print_alone=["KES/50"])
    told = []
    for index in range(90):
        at_s, is_there = index / 15, index < 60
        shown = observation(index, at_s, {}, note_box=Box(0.1, 0.2, 0.8, 0.9) if is_there else None)
        if is_there and index % 2 == 1:
            announcer.observe_print(print_match("50", at_s - 0.05, currency="KES"))
        decision = announcer.observe(shown)
        if decision.announcement is not None:
            told.append((index, decision.announcement.currency, decision.announcement.value))
    assert told == [(1, "KES", "50")]


def _told_by_slow_looks(
    look_s: float, shown_s: float, until_s: float, *, finds_box: bool, again_s: float = math.inf
) -> list[float]:
    """When a note that print alone knows is told: it is shown so long, and once more; each look takes so long.

    Every second look sees nothing: the note moves.
    """
    announcer = Announcer(with_print=["KES/50"], by_print_alone=["KES/50"])
    announcer.looks_everywhere = not finds_box
    announcer.print_looks = 0
    told: list[float] = []
    looked_at_s: float | None = None
    for index in range(round(until_s * 15)):
        at_s = index / 15

        if looked_at_s is not None and at_s - looked_at_s >= look_s:
            is_seen = (looked_at_s < shown_s or looked_at_s >= again_s) and announcer.print_looks % 2 == 0
            if is_seen:
                match = print_match("50", looked_at_s, currency="KES")
                announcer.observe_print(replace(match, is_taught=not finds_box))
            announcer.print_looks += 1
            looked_at_s = None
        is_there = at_s < shown_s or at_s >= again_s
        box = Box(0.1, 0.2, 0.8, 0.9) if finds_box and is_there else None
        decision = announcer.observe(observation(index, at_s, {}, note_box=box))
        told += [at_s] * (decision.announcement is not None)
        if announcer.wants_print and looked_at_s is None:
            looked_at_s = at_s
    return told


@pytest.mark.parametrize("finds_box", [True, False])
@pytest.mark.parametrize("look_s", [0.1, 0.3, 0.6, 0.9])
def test_a_note_that_print_alone_names_is_told_once_however_slow_the_looks_that_it_counts_in(
    look_s: float, finds_box: bool
) -> None:
    assert len(_told_by_slow_looks(look_s, 40.0, 40.0, finds_box=finds_box)) == 1


@pytest.mark.parametrize("finds_box", [True, False])
def test_the_next_note_of_its_value_is_told_as_well(finds_box: bool) -> None:
    for look_s in (0.1, 0.5):
        told = _told_by_slow_looks(look_s, 6.0, 20.0, finds_box=finds_box, again_s=10.0)
        assert len(told) == 2
        assert told[1] > 10.0


def test_a_reader_that_answers_no_more_does_not_keep_a_note_for_ever() -> None:
    announcer = Announcer(with_print=["KES/50"], by_print_alone=["KES/50"])
    announcer.print_looks = 3
    box = Box(0.1, 0.2, 0.8, 0.9)
    gone_s = None
    for index in range(15 * 15):
        if index == 1:
            announcer.observe_print(print_match("50", 0.05, currency="KES"))
        announcer.observe(observation(index, index / 15, {}, note_box=box))
        if index > 1 and announcer.current_value is None and gone_s is None:
            gone_s = index / 15
    assert gone_s is not None
    assert 9.9 < gone_s < 10.5


def test_when_hints_are_given_can_be_asked() -> None:
    parameters = GuidanceParameters(pause_s=7.0)
    assert Announcer(guidance=parameters).guidance is parameters


def test_of_several_notes_no_value_is_named_until_one_is_alone() -> None:
    announcer = Announcer(with_print=("USD/20", "USD/10"))
    hints, named = [], []
    for index, frame in enumerate(film([(TWENTY, 4.0)])):
        if index % 5 == 1:
            announcer.observe_print(replace(print_match("20", index / 15), has_others=index < 30))
        decision = announcer.observe(frame)
        hints += [] if decision.hint is None else [decision.hint]
        named += [] if decision.announcement is None else [decision.announcement]
        assert decision.hint is None or decision.announcement is None
        assert all(announcer.hint_holds(hint) == (index / 15 <= 26 / 15 + 1.0) for hint in hints)
    assert [hint.kind for hint in hints] == [HintKind.SEVERAL]
    assert [each.value for each in named] == ["20"]
    assert named[0].captured_at_s > 26 / 15 + 1.0


def test_several_notes_of_one_value_are_named_as_several_or_told_without_a_value() -> None:
    for names_alike, named, hinted in ((True, [("20", True)], []), (False, [], [HintKind.SEVERAL])):
        announcer = Announcer(with_print=("USD/20", "USD/10"))
        announcer.name_alike(names_alike)
        told, hints = [], []
        for index, frame in enumerate(film([(TWENTY, 2.0)])):
            if index % 5 == 1:
                announcer.observe_print(replace(print_match("20", index / 15), has_others=True, others_are_alike=True))
            decision = announcer.observe(frame)
            told += [] if decision.announcement is None else [decision.announcement]
            hints += [] if decision.hint is None else [decision.hint.kind]
        assert [(each.value, each.are_several) for each in told] == named
        assert hints == hinted


def test_a_note_of_the_same_value_laid_beside_the_one_that_was_named_makes_them_several() -> None:
    announcer = Announcer(with_print=("USD/20", "USD/10"))
    named, hints = [], []
    for index, frame in enumerate(film([(TWENTY, 4.0)])):
        if index % 5 == 1:
            is_there = index >= 30
            announcer.observe_print(
                replace(print_match("20", index / 15), has_others=is_there, others_are_alike=is_there)
            )
        decision = announcer.observe(frame)
        named += [] if decision.announcement is None else [decision.announcement]
        hints += [] if decision.hint is None else [decision.hint.kind]
    assert [(each.value, each.are_several) for each in named] == [("20", False)]
    assert hints == [HintKind.SEVERAL]


def test_a_note_laid_beside_the_one_that_was_named_is_not_named_by_itself() -> None:
    announcer = Announcer(with_print=("USD/20", "USD/10"))
    named, hints = [], []
    for index, frame in enumerate(film([(TWENTY, 2.0), (TEN, 2.0)])):
        if index % 5 == 1:
            match = print_match("20" if index < 30 else "10", index / 15)
            announcer.observe_print(replace(match, has_others=index >= 30))
        decision = announcer.observe(frame)
        named += [] if decision.announcement is None else [decision.announcement.value]
        hints += [] if decision.hint is None else [decision.hint.kind]
    assert (named, hints) == (["20"], [HintKind.SEVERAL])


def test_where_the_network_sees_nothing_print_is_looked_for_only_once_something_was_taught() -> None:
    announcer = Announcer()
    frames = list(film([(NOTHING, 2.0)], fps=10))

    def looked_at() -> list[float]:
        times = []
        for frame in frames:
            announcer.observe(frame)
            if announcer.wants_print:
                times.append(frame.captured_at_s)
        return times

    assert looked_at() == []
    announcer.looks_everywhere = True
    announcer.reset()
    times = looked_at()
    assert times[0] == 0.0
    assert all(later - earlier >= LOOKS_EVERY_S for earlier, later in itertools.pairwise(times))
    assert len(times) == 5
    announcer.looks_everywhere = False
    assert looked_at() == []


def test_a_note_that_is_seen_is_looked_at_in_each_frame_whatever_was_taught() -> None:
    announcer = Announcer()
    announcer.looks_everywhere = True
    wanted = []
    for frame in film([({"20": 0.7}, 1.0)], fps=10):
        announcer.observe(frame)
        wanted.append(announcer.wants_print)
    assert all(wanted)


def test_a_frame_of_the_same_moment_is_not_looked_at_twice() -> None:
    announcer = Announcer()
    announcer.looks_everywhere = True
    announcer._looked_s = -1.0
    frame = observation(0, 0.0, None)
    assert announcer._is_time_to_look(frame)
    assert not announcer._is_time_to_look(frame)
    assert announcer._is_time_to_look(observation(1, LOOKS_EVERY_S, None))


@pytest.mark.parametrize(("away_s", "is_told_again"), [(4.5, False), (4.53125, True)])
def test_pictures_may_be_away_for_four_seconds_and_two_periods_of_the_camera(
    away_s: float, is_told_again: bool
) -> None:
    announcer = Announcer()
    frames = [observation(n, n * 0.25, TWENTY) for n in range(9)]
    frames += [observation(9 + n, 2.0 + away_s + n * 0.25, TWENTY) for n in range(9)]
    assert [each.value for each in told(frames, announcer)] == ["20"] * (1 + is_told_again)


def test_a_note_that_print_alone_tells_has_gone_with_the_second_look_that_shows_it_no_more() -> None:
    announcer = Announcer(with_print=["KES/50"], by_print_alone=["KES/50"])
    announcer.print_looks = 3
    box, looks_at = Box(0.1, 0.2, 0.8, 0.9), {60: 4, 90: 5}
    there = []
    for index in range(100):
        if index == 1:
            announcer.observe_print(print_match("50", 0.05, currency="KES"))
        announcer.print_looks = looks_at.get(index, announcer.print_looks)
        announcer.observe(observation(index, index / 15, {}, note_box=box))
        there.append(announcer.current_value is not None)
    assert there[4:90] == [True] * 86
    assert there[90:] == [False] * 10


def test_a_frame_of_the_very_time_of_the_one_before_begins_anew() -> None:
    announcer = Announcer()
    frames = [observation(n, n * 0.25, TWENTY) for n in range(9)]
    assert len(told(frames, announcer)) == 1
    assert announcer.current_value is not None
    announcer.observe(observation(9, 2.0, TWENTY))
    assert announcer.current_value is None


@pytest.mark.parametrize(("after_s", "is_there"), [(0.0, False), (0.125, True)])
def test_print_of_the_frame_that_named_a_note_does_not_show_that_it_is_still_there(
    after_s: float, is_there: bool
) -> None:
    announcer = Announcer()
    (first,) = told([observation(n, n * 0.25, TWENTY) for n in range(3)], announcer)
    assert first.captured_at_s == 0.5
    for n in range(1, 3):
        announcer.observe(observation(2 + n, 0.5 + n * 0.25))
    announcer.observe_print(print_match("20", 0.5 + after_s))
    announcer.observe(observation(5, 1.5))
    assert (announcer.current_value is not None) is is_there


def test_where_no_look_comes_back_a_note_has_gone_after_the_very_time() -> None:
    announcer = Announcer(with_print=["KES/50"], by_print_alone=["KES/50"])
    announcer.print_looks = 3
    box, there = Box(0.1, 0.2, 0.8, 0.9), []
    for index in range(60):
        if index == 1:
            announcer.observe_print(print_match("50", 0.125, currency="KES"))
        announcer.observe(observation(index, index / 4, {}, note_box=box))
        there.append(announcer.current_value is not None)
    first = there.index(True)
    # Ten seconds of four frames each, known with the frame after that.
    assert there[first:] == [True] * 41 + [False] * (19 - first)
