"""The print reader: our own specimen notes are found again however they lie, others and damaged files are not."""

from __future__ import annotations

import contextlib
import io
import pickle
import tracemalloc
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.recognition.errors import ModelError
from app.recognition.keypoints import Keypoints, detect_keypoints, scaled_grey
from app.recognition.labels import read_metadata
from app.recognition.look import LOOKS, Depth, Look, LookedFor, Shortens, look_at
from app.recognition.observation import Box, PrintMatch
from app.recognition.print_check import PrintReader
from app.recognition.proposal import NOTHING, Proposal
from app.recognition.templates import Template, TemplateBank
from tests.app.recognition.shipped import shipped_model

SPECIMENS = Path(__file__).resolve().parents[3] / "assets" / "specimens"
_OF_SHIPPED = read_metadata(shipped_model()).print_check
assert _OF_SHIPPED is not None
WEIGHTS = _OF_SHIPPED
NAMES = ("5_front", "5_back", "20_front", "50_back")


def _note(name: str) -> NDArray[np.uint8]:
    picture = cv2.imread(str(SPECIMENS / f"XTS_{name}.png"))
    assert picture is not None
    scale = 480 / picture.shape[1]
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


@pytest.fixture(scope="module")
def bank() -> TemplateBank:
    return _bank_of(NAMES)


def _bank_of(names: Sequence[str]) -> TemplateBank:
    return TemplateBank([Template(f"XTS/{name.partition('_')[0]}", _keypoints(_note(name))) for name in names], 32)


def _keypoints(picture: NDArray[np.uint8]) -> Keypoints:
    return detect_keypoints(scaled_grey(picture))


def _read(bank: TemplateBank, picture: NDArray[np.uint8], box: Box | None = None) -> PrintMatch | None:
    return PrintReader(bank, WEIGHTS).read(picture, box, ["XTS"], 3.5)


def _value(bank: TemplateBank, picture: NDArray[np.uint8], box: Box | None = None) -> str | None:
    match = _read(bank, picture, box)
    return None if match is None else match.value


def _photo(note: NDArray[np.uint8], degrees: float = 0, share: float = 0.7, tilt: float = 0) -> NDArray[np.uint8]:
    """The note before a ramp of greys, its width that share of the picture's, its far side smaller by `tilt`."""
    side = 640
    h, w = note.shape[:2]
    half = np.array([side * share / 2, side * share / 2 * h / w])
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half
    corners[:2, 0] *= 1 - tilt
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    target = (corners @ turn.T + side / 2).astype(np.float32)
    source = np.array([[0, 0], [w, 0], [w, h], [0, h]], np.float32)
    picture = np.repeat(np.linspace(60, 190, side, dtype=np.uint8)[None, :, None], side, axis=0).repeat(3, axis=2)
    matrix = cv2.getPerspectiveTransform(source, target)
    cv2.warpPerspective(note, matrix, (side, side), dst=picture, borderMode=cv2.BORDER_TRANSPARENT)
    return picture


@settings(max_examples=20, deadline=None)
@given(degrees=st.floats(0, 360), share=st.floats(0.5, 0.9), tilt=st.floats(0, 0.3))
def test_a_note_is_found_at_any_angle(bank: TemplateBank, degrees: float, share: float, tilt: float) -> None:
    match = _read(bank, _photo(_note("20_front"), degrees, share, tilt))
    assert match is not None
    assert (match.currency, match.value, match.captured_at_s) == ("XTS", "20", 3.5)
    # On half of the picture's width print is small: seen, but not always clearly.
    assert match.is_clear or share < 0.6


@pytest.mark.parametrize("change", ["dark", "upside down"])
def test_a_note_is_found_under_hard_conditions(bank: TemplateBank, change: str) -> None:
    picture = _photo(_note("5_back"), 20)
    picture = (picture * 0.2).astype(np.uint8) if change == "dark" else np.ascontiguousarray(picture[::-1, ::-1])
    assert _value(bank, picture) == "5"


def test_both_faces_of_a_value_are_its_print(bank: TemplateBank) -> None:
    for name in ("5_front", "5_back"):
        assert _value(bank, _photo(_note(name))) == "5"


