"""The bank of templates: what it says of each, what it keeps of another's projection, what is taken off."""

from __future__ import annotations

import io

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.errors import ModelError
from app.recognition.keypoints import Keypoints, detect_keypoints, scaled_grey
from app.recognition.templates import KnownPrint, TaughtLimits, Template, TemplateBank
from tests.app.recognition.tables import rows_made


def _keypoints(seed: int) -> Keypoints:
    coarse = np.random.default_rng(seed).integers(0, 256, (20, 40, 3), dtype=np.uint8)
    return detect_keypoints(scaled_grey(cv2.resize(coarse, (240, 120), interpolation=cv2.INTER_CUBIC)))


def _templates() -> list[Template]:
    return [
        Template("ABC/5", _keypoints(1), "front", "current"),
        Template("ABC/5", _keypoints(2), "back", "old"),
        Template("ABC/10", _keypoints(3)),
        Template("XYZ/1", _keypoints(4), "front"),
    ]


@pytest.fixture(scope="module")
def bank() -> TemplateBank:
    return TemplateBank(_templates(), 16)


def _with_arrays(bank: TemplateBank, **arrays: NDArray[np.generic] | None) -> bytes:
    with np.load(io.BytesIO(bank.to_bytes())) as raw:
        parts = {**raw, **arrays}
    out = io.BytesIO()
    np.savez(out, **{name: array for name, array in parts.items() if array is not None})
    return out.getvalue()


def test_face_series_and_offset_travel_with_each_template(bank: TemplateBank) -> None:
    changed = bank.with_offsets({"ABC/5": [0.0, 2.5]})
    again = TemplateBank.from_bytes(changed.to_bytes())
    known = again.known(["ABC"])
    assert [(each.value, each.face, each.series, each.offset) for each in known] == [
        ("ABC/10", None, None, 0.0),
        ("ABC/5", "front", "current", 0.0),
        ("ABC/5", "back", "old", 2.5),
    ]
    assert again.to_bytes() == changed.to_bytes()
    assert all(each.offset == 0 for each in bank.known(["ABC", "XYZ"])), "the first bank is as it was"


def test_it_tells_of_which_currencies_it_holds_a_value(bank: TemplateBank) -> None:
    assert bank.currencies == {"ABC", "XYZ"}


def test_a_file_of_an_earlier_version_says_nothing_of_them(bank: TemplateBank) -> None:
    older = TemplateBank.from_bytes(_with_arrays(bank, faces=None, series=None, offsets=None))
    assert {(each.face, each.series, each.offset) for each in older.known(["ABC", "XYZ"])} == {(None, None, 0.0)}


def _shared(bank: TemplateBank, seed: int = 5) -> dict[str, list[NDArray[np.bool_]]]:
    """For each template by none, one or two other values' notes."""
    rng = np.random.default_rng(seed)
    return {
        value: [rng.random((n % 3, len(each.keypoints))) < 0.5 for n, each in enumerate(bank.templates_of(value))]
        for value in bank.values
    }


def test_what_other_values_show_travels_with_each_template(bank: TemplateBank) -> None:
    shared = _shared(bank)
    again = TemplateBank.from_bytes(bank.with_shared(shared).to_bytes())
    for value in bank.values:
        for known, rows in zip(again.templates_of(value), shared[value], strict=True):
            assert known.shared is not None
            assert known.shared.shape == rows.shape
            assert (known.shared == rows).all()
    assert all(each.shared is not None for each in again.known(["ABC", "XYZ"]))
    assert all(each.shared is None for each in bank.known(["ABC", "XYZ"])), "the first bank is as it was"


