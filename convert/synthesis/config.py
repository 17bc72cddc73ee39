"""Every probability, range and spread of the synthesiser, by name, in one serialisable configuration.

The defaults are what the shipped model was trained with. A run writes its configuration into its folder, so that the
pictures of a model can be made again (`SynthesisConfig.from_json`). How the numbers are used is in `geometry`,
`background`, `occlusion`, `camera` and `synthesizer`.

Units are in the names: `_deg`, `_rad`, `_px` (pixels of a frame whose longer side is `Frames.long_side_px`), `_levels`
(of 0 to 255). What ends in `_chance` is a probability; in `_spread`, the standard deviation of a normal distribution.
Other numbers are fractions or factors, of what the group says.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, get_type_hints

from convert.synthesis.config_geometry import Geometry
from convert.synthesis.config_scene import Background, Camera, Light, Occlusion, Slips
from convert.synthesis.ranges import Checked, Count, Range


@dataclass(frozen=True, slots=True)
class Frames(Checked):
    """The shape of pictures before they are letterboxed.

    Attributes:
        long_side_px: a little more than the model's 224 pixels.
        aspects: width over height.
        aspect_chances: of each: cameras give 4:3 most often.
    """

    long_side_px: int = 256
    aspects: tuple[float, ...] = (4 / 3, 16 / 9, 3 / 4, 1.0, 9 / 16)
    aspect_chances: tuple[float, ...] = (0.5, 0.15, 0.15, 0.15, 0.05)


@dataclass(frozen=True, slots=True)
class Notes(Checked):
    """Pictures of flat notes.

    Attributes:
        area: of the frame that a note fills, small ones as often as large ones (by the logarithm).
        easy_chance: hardly tilted or bent, and nothing before it: what the network starts to learn from.
        bend, easy_bend: how far curl, creases and folds go, 1 in full; of easy pictures.
        several_chance, several, several_bend: further notes of the value, as a fan, a stack or both sides side by side.
        several_below: only where the note fills less of the frame than this.
        several_same_chance: the further note shows the same face.
        several_offset, several_turn_spread_deg: how far apart, in halves of the frame, and how turned.
        covered_chance: something lies before it.
    """

    area: Range = Range(0.10, 1.3)
    easy_chance: float = 0.15
    bend: float = 1.0
    easy_bend: float = 0.3
    several_chance: float = 0.13
    several_below: float = 0.8
    several: Count = Count(1, 3)
    several_same_chance: float = 0.6
    several_offset: Range = Range(0.05, 0.5)
    several_turn_spread_deg: float = 25.0
    several_bend: float = 0.5
    covered_chance: float = 0.6


@dataclass(frozen=True, slots=True)
class Photos(Checked):
    """Real photos: moved, turned and zoomed a little; or photographed anew, as prints.

    Attributes:
        many: photos of a value from which on `SynthesisConfig.real_fraction` holds in full; fewer are drawn less often.
        square_tolerance, unsqueeze_chance, widen_chance: some sources squeezed their pictures to squares; a camera does
            not. They are made wider or higher again, to 4:3.
        print_chance, placed_print_chance: photographed anew, as a print before another background; more often where it
            is known where the note lies.
        print_crop, print_margin: less of its own background too, so that a table or a face does not become a sign of
            the note: the fraction of each side that is shown, or the margin about the note.
        print_area, print_bend, print_covered_chance: see `Notes`.
        whole_chance: all of the photo is in the frame; else the frame is filled.
        zoom, zoom_spread: the logarithm of the zoom.
        slight_turn_chance, slight_turn_spread_deg, any_turn_chance: turned a little, by any angle; else by quarters.
        shift_spread: in frames.
        squeeze_spread, skew_spread, tilt_spread: the small distortions of another view.
        reflect_chance: what lies beyond the photo's edges is its mirror image; else another background.
        saturation: other cameras' colours.
        covered_chance, light_chance: something before it; uneven light.
    """

    many: int = 25
    square_tolerance: float = 0.02
    unsqueeze_chance: float = 0.5
    widen_chance: float = 0.5
    print_chance: float = 0.3
    placed_print_chance: float = 0.4
    print_crop: Range = Range(0.6, 1.0)
    print_margin: Range = Range(0.02, 0.4)
    print_area: Range = Range(0.15, 1.4)
    print_bend: float = 0.3
    print_covered_chance: float = 0.4
    whole_chance: float = 0.7
    zoom: float = 0.05
    zoom_spread: float = 0.2
    slight_turn_chance: float = 0.5
    slight_turn_spread_deg: float = 12.0
    any_turn_chance: float = 0.35
    shift_spread: float = 0.06
    squeeze_spread: float = 0.07
    skew_spread: float = 0.05
    tilt_spread: float = 0.12
    reflect_chance: float = 0.5
    saturation: Range = Range(0.7, 1.3)
    covered_chance: float = 0.35
    light_chance: float = 0.35


@dataclass(frozen=True, slots=True)
class Unknowns(Checked):
    """Pictures of nothing that the model knows.

    Attributes:
        scene_chance, hard_negative_chance, other_note_chance: a scene, a hard negative, a note of another currency; the
            rest are note-shaped things, bent and lit like notes, so that "a pasted rectangle" is not what is learned.
        hand_chance, bare_hand_chance: a hand in the scene; alone before a wall, which is what a camera sees first,
            before any note.
        wall_gain, wall_saturation: that wall's colour.
        thing_note_chance: the thing is a note of another currency; else any picture at all.
        thing_hard_chance: of these, from the hard negatives; else from the backgrounds.
        slip_chance: of the things, those that are slips of paper with numbers (`Slips`).
        thing_width_px, thing_aspect: its size, and width over height, as notes have.
        thing_area, thing_bend, thing_covered_chance: see `Notes`.
    """

    scene_chance: float = 0.30
    hard_negative_chance: float = 0.20
    other_note_chance: float = 0.22
    hand_chance: float = 0.5
    bare_hand_chance: float = 0.4
    wall_gain: Range = Range(0.2, 1.0)
    wall_saturation: Range = Range(0.0, 0.6)
    thing_note_chance: float = 0.6
    thing_hard_chance: float = 0.5
    slip_chance: float = 0.2
    thing_width_px: Count = Count(160, 399)
    thing_aspect: Range = Range(1.6, 2.6)
    thing_area: Range = Range(0.10, 1.2)
    thing_bend: float = 1.0
    thing_covered_chance: float = 0.6


@dataclass(frozen=True, slots=True)
class Corruptions(Checked):
    """How far photos are made harder to evaluate by (`convert.synthesis.corruptions`).

    Attributes:
        severity: of the camera that takes them again: as in a room.
        long_side_px: of the pictures.
        dark_gain, dark_noise_levels: a quarter of the light, with the noise that a sensor then shows.
        defocus: standard deviation of the blur, in longer sides: 1.4 of the model's 224 pixels.
        tilt_deg: the whole picture as a sheet turned away about a line of any direction.
        distance: of the camera from it, in longer sides.
        covered_fraction: of the note's rectangle.
        margin: the thing that covers it is no larger than about the note: by so much of its longer side.
        small_area: of the frame that the note's rectangle fills when it is further away.
    """

    severity: float = 0.4
    long_side_px: int = 448
    dark_gain: float = 0.25
    dark_noise_levels: float = 5.0
    defocus: float = 0.00625
    tilt_deg: float = 45.0
    distance: float = 2.5
    covered_fraction: float = 0.4
    margin: float = 0.15
    small_area: float = 1 / 6


_Group = TypeVar("_Group")


@dataclass(frozen=True, slots=True)
class SynthesisConfig(Checked):
    """All that the synthesiser's pictures depend on, but for the seed and the pictures that they are made of.

    Attributes:
        severity: how far light and camera go: 1 as in training (near darkness, glare, heavy blur now and then), 0
            hardly.
        unknown_fraction: of the pictures, those that show no note the model knows.
        real_fraction: of a value's pictures, those that are real photos where it has plenty.
    """

    severity: float = 1.0
    unknown_fraction: float = 0.25
    real_fraction: float = 0.4
    frames: Frames = Frames()
    notes: Notes = Notes()
    photos: Photos = Photos()
    unknowns: Unknowns = Unknowns()
    slips: Slips = Slips()
    geometry: Geometry = Geometry()
    background: Background = Background()
    occlusion: Occlusion = Occlusion()
    light: Light = Light()
    camera: Camera = Camera()
    corruptions: Corruptions = Corruptions()

    def with_smallest(self, area: float) -> SynthesisConfig:
        """The same, with notes that fill at least this much of the frame, above 0."""
        notes = dataclasses.replace(self.notes, area=Range(area, self.notes.area.high))
        return dataclasses.replace(self, notes=notes)

    def to_json(self) -> str:
        """The configuration as a JSON document."""
        return json.dumps(dataclasses.asdict(self), indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> SynthesisConfig:
        """The configuration of such a document.

        Raises:
            ValueError: it is no such document; the message says why.
        """
        return _read(cls, json.loads(text), "the configuration")

    def listed(self) -> dict[str, str]:
        """Every number as text, by its name from the outside in: {"camera.jpeg_quality": "30 to 95", …}."""
        return dict(_listed(self, ""))


def _read(kind: type[_Group], found: Any, name: str) -> _Group:
    if not isinstance(found, Mapping):
        raise ValueError(f"{name} is no group of settings")
    hints = get_type_hints(kind)
    fields = {field.name for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
    if set(found) != fields:
        raise ValueError(f"{name}: {', '.join(sorted(set(found) ^ fields))} is unknown, or lacks")
    values: dict[str, Any] = {}
    for field, value in found.items():
        if dataclasses.is_dataclass(hints[field]):
            values[field] = _read(hints[field], value, field)
        elif isinstance(value, list) and all(_is_number(x) for x in value):
            values[field] = tuple(value)
        elif _is_number(value):
            values[field] = value
        else:
            raise ValueError(f"{name}: {field} is no number")
    return kind(**values)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _listed(group: Any, prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for field in dataclasses.fields(group):
        name, value = f"{prefix}{field.name}", getattr(group, field.name)
        if isinstance(value, Range):
            found.append((name, f"{value.low:g} to {value.high:g}"))
        elif isinstance(value, Count):
            found.append((name, f"{value.least} to {value.most}"))
        elif dataclasses.is_dataclass(value):
            found += _listed(value, f"{name}.")
        else:
            found.append((name, " ".join(f"{x:g}" for x in value) if isinstance(value, tuple) else f"{value:g}"))
    return found