@pytest.mark.parametrize("name", NAMES)
def test_a_note_whose_template_is_left_out_is_not_taken_for_one_that_shares_its_ornaments(name: str) -> None:
    rest = _bank_of([other for other in NAMES if not other.startswith(name.partition("_")[0])])
    for degrees in (0, 40):
        assert _value(rest, _photo(_note(name), degrees)) is None


def test_a_mirrored_camera_s_note_is_read_and_lies_where_it_is_seen(bank: TemplateBank) -> None:
    picture = np.full((480, 640, 3), 120, np.uint8)
    note = _note("20_front")
    height, width = note.shape[:2]
    picture[100 : 100 + height, 40 : 40 + width] = note[:, ::-1]
    match = _read(bank, picture)
    assert match is not None
    assert match.value == "20"
    assert match.is_clear
    x, _ = np.array(match.outline).T
    assert (x.min(), x.max()) == pytest.approx((40 / 640, (40 + width) / 640), abs=0.03)
    # Weak print counts as it is, and not in a mirror.
    weak = replace(WEIGHTS, clear=1.0)
    assert PrintReader(bank, weak).read(np.ascontiguousarray(picture[:, ::-1]), None, ["XTS"]) is not None
    assert PrintReader(bank, weak).read(picture, None, ["XTS"]) is None


