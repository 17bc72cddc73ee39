"""Motifs and notes are drawn as they always were: the printed and committed ones are these.

What draws them: convert.specimens.engraving, convert.specimens.front_motifs, convert.specimens.front_motifs_high and
convert.specimens.back_motifs.
"""

from __future__ import annotations

from pathlib import Path

from convert.specimens.notes import SPECIMENS, draw
from tests.convert.specimens.test_motifs import BACKS, FRONTS, drawn
from tests.kept import compare


def test_motifs_and_notes_are_drawn_as_they_were() -> None:
    pictures = {motif.__name__: drawn(motif, clipped=motif in FRONTS) for motif in FRONTS + BACKS}
    pictures |= {specimen.file_name: draw(specimen, 320) for specimen in SPECIMENS}
    compare(Path(__file__).with_name("specimens.json"), pictures, {})
