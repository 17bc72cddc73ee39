"""What a pack knows of its currency's notes, without the keypoints to find them by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from app.recognition.labels import NoteLabel


class Tier(Enum):
    """How much of a currency a pack knows."""

    COMPLETE = "complete"
    """Both faces of the current designs of all values in everyday use."""
    PARTIAL = "partial"
    """More than half of the values in everyday use; of some only one face."""
    FEW = "few"
    """Fewer."""


@dataclass(frozen=True, slots=True)
class Design:
    """One face of a note that a pack knows.

    Attributes:
        value: face value, for example "20".
        series: "current", "old" (an earlier design that is still money) or "withdrawn" (no longer money).
        face: "front" or "back"; empty where it is not known which.
    """

    value: str
    series: str
    face: str


@dataclass(frozen=True, slots=True)
class PackContents:
    """What a pack knows.

    Attributes:
        currency: ISO 4217.
        everyday: values in everyday use, known or not, ascending.
        gaps: values of which one design in everyday use is known and another is not.
        projection: which projection its templates are shortened by (`TemplateBank.projection`).
        designs: what is known, one for each template.
    """

    currency: str
    everyday: tuple[str, ...]
    gaps: tuple[str, ...]
    projection: str
    designs: tuple[Design, ...]

    @property
    def labels(self) -> tuple[NoteLabel, ...]:
        """What it can name, by value; the face is "front" where it is not known which."""
        known = {NoteLabel(self.currency, each.value, each.series, each.face or "front") for each in self.designs}
        return tuple(sorted(known, key=lambda each: (float(each.value), each.series, each.face != "front")))

    @property
    def values(self) -> tuple[str, ...]:
        """The values that it knows by any face, ascending."""
        return tuple(sorted({each.value for each in self.designs}, key=float))

    @property
    def missing(self) -> tuple[str, ...]:
        """The values in everyday use that it does not know."""
        known = self._faces()
        return tuple(value for value in self.everyday if not known.get(value))

    @property
    def one_face_only(self) -> tuple[str, ...]:
        """The values in everyday use of whose current design it does not know both faces."""
        known, current = self._faces(), self._faces("current")
        return tuple(
            value for value in self.everyday if value in known and not {"front", "back"} <= current.get(value, set())
        )

    @property
    def tier(self) -> Tier:
        """How much of the currency it knows. Money that is withdrawn altogether is never complete."""
        if self.everyday and not self.missing and not self.one_face_only and not self.gaps:
            return Tier.COMPLETE
        return Tier.PARTIAL if 2 * len(self.missing) < len(self.everyday) else Tier.FEW

    def _faces(self, *series: str) -> dict[str, set[str]]:
        """The faces that are known of each value's designs of these series, or of all that are money."""
        found: dict[str, set[str]] = {}
        for each in self.designs:
            if each.series in (series or ("current", "old")):
                found.setdefault(each.value, set()).add(each.face)
        return found