def test_a_quick_look_that_shows_nothing_is_the_first_one_alone_and_not_in_a_mirror(
    bank: TemplateBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture, asked = _photo(_note("20_front"), 10), []

    def counted(picture: NDArray[np.uint8], box: Box | None, how: LookedFor, shortens: Shortens) -> Look:
        asked.append(how)
        return look_at(picture, box, how, shortens)

    monkeypatch.setattr("app.recognition.question.look_at", counted)
    nothing = np.asarray(cv2.GaussianBlur(picture, (0, 0), 12), np.uint8)
    reader = PrintReader(bank, WEIGHTS, tells_faint=True)
    for depth, many in ((Depth.QUICK, 1), (Depth.FULL, 2), (Depth.CLOSER, 2)):
        asked.clear()
        assert reader.read(nothing, None, ["XTS"], depth=depth) is None
        assert asked == list(LOOKS[:many])
    # What may be there is looked at in every way at once, so that it may become clear.
    weak = PrintReader(bank, replace(WEIGHTS, clear=1.0), tells_faint=True)
    for depth in Depth:
        asked.clear()
        assert weak.read(picture, None, ["XTS"], depth=depth) is not None
        assert asked == list(LOOKS)
    back = np.ascontiguousarray(picture[:, ::-1])
    assert reader.read(back, None, ["XTS"], depth=Depth.QUICK) is None
    assert reader.read(back, None, ["XTS"], depth=Depth.FULL) is not None
    # What the network is sure of is guessed at in a mirror, and not in a quick look.
    doubtful = PrintReader(bank, replace(WEIGHTS, clear=1.0), tells_faint=True)
    assert doubtful.read(back, None, ["XTS"], 0.0, Proposal("XTS/20"), depth=Depth.QUICK) is None
    assert doubtful.read(back, None, ["XTS"], 0.0, Proposal("XTS/20"), depth=Depth.FULL) is not None
    # Where the camera is known to deliver that, it is looked at as quickly as any.
    assert reader.read(back, None, ["XTS"], 0.0, NOTHING, True, depth=Depth.QUICK) is not None


def _only(*likely: str) -> Proposal:
    return Proposal(likely=frozenset(likely) if likely else None)


def test_a_quick_look_asks_no_currency_that_the_network_knows_and_thinks_impossible() -> None:
    own = [Template(f"{code}/20", _keypoints(_note(name))) for code, name in (("AAA", NAMES[2]), ("BBB", NAMES[0]))]
    more = Template("BBB/7", _keypoints(_note(NAMES[3])))
    reader = PrintReader(TemplateBank([*own, more], 32), WEIGHTS, unscored={"BBB/7"})

    def seen(name: str, depth: Depth, *likely: str) -> str | None:
        match = reader.read(_photo(_note(name), 10), None, ["AAA", "BBB"], 0.0, _only(*likely), depth=depth)
        return None if match is None else match.key

    for depth in Depth:
        assert seen(NAMES[2], depth) == seen(NAMES[2], depth, "AAA") == seen(NAMES[2], depth, "AAA", "BBB") == "AAA/20"
        assert seen(NAMES[2], depth, "BBB") == ("AAA/20" if depth else None)
        # What the network does not know it cannot think impossible.
        assert seen(NAMES[3], depth, "AAA") == "BBB/7"
    # Nor does a look as in a mirror, however long it is.
    back = np.ascontiguousarray(_photo(_note(NAMES[2]), 10)[:, ::-1])
    for likely, is_read in (((), True), (("AAA",), True), (("BBB",), False)):
        match = reader.read(back, None, ["AAA", "BBB"], 0.0, _only(*likely), depth=Depth.FULL)
        assert (match is not None) is is_read
    # The latest choice is kept ready.
    for code in ("CCC", "DDD"):
        assert seen(NAMES[2], Depth.QUICK, code) is None
    assert list(reader._of_likely) == [{"DDD"}]
    assert pickle.loads(pickle.dumps(reader))._of_likely == {}
    reader.choose(["AAA"])
    assert reader._of_likely == {}
    assert seen(NAMES[2], Depth.QUICK, "AAA") == "AAA/20"


def test_what_is_taken_off_a_template_counts_against_it(bank: TemplateBank) -> None:
    picture = _photo(_note("20_front"), 10)
    match = _read(bank, picture)
    assert match is not None
    less = _read(bank.with_offsets({"XTS/20": [0.5]}), picture)
    assert less is not None
    assert less.agreement < match.agreement
    assert _read(bank.with_offsets({"XTS/20": [60.0]}), picture) is None


def test_a_value_that_the_network_does_not_know_is_seen_clearly_or_not_at_all(bank: TemplateBank) -> None:
    picture = _photo(_note("20_front"), 10)
    weak = replace(WEIGHTS, clear=1.0)
    for weights, unscored, is_seen in ((WEIGHTS, ["XTS/20"], True), (weak, ["XTS/20"], False), (weak, [], True)):
        reader = PrintReader(bank, weights, unscored=unscored)
        assert reader.alone == tuple(unscored)
        assert reader.values == bank.values
        assert (reader.read(picture, None, ["XTS"]) is not None) is is_seen


def test_face_and_series_are_told_with_the_value() -> None:
    bank = TemplateBank([Template("XTS/5", _keypoints(_note("5_back")), "back", "old")], 32)
    match = _read(bank, _photo(_note("5_back")))
    assert match is not None
    assert (match.face, match.series) == ("back", "old")


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (7, 3), (480, 640)])
@pytest.mark.parametrize("noise", [False, True])
def test_pictures_of_nothing_show_no_print(bank: TemplateBank, shape: tuple[int, int], noise: bool) -> None:
    picture = np.full((*shape, 3), 90, np.uint8)
    if noise:
        picture = np.random.default_rng(1).integers(0, 256, picture.shape, dtype=np.uint8)
    assert _value(bank, picture) is None


@pytest.mark.parametrize("is_boxed", [False, True])
def test_the_outline_lies_where_the_note_does(bank: TemplateBank, is_boxed: bool) -> None:
    note = _note("20_front")
    picture = np.full((480, 640, 3), 120, np.uint8)
    height, width = note.shape[:2]
    picture[100 : 100 + height, 140 : 140 + width] = note
    match = _read(bank, picture, Box(0.15, 0.15, 0.99, 0.8) if is_boxed else None)
    assert match is not None
    x, y = np.array(match.outline).T
    assert (x.min(), x.max()) == pytest.approx((140 / 640, (140 + width) / 640), abs=0.03)
    assert (y.min(), y.max()) == pytest.approx((100 / 480, (100 + height) / 480), abs=0.04)
    (a, b, c), _, (g, h, i) = match.homography
    assert c / i == pytest.approx(140 / 640, abs=0.02)
    assert i == pytest.approx(1, abs=0.05)
    assert a > 0 > -0.001 < g + h + b