def test_a_bank_that_says_it_of_some_alone_says_it_of_none(bank: TemplateBank) -> None:
    more = bank.with_shared(_shared(bank)).with_more([Template("ABC/20", _keypoints(6))])
    assert all(each.shared is None for each in TemplateBank.from_bytes(more.to_bytes()).known(["ABC"]))


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("faces", np.full(4, 3, np.uint8)),
        ("series", np.full(4, 3, np.uint8)),
        ("offsets", np.full(4, -1, np.float16)),
        ("offsets", np.full(4, np.nan, np.float16)),
        ("offsets", np.zeros(3, np.float16)),
        ("shared", np.zeros(3, np.uint8)),
        ("value_of", np.array([0, 1, 2, 3], np.uint16)),
        ("values", np.array(["ABC/5", "ABC/5", "XYZ/1"])),
        ("values", np.array(["ABC/5", "abc/10", "XYZ/1"])),
        ("values", np.array(["ABC/5", "ABC/" + "1" * 21, "XYZ/1"])),
        ("lengths", np.ones(4, np.uint16)),
        ("mean", np.full(128, np.inf, np.float16)),
        ("axes", np.full((128, 16), np.nan, np.float16)),
        ("axes", np.zeros((128, 15), np.float16)),
        ("step", np.float32(0)),
        ("step", np.float32(-0.5)),
        ("step", np.float32(1)),
        ("step", np.float32(np.nan)),
    ],
)
def test_what_cannot_be_is_refused(bank: TemplateBank, name: str, wrong: NDArray[np.generic]) -> None:
    whole = bank.with_shared(_shared(bank))
    with pytest.raises(ModelError, match="model_landmarks"):
        TemplateBank.from_bytes(_with_arrays(whole, **{name: wrong}))


def test_a_bank_like_another_shortens_as_that_does(bank: TemplateBank) -> None:
    others = [Template("ABC/20", _keypoints(5)), Template("ABC/50", _keypoints(6))]
    assert TemplateBank(others, 16, bank).projection == bank.projection != TemplateBank(others, 16).projection


def test_of_a_file_no_more_is_made_than_what_is_asked_for(bank: TemplateBank, monkeypatch: pytest.MonkeyPatch) -> None:
    made = rows_made(monkeypatch)
    again = TemplateBank.from_bytes(bank.to_bytes())
    assert (again.values, again.currencies, again.projection) == (bank.values, bank.currencies, bank.projection)
    assert made == []
    assert [each.value for each in again.known(["XYZ"])] == ["XYZ/1"]
    assert len(again.templates_of("ABC/5")) == 2
    assert again.templates_of("ABC/7") == ()
    assert len(made) == 3
    assert again.of("ABC").values == ("ABC/10", "ABC/5")
    assert again.without("ABC/5").values == ("ABC/10", "XYZ/1")
    assert (len(again), again.keypoints) == (len(bank), bank.keypoints)
    assert again.with_more([Template("ABC/20", _keypoints(5))]).values == ("ABC/10", "ABC/20", "ABC/5", "XYZ/1")
    assert again.values == bank.values, "the first bank is as it was"


def test_one_currency_alone_and_one_value_less(bank: TemplateBank) -> None:
    assert bank.of("ABC").values == ("ABC/10", "ABC/5")
    assert bank.without("ABC/5").values == ("ABC/10", "XYZ/1")
    assert bank.values == ("ABC/10", "ABC/5", "XYZ/1")


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("faces", np.full(4, 2, np.uint8)),
        ("series", np.full(4, 2, np.uint8)),
        ("offsets", np.zeros(4, np.float16)),
        ("values", np.array(["ABC/5", "ABC/" + "1" * 20, "XYZ/0.5"])),
        ("step", np.float32(0.999)),
    ],
)
def test_what_may_just_be_is_taken(bank: TemplateBank, name: str, right: NDArray[np.generic]) -> None:
    assert len(TemplateBank.from_bytes(_with_arrays(bank, **{name: right}))) == 4


def test_a_bank_without_notes_is_one(bank: TemplateBank) -> None:
    bare = bank.holding()
    assert (len(bare), bare.keypoints, bare.values, bare.currencies) == (0, 0, (), frozenset())
    assert (bare.length, bare.projection) == (bank.length, bank.projection)
    assert len(bank) == 4
    assert bank.keypoints == sum(len(each.keypoints) for each in bank.known(["ABC", "XYZ"]))
    nothing = {
        "values": np.zeros(0, "U1"),
        **{name: np.zeros(0, kind) for name, kind in {"value_of": "u2", "lengths": "u2", "angles": "u1"}.items()},
        **{name: np.zeros(0, kind) for name, kind in {"faces": "u1", "series": "u1", "octaves": "u1"}.items()},
        "offsets": np.zeros(0, "f2"),
        "places": np.zeros((0, 2), "u2"),
        "descriptors": np.zeros((0, 16), "i1"),
    }
    assert len(TemplateBank.from_bytes(_with_arrays(bank, **nothing))) == 0


