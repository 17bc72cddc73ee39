"""A frame in, an observation out: with tiny models of known answers, and the shipped model on fresh specimen notes."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.camera.frame import Frame
from app.recognition.agreement import FEATURES, AgreementWeights
from app.recognition.errors import ModelError
from app.recognition.keypoints import detect_keypoints, scaled_grey
from app.recognition.labels import NoteLabel
from app.recognition.model import Model
from app.recognition.recognizer import Recognizer
from app.recognition.taught import TaughtNotes
from app.recognition.templates import Template, TemplateBank
from convert.data.dataset import class_list
from convert.synthesis.config import SynthesisConfig
from convert.synthesis.synthesizer import Synthesizer
from tests.app.recognition.conftest import Saved
from tests.app.recognition.tiny_model import BLUES, COLOUR, REDS, UNKNOWN, build, constant, metadata
from tests.convert.pictures import specimen_catalogue

RED_BGR = (0, 0, 255)
BLUE_BGR = (255, 0, 0)
GREEN_BGR = (0, 255, 0)
BOTH = frozenset({"RED", "BLU"})


def _frame(picture: NDArray[np.uint8]) -> Frame:
    return Frame(picture, index=41, captured_at_s=2.75, source_item="item.jpg", monotonic_s=99.5)


def _plain(colour: tuple[int, int, int], height: int = 60, width: int = 60) -> NDArray[np.uint8]:
    return np.full((height, width, 3), colour, np.uint8)


def _recognizer(path: Path) -> Recognizer:
    return Recognizer.load(path, threads=1)


@pytest.fixture
def tiny(save: Saved) -> Recognizer:
    return _recognizer(save())


# -- what is read


def test_camera_s_bgr_reaches_the_network_as_rgb(tiny: Recognizer) -> None:
    red, blue = (tiny.observe(_frame(_plain(c)), BOTH) for c in (RED_BGR, BLUE_BGR))
    assert (red.best.currency, red.best.value, red.best.face) == ("RED", "5", "front")
    assert (blue.best.currency, blue.best.value, blue.best.face) == ("BLU", "10", "back")
    assert (red.best.threshold, blue.best.threshold) == (0.8, 0.85)
    assert min(red.best.score, blue.best.score) > 0.99


def test_values_that_have_templates_and_no_class_are_print_s_alone(save: Saved) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (120, 240, 3), dtype=np.uint8)
    keypoints = detect_keypoints(scaled_grey(noise))
    templates = [
        Template("RED/5", keypoints),
        Template("RED/7", keypoints, "back", "old"),
        Template("GRY/1", keypoints),
    ]
    landmarks = TemplateBank(templates, 8).to_bytes()
    weights = AgreementWeights((1.0,) * len(FEATURES), 0.0, 0.9, 0.5, 2.0, 20)
    calibrated = _recognizer(save(metadata=metadata(print_check=weights), landmarks=landmarks))
    assert NoteLabel("RED", "7", "old", "back") in calibrated.labels
    assert "GRY" not in {label.currency for label in calibrated.labels}
    reader = calibrated.print_reader()
    assert reader is not None
    assert reader.alone[:1] == ("RED/7",)
    seen = calibrated.observe(_frame(_plain(RED_BGR)), frozenset({"RED"}))
    assert [(score.value, score.score > 0.9) for score in seen.scores] == [("5", True), ("7", False)]
    assert calibrated.currency_finder() is not None
    assert calibrated.table_reader() is not None
    assert calibrated.teacher(TaughtNotes) is not None
    plain = _recognizer(save(landmarks=landmarks))
    bare = _recognizer(save(metadata=metadata(print_check=weights)))
    for without in (plain, bare):
        assert without.print_reader() is None
        assert without.currency_finder() is None
        assert without.table_reader() is None
        assert without.teacher(TaughtNotes) is None
    assert "7" not in {label.value for label in plain.labels if label.currency == "RED"}, "never calibrated"


def test_what_is_no_note_is_unknown(tiny: Recognizer) -> None:
    seen = tiny.observe(_frame(_plain(GREEN_BGR)), BOTH)
    assert seen.unknown_score > 0.99
    assert sum(s.score for s in seen.scores) + seen.unknown_score == pytest.approx(1)


def test_currency_that_is_off_is_never_in_the_scores(tiny: Recognizer) -> None:
    seen = tiny.observe(_frame(_plain(RED_BGR)), frozenset({"BLU"}))
    assert {s.currency for s in seen.scores} == {"BLU"}
    assert seen.unknown_score > 0.99


def test_currencies_the_model_does_not_know_alone_are_an_error(tiny: Recognizer) -> None:
    with pytest.raises(ValueError, match="BLU, RED"):
        tiny.observe(_frame(_plain(RED_BGR)), frozenset({"CHF"}))


def test_frame_s_identity_light_and_cost_are_in_the_observation(tiny: Recognizer) -> None:
    seen = tiny.observe(_frame(_plain((255, 255, 255), 30, 90)), BOTH)
    assert (seen.frame_index, seen.captured_at_s, seen.source_item, seen.monotonic_s) == (41, 2.75, "item.jpg", 99.5)
    assert seen.brightness == pytest.approx(1)
    assert seen.sharpness == 0
    assert min(seen.timings.preprocess_ms, seen.timings.inference_ms, seen.timings.postprocess_ms) >= 0
    assert seen.note_box is None


def test_each_stage_is_told_by_the_milliseconds_that_it_took(tiny: Recognizer, monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = SimpleNamespace(perf_counter=iter([70.0, 70.002, 70.025, 70.0255]).__next__)
    monkeypatch.setattr("app.recognition.recognizer.time", ticks)
    timings = tiny.observe(_frame(_plain(RED_BGR)), BOTH).timings
    assert timings.preprocess_ms == pytest.approx(2.0)
    assert timings.inference_ms == pytest.approx(23.0)
    assert timings.postprocess_ms == pytest.approx(0.5)


@pytest.mark.parametrize(("height", "width"), [(1, 1), (3, 4000), (4000, 3)])
def test_frames_of_any_shape_are_read(tiny: Recognizer, height: int, width: int) -> None:
    assert len(tiny.observe(_frame(_plain(RED_BGR, height, width)), BOTH).scores) == 2


def test_frame_is_not_changed_and_nothing_is_remembered(tiny: Recognizer) -> None:
    picture = np.random.default_rng(7).integers(0, 256, (48, 64, 3), dtype=np.uint8)
    before = picture.copy()
    first = tiny.observe(_frame(picture), BOTH).scores
    tiny.observe(_frame(_plain(BLUE_BGR)), BOTH)
    assert tiny.observe(_frame(picture), BOTH).scores == first
    assert (picture == before).all()


def test_it_tells_what_the_model_knows(save: Saved) -> None:
    told = _recognizer(save(metadata=metadata(version="2026.01.02", experimental=("RED",))))
    assert told.labels == (UNKNOWN, REDS, BLUES)
    assert told.currencies == ("BLU", "RED")
    assert told.default_currencies == ("BLU",)
    assert told.model_version == "2026.01.02"
    assert told.threads == 1
    told.warm_up()


def test_model_that_cannot_be_had_is_an_error_of_its_own_kind(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        Recognizer.load(tmp_path / "none.tflite")


# -- where the note lies


def test_place_is_mapped_from_the_square_to_the_frame(save: Saved) -> None:
    # A frame twice as wide as high fills the middle half of the square's height.
    place = constant([2.0, 0.25, 0.375, 0.75, 0.625])
    seen = _recognizer(save(build([COLOUR, place]))).observe(_frame(_plain(RED_BGR, 50, 100)), BOTH)
    assert seen.note_box is not None
    box = seen.note_box
    assert (box.left, box.top, box.right, box.bottom) == pytest.approx((0.25, 0.25, 0.75, 0.75), abs=1e-6)


def test_no_place_when_the_network_sees_no_note(save: Saved) -> None:
    seen = _recognizer(save(build([COLOUR, constant([-0.1, 0, 0, 1, 1])]))).observe(_frame(_plain(RED_BGR)), BOTH)
    assert seen.note_box is None


# -- the shipped model


def test_shipped_model_reads_fresh_specimen_notes_and_rarely_says_a_wrong_value(shipped: Model, tmp_path: Path) -> None:
    """At the recipe's conditions (bent, covered, dim, blurred, from a sixth of the picture up), only XTS on."""
    catalogue = specimen_catalogue(tmp_path)
    synthesizer = Synthesizer(
        catalogue, class_list(catalogue), shipped.metadata.input_size, SynthesisConfig().with_smallest(1 / 6)
    )
    recognizer = Recognizer(shipped)
    rng = np.random.default_rng(20261122)
    right = wrong = shown = 0
    for value in ("1", "2", "5", "10", "20", "50", "100"):
        for _ in range(30):
            square = synthesizer.note_sample(rng, "XTS", value, synthetic=True).image
            best = recognizer.observe(_frame(cv2.cvtColor(square, cv2.COLOR_RGB2BGR)), frozenset({"XTS"})).best
            named = best.score >= best.threshold
            right += named and best.value == value
            wrong += named and best.value != value
            shown += 1
    assert wrong <= 0.01 * shown, f"{wrong} of {shown} were given a wrong value"
    assert right >= 0.90 * shown, f"only {right} of {shown} were read"


def test_shipped_model_names_nothing_on_plain_and_drawn_pictures_without_a_note(shipped: Model) -> None:
    recognizer = Recognizer(shipped)
    currencies = frozenset(recognizer.default_currencies)
    pictures = [_plain((g, g, g), 480, 640) for g in (0, 60, 128, 255)]
    pictures += [_plain((60, 120, 90), 480, 640), _plain((20, 20, 160), 480, 640)]
    for picture in pictures:
        best = recognizer.observe(_frame(picture), currencies).best
        assert best.score < best.threshold
