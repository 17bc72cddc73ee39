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

import numpy as np
from numpy.typing import NDArray

Rng = np.random.Generator


def chance(rng: Rng, p: float) -> bool:
    """True with probability p."""
    return bool(rng.random() < p)


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers of equal probability between two ends.

    Raises:
        ValueError: the ends are not in order.
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"a range runs from its lower end to its higher one, not from {self.low} to {self.high}")

    def draw(self, rng: Rng) -> float:
        """One number."""
        return float(rng.uniform(self.low, self.high))

    def draws(self, rng: Rng, shape: int | tuple[int, ...]) -> NDArray[np.float64]:
        """An array of numbers."""
        return np.asarray(rng.uniform(self.low, self.high, shape))

    def draw_log(self, rng: Rng) -> float:
        """One number whose logarithm is of equal probability; the ends are above 0."""
        return float(np.exp(rng.uniform(np.log(self.low), np.log(self.high))))

    def times(self, factor: float) -> Range:
        """Both ends times a factor, 0 or more."""
        return Range(self.low * factor, self.high * factor)


@dataclass(frozen=True, slots=True)
class Count:
    """Whole numbers of equal probability from `least` to `most`, both among them.

    Raises:
        ValueError: they are not in order.
    """

    least: int
    most: int

    def __post_init__(self) -> None:
        if not self.least <= self.most:
            raise ValueError(f"a count runs from the least to the most, not from {self.least} to {self.most}")

    def draw(self, rng: Rng) -> int:
        """One number."""
        return int(rng.integers(self.least, self.most + 1))


class _Checked:
    """Refuses probabilities that are none."""

    __slots__ = ()

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):  # type: ignore[arg-type]
            value = getattr(self, field.name)
            if field.name.endswith(("_chance", "_fraction")) and not 0 <= value <= 1:
                raise ValueError(f"{type(self).__name__}.{field.name} is {value}: expected 0 to 1")
            if field.name.endswith("_chances") and (min(value) < 0 or abs(sum(value) - 1) > 1e-9):
                raise ValueError(f"{type(self).__name__}.{field.name} is {value}: expected probabilities, together 1")


# ----------------------------------------------------------------------------------------------------------- geometry


@dataclass(frozen=True, slots=True)
class Pose(_Checked):
    """How a flat thing lies in space, and where in the frame.

    Attributes:
        any_roll_chance: turned in the plane by any angle; else upright or upside down, give or take `roll_spread_rad`.
        roll_spread_rad: people hold notes about level.
        tilt_deg, easy_tilt_deg, print_tilt_deg, thing_tilt_deg: twice the spread of the tilt: of notes, of easy
            pictures, of photos taken anew as prints, and of note-shaped things.
        most_tilt_deg: beyond it nothing can be read.
        distance: of the camera, in halves of the longer side (a phone near a note to one across a table).
        slack_fraction: of the room that a note leaves in the frame, how far it moves.
        overhang: of what it lacks, the same, where it is larger than the frame.
        off_frame_chance, off_frame: now and then beyond the edge, by this fraction of its size, also when it would fit.
        aspect_spread: scans are cropped by hand: the logarithm of width over height is this uncertain.
    """

    any_roll_chance: float = 0.6
    roll_spread_rad: float = 0.2
    tilt_deg: float = 50.0
    easy_tilt_deg: float = 20.0
    print_tilt_deg: float = 50.0
    thing_tilt_deg: float = 45.0
    most_tilt_deg: float = 62.0
    distance: Range = Range(3.0, 9.0)
    slack_fraction: float = 0.5
    overhang: float = 0.35
    off_frame_chance: float = 0.35
    off_frame: float = 0.10
    aspect_spread: float = 0.05


@dataclass(frozen=True, slots=True)
class Curl(_Checked):
    """A cylinder wave across the sheet: paper moves along and, seen at an angle, across the wave.

    Attributes:
        wave_chance: paper that was carried is seldom flat.
        angle_rad: of the wave to the long side.
        crosswise_chance: rolled about the other side.
        waves: how many over the long side.
        height: of the wave, in long sides.
        along: of the height, how far paper moves along.
        lift, lift_factor: how much of the wave shows across, and in which direction.
        shade: light on its slopes.
    """

    wave_chance: float = 0.75
    angle_rad: Range = Range(-0.6, 0.6)
    crosswise_chance: float = 0.25
    waves: Range = Range(0.5, 1.8)
    height: Range = Range(0.0, 0.045)
    along: float = 0.5
    lift: Range = Range(-1.0, 1.0)
    lift_factor: float = 1.6
    shade: Range = Range(-0.28, 0.28)


