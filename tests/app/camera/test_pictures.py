"""Still pictures as a source: order, timing, damaged and awkward files."""

import os
import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.camera import pictures
from app.camera.errors import PictureError, SourceLost, SourceUnavailable
from app.camera.frame import Frame
from app.camera.picture_header import MOST_CHUNKS, inspect
from app.camera.pictures import MOST_SCANS, PicturesSource, decode, decode_picture, load_picture, natural_key
from app.trouble import Trouble
from tests.app.camera.fakes import picture
from tests.app.camera.pictures_made import encoded, png_that_claims_4_gb


def _write(path: Path, level: int = 90) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(cv2.imencode(path.suffix, picture(level))[1].tobytes())
    return path


def _all(source: PicturesSource) -> list[Frame]:
    frames = []
    with source:
        while (frame := source.read()) is not None:
            frames.append(frame)
    return frames


def test_one_picture_is_held_and_followed_by_a_grey_blank(tmp_path: Path) -> None:
    path = _write(tmp_path / "note.png", 90)
    source = PicturesSource(path, fps=10, hold_s=0.5, blank_s=0.3)
    frames = _all(source)
    assert [frame.source_item for frame in frames] == [str(path)] * 5 + [None] * 3
    assert [frame.image.mean() for frame in frames] == [90] * 5 + [128] * 3
    assert [frame.index for frame in frames] == list(range(8))
    assert [frame.captured_at_s for frame in frames] == pytest.approx([n / 10 for n in range(8)])
    assert all(frame.image.shape == (48, 64, 3) and frame.image.dtype == np.uint8 for frame in frames)
    assert not source.live


def test_by_default_a_picture_is_shown_for_a_second_and_a_half_at_fifteen_frames_a_second(tmp_path: Path) -> None:
    items = [frame.source_item for frame in _all(PicturesSource(_write(tmp_path / "note.png")))]
    assert items.count(None) == 14  # 0.9 s, to the nearest even number of frames
    assert len(items) - 14 in (22, 23)


def test_a_folder_is_shown_recursively_in_natural_order(tmp_path: Path) -> None:
    wanted = ["a2.png", "a10.PNG", "B1.jpg", "sub 2/x.png", "sub 10/x1.png", "sub 10/x2.png", "ü.png"]
    for name in reversed(wanted):
        _write(tmp_path / name)
    _write(tmp_path / ".hidden.png")
    (tmp_path / "readme.txt").write_text("not a picture")
    frames = _all(PicturesSource(tmp_path, fps=1, hold_s=1, blank_s=1))
    shown = [frame.source_item for frame in frames]
    assert shown[1::2] == [None] * len(wanted)
    assert shown[::2] == [str(tmp_path / name) for name in wanted]


def test_a_picture_is_read_once_a_presentation_and_its_frames_cannot_be_changed(tmp_path: Path) -> None:
    frames = _all(PicturesSource(_write(tmp_path / "note.png"), fps=10, hold_s=0.5, blank_s=0.2))
    assert all(frame.image is frames[0].image for frame in frames[:5])
    assert not any(frame.image.flags.writeable for frame in frames)


def test_damaged_pictures_are_skipped_and_named(tmp_path: Path) -> None:
    bad = tmp_path / "a.jpg"
    bad.write_bytes(b"\xff\xd8 this is not a picture")
    empty = tmp_path / "b.png"
    empty.touch()
    good = _write(tmp_path / "c.png")
    worse = tmp_path / "d.webp"
    worse.write_text("RIFF....WEBP")
    source = PicturesSource(tmp_path, fps=1, hold_s=1, blank_s=0)
    heard: list[Trouble] = []
    source.notice = heard.append
    assert [frame.source_item for frame in _all(source)] == [str(good)]
    assert source.skipped == [str(bad), str(empty), str(worse)]
    assert [trouble.code for trouble in heard] == ["picture_skipped"] * 3
    assert [trouble.parameters["path"] for trouble in heard] == [str(bad), str(empty), str(worse)]


def test_a_folder_without_pictures_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match="folder_without_pictures"):
        PicturesSource(tmp_path).open()


