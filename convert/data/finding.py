"""Something about one file or folder of a data folder that is not as it should be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about one file or folder that is not as it should be.

    Attributes:
        path: what it is about.
        text: what is wrong with it and what to do, in a sentence.
        breaks: whether training or evaluation stops on it.
    """

    path: Path
    text: str
    breaks: bool = False
