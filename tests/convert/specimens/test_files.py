"""The files of the specimen notes: each face once, the PDF at true size, and the command."""

from __future__ import annotations

import argparse
import re
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest

from convert.__main__ import main
from convert.specimens import files
from convert.specimens.files import PDF_NAME, STEP, Options, SpecimenError, write_all, write_pdf
from convert.specimens.notes import SPECIMENS, draw
from tests.convert.specimens.test_notes import A4_MM, COMMITTED, JPEG_START, POINTS_PER_MM


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


@pytest.mark.parametrize("pdf", [True, False])
def test_the_pdf_is_written_where_it_is_wanted(pdf: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(files, "write_all", lambda out: [out / "a.png"])
    monkeypatch.setattr(files, "write_pdf", lambda pictures, path: path if pictures == tmp_path else None)
    result = files.run(Options(tmp_path, pdf=pdf))
    assert result == files.Result(tmp_path, [tmp_path / "a.png", *([tmp_path / PDF_NAME] if pdf else [])])


def test_missing_library_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def not_installed(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(files.importlib, "import_module", not_installed)
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


def test_command_reads_its_options() -> None:
    parser = argparse.ArgumentParser()
    STEP.register(parser.add_subparsers())

    def options(*arguments: str) -> Options:
        return STEP.options(parser.parse_args(["specimens", *arguments]))

    assert options() == Options(Path("assets/specimens"), True)
    assert options("--out", "elsewhere", "--no-pdf") == Options(Path("elsewhere"), False)


def test_run_tells_an_error_and_returns_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    occupied = tmp_path / "occupied"
    occupied.write_text("here already")
    assert main(["specimens", "--out", str(occupied)]) == 1
    assert capsys.readouterr().err.startswith("convert: cannot write the specimens")


@pytest.mark.parametrize(
    ("width_mm", "width", "height"),
    [(10.0, 10 * files._PDF_PX_PER_MM, 5 * files._PDF_PX_PER_MM), (1000.0, 800, 400)],
)
def test_a_picture_in_the_pdf_has_no_more_pixels_than_are_printed(
    width_mm: float, width: float, height: float, tmp_path: Path
) -> None:
    path = tmp_path / "note.png"
    cv2.imwrite(str(path), np.full((400, 800, 3), 200, np.uint8))
    found = cv2.imdecode(np.frombuffer(files._jpeg_of(path, width_mm), np.uint8), cv2.IMREAD_COLOR)
    assert found is not None
    assert found.shape == (round(height), round(width), 3)