@dataclass(frozen=True, slots=True)
class Crease(_Checked):
    """A crease: the part beyond it is shortened, shifted and lit differently.

    Attributes:
        count_chances: of no, one and two creases.
        vertical_chance: across the long side, as notes are folded.
        middle, middle_spread, place: where it runs, as a fraction of the side: about the middle.
        lean: how far off square.
        other_side_chance: which side of it bends.
        squeeze, shear: how much shorter the part beyond is, and how far it is shifted, by its length.
        sharpness: of the step in the light, in steps a side.
        shade: light on the part beyond.
        ridge_sharpness, ridge_shade: the worn line along the crease.
    """

    count_chances: tuple[float, ...] = (0.5, 0.35, 0.15)
    vertical_chance: float = 0.75
    middle: float = 0.5
    middle_spread: float = 0.18
    place: Range = Range(0.15, 0.85)
    lean: Range = Range(-0.25, 0.25)
    other_side_chance: float = 0.5
    squeeze: Range = Range(0.0, 0.35)
    shear: Range = Range(-0.35, 0.35)
    sharpness: float = 60.0
    shade: Range = Range(-0.28, 0.22)
    ridge_sharpness: float = 45.0
    ridge_shade: Range = Range(-0.15, 0.25)


@dataclass(frozen=True, slots=True)
class Fold(_Checked):
    """A folded note, as people carry them: often half, now and then a quarter.

    Attributes:
        folded_chance: a part is folded away and not seen, at full `bend`.
        both_chance, long_chance: folded both ways; across the long side.
        kept_long, kept_short: the fraction of the side that is seen.
        first_end_chance: which end is seen.
        loose_chance: the part folded away is seen from its other side.
        depth: of that part: 1 lies flat on the rest, less is turned away and foreshortened.
        turn_spread_deg: people do not fold square.
        loose_bend: see `Notes.bend`.
        flap_light: the part is lit differently.
        flap_before_chance: it lies before the rest, not behind it.
    """

    folded_chance: float = 0.3
    both_chance: float = 0.2
    long_chance: float = 0.75
    kept_long: Range = Range(0.36, 0.8)
    kept_short: Range = Range(0.45, 0.8)
    first_end_chance: float = 0.5
    loose_chance: float = 0.15
    depth: Range = Range(0.45, 1.0)
    turn_spread_deg: float = 18.0
    loose_bend: float = 0.6
    flap_light: Range = Range(0.65, 1.05)
    flap_before_chance: float = 0.4


@dataclass(frozen=True, slots=True)
class Paper(_Checked):
    """Print and paper of one note: worn, dirty, of another ink batch, scanned by another scanner.

    Attributes:
        worn_chance, worn: how far the print has faded into the paper.
        blue_levels, green_levels, red_levels: of bare paper, yellowish.
        dirty_chance, dirt, dirt_cells: dirt in patches, how strong, and how many patches a side.
        contrast, saturation, ink_gain: of the scan, and of each colour.
    """

    worn_chance: float = 0.6
    worn: Range = Range(0.0, 0.35)
    blue_levels: Range = Range(180.0, 225.0)
    green_levels: Range = Range(190.0, 232.0)
    red_levels: Range = Range(195.0, 235.0)
    dirty_chance: float = 0.35
    dirt_cells: Count = Count(5, 23)
    dirt: Range = Range(0.0, 0.14)
    contrast: Range = Range(0.7, 1.2)
    saturation: Range = Range(0.55, 1.35)
    ink_gain: Range = Range(0.92, 1.08)


@dataclass(frozen=True, slots=True)
class Geometry:
    """The shape of what is drawn."""

    pose: Pose = Pose()
    curl: Curl = Curl()
    crease: Crease = Crease()
    fold: Fold = Fold()
    paper: Paper = Paper()


# --------------------------------------------------------------------------------------------------------- background


