"""Replay: what is counted, kept and chosen, with observations written by hand and a recogniser that knows the truth."""

import itertools
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.camera.frame import Frame
from app.recognition.look import Depth
from app.recognition.observation import Box, Observation, PrintMatch
from app.recognition.proposal import NOTHING, Proposal
from app.session.print_watch import STEPPED_COST_S
from convert.data.dataset import DataError, specimen_references
from convert.evaluation.clips import Clip, Recipe, Truth
from convert.evaluation.presentations import Showing
from convert.evaluation.recipes import make_recipe
from convert.evaluation.replay import cache_path, load_seen, look_at, look_at_all, save_seen
from convert.evaluation.spoken import Seen, evaluate_clips, evaluate_hints
from tests.app.fakes import PICTURE
from tests.app.observations import observation, print_match
from tests.convert.evaluation.test_presentations import SPECIMENS
from tests.convert.evaluation.test_spoken import BLANK, seen


@pytest.fixture(scope="module")
def recipe() -> Recipe:
    specimens = specimen_references(SPECIMENS)
    return make_recipe(specimens, specimens, (), count=3, aimed=60, blank_minutes=0, seed=5)


class Knows:
    """Sees what the clips' truths say, a box that is off by what the test asks for included."""

    def __init__(self, recipe: Recipe, mirror: bool = False) -> None:
        self._truths = iter([truth for clip in recipe.clips for truth in truths_of(clip, recipe.fps)])
        self._mirror = mirror
        self.looks = 0

    def observe(self, frame: Frame, currencies: frozenset[str]) -> Observation:
        self.looks += 1
        truth = next(self._truths)
        box = None
        if truth.box is not None and truth.in_view:
            left, top, right, bottom = (min(1.0, max(0.0, side)) for side in truth.box)
            box = Box(1 - right, top, 1 - left, bottom) if self._mirror else Box(left, top, right, bottom)
        scores = {"20": 0.95} if truth.is_good else None
        return observation(frame.index, frame.captured_at_s, scores, note_box=box)


def truths_of(clip: Clip, fps: float) -> list[Truth]:
    stage = Showing(clip, fps)
    return [stage.truth(index) for index in range(stage.frames)]


def looked_at(recipe: Recipe, *, mirror: bool = False) -> list[Seen]:
    """What a recogniser that knows the truth sees; nothing is drawn for it."""
    knows = Knows(recipe, mirror)
    everything = []
    for clip in recipe.clips:
        truths = truths_of(clip, recipe.fps)
        frames = [Frame(PICTURE, index, truth.time_s, None, 0.0) for index, truth in enumerate(truths)]
        everything.append(Seen(clip, tuple(truths), tuple(knows.observe(frame, ON) for frame in frames)))
    return everything


ON = frozenset({"USD"})


def test_with_true_geometry_at_least_95_of_100_directions_point_the_right_way(recipe: Recipe) -> None:
    everything = looked_at(recipe)
    for exact in (True, False):
        pointing = evaluate_hints(everything, exact=exact)
        assert pointing.clips == 60
        assert pointing.directions >= 55, "nearly every clip gets a direction"
        assert pointing.percent >= 95.0


def test_boxes_that_are_mirrored_send_the_person_astray(recipe: Recipe) -> None:
    pointing = evaluate_hints(looked_at(recipe, mirror=True), exact=False)

    sideways = [aim for _, aim, _ in pointing.astray if aim in ("left", "right")]
    assert len(sideways) >= 18
    assert pointing.percent < 80


def test_what_was_seen_is_kept_to_the_last_digit_and_not_asked_again(recipe: Recipe, tmp_path: Path) -> None:
    recipe = replace(recipe, clips=recipe.clips[2:4])
    recognizer = Knows(recipe)
    path = tmp_path / "seen.npz"
    first = look_at_all(recipe, recognizer, ON, path)
    looks = recognizer.looks
    second = look_at_all(recipe, recognizer, ON, path)

    assert recognizer.looks == looks == sum(len(one.observations) for one in first)
    assert evaluate_clips(second) == evaluate_clips(first)
    for one, other in zip(first, second, strict=True):
        assert one.clip == other.clip
        assert one.truths == other.truths
        for a, b in zip(one.observations, other.observations, strict=True):
            assert replace(a, scores=()) == replace(b, scores=(), timings=a.timings)
            assert {(s.value, s.score, s.face, s.threshold) for s in a.scores} == {
                (s.value, s.score, s.face, s.threshold) for s in b.scores
            }
            assert a.best.score == b.best.score


def test_a_damaged_cache_is_told(tmp_path: Path, recipe: Recipe) -> None:
    path = tmp_path / "seen.npz"
    path.write_bytes(b"PK\x03\x04 nothing")

    with pytest.raises(DataError, match="remove it"):
        load_seen(recipe, path)


def test_another_model_recipe_or_choice_is_kept_apart(recipe: Recipe, tmp_path: Path) -> None:
    model = tmp_path / "m.tflite"
    model.write_bytes(b"one")
    paths = {cache_path(tmp_path, recipe, model, ["USD"]), cache_path(tmp_path, recipe, model, ["USD", "EUR"])}
    paths.add(cache_path(tmp_path, replace(recipe, fps=10.0), model, ["USD"]))
    assert cache_path(tmp_path, recipe, model, ["EUR", "USD"]) in paths
    model.write_bytes(b"two")
    paths.add(cache_path(tmp_path, recipe, model, ["USD"]))

    assert len(paths) == 4


def test_one_clip_of_nothing_can_be_kept(tmp_path: Path) -> None:
    one = seen([(None, 1.0)], BLANK)
    looks = (print_match("20", 0.2, is_clear=False, agreement=1 / 3), print_match("10", 0.4))
    save_seen([one, replace(one, prints=looks)], tmp_path / "seen.npz")

    again, printed = load_seen(Recipe(15.0, (BLANK, BLANK)), tmp_path / "seen.npz")
    assert again.prints == ()
    assert printed.prints == tuple(replace(look, homography=(), outline=()) for look in looks)
    assert again.observations[3].note_box is None
    assert again.truths == one.truths


class ReadsTwenty:
    """Sees the print of a 20 in every frame."""

    values = ("USD/20",)
    alone: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.read_at_s: list[float] = []

    def read(
        self,
        picture: Any,
        box: Box | None,
        currencies: Collection[str],
        captured_at_s: float = 0.0,
        proposal: Proposal = NOTHING,
        is_mirrored: bool | None = None,
        *,
        depth: Depth = Depth.CLOSER,
    ) -> PrintMatch:
        self.read_at_s.append(captured_at_s)
        return print_match("20", captured_at_s)


def test_the_print_reader_looks_as_often_as_it_can_where_there_is_something_like_a_note(recipe: Recipe) -> None:
    clip = next(clip for clip in recipe.clips if clip.kind == "note")
    one = look_at(clip, recipe.fps, Knows(replace(recipe, clips=(clip,))), ON, reader := ReadsTwenty())
    apart = [b - a for a, b in itertools.pairwise(reader.read_at_s)]
    assert len(one.prints) == len(reader.read_at_s) > 5
    assert min(apart) >= STEPPED_COST_S
    in_view = [t.time_s for t in one.truths if t.in_view]
    assert in_view[0] <= reader.read_at_s[0]
    assert reader.read_at_s[-1] <= in_view[-1]


# The sweep
