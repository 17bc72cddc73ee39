"""`python -m convert specimens`: the notes as PNGs and as a PDF to print at true size. What is on them: `notes`."""

from __future__ import annotations

import argparse
import importlib
import io
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from types import ModuleType
from typing import Any

import cv2
import numpy as np

from app.feedback.words import SPECIMEN_CURRENCY
from convert.data.dataset import DataError
from convert.specimens.notes import FACES, SPECIMENS, draw
from convert.step import SPECIMENS as DEFAULT_FOLDER
from convert.step import Step

PDF_NAME = "specimens.pdf"


class SpecimenError(DataError):
    """The specimens cannot be written; the message says what to do next."""


_PAGES: tuple[tuple[int, ...], ...] = ((100, 50, 20), (10, 5, 2, 1))
_PAGE_WIDTH_MM, _PAGE_HEIGHT_MM = 210.0, 297.0
_TOP_MM, _GAP_MM, _RULER_Y_MM = 25.0, 5.0, 272.0
"""All marks stay between 18 and 279 mm, so that an A4 page centred on US Letter (279 mm high) loses none of them."""
_PDF_PX_PER_MM = 7.2
_PDF_JPEG_QUALITY = 90
"""Together they keep the PDF below 3 MB at 180 dots per inch."""


def _needed(module_name: str, package: str) -> ModuleType:
    """A library that only writing needs, so that drawing does without it."""
    try:
        return importlib.import_module(module_name)
    except ImportError as error:
        raise SpecimenError(
            f"writing the specimens needs {package}: python -m pip install -r requirements-convert.txt"
        ) from error


def write_all(folder: Path, width_px: int = 1200) -> list[Path]:
    """Writes all fourteen faces into `folder` as 256-colour PNGs and returns their paths, in the order of SPECIMENS.

    Raises SpecimenError where Pillow is missing or the folder cannot be written.
    """
    image_module = _needed("PIL.Image", "Pillow")
    paths: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for specimen in SPECIMENS:
            picture = image_module.fromarray(np.ascontiguousarray(draw(specimen, width_px)[..., ::-1]))
            few = picture.quantize(256, method=image_module.Quantize.MEDIANCUT, dither=image_module.Dither.NONE)
            path = folder / specimen.file_name
            few.save(path, "PNG", optimize=True)
            paths.append(path)
    except OSError as error:
        raise SpecimenError(f"cannot write the specimens into {folder}: {error}; name a writable folder") from error
    return paths


def _jpeg_of(path: Path, width_mm: float) -> bytes:
    try:
        picture = cv2.imdecode(np.frombuffer(path.read_bytes(), dtype=np.uint8), cv2.IMREAD_COLOR)
    except (OSError, cv2.error):
        picture = None
    if picture is None:
        raise SpecimenError(f"{path} is missing or no picture; draw it first with: python -m convert specimens")
    rows, columns = picture.shape[:2]
    shrink = min(1.0, width_mm * _PDF_PX_PER_MM / columns)
    picture = cv2.resize(picture, (round(columns * shrink), round(rows * shrink)), interpolation=cv2.INTER_AREA)
    ok, jpeg = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, _PDF_JPEG_QUALITY])
    if not ok:
        raise SpecimenError(f"{path} cannot be written as JPEG; draw it again with: python -m convert specimens")
    return bytes(jpeg)


def write_pdf(folder: Path, path: Path) -> Path:
    """Writes the notes in `folder` at true size as four A4 pages: fronts, their backs, fronts, their backs.

    Every note is centred across the page, so front and back meet when printed on both sides. Returns `path`.
    Raises SpecimenError where fpdf2 is missing, a PNG is missing, or `path` cannot be written.
    """
    fpdf = _needed("fpdf", "fpdf2")
    pdf: Any = fpdf.FPDF(orientation="portrait", unit="mm", format="A4")
    pdf.set_auto_page_break(False)
    pdf.set_title("Noteworthy specimen notes (XTS, not money)")
    pdf.set_creation_date(datetime(2026, 1, 1, tzinfo=timezone.utc))
    faces = {(specimen.value, specimen.face): specimen for specimen in SPECIMENS}
    for values in _PAGES:
        for face in FACES:
            pdf.add_page()
            pdf.set_font("Helvetica", size=8)
            heading = (
                f"Noteworthy specimen notes, {face}s. Not money. Print at 100 %, both sides, turned on the long edge."
            )
            pdf.set_xy(0, _TOP_MM - 7)
            pdf.cell(_PAGE_WIDTH_MM, 4, heading, align="C")
            top = _TOP_MM
            for value in values:
                note = faces[value, face]
                left = (_PAGE_WIDTH_MM - note.width_mm) / 2
                picture = io.BytesIO(_jpeg_of(folder / note.file_name, note.width_mm))
                pdf.image(
                    picture, left, top, note.width_mm, note.height_mm, alt_text=f"{value} {SPECIMEN_CURRENCY}, {face}"
                )
                top += note.height_mm + _GAP_MM
            left, right = (_PAGE_WIDTH_MM - 50) / 2, (_PAGE_WIDTH_MM + 50) / 2
            pdf.set_line_width(0.3)
            pdf.line(left, _RULER_Y_MM, right, _RULER_Y_MM)
            for millimetre in range(0, 51, 5):
                tick = 2.0 if millimetre % 10 == 0 else 1.2
                pdf.line(left + millimetre, _RULER_Y_MM - tick, left + millimetre, _RULER_Y_MM)
            pdf.set_xy(0, _RULER_Y_MM + 0.8)
            pdf.cell(_PAGE_WIDTH_MM, 4, "this line is 50 mm", align="C")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        pdf.output(str(path))
    except OSError as error:
        raise SpecimenError(f"cannot write {path}: {error}; name a writable folder") from error
    return path


@dataclass(frozen=True, slots=True)
class Options:
    """Where to write, and what.

    Attributes:
        out: folder for the PNGs and the PDF.
        pdf: whether the PDF is written too.
    """

    out: Path = DEFAULT_FOLDER
    pdf: bool = True


@dataclass(frozen=True, slots=True)
class Result:
    """The files that were written."""

    out: Path
    files: list[Path]


def run(options: Options) -> Result:
    """Draw and write everything.

    Raises:
        SpecimenError: a package is missing, or the folder cannot be written.
    """
    paths = write_all(options.out)
    if options.pdf:
        paths.append(write_pdf(options.out, options.out / PDF_NAME))
    return Result(options.out, paths)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    parser.add_argument(
        "--out", type=Path, default=DEFAULT_FOLDER, metavar="DIR", help="folder for the PNGs and the PDF (%(default)s)"
    )
    parser.add_argument(
        "--pdf",
        action=argparse.BooleanOptionalAction,
        default=True,
        help=f"also write {PDF_NAME}, to print at true size; needs fpdf2",
    )


_SUMMARY = f"draw the project's own {SPECIMEN_CURRENCY} specimen notes: PNGs and a printable PDF"

STEP = Step(
    "specimens",
    _SUMMARY,
    _SUMMARY,
    add_arguments,
    lambda args: Options(args.out, args.pdf),
    run,
    lambda result: f"specimens: {len(result.files)} files in {result.out}",
)
