"""The specimen notes: what is drawn, that the committed pictures are what the code draws, and the printable PDF."""

from __future__ import annotations

import argparse
import itertools
import re
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from convert.specimens import notes as specimens
from convert.specimens.notes import FACES, PDF_NAME, SPECIMENS, Specimen, SpecimenError, draw, write_all, write_pdf

COMMITTED = Path(__file__).parents[3] / "assets" / "specimens"
POINTS_PER_MM = 72 / 25.4
A4_MM = (210.0, 297.0)
JPEG_START = b"\xff\xd8"


def _looks(picture: NDArray[np.uint8]) -> NDArray[np.float64]:
    """What is drawn, colour apart: a small vector of zero mean and length 1; a dot product of two is a correlation."""
    small = cv2.resize(picture, (48, 24), interpolation=cv2.INTER_AREA).mean(axis=2)
    small = small - small.mean()
    return (small / np.linalg.norm(small)).ravel()


@pytest.fixture(scope="module")
def faces() -> dict[str, NDArray[np.uint8]]:
    return {specimen.file_name: draw(specimen, 480) for specimen in SPECIMENS}


def _specimen(value: int, face: str) -> Specimen:
    return next(s for s in SPECIMENS if (s.value, s.face) == (value, face))


def test_series_has_two_faces_of_seven_values() -> None:
    assert [(s.value, s.face) for s in SPECIMENS] == [(v, f) for v in (1, 2, 5, 10, 20, 50, 100) for f in FACES]
    assert len({s.file_name for s in SPECIMENS}) == 14
    assert _specimen(20, "back").file_name == "XTS_20_back.png"


def test_notes_grow_with_their_value_and_faces_share_a_size() -> None:
    fronts = [s for s in SPECIMENS if s.face == "front"]
    backs = [s for s in SPECIMENS if s.face == "back"]
    sizes = [(s.width_mm, s.height_mm) for s in fronts]
    assert sizes == [(s.width_mm, s.height_mm) for s in backs]
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in itertools.pairwise(sizes))


def test_picture_has_the_width_asked_for_and_the_true_aspect(faces: dict[str, NDArray[np.uint8]]) -> None:
    for specimen in SPECIMENS:
        picture = faces[specimen.file_name]
        assert picture.dtype == np.uint8
        assert picture.shape == (round(480 * specimen.height_mm / specimen.width_mm), 480, 3)


def test_drawing_twice_gives_the_same_pixels(faces: dict[str, NDArray[np.uint8]]) -> None:
    specimen = _specimen(10, "front")
    np.testing.assert_array_equal(draw(specimen, 480), faces[specimen.file_name])


def test_too_narrow_a_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 64"):
        draw(SPECIMENS[0], 63)


def test_every_two_values_differ_in_what_is_drawn(faces: dict[str, NDArray[np.uint8]]) -> None:
    """So that poor light, which takes the colours, does not make one value of another."""
    for face in FACES:
        one_side = [s for s in SPECIMENS if s.face == face]
        for a, b in itertools.combinations(one_side, 2):
            alike = _looks(faces[a.file_name]) @ _looks(faces[b.file_name])
            assert alike < 0.85, f"{a.file_name} and {b.file_name}: {alike:.2f}"


def test_front_and_back_of_a_value_are_laid_out_differently(faces: dict[str, NDArray[np.uint8]]) -> None:
    for front, back in zip(SPECIMENS[::2], SPECIMENS[1::2], strict=True):
        alike = _looks(faces[front.file_name]) @ _looks(faces[back.file_name])
        assert alike < 0.3, f"{front.value}: {alike:.2f}"


def test_committed_pictures_are_what_the_code_draws() -> None:
    """Within what 256 colours and another OpenCV's rounding change: a motif moved by a hair would exceed it."""
    assert sorted(p.name for p in COMMITTED.glob("*.png")) == sorted(s.file_name for s in SPECIMENS)
    for specimen in SPECIMENS:
        path = COMMITTED / specimen.file_name
        assert path.stat().st_size < 600_000
        committed = cv2.imread(str(path), cv2.IMREAD_COLOR)
        assert committed is not None
        drawn = draw(specimen, committed.shape[1])
        assert committed.shape == drawn.shape
        apart = np.abs(committed.astype(np.int16) - drawn.astype(np.int16)).mean()
        assert apart < 2.5, f"{path.name} is {apart:.2f} levels from what the code draws; run: make specimens"