@dataclass(frozen=True, slots=True)
class Background(_Checked):
    """What lies behind, and the shadow that is cast on it.

    Attributes:
        photo_chance: a photo without a note; else a plain table, wall or cloth.
        crop: the fraction of the photo's side that is shown.
        mirror_chance: nothing in a background needs its handedness.
        photo_gain: of each colour.
        plain_levels, plain_tint_spread_levels: one colour, near grey.
        change_cells, change_levels: it changes slowly over the frame.
        grain_levels, coarse_grain_chance, grain_width_px, grain_height_px, coarse_grain_gain: the grain of wood or
            cloth, longer one way than the other where it is coarse.
        defocus_chance, defocus_px: a background is often out of focus.
        shadow_chance, shadow_blur_px, shadow_shift_px, shadow_depth: a note's shadow; lengths in quarters of a pixel's
            count, since it is drawn at a quarter of the size.
    """

    photo_chance: float = 0.72
    crop: Range = Range(0.35, 1.0)
    mirror_chance: float = 0.5
    photo_gain: Range = Range(0.75, 1.2)
    plain_levels: Range = Range(15.0, 245.0)
    plain_tint_spread_levels: float = 18.0
    change_cells: Count = Count(2, 8)
    change_levels: Range = Range(0.0, 25.0)
    coarse_grain_chance: float = 0.5
    grain_width_px: Range = Range(0.5, 4.0)
    grain_height_px: Range = Range(0.5, 12.0)
    coarse_grain_gain: float = 4.0
    grain_levels: Range = Range(0.0, 9.0)
    defocus_chance: float = 0.3
    defocus_px: Range = Range(0.6, 4.0)
    shadow_chance: float = 0.6
    shadow_blur_px: Range = Range(0.5, 4.0)
    shadow_shift_px: float = 2.0
    shadow_depth: Range = Range(0.1, 0.6)


# ---------------------------------------------------------------------------------------------------------- occlusion


@dataclass(frozen=True, slots=True)
class Occlusion(_Checked):
    """Hands, fingers and things before a note. Sizes are factors of the side of a square of the note's area.

    Attributes:
        most_covered: what would hide more of the note, with the rest, is left away: it could not be read.
        least_area_px: of a note in the frame, below which nothing is laid over it.
        count_chances: of one, two and three things.
        book_chance: first a book, a cloth or another thing over it from one side.
        book_kept: the fraction of the note that it leaves free.
        book_narrow_chance, book_margin: no wider than about the note, and by which fraction wider.
        hand_chance, finger_chance, stroke_chance: which things; the rest are other things.
        edge_chance, thing_edge_chance: hands hold a note by its edge; things lie anywhere on it.
        hand_size, thing_size: of cut-outs.
        cutout_turn_deg, cutout_offset_spread, cutout_mirror_chance, cutout_gain: how they lie and are lit; the offset
            in sizes.
        thing_round_chance, thing_radius, thing_corners: an ellipse, or a polygon of so many corners.
        finger_turn_spread_rad, finger_reach, finger_width: a rounded bar from outside the note, how far in it reaches.
        finger_length: well beyond the note.
        finger_blue, finger_green, finger_red_levels: skin, from dark to light: blue and green as fractions of red.
        finger_shade, finger_shine: of its edge, and what its middle has more.
        stroke_reach: half the length of a pen or a cable.
        pen_chance, pen_width, cable_width, cable_wobble: a straight pen, or a cable with loops.
        stroke_levels, stroke_shade, stroke_shine: its colour, and the light on it.
    """

    most_covered: float = 0.4
    least_area_px: float = 50.0
    count_chances: tuple[float, ...] = (0.5, 0.4, 0.1)
    book_chance: float = 0.3
    book_kept: Range = Range(0.6, 0.9)
    book_narrow_chance: float = 0.5
    book_margin: Range = Range(0.0, 0.3)
    hand_chance: float = 0.45
    finger_chance: float = 0.25
    stroke_chance: float = 0.10
    edge_chance: float = 0.75
    thing_edge_chance: float = 0.2
    hand_size: Range = Range(0.5, 1.7)
    thing_size: Range = Range(0.3, 1.0)
    cutout_turn_deg: Range = Range(0.0, 360.0)
    cutout_offset_spread: float = 0.2
    cutout_mirror_chance: float = 0.5
    cutout_gain: Range = Range(0.7, 1.15)
    thing_round_chance: float = 0.5
    thing_radius: Range = Range(0.2, 0.5)
    thing_corners: int = 5
    finger_turn_spread_rad: float = 0.5
    finger_reach: Range = Range(0.03, 0.3)
    finger_length: float = 2.0
    finger_width: Range = Range(0.10, 0.26)
    finger_blue: Range = Range(0.45, 0.8)
    finger_green: Range = Range(0.6, 0.85)
    finger_red_levels: Range = Range(60.0, 245.0)
    finger_shade: float = 0.55
    finger_shine: float = 0.5
    stroke_reach: Range = Range(0.4, 1.2)
    pen_chance: float = 0.6
    pen_width: Range = Range(0.02, 0.16)
    cable_width: Range = Range(0.01, 0.05)
    cable_wobble: float = 0.06
    stroke_levels: Range = Range(10.0, 255.0)
    stroke_shade: float = 0.6
    stroke_shine: float = 0.45