def test_a_folder_of_damaged_pictures_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_text("no")
    with pytest.raises(SourceUnavailable, match="folder_of_damaged_pictures"):
        PicturesSource(tmp_path).open()


def test_a_single_damaged_picture_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_text("no")
    with pytest.raises(SourceUnavailable, match="picture_damaged"):
        PicturesSource(tmp_path / "a.jpg").open()


def test_opening_again_starts_over_and_reading_when_closed_is_a_loss(tmp_path: Path) -> None:
    source = PicturesSource(_write(tmp_path / "note.png"))
    first = len(_all(source))
    assert len(_all(source)) == first
    with pytest.raises(SourceLost, match="source_not_open"):
        source.read()


@pytest.mark.parametrize("numbers", [{"fps": 0.0}, {"hold_s": 0.0}, {"blank_s": -1.0}])
def test_numbers_out_of_range_are_refused(numbers: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must be above 0"):
        PicturesSource("anything", **numbers)


def test_a_huge_picture_is_scaled_down_and_a_small_one_left_alone(tmp_path: Path) -> None:
    huge = tmp_path / "huge.png"
    cv2.imwrite(str(huge), np.zeros((1500, 3000, 3), np.uint8))
    loaded = load_picture(huge)
    assert loaded is not None
    assert loaded.shape == (640, 1280, 3)
    small = load_picture(_write(tmp_path / "small.png"))
    assert small is not None
    assert small.shape == (48, 64, 3)


@pytest.mark.parametrize("shape", [(48, 64), (48, 64, 4)])
def test_grey_and_transparent_pictures_become_three_channels(tmp_path: Path, shape: tuple[int, ...]) -> None:
    path = tmp_path / "note.png"
    cv2.imwrite(str(path), np.full(shape, 200, np.uint8))
    loaded = load_picture(path)
    assert loaded is not None
    assert loaded.shape == (48, 64, 3)


def test_a_phones_picture_is_turned_upright_by_its_exif_orientation(tmp_path: Path) -> None:
    image = picture(0)
    image[:, :32] = 255  # bright on the left as stored
    jpeg = cv2.imencode(".jpg", image)[1].tobytes()
    tiff = b"MM\x00*" + struct.pack(">IH", 8, 1) + struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) + struct.pack(">I", 0)
    exif = b"Exif\x00\x00" + tiff
    path = tmp_path / "phone.jpg"
    path.write_bytes(jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:])
    loaded = load_picture(path)
    assert loaded is not None
    assert loaded.shape == (64, 48, 3)
    assert loaded[:24].mean() > 200  # a quarter turn clockwise: what was on the left is now at the top
    assert loaded[40:].mean() < 50


@given(st.lists(st.text(alphabet="ab1٣0 _", min_size=1, max_size=6), max_size=8))
def test_natural_order_can_compare_any_names(names: list[str]) -> None:
    paths = [Path(name) for name in names]
    assert sorted(paths, key=natural_key) == sorted(reversed(paths), key=natural_key)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no pipes with a name")
def test_a_pipe_and_a_folder_named_like_a_picture_are_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.png")
    (tmp_path / "b.jpg").mkdir()
    good = _write(tmp_path / "c.png")
    source = PicturesSource(tmp_path, fps=1, hold_s=1, blank_s=0)
    heard: list[Trouble] = []
    source.notice = heard.append
    assert [frame.source_item for frame in _all(source)] == [str(good)]
    assert [(trouble.code, trouble.parameters["path"]) for trouble in heard] == [
        ("file_skipped", str(tmp_path / "a.png"))
    ]
    with pytest.raises(SourceUnavailable):
        PicturesSource(tmp_path / "a.png").open()


