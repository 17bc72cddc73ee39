"""The numbers that a model's thresholds were calibrated with. They travel in its metadata; none has a default here.

With others the network would be shown other pictures, or believed sooner, and no shipped threshold would hold. Those of
the print reader are in `agreement`, those of a pack in `packs`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Lightening:
    """How a dark picture is lightened before the network sees it, see `preprocess.lightened`.

    Attributes:
        dark_below: mean luma, 0 to 1, below which a picture is dark.
        lightened_to: the mean luma, 0 to 1, that it is brought to.
        most_gain: by no more than this factor, at least 1.
    """

    dark_below: float
    lightened_to: float
    most_gain: float


@dataclass(frozen=True, slots=True)
class ViewRules:
    """How the network is shown a picture, see `views`.

    Attributes:
        nothing: the probability, 0 to 1, of "not a note I know" from which the first view is the only one.
        margin: how much is kept around the note's box in further views, as a fraction of its sides, 0 to 10.
        light: how dark pictures are lightened.
    """

    nothing: float
    margin: float
    light: Lightening

    @classmethod
    def from_dict(cls, raw: Mapping[str, Any]) -> ViewRules:
        """From what `dataclasses.asdict` made, once `are_view_rules` has said that it is."""
        return cls(raw["nothing"], raw["margin"], Lightening(**raw["light"]))


def are_view_rules(value: Any) -> bool:
    """Whether that is what `ViewRules.from_dict` takes, every number in its range. value: anything JSON can be."""
    return (
        _has_fields_of(ViewRules, value)
        and _lies_between(value["nothing"], 0, 1)
        and _lies_between(value["margin"], 0, 10)
        and _has_fields_of(Lightening, value["light"])
        and _lies_between(value["light"]["dark_below"], 0, 1)
        and _lies_between(value["light"]["lightened_to"], 0, 1)
        and _lies_between(value["light"]["most_gain"], 1, 1000)
    )


def _has_fields_of(kind: type, value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {each.name for each in fields(kind)}


def _lies_between(value: object, least: float, most: float) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and least <= value <= most
