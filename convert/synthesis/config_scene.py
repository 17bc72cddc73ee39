"""Numbers of the synthesiser: what lies behind and before a note, light, and the camera. Units: see `config`."""

from __future__ import annotations

from dataclasses import dataclass

from convert.synthesis.ranges import Checked, Count, Range


@dataclass(frozen=True, slots=True)
class Background(Checked):
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


@dataclass(frozen=True, slots=True)
class Occlusion(Checked):
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


@dataclass(frozen=True, slots=True)
class Light(Checked):
    """Uneven light over the whole scene. Chances of shadows and glare, and the gradient's strength, are at severity 1.

    Attributes:
        gradient_chance, gradient: brighter on one side, by this factor more or less.
        shadow_chance, shadow_points, shadow_corners, shadow_blur_px, shadow_depth: a soft-edged polygon, its corners in
            fractions of the frame; drawn at a quarter of the size.
        glare_chance, glare_radius, glare_stretch, glare_levels: a bright spot, its radius in longer sides.
        backlit_chance, backlit_note_gain, backlit_ground_gain: a flat note before a bright window or lamp: it lies in
            its own shadow, and what is behind it is brighter.
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
    backlit_chance: float = 0.05
    backlit_note_gain: Range = Range(0.15, 0.55)
    backlit_ground_gain: Range = Range(1.1, 2.2)


@dataclass(frozen=True, slots=True)
class Slips(Checked):
    """Slips of paper with numbers that are no money. Sizes are fractions of the slip's height.

    Attributes:
        paper_levels, ink_levels: of each colour.
        two_colours_chance: the paper's colour changes along it.
        waves_chance, waves, waves_count, waves_height: fine lines, so many, of so many waves along the slip, so high.
        frame_chance, frame_inset, frame_line: a frame, how far from the edge, and how thick.
        motif_chance, motif_place, motif_radius: something near the middle, at this fraction of the length.
        petals: of a rosette.
        number_height, corner_chance: the number, in each corner or not.
        middle_chance, middle_gain: the number in the middle, and how many times as high.
        word_chance, word_letters, word_height: a word of any letters at the upper or lower edge.
    """

    paper_levels: Range = Range(90.0, 255.0)
    ink_levels: Range = Range(0.0, 110.0)
    two_colours_chance: float = 0.3
    waves_chance: float = 0.4
    waves: Count = Count(4, 30)
    waves_count: Range = Range(1.0, 8.0)
    waves_height: Range = Range(0.03, 0.3)
    frame_chance: float = 0.7
    frame_inset: Range = Range(0.02, 0.08)
    frame_line: Range = Range(0.005, 0.03)
    motif_chance: float = 0.6
    motif_place: Range = Range(0.3, 0.7)
    motif_radius: Range = Range(0.2, 0.42)
    petals: Count = Count(4, 24)
    number_height: Range = Range(0.1, 0.28)
    corner_chance: float = 0.75
    middle_chance: float = 0.2
    middle_gain: float = 1.8
    word_chance: float = 0.5
    word_letters: Count = Count(4, 12)
    word_height: Range = Range(0.06, 0.14)


@dataclass(frozen=True, slots=True)
class Camera(Checked):
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
