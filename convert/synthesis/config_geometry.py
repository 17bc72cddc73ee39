"""Numbers of the synthesiser: the shape of a note in a picture, its print and its paper. Units: see `config`."""

from __future__ import annotations

from dataclasses import dataclass

from convert.synthesis.ranges import Checked, Count, Range


@dataclass(frozen=True, slots=True)
class Pose(Checked):
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
class Curl(Checked):
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
class Crease(Checked):
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
class Fold(Checked):
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
class Paper(Checked):
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
