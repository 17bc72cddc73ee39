"""Each field of a model's document at the last number that is taken and the first that is not."""

from __future__ import annotations

import errno
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from app.recognition import labels
from app.recognition.agreement import FEATURES, AgreementWeights
from app.recognition.errors import ModelError
from app.recognition.labels import ModelMetadata
from app.recognition.rules import are_view_rules
from tests.app.recognition.tiny_model import metadata

DOCUMENT: dict[str, Any] = json.loads(metadata().to_json())
WEIGHTS: dict[str, Any] = json.loads(
    json.dumps(asdict(AgreementWeights((0.5,) * len(FEATURES), 0.0, 0.9, 0.5, 2.0, 20, 0.4)))
)
NOTE = {"currency": "USD", "value": "20", "series": "current", "face": "front"}


def _read(**changes: Any) -> ModelMetadata:
    return ModelMetadata.from_json(json.dumps({**DOCUMENT, **changes}))


def _refused(**changes: Any) -> str:
    with pytest.raises(ModelError) as raised:
        _read(**changes)
    assert raised.value.code == "model_metadata"
    return str(raised.value.parameters["field"])


@pytest.mark.parametrize(
    ("field", "taken", "refused"),
    [
        ("version", ["", "x" * 200], ["x" * 201, 5, None, "\ud800", "a\udfff"]),
        ("input_size", [1, 4096], [0, 4097, 224.0, True, "224", None]),
        ("pad_value", [0, 255], [-1, 256, 1.5, False]),
        ("temperature", [0.001, 1000, 1], [0.0009, 1000.1, True, "1", None]),
        ("disabled_weight", [0, 1, 0.5], [-0.001, 1.001, True, None]),
        ("experimental", [[], ["USD"]], [["USD", 5], "USD", None, ["x" * 201]]),
        ("normalisation", [[-1e6, 1e6]], [[1], [1, 2, 3], [1e7, 0], [0, -1e7], None]),
        ("turns", [[0], [0, 3], [0] * 16], [[], [1], [0, 4], [0, -1], [0] * 17, [0, True], None]),
        ("evidence", [{}, {"a": -1e6, "b": 1e6}], [{"a": 1e7}, {"a": -1e7}, {"a": None}, {"a": True}, [], None]),
    ],
)
def test_a_field_is_taken_to_its_bounds(field: str, taken: list[Any], refused: list[Any]) -> None:
    for value in taken:
        assert _read(**{field: value}) is not None
    for value in refused:
        assert _refused(**{field: value}) == field


def test_thresholds_are_fractions_and_there_is_one_for_each_value() -> None:
    own = DOCUMENT["thresholds"]
    value = next(iter(own))
    for fraction in (0, 1):
        assert _read(thresholds={**own, value: fraction}).thresholds[value] == fraction
    for wrong in (-0.01, 1.01, True, "1", None):
        assert _refused(thresholds={**own, value: wrong}) == "thresholds"
    assert _refused(thresholds={key: each for key, each in own.items() if key != value}) == "thresholds"
    assert _read(thresholds={**own, "USD/7": 0.5}) is not None, "one more is no harm"
    assert _refused(thresholds=[0.5]) == "thresholds"


@pytest.mark.parametrize(
    ("change", "taken"),
    [
        ({}, True),
        ({"value": "0.5"}, True),
        ({"value": "9" * 12}, True),
        ({"value": "9" * 13}, False),
        ({"value": "1.123456"}, True),
        ({"value": "1.1234567"}, False),
        ({"value": "1."}, False),
        ({"value": ".5"}, False),
        ({"value": "-1"}, False),
        ({"value": ""}, False),
        ({"value": 20}, False),
        ({"currency": "US"}, False),
        ({"currency": "USDX"}, False),
        ({"currency": "usd"}, False),
        ({"series": "old"}, True),
        ({"series": "new"}, False),
        ({"series": ""}, False),
        ({"face": "back"}, True),
        ({"face": "side"}, False),
        ({"face": None}, False),
        ({"more": "x"}, False),
    ],
)
def test_a_class_is_a_note_as_they_are_labelled(change: dict[str, Any], taken: bool) -> None:
    note = {**NOTE, **change}
    unknown = {"currency": "", "value": "", "series": "", "face": ""}
    more = {"labels": [unknown, note], "thresholds": {f"{note['currency']}/{note['value']}": 0.5}}
    if taken:
        assert _read(**more).labels[1].value == note["value"]
    else:
        assert _refused(**more) == "labels"


def test_there_is_one_class_of_everything_else_and_each_other_one_once() -> None:
    unknown = {"currency": "", "value": "", "series": "", "face": ""}
    thresholds = {"USD/20": 0.5}
    back = {**NOTE, "face": "back"}
    assert len(_read(labels=[unknown, NOTE, back], thresholds=thresholds).labels) == 3
    for wrong in ([NOTE, back], [unknown, unknown, NOTE], [unknown, NOTE, NOTE], [unknown], [], [unknown, "USD"], None):
        assert _refused(labels=wrong, thresholds=thresholds) == "labels"
    assert _refused(labels=[{**unknown, "face": "front"}, NOTE], thresholds=thresholds) == "labels"


