"""Every probability, range and spread of the pictures that the comparison network is trained on, by name.

The defaults are what the shipped weights were trained with. A run writes them into its folder. How they are used is in
`comparison_geometry`, `comparison_pictures` and `comparison_drawing`.

A photo's square is -1..1 wide and high here, a note as high as that and wider by its aspect. What ends in `_chance` is
a probability; in `_spread`, the standard deviation of a normal distribution; in `_rad`, an angle. Colours are 0..1.
"""

from __future__ import annotations

from dataclasses import dataclass

from convert.synthesis.ranges import Checked, Range


@dataclass(frozen=True, slots=True)
class Turn(Checked):
    """How a picture is turned in its plane.

    Attributes:
        any_chance: by any angle; else about upright.
        spread_rad: about upright.
        quarter_chance: by quarters beside that, none among them.
    """

    any_chance: float = 0.25
    spread_rad: float = 0.25
    quarter_chance: float = 0.6


@dataclass(frozen=True, slots=True)
class Pose(Checked):
    """How a flat note lies in space, and where in the square.

    Attributes:
        aspect_gain: scans are cropped a little wrongly.
        tilt_spread_rad, most_tilt_rad: about each of the two axes of the note.
        distance: of the camera, in halves of the note's height.
        margin: half of the square, in halves of the note's longer side.
        close_chance, close: that times this: a part of the note is outside.
        shift_spread: of the note's middle, in halves of the square.
    """

    aspect_gain: Range = Range(0.93, 1.07)
    tilt_spread_rad: float = 0.35
    most_tilt_rad: float = 0.9
    distance: Range = Range(4.0, 9.0)
    margin: Range = Range(1.0, 1.45)
    close_chance: float = 0.2
    close: Range = Range(0.55, 0.95)
    shift_spread: float = 0.08


@dataclass(frozen=True, slots=True)
class Bend(Checked):
    """How the paper bends.

    Attributes:
        wave_chance, wave, wave_cells: displaced by a smooth field, how far, and from how many values a side.
        fine_chance, fine, fine_cells: by a finer one.
        fist_chance, fist, fist_place, fist_width: held in a fist: narrower by this at one place along the note.
        stretch_chance, stretch_spread, stretch_waves: along the note, by a wave of so many radians in half of it.
    """

    wave_chance: float = 0.6
    wave: Range = Range(0.0, 0.06)
    wave_cells: int = 4
    fine_chance: float = 0.3
    fine: Range = Range(0.0, 0.02)
    fine_cells: int = 9
    fist_chance: float = 0.2
    fist: Range = Range(0.3, 2.0)
    fist_place: Range = Range(-0.6, 0.6)
    fist_width: Range = Range(0.15, 0.5)
    stretch_chance: float = 0.3
    stretch_spread: float = 0.12
    stretch_waves: Range = Range(1.0, 4.0)


@dataclass(frozen=True, slots=True)
class Fold(Checked):
    """A part of the note beyond a straight line is not seen.

    Attributes:
        chance: there is such a part.
        distance: of the line from the note's middle.
        shown_chance: it is folded over, and paper is in its place; else what lies behind the note.
        back_chance: that paper has the print of any note; else none.
    """

    chance: float = 0.3
    distance: Range = Range(-0.1, 0.8)
    shown_chance: float = 0.3
    back_chance: float = 0.5


@dataclass(frozen=True, slots=True)
class Light(Checked):
    """Shadows on the note.

    Attributes:
        shade, shade_cells: a smooth field, how strong, and from how many values a side.
        patch_chance, patch, patch_cells: a finer one.
        gain: darkest and lightest.
    """

    shade: Range = Range(0.0, 0.22)
    shade_cells: int = 3
    patch_chance: float = 0.4
    patch: Range = Range(0.0, 0.1)
    patch_cells: int = 8
    gain: Range = Range(0.3, 1.7)