def test_write_all_writes_each_face_once(tmp_path: Path) -> None:
    pytest.importorskip("PIL", reason="writing specimens needs Pillow (requirements-convert.txt)")
    paths = write_all(tmp_path / "new" / "folder", width_px=160)
    assert [p.name for p in paths] == [s.file_name for s in SPECIMENS]
    for path, specimen in zip(paths, SPECIMENS, strict=True):
        written = cv2.imread(str(path), cv2.IMREAD_COLOR)
        assert written is not None
        difference = np.abs(written.astype(np.int16) - draw(specimen, 160).astype(np.int16))
        assert difference.mean() < 4


def test_writing_into_a_file_says_to_name_a_folder(tmp_path: Path) -> None:
    pytest.importorskip("PIL", reason="writing specimens needs Pillow (requirements-convert.txt)")
    occupied = tmp_path / "occupied"
    occupied.write_text("here already")
    with pytest.raises(SpecimenError, match="name a writable folder"):
        write_all(occupied, width_px=64)


def test_missing_library_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def not_installed(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(specimens.importlib, "import_module", not_installed)
    with pytest.raises(SpecimenError, match=r"needs Pillow: .*requirements-convert\.txt"):
        write_all(tmp_path)
    with pytest.raises(SpecimenError, match=r"needs fpdf2: .*requirements-convert\.txt"):
        write_pdf(COMMITTED, tmp_path / PDF_NAME)


def _assert_pages_at_true_size(pdf: bytes) -> None:
    """Four A4 pages, on which every note stands once in its true size, front and back at the same place."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert boxes
    for box in boxes:
        assert [float(side) for side in box] == pytest.approx([mm * POINTS_PER_MM for mm in A4_MM], abs=0.1)
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 4
    assert pdf.count(b"/Subtype /Image") == 14

    pages: list[list[tuple[float, ...]]] = []
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        if stream.startswith(JPEG_START):
            continue
        placed = re.findall(rb"q ([\d.]+) 0 0 ([\d.]+) ([\d.]+) ([\d.]+) cm /I\d+ Do Q", zlib.decompress(stream))
        pages.append([tuple(float(number) / POINTS_PER_MM for number in numbers) for numbers in placed])
    pages = [page for page in pages if page]
    assert pages[0] == pages[1]
    assert pages[2] == pages[3]
    sizes = sorted(placed[:2] for page in pages for placed in page)
    true_sizes = sorted((s.width_mm, s.height_mm) for s in SPECIMENS)
    np.testing.assert_allclose(sizes, true_sizes, atol=0.1)
    for page in pages:
        for width, height, left, bottom in page:
            assert left + width / 2 == pytest.approx(A4_MM[0] / 2, abs=0.1)
            assert bottom > 9
            assert bottom + height < A4_MM[1] - 9


def test_pdf_prints_every_note_at_true_size(tmp_path: Path) -> None:
    pytest.importorskip("fpdf", reason="the PDF needs fpdf2 (requirements-convert.txt)")
    pdf = write_pdf(COMMITTED, tmp_path / PDF_NAME).read_bytes()
    assert len(pdf) < 3_000_000
    _assert_pages_at_true_size(pdf)


def test_committed_pdf_prints_every_note_at_true_size() -> None:
    pdf = (COMMITTED / PDF_NAME).read_bytes()
    assert len(pdf) < 3_000_000
    _assert_pages_at_true_size(pdf)


def test_pdf_without_pictures_says_to_draw_them(tmp_path: Path) -> None:
    pytest.importorskip("fpdf", reason="the PDF needs fpdf2 (requirements-convert.txt)")
    with pytest.raises(SpecimenError, match="python -m convert specimens"):
        write_pdf(tmp_path, tmp_path / PDF_NAME)


def _parsed(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    specimens.register(parser.add_subparsers())
    return parser.parse_args(["specimens", *arguments])


def test_subcommand_reads_its_options() -> None:
    assert _parsed().out == Path("assets/specimens")
    assert _parsed().pdf is True
    arguments = _parsed("--out", "elsewhere", "--no-pdf")
    assert (arguments.out, arguments.pdf) == (Path("elsewhere"), False)
    assert arguments.run is specimens.run


def test_run_tells_an_error_and_returns_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    occupied = tmp_path / "occupied"
    occupied.write_text("here already")
    assert specimens.main(["--out", str(occupied)]) == 1
    assert capsys.readouterr().err.startswith("specimens: ")