def test_only_the_currencies_asked_for_are_looked_for(bank: TemplateBank) -> None:
    reader = PrintReader(bank, WEIGHTS)
    picture = _photo(_note("5_front"))
    assert reader.read(picture, None, []) is None
    assert reader.read(picture, None, ["USD"]) is None
    assert reader.read(picture, None, ["XTS", "USD"]) is not None
    assert reader.values == bank.values == ("XTS/20", "XTS/5", "XTS/50")


def test_agreement_that_two_values_have_alike_names_neither(bank: TemplateBank) -> None:
    twice = TemplateBank([Template(value, _keypoints(_note("5_front"))) for value in ("XTS/5", "XTS/50")], 32)
    assert _value(twice, _photo(_note("5_front"))) is None


def test_print_is_clear_weak_or_not_seen_by_the_thresholds(bank: TemplateBank) -> None:
    picture = _photo(_note("5_front"), 10)
    match = _read(bank, picture)
    assert match is not None
    at, above = match.agreement, float(np.nextafter(match.agreement, 1))
    for clear, is_clear in ((at, True), (above, False)):
        found = PrintReader(bank, replace(WEIGHTS, clear=clear, weak=at)).read(picture, None, ["XTS"])
        assert found is not None
        assert found.is_clear is is_clear
    assert PrintReader(bank, replace(WEIGHTS, clear=1.0, weak=above)).read(picture, None, ["XTS"]) is None
    many = replace(WEIGHTS, least_keypoints=701)
    assert PrintReader(bank, many).read(picture, None, ["XTS"]) is None


def test_faint_print_is_told_by_a_reader_that_is_asked_for_it_and_never_as_weak(bank: TemplateBank) -> None:
    picture = _photo(_note("5_front"), 10)
    match = _read(bank, picture)
    assert match is not None
    assert not match.is_faint
    faint = replace(WEIGHTS, clear=1.0, weak=1.0, faint=match.agreement)
    assert PrintReader(bank, faint).read(picture, None, ["XTS"]) is None
    told = PrintReader(bank, faint, tells_faint=True).read(picture, None, ["XTS"])
    assert told is not None
    assert (told.value, told.is_faint, told.is_clear) == ("5", True, False)
    above = replace(faint, faint=float(np.nextafter(match.agreement, 1)))
    assert PrintReader(bank, above, tells_faint=True).read(picture, None, ["XTS"]) is None
    unknown = PrintReader(bank, faint, unscored=["XTS/5"], tells_faint=True)
    assert unknown.read(picture, None, ["XTS"]) is None, "the network cannot be sure of what it does not know"
    twice = TemplateBank([Template(value, _keypoints(_note("5_front"))) for value in ("XTS/5", "XTS/50")], 32)
    assert PrintReader(twice, faint, tells_faint=True).read(picture, None, ["XTS"]) is None


def test_a_bank_says_what_it_holds(bank: TemplateBank) -> None:
    assert len(bank) == 4
    assert bank.keypoints == sum(len(_keypoints(_note(name))) for name in NAMES)
    assert len(bank.templates_of("XTS/5")) == 2
    assert bank.templates_of("XTS/1") == ()


def test_templates_come_back_from_their_file_as_they_were(bank: TemplateBank) -> None:
    content = bank.to_bytes()
    read = TemplateBank.from_bytes(content)
    assert read.to_bytes() == content == bank.to_bytes()
    picture = _photo(_note("20_front"), 70)
    assert _read(read, picture) == _read(bank, picture)


@settings(max_examples=40, deadline=None)
@given(share=st.floats(0, 0.999), flipped=st.integers(0, 255))
def test_damaged_templates_are_refused_or_still_whole(bank: TemplateBank, share: float, flipped: int) -> None:
    content = bank.to_bytes()
    cut = content[: int(share * len(content))]
    with pytest.raises(ModelError, match="model_landmarks"):
        TemplateBank.from_bytes(cut)
    changed = bytearray(content)
    changed[int(share * len(content))] ^= flipped
    # Whatever else it raised would fail the test: a model's loader knows this one alone.
    with contextlib.suppress(ModelError):
        TemplateBank.from_bytes(bytes(changed))