def test_names_that_are_not_utf_8_are_read_and_shown_as_text(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/d\xff"
    try:
        os.mkdir(folder)
    except (OSError, ValueError):
        pytest.skip("this file system takes valid names only")
    Path(os.fsdecode(folder + b"/a\xfe.png")).write_bytes(encoded(".png"))
    frames = _all(PicturesSource(Path(os.fsdecode(folder)), fps=1, hold_s=1, blank_s=0))
    assert [frame.source_item for frame in frames] == [f"{tmp_path}/d\\xff/a\\xfe.png"]


def test_a_picture_that_claims_gigabytes_is_no_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png_that_claims_4_gb())
    assert load_picture(path) is None


def test_a_jpeg_of_more_than_64_million_pixels_is_made_smaller_while_it_is_decoded() -> None:
    huge = encoded(".jpg", np.full((8200, 8200, 3), 77, np.uint8))
    decoded = decode(huge)
    assert decoded.shape == (1280, 1280, 3)
    assert decoded.mean() == pytest.approx(77, abs=2)


def test_other_pictures_of_more_than_64_million_pixels_are_passed_over_with_a_word(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(encoded(".png", np.zeros((8200, 8200, 3), np.uint8)))
    source = PicturesSource(path)
    heard: list[Trouble] = []
    source.notice = heard.append
    with pytest.raises(SourceUnavailable, match="picture_too_large"):
        source.open()
    assert [trouble.code for trouble in heard] == ["picture_skipped_too_large"]


def test_a_jpeg_with_very_many_scans_is_refused() -> None:
    progressive = encoded(".jpg", None, cv2.IMWRITE_JPEG_PROGRESSIVE, 1)
    last = progressive.rindex(b"\xff\xda")
    with pytest.raises(PictureError, match="picture_overloaded"):
        decode(progressive[:last] + progressive[last:-2] * (MOST_SCANS + 1) + b"\xff\xd9")


def test_many_scans_of_a_large_picture_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    progressive = encoded(".jpg", None, cv2.IMWRITE_JPEG_PROGRESSIVE, 1)
    header = inspect(progressive)
    monkeypatch.setattr("app.camera.pictures.MOST_SCANNED_PIXELS", header.scans * header.pixels)
    assert decode_picture(progressive) is not None
    monkeypatch.setattr("app.camera.pictures.MOST_SCANNED_PIXELS", header.scans * header.pixels - 1)
    with pytest.raises(PictureError, match="picture_overloaded"):
        decode(progressive)


@pytest.mark.parametrize("name", [b"zTXt", b"iTXt", b"iCCP"])
def test_texts_that_may_be_packed_are_counted_as_what_they_may_hold(name: bytes) -> None:
    png = encoded(".png")

    def with_texts(count: int) -> bytes:
        body = name + b"a\0\0" + zlib.compress(b"nothing")
        part = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
        return png[:33] + part * count + png[33:]

    assert inspect(with_texts(400)).chunks < MOST_CHUNKS
    with pytest.raises(PictureError, match="picture_overloaded"):
        decode(with_texts(500))


def test_what_only_other_programs_call_a_picture_never_reaches_the_decoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cv2.imdecode", lambda *_: pytest.fail("it was decoded"))
    for data in (b"", b"\x00\x00\x00\x1cftypavif" + bytes(99), b"#?RADIANCE\n", b"v/1\x01", encoded(".png")[:60]):
        assert decode_picture(data) is None


def test_a_jpeg_may_lack_its_end_mark_but_not_its_lower_part() -> None:
    data = encoded(".jpg", np.random.default_rng(2).integers(0, 256, (480, 640, 3), np.uint8))
    assert np.array_equal(decode(data[:-2]), decode(data))
    for end in (len(data) // 2, len(data) * 9 // 10):
        with pytest.raises(PictureError, match="picture_cut_short"):
            decode(data[:end])


def test_a_strip_of_which_nothing_is_left_is_no_picture() -> None:
    strip = cv2.imencode(".png", np.zeros((5000, 16, 3), np.uint8))[1].tobytes()
    with pytest.raises(PictureError, match="picture_broken"):
        decode(strip)
    assert decode(strip, longest_side_px=5000).shape == (5000, 16, 3)


def test_a_picture_may_take_so_much_memory_and_no_more_unless_it_is_made_smaller(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = encoded(".jpg", picture(90, width=640, height=480))
    takes = inspect(data).decoding_bytes
    monkeypatch.setattr("app.camera.pictures._MOST_DECODING_BYTES", takes)
    assert decode(data).shape == (480, 640, 3)
    monkeypatch.setattr("app.camera.pictures._MOST_DECODING_BYTES", takes - 1)
    with pytest.raises(PictureError, match="picture_pixels"):
        decode(data)
    monkeypatch.setattr("app.camera.pictures.MOST_PIXELS", 640 * 480 - 1)
    assert decode(data, 320).shape == (240, 320, 3)


@pytest.mark.parametrize(("longest_px", "size"), [(640, (240, 320)), (160, (120, 160)), (80, (60, 80))])
def test_a_picture_that_is_made_smaller_while_it_is_decoded_keeps_what_is_wanted(
    longest_px: int, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = encoded(".jpg", picture(90, width=640, height=480))
    monkeypatch.setattr("app.camera.pictures.MOST_PIXELS", 640 * 480 - 1)
    assert decode(data, longest_px).shape[:2] == size


def test_a_folder_is_called_by_its_name_and_the_root_by_itself(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    assert PicturesSource(tmp_path / "notes").name == "notes"
    assert PicturesSource(tmp_path / "notes" / "one.jpg").name == "one.jpg"
    root = Path(tmp_path.anchor)
    assert PicturesSource(root).name == str(root)


@pytest.mark.parametrize(("more", "is_taken"), [(0, True), (-1, False)])
def test_a_picture_of_just_the_most_pixels_or_bytes_is_decoded(
    more: int, is_taken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = encoded(".png", picture())
    header = inspect(content)
    for name, most in (("MOST_PIXELS", header.pixels), ("_MOST_DECODING_BYTES", header.decoding_bytes)):
        with monkeypatch.context() as limited:
            limited.setattr(pictures, name, most + more)
            if is_taken:
                assert decode(content, 640).shape == (48, 64, 3)
            else:
                with pytest.raises(PictureError) as error:
                    decode(content, 640)
                assert error.value.code == "picture_pixels"


@pytest.mark.parametrize(("width", "is_taken"), [(160, True), (150, False)])
def test_a_strip_of_just_the_least_side_is_taken(width: int, is_taken: bool) -> None:
    # Shrunk to a longest side of 1,600 it is a tenth as high.
    content = encoded(".png", np.full((3200, width // 5, 3), 90, np.uint8))
    if is_taken:
        assert decode(content, 1600).shape[1] == 16
    else:
        with pytest.raises(PictureError) as error:
            decode(content, 1600)
        assert error.value.code == "picture_broken"


@pytest.mark.parametrize(
    ("longest", "flags"),
    [
        (800, cv2.IMREAD_REDUCED_COLOR_8),
        (799, cv2.IMREAD_REDUCED_COLOR_4),
        (400, cv2.IMREAD_REDUCED_COLOR_4),
        (399, cv2.IMREAD_REDUCED_COLOR_2),
    ],
)
def test_a_large_jpeg_is_shrunk_as_far_as_leaves_what_is_wanted(longest: int, flags: int) -> None:
    assert pictures._shrinking(longest, 100) == flags


@pytest.mark.parametrize("name", ["MOST_SCANS", "MOST_SCANNED_PIXELS"])
@pytest.mark.parametrize(("more", "is_taken"), [(0, True), (-1, False)])
def test_a_picture_of_just_the_most_scans_is_decoded(
    name: str, more: int, is_taken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = encoded(".jpg", picture(), cv2.IMWRITE_JPEG_PROGRESSIVE, 1)
    header = inspect(content)
    assert header.scans > 1
    most = {"MOST_SCANS": header.scans, "MOST_SCANNED_PIXELS": header.scans * header.pixels}[name]
    monkeypatch.setattr(pictures, name, most + more)
    if is_taken:
        assert decode(content, 640).shape == (48, 64, 3)
    else:
        with pytest.raises(PictureError) as error:
            decode(content, 640)
        assert error.value.code == "picture_overloaded"
