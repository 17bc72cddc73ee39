"""All notes of a picture as one text of the inference protocol. What else is in its answers is in inference.py."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.feedback.table import TableFinding


def boxes(finding: TableFinding | None) -> str:
    """All notes of a picture as JSON: a label ("" for one that was not read), how surely, and four corners each."""
    if finding is None:
        return "[]"
    found = [
        {
            "label": f"{note.currency}/{note.value}/{note.face or ''}",
            "confidence": round(note.agreement, 4),
            "outline": note.outline,
        }
        for note in finding.notes
    ]
    found += [{"label": "", "confidence": 0.0, "outline": outline} for outline in finding.unread]
    return json.dumps(found)