@pytest.mark.parametrize(
    ("change", "taken"),
    [
        ({}, True),
        ({"clear": 0.5, "weak": 0.5}, True),
        ({"clear": 0.4, "weak": 0.5}, False),
        ({"clear": 1.0}, True),
        ({"clear": 1.01}, False),
        ({"clear": True}, False),
        ({"weak": 0}, True),
        ({"weak": -0.01}, False),
        ({"lead": 1}, True),
        ({"lead": 0.99}, False),
        ({"lead": 1e9}, True),
        ({"lead": 1.1e9}, False),
        ({"least_keypoints": 1}, True),
        ({"least_keypoints": 0}, False),
        ({"least_keypoints": 10_000}, True),
        ({"least_keypoints": 10_001}, False),
        ({"least_keypoints": 5.0}, False),
        ({"faint": 0}, True),
        ({"faint": 1}, True),
        ({"faint": -0.1}, False),
        ({"faint": 1.1}, False),
        ({"bias": 1e6}, True),
        ({"bias": -1.1e6}, False),
        ({"weights": [0.5] * (len(FEATURES) - 1)}, False),
        ({"weights": [0.5] * (len(FEATURES) + 1)}, False),
        ({"weights": ["x"] * len(FEATURES)}, False),
        ({"more": 1}, False),
    ],
)
def test_what_print_must_reach_is_taken_to_its_bounds(change: dict[str, Any], taken: bool) -> None:
    if taken:
        found = _read(print_check={**WEIGHTS, **change}).print_check
        assert found is not None
        assert all(getattr(found, name) == value for name, value in change.items())
    else:
        assert _refused(print_check={**WEIGHTS, **change}) == "print_check"


def test_a_document_may_say_nothing_of_print_and_of_faint_print() -> None:
    assert _read(print_check=None).print_check is None
    old = {name: value for name, value in WEIGHTS.items() if name != "faint"}
    found = _read(print_check=old).print_check
    assert found is not None
    assert found.faint == 1.0
    for lacking in ("bias", "weights", "lead"):
        assert (
            _refused(print_check={name: value for name, value in WEIGHTS.items() if name != lacking}) == "print_check"
        )
    assert _refused(print_check=[1]) == "print_check"


VIEWS: dict[str, Any] = DOCUMENT["views"]


@pytest.mark.parametrize(
    ("change", "taken"),
    [
        ({}, True),
        ({"nothing": 0}, True),
        ({"nothing": 1}, True),
        ({"nothing": -0.01}, False),
        ({"nothing": 1.01}, False),
        ({"nothing": True}, False),
        ({"nothing": "1"}, False),
        ({"margin": 0}, True),
        ({"margin": 10}, True),
        ({"margin": -0.1}, False),
        ({"margin": 10.1}, False),
        ({"light": None}, False),
        ({"light": {**VIEWS["light"], "dark_below": 1}}, True),
        ({"light": {**VIEWS["light"], "dark_below": 1.1}}, False),
        ({"light": {**VIEWS["light"], "lightened_to": 0}}, True),
        ({"light": {**VIEWS["light"], "lightened_to": -0.1}}, False),
        ({"light": {**VIEWS["light"], "most_gain": 1}}, True),
        ({"light": {**VIEWS["light"], "most_gain": 0.9}}, False),
        ({"light": {**VIEWS["light"], "most_gain": 1000}}, True),
        ({"light": {**VIEWS["light"], "most_gain": 1001}}, False),
        ({"light": {**VIEWS["light"], "more": 1}}, False),
        ({"more": 1}, False),
    ],
)
def test_how_pictures_are_shown_to_the_network_is_taken_to_its_bounds(change: dict[str, Any], taken: bool) -> None:
    assert are_view_rules({**VIEWS, **change}) is taken
    if taken:
        assert json.loads(_read(views={**VIEWS, **change}).to_json())["views"] == {**VIEWS, **change}
    else:
        assert _refused(views={**VIEWS, **change}) == "views"
    assert not are_view_rules([*VIEWS])


@pytest.mark.parametrize(
    ("form", "code"), [(1, "model_metadata"), (3, "model_newer"), ("2", "model_metadata"), (None, "model_metadata")]
)
def test_another_format_is_an_older_or_a_newer_one(form: Any, code: str) -> None:
    with pytest.raises(ModelError) as raised:
        _read(format=form)
    assert raised.value.code == code


def test_a_document_has_no_more_fields_and_is_one() -> None:
    assert _refused(more=1) == "json"
    for text in ("[]", "5", "{", "[" * 100_000):
        with pytest.raises(ModelError) as raised:
            ModelMetadata.from_json(text)
        assert raised.value.parameters["field"] == "json"


@pytest.mark.parametrize(("room", "taken"), [(0, True), (-1, False)])
def test_no_more_classes_than_there_can_be(room: int, taken: bool) -> None:
    many = len(DOCUMENT["labels"])
    fits = labels._list_of(labels._is_label, 2, many + room)
    assert fits(DOCUMENT["labels"]) is taken
    assert not fits(DOCUMENT["labels"][:1])
    assert not fits(tuple(DOCUMENT["labels"]))


def _fails_to_open(monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    def opens(self: Path, *_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", opens)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO])
def test_why_a_model_cannot_be_read_is_told(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "model.tflite"
    path.write_bytes(b"")
    _fails_to_open(monkeypatch, OSError(number, "no"))
    with pytest.raises(ModelError) as error:
        labels.read_model(path)
    assert (error.value.code, error.value.parameters["errno"]) == ("model_unreadable", number)