@dataclass(frozen=True, slots=True)
class Around(Checked):
    """What lies behind the note and before it.

    Attributes:
        zoom: how much of a background is shown.
        hand_chances_each: of a first hand and of a second.
        hand: its size, in squares.
        hand_place: of its middle.
    """

    zoom: Range = Range(0.4, 1.0)
    hand_chances_each: tuple[float, ...] = (0.6, 0.25)
    hand: Range = Range(0.25, 0.8)
    hand_place: Range = Range(-1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Photos(Checked):
    """Real photos, cropped about the note, moved and turned.

    Attributes:
        margin: half of the square, in halves of the note's longer side.
        close_chance, close: that times this.
        slight_turn_chance, slight_turn_spread_rad: turned a little; else as `Turn` says.
        shift_spread: see `Pose`.
        squeeze: of its width.
    """

    margin: Range = Range(1.0, 1.5)
    close_chance: float = 0.12
    close: Range = Range(0.5, 0.9)
    slight_turn_chance: float = 0.4
    slight_turn_spread_rad: float = 0.05
    shift_spread: float = 0.06
    squeeze: Range = Range(0.85, 1.15)


@dataclass(frozen=True, slots=True)
class Colours(Checked):
    """How colours differ, in full; each kind of picture has a part of it.

    Attributes:
        synthetic, real, side: that part for synthetic photos, for real ones and for pictures of sides.
        channel_spread, gain_spread, gamma_spread: logarithms.
        grey_chance, saturation: no colour at all; else how much.
        contrast, offset_spread: about the picture's mean.
    """

    synthetic: float = 1.0
    real: float = 0.7
    side: float = 0.35
    channel_spread: float = 0.1
    gain_spread: float = 0.25
    gamma_spread: float = 0.25
    grey_chance: float = 0.08
    saturation: Range = Range(0.5, 1.4)
    contrast: Range = Range(0.6, 1.4)
    offset_spread: float = 0.05


@dataclass(frozen=True, slots=True)
class Camera(Checked):
    """How blurred, coarse and grainy pictures are, in full; real photos are so already.

    Attributes:
        synthetic, real: the part of it for synthetic photos and for real ones.
        kernel_px: of the blur, an odd number.
        blur_chance, blur_px, least_blur_px: a standard deviation, or else the least.
        motion_chance, motion_px: more along one line.
        coarse_parts, coarse_chance, coarse, coarse_least, least_px: a batch is made smaller in so many parts, each by a
            factor of 1 to 1 + `coarse`, but not below `coarse_least`, to a side of no less than `least_px`.
        noise_chance, noise: of each pixel.
        specks_chance, specks: the fraction of the pixels that are black or white.
    """

    synthetic: float = 1.0
    real: float = 0.5
    kernel_px: int = 17
    blur_chance: float = 0.6
    blur_px: Range = Range(0.2, 2.2)
    least_blur_px: float = 0.15
    motion_chance: float = 0.35
    motion_px: Range = Range(0.0, 4.5)
    coarse_parts: int = 6
    coarse_chance: float = 0.6
    coarse: float = 2.2
    coarse_least: float = 1.05
    least_px: int = 24
    noise_chance: float = 0.5
    noise: Range = Range(0.0, 0.06)
    specks_chance: float = 0.2
    specks: Range = Range(0.0, 0.03)


@dataclass(frozen=True, slots=True)
class Sides(Checked):
    """Pictures of sides, which scans and photos of straight notes may be.

    Attributes:
        zoom_spread, shift_spread: of a scan, along and across: its crop is never exact.
        upright: a photo's note is turned when it is higher than wide by this factor.
    """

    zoom_spread: tuple[float, float] = (0.015, 0.02)
    shift_spread: tuple[float, float] = (0.012, 0.015)
    upright: float = 1.15


@dataclass(frozen=True, slots=True)
class Drawing(Checked):
    """How many pictures make a batch, and which.

    Attributes:
        groups: each of one currency.
        queries: photos of a group.
        own, others: the sides that each is compared with: of its group, and of other groups.
        model_gain: a currency of the model is drawn so many times as often.
        steady_sides: each currency is drawn as the root of its sides, and so many more.
        photo_chance: a query is a real photo where there are any.
        even_chance: it is of any folder, as often of each; else of any photo.
        two_chance: it is compared with two other photos of its folder; else with one.
        scans: it is compared with so many scans of its value.
        scan_chance: a further side is a scan.
    """

    groups: int = 12
    queries: int = 8
    own: int = 16
    others: int = 6
    model_gain: float = 3.0
    steady_sides: int = 4
    photo_chance: float = 0.5
    even_chance: float = 0.5
    two_chance: float = 0.7
    scans: int = 2
    scan_chance: float = 0.8

    def __post_init__(self) -> None:
        Checked.__post_init__(self)
        if not 1 <= self.queries <= self.own:
            raise ValueError(f"{self.queries} queries of {self.own} sides: each needs a side of its own")
        if not 0 <= self.others <= (self.groups - 1) * self.own:
            raise ValueError(f"{self.groups} groups do not have {self.others} sides of others")


SMALL_DRAWING = Drawing(groups=2, queries=4, own=8, others=2)
"""What two CPU cores train on in a few seconds."""


@dataclass(frozen=True, slots=True)
class PictureConfig:
    """All that the pictures depend on, but for the seed and what they are made of."""

    turn: Turn = Turn()
    pose: Pose = Pose()
    bend: Bend = Bend()
    fold: Fold = Fold()
    light: Light = Light()
    around: Around = Around()
    photos: Photos = Photos()
    colours: Colours = Colours()
    camera: Camera = Camera()
    sides: Sides = Sides()