# ------------------------------------------------------------------------------------------------------------- camera


@dataclass(frozen=True, slots=True)
class Light(_Checked):
    """Uneven light over the whole scene. Chances of shadows and glare, and the gradient's strength, are at severity 1.

    Attributes:
        gradient_chance, gradient: brighter on one side, by this factor more or less.
        shadow_chance, shadow_points, shadow_corners, shadow_blur_px, shadow_depth: a soft-edged polygon, its corners in
            fractions of the frame; drawn at a quarter of the size.
        glare_chance, glare_radius, glare_stretch, glare_levels: a bright spot, its radius in longer sides.
    """

    gradient_chance: float = 0.6
    gradient: Range = Range(0.0, 0.45)
    shadow_chance: float = 0.3
    shadow_corners: Count = Count(3, 5)
    shadow_points: Range = Range(-0.3, 1.3)
    shadow_blur_px: Range = Range(0.8, 8.0)
    shadow_depth: Range = Range(0.15, 0.55)
    glare_chance: float = 0.18
    glare_radius: Range = Range(0.05, 0.3)
    glare_stretch: Range = Range(0.5, 2.0)
    glare_levels: Range = Range(40.0, 190.0)


@dataclass(frozen=True, slots=True)
class Camera(_Checked):
    """White balance, exposure, blur, noise and JPEG. What severity scales is given at severity 1.

    Attributes:
        balance_spread: of the logarithm of each colour's gain; scaled.
        cast_chance, cast_blue, cast_red: a strong cast, as of lamps; the chance is scaled.
        exposure, exposure_spread: the logarithm of the gain; the spread is scaled.
        under_chance, under_gain: badly underexposed; scaled.
        gamma_chance, gamma_spread: a camera's own curve: the logarithm of its exponent; the spread is scaled.
        defocus_chance, defocus_px: out of focus; the chance is scaled.
        motion_chance, motion_px: moved while it was taken; the chance is scaled.
        small_chance, small: once smaller, as web pictures and digital zoom give, by this factor; the chance is scaled.
        noise_chance, noise_levels: of the sensor.
        grey_chance: no colour at all; scaled.
        jpeg_chance, jpeg_quality: compressed.
        night_chance, night_gain: next to no light: what the app then lightens is full of the sensor's noise, and so it
            is here; the chance is scaled.
    """

    balance_spread: float = 0.07
    cast_chance: float = 0.16
    cast_blue: Range = Range(0.65, 1.35)
    cast_red: Range = Range(0.8, 1.3)
    exposure: float = -0.03
    exposure_spread: float = 0.22
    under_chance: float = 0.08
    under_gain: Range = Range(0.25, 0.6)
    gamma_chance: float = 0.5
    gamma_spread: float = 0.2
    defocus_chance: float = 0.35
    defocus_px: Range = Range(0.4, 1.9)
    motion_chance: float = 0.2
    motion_px: Count = Count(3, 10)
    small_chance: float = 0.25
    small: Range = Range(0.35, 0.8)
    noise_chance: float = 0.5
    noise_levels: Range = Range(1.0, 9.0)
    grey_chance: float = 0.03
    jpeg_chance: float = 0.5
    jpeg_quality: Count = Count(30, 95)
    night_chance: float = 0.08
    night_gain: Range = Range(0.15, 0.5)


# ------------------------------------------------------------------------------------------------- what is in a picture


@dataclass(frozen=True, slots=True)
class Frames(_Checked):
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
class Notes(_Checked):
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
class Photos(_Checked):
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
class Unknowns(_Checked):
    """Pictures of nothing that the model knows.

    Attributes:
        scene_chance, hard_negative_chance, other_note_chance: a scene, a hard negative, a note of another currency; the
            rest are note-shaped things, bent and lit like notes, so that "a pasted rectangle" is not what is learned.
        hand_chance, bare_hand_chance: a hand in the scene; alone before a wall, which is what a camera sees first,
            before any note.
        wall_gain, wall_saturation: that wall's colour.
        thing_note_chance: the thing is a note of another currency; else any picture at all.
        thing_hard_chance: of these, from the hard negatives; else from the backgrounds.
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
    thing_width_px: Count = Count(160, 399)
    thing_aspect: Range = Range(1.6, 2.6)
    thing_area: Range = Range(0.10, 1.2)
    thing_bend: float = 1.0
    thing_covered_chance: float = 0.6


@dataclass(frozen=True, slots=True)
class Corruptions(_Checked):
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
class SynthesisConfig(_Checked):
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