def test_only_templates_with_keypoints_are_compared(bank: TemplateBank) -> None:
    more = bank.with_more([Template("ABC/50", Keypoints.none())])
    assert more.values == ("ABC/10", "ABC/5", "ABC/50", "XYZ/1")
    assert "ABC/50" not in {each.value for each in more.known(["ABC"])}
    assert {each.value for each in more.known(["XYZ"])} == {"XYZ/1"}
    assert more.known([]) == []


def test_more_templates_leave_the_first_bank_as_it_was(bank: TemplateBank) -> None:
    more = bank.with_more([Template("ABC/5", _keypoints(7), "front"), Template("ABC/20", _keypoints(8))])
    assert [len(more.templates_of(value)) for value in ("ABC/5", "ABC/20", "XYZ/1")] == [3, 1, 1]
    assert [len(bank.templates_of(value)) for value in ("ABC/5", "ABC/20")] == [2, 0]
    assert len(more) == len(bank) + 2


def _odd() -> Keypoints:
    """Keypoints at the ends of what can be stored: turns about a whole one, sizes below and above all steps."""
    angles = np.array([0.0, np.pi, 2 * np.pi - 0.001, 3.0], np.float32)
    return Keypoints(
        np.array([[0.4, 0.6], [10.5, 11.5], [300.2, 150.7], [7, 8]], np.float32),
        np.random.default_rng(9).normal(size=(4, 128)).astype(np.float32),
        angles,
        np.array([-1.0, 0.0, 3.3, 1000.0], np.float32),
    )


def test_keypoints_are_kept_as_they_come_back_from_a_file(bank: TemplateBank) -> None:
    (kept,) = bank.with_more([Template("ABC/20", _odd())]).templates_of("ABC/20")
    assert kept.keypoints.points.tolist() == [[0, 1], [10, 12], [300, 151], [7, 8]]
    assert kept.keypoints.angles == pytest.approx([0, np.pi, 0, 3.0], abs=np.pi / 256)
    steps = kept.keypoints.octaves[-1] / 255
    assert kept.keypoints.octaves == pytest.approx([0, 0, 3.3, 255 * steps], abs=float(steps))
    assert np.abs(kept.keypoints.descriptors).max() <= 127 * bank._step * 1.0001
    again = TemplateBank.from_bytes(bank.with_more([Template("ABC/20", _odd())]).to_bytes())
    (read,) = again.templates_of("ABC/20")
    for name in ("points", "descriptors", "angles", "octaves"):
        assert getattr(read.keypoints, name) == pytest.approx(getattr(kept.keypoints, name), abs=1e-6), name


def test_keypoints_that_are_stored_for_a_while_come_back_the_same(bank: TemplateBank) -> None:
    (kept,) = bank.with_more([Template("ABC/20", _odd())]).templates_of("ABC/20")
    stored = bank.stored(kept.keypoints)
    assert [each.dtype.name for each in (stored.points, stored.descriptors, stored.angles, stored.octaves)] == [
        "uint16",
        "int8",
        "uint8",
        "uint8",
    ]
    again = bank.restored(stored)
    for name in ("points", "descriptors", "angles", "octaves"):
        assert getattr(again, name) == pytest.approx(getattr(kept.keypoints, name), abs=1e-6), name
    whole = bank.stored(
        Keypoints(_odd().points, bank.shortened(_odd().descriptors) * 99, _odd().angles, _odd().octaves)
    )
    assert whole.descriptors.min() == -127
    assert whole.descriptors.max() == 127
    assert whole.octaves.tolist()[0] == 0
    assert whole.octaves.tolist()[3] == 255
    assert whole.angles.tolist()[2] == 0, "a whole turn is none"


@pytest.mark.parametrize(
    ("probability", "agreement", "met"),
    [(0.9, 0.5, True), (0.89, 0.5, False), (0.95, 0.49, False), (0.96, 0.49, True), (0.96, 0.0, True)],
)
def test_a_taught_note_s_print_counts_from_its_limits_on(probability: float, agreement: float, met: bool) -> None:
    limits = TaughtLimits(least=0.9, agrees=0.5, sure=0.96)
    assert limits.are_met(probability, agreement) is met
    assert KnownPrint("ABC/5", Keypoints.none(), taught=limits).is_sure_enough(probability, agreement) is met
    assert KnownPrint("ABC/5", Keypoints.none()).is_sure_enough(0.0, 0.0)
    assert not TaughtLimits(least=0.99, agrees=0.5, sure=0.96).are_met(0.98, 0.0)