def _changed(bank: TemplateBank, **changes: NDArray[Any] | None) -> bytes:
    """The bank's file with some arrays changed, or left out where they are None."""
    with np.load(io.BytesIO(bank.to_bytes())) as raw:
        parts = {**raw, **changes}
    out = io.BytesIO()
    np.savez_compressed(out, **{name: part for name, part in parts.items() if part is not None})
    return out.getvalue()


def _parts(bank: TemplateBank) -> dict[str, NDArray[Any]]:
    with np.load(io.BytesIO(bank.to_bytes())) as raw:
        return dict(raw)


def test_templates_made_by_hand_are_read_where_they_fit(bank: TemplateBank) -> None:
    assert TemplateBank.from_bytes(_changed(bank)).to_bytes() == bank.to_bytes()


WRONG: list[tuple[str, Callable[[NDArray[Any]], NDArray[Any] | None]]] = [
    ("places", lambda part: part[:-1]),
    ("places", lambda part: part.astype(np.float64)),
    ("places", lambda part: part[:, :1]),
    ("places", lambda part: part.ravel()),
    ("lengths", lambda part: part[:-1]),
    ("lengths", lambda part: part + np.uint16(1)),
    ("lengths", lambda part: part.astype(np.int64) * -1),
    ("axes", lambda part: part.T),
    ("axes", lambda part: np.asfortranarray(part)),
    ("axes", lambda part: part * np.float16("nan")),
    ("mean", lambda part: part[:100]),
    ("mean", lambda part: part + np.float16("inf")),
    ("step", lambda part: np.array("nan", np.float32)),
    ("step", lambda part: np.array(0, np.float32)),
    ("step", lambda part: np.array(-1, np.float32)),
    ("step", lambda part: np.array([part, part])),
    ("value_of", lambda part: part + np.uint16(60_000)),
    ("value_of", lambda part: part.astype(np.float32)),
    ("values", lambda part: part.astype("S")),
    ("values", lambda part: np.array(["20"] * len(part))),
    ("values", lambda part: np.repeat(part[:1], len(part))),
    ("values", lambda part: part.reshape(1, -1)),
    ("descriptors", lambda part: part.astype(np.int32)),
    ("descriptors", lambda part: part[:, :-1]),
    ("angles", lambda part: part[1:]),
    ("octaves", lambda part: part.astype(np.uint16)),
    ("octaves", lambda part: None),
]


@pytest.mark.parametrize(("name", "wrong"), WRONG, ids=[f"{name}-{n}" for n, (name, _) in enumerate(WRONG)])
def test_templates_whose_parts_do_not_fit_are_refused(
    bank: TemplateBank, name: str, wrong: Callable[[NDArray[Any]], NDArray[Any] | None]
) -> None:
    with pytest.raises(ModelError, match="model_landmarks"):
        TemplateBank.from_bytes(_changed(bank, **{name: wrong(_parts(bank)[name])}))


@pytest.mark.parametrize("shape", ["(10000000000000, 2)", "(-1, 2)", "(4,)", "(99999999999999999999999, 2)", "()", "7"])
def test_a_length_is_not_believed_before_the_data_is_there(bank: TemplateBank, shape: str) -> None:
    def array(text: str) -> bytes:
        header = f"{{'descr': '<u2', 'fortran_order': False, 'shape': {text}, }}".ljust(117) + "\n"
        return b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header.encode() + bytes(8)

    out = io.BytesIO(bank.to_bytes())
    parts = {}
    with zipfile.ZipFile(out) as archive:
        for name in archive.namelist():
            parts[name] = archive.read(name)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, array(shape) if name == "places.npy" else part)
    tracemalloc.start()
    try:
        with pytest.raises(ModelError, match="model_landmarks"):
            TemplateBank.from_bytes(out.getvalue())
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 50_000_000


def test_an_array_that_unpacks_to_gigabytes_is_not_unpacked(bank: TemplateBank) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("values.npy", "w") as part:
        for _ in range(150):
            part.write(bytes(1 << 20))
    tracemalloc.start()
    try:
        with pytest.raises(ModelError, match="model_landmarks"):
            TemplateBank.from_bytes(out.getvalue())
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 1_000_000
