"""One training picture with its exact answer (classes, where the note lies), by a seed and a configuration.

What is drawn: a note in perspective over a background, with curl and folds and their shading, hands and objects before
it, a shadow under it, then light and a camera over everything. Real photos pass through the same camera. How each of
these is done is in the modules beside; their numbers are in `config`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from app.recognition.labels import NoteLabel
from app.recognition.observation import Box
from app.recognition.preprocess import letterbox, lightened
from convert.calibrated import LIGHTENING
from convert.data.dataset import Catalogue
from convert.data.images import Image
from convert.synthesis import functional as F
from convert.synthesis import photos
from convert.synthesis.background import background, crop_to, paste
from convert.synthesis.camera import backlit, camera, light
from convert.synthesis.config import SynthesisConfig
from convert.synthesis.geometry import Mips, Placed, draw_pose, loosely_folded, note_aspect, place
from convert.synthesis.occlusion import cover
from convert.synthesis.ranges import Rng, chance
from convert.synthesis.slips import draw_slip
from convert.synthesis.sources import Classes, Photo, Sources

_UNKNOWN: Classes = (0,)
_NO_BOX = (float("nan"),) * 4
_NOT_KNOWN = float("nan")


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """One training picture.

    Attributes:
        image: uint8 (size, size, 3), RGB, letterboxed: exactly what the model is given.
        classes: indexes of the classes it may be, at least one.
        box: note's rectangle (left, top, right, bottom) in fractions of the picture before letterboxing bars were
            added mapped to the letterboxed square, 0 to 1; NaN when not known (real photos).
        has_note: 1.0 a note is in view, 0.0 none, NaN not known.
    """

    image: Image
    classes: Classes
    box: tuple[float, float, float, float]
    has_note: float


def _thing_picture(rng: Rng, sources: Sources, config: SynthesisConfig) -> Mips:
    """What a thing of a note's shape shows."""
    unknowns = config.unknowns

    def size() -> tuple[int, int]:
        width = unknowns.thing_width_px.draw(rng)
        return width, int(width / unknowns.thing_aspect.draw(rng))

    if chance(rng, unknowns.slip_chance):
        return Mips(draw_slip(rng, *size(), config.slips))
    if sources.other_notes and chance(rng, unknowns.thing_note_chance):
        return sources.other_mips[int(rng.integers(len(sources.other_mips)))]
    hard = chance(rng, unknowns.thing_hard_chance) and sources.hard_negatives
    pool = sources.hard_negatives if hard else sources.backgrounds
    picture = pool[int(rng.integers(len(pool)))]
    return Mips(crop_to(rng, picture, *size(), config.background.crop, config.background.mirror_chance))


class Synthesizer:
    """Makes training pictures from a catalogue.

    All pictures are read once, when it is made (about 1 GB for 10,000 pictures); processes forked later share them.

    Args:
        cat: the pictures.
        labels: the classes, as `class_list` gives them.
        size: side of the square pictures, pixels.
        config: every probability and range.
        currency_weights: how often each currency is drawn, relative to the others; absent ones weigh 1.
        boxes: where the notes of real photos lie, by path, as far as that is known: what covers them is then laid over
            the note, and more of their own background is left out.
    """

    def __init__(
        self,
        cat: Catalogue,
        labels: Sequence[NoteLabel],
        size: int = 224,
        config: SynthesisConfig | None = None,
        currency_weights: dict[str, float] | None = None,
        boxes: Mapping[Path, Box] | None = None,
    ) -> None:
        self.labels = tuple(labels)
        self.size = size
        self.config = config or SynthesisConfig()
        self._sources = Sources(cat, self.labels, boxes or {})
        values = sorted({(label.currency, label.value) for label in self.labels if not label.is_unknown})
        by_currency: dict[str, list[str]] = {}
        for currency, value in values:
            by_currency.setdefault(currency, []).append(value)
        self._values = by_currency
        weights = currency_weights or {}
        self._currencies = sorted(by_currency)
        raw = np.array([weights.get(c, 1.0) for c in self._currencies])
        self._currency_p = raw / raw.sum()

    @property
    def skipped(self) -> list[str]:
        """What of the catalogue could not be read, a line each."""
        return self._sources.skipped

    def sample(self, rng: Rng) -> Sample:
        """One picture; the same generator state gives the same picture."""
        if chance(rng, self.config.unknown_fraction):
            return self._unknown(rng)
        currency = self._currencies[int(rng.choice(len(self._currencies), p=self._currency_p))]
        value = self._values[currency][int(rng.integers(len(self._values[currency])))]
        return self.note_sample(rng, currency, value)

    def note_sample(self, rng: Rng, currency: str, value: str, synthetic: bool | None = None) -> Sample:
        """One picture of a given value, synthetic, real, or (None) either.

        Raises:
            KeyError: there is no picture of that value to draw from.
        """
        sources = self._sources
        flat = sources.of_value(sources.references, currency, value)
        real = sources.of_value(sources.photos, currency, value)
        count = sum(len(sources.photos[k]) for k in real)
        if synthetic is None:
            fraction = self.config.real_fraction * min(1.0, count / self.config.photos.many) if flat else 1.0
            synthetic = not (real and chance(rng, fraction))
        if not (flat if synthetic else real):
            raise KeyError(f"no {'flat notes' if synthetic else 'photos'} of {currency} {value}")
        if synthetic:
            return self._composite(rng, flat[int(rng.integers(len(flat)))])
        # A photo is drawn evenly over all photos of the value.
        pick = int(rng.integers(count))
        for key in real:
            if pick < len(sources.photos[key]):
                return self._real(rng, sources.photos[key][pick], key)
            pick -= len(sources.photos[key])
        raise AssertionError("unreachable: pick is below the count")

    # -- parts of a picture

    def _frame_shape(self, rng: Rng) -> tuple[int, int]:
        frames = self.config.frames
        aspect = frames.aspects[int(rng.choice(len(frames.aspects), p=frames.aspect_chances))]
        longest = frames.long_side_px
        return (longest, round(longest / aspect)) if aspect >= 1 else (round(longest * aspect), longest)

    def _background(self, rng: Rng, w: int, h: int) -> NDArray[np.float32]:
        return background(rng, self._sources.backgrounds, w, h, self.config.background)

    def _paste(self, rng: Rng, frame: NDArray[np.float32], placed: Placed) -> NDArray[np.float32]:
        return paste(rng, frame, placed, self.config.background)

    def _cover(self, rng: Rng, frame: NDArray[np.float32], note: NDArray[np.float32]) -> NDArray[np.float32]:
        sources = self._sources

        def scenery(w: int, h: int) -> NDArray[np.float32]:
            return self._background(rng, w, h)

        return cover(rng, frame, note, sources.hands, sources.backgrounds, scenery, self.config.occlusion)

    def _lit(self, rng: Rng, frame: NDArray[np.float32]) -> NDArray[np.float32]:
        return light(rng, frame, self.config.severity, self.config.light)

    # -- a flat note, a photo, or neither

    def _composite(self, rng: Rng, key: Classes) -> Sample:
        notes, geometry = self.config.notes, self.config.geometry
        w, h = self._frame_shape(rng)
        frame = self._background(rng, w, h)
        easy = chance(rng, notes.easy_chance)
        pool = self._sources.references[key]
        mips = pool[int(rng.integers(len(pool)))]
        classes = set(key)
        area = notes.area.draw_log(rng)
        tilt_deg = geometry.pose.easy_tilt_deg if easy else geometry.pose.tilt_deg
        aspect = note_aspect(rng, mips, geometry.pose)
        pose = draw_pose(rng, w, h, aspect, area, tilt_deg, geometry.pose)
        if chance(rng, notes.several_chance) and area < notes.several_below:
            for _ in range(notes.several.draw(rng)):
                frame, shown = self._further_note(rng, frame, key, pose)
                classes |= set(shown)
        loose = not easy and chance(rng, geometry.fold.loose_chance)
        reverse = self._sources.other_face(key) if loose else None
        if reverse is not None:
            placed = loosely_folded(rng, mips, self._sources.references[reverse], pose, w, h, geometry)
            classes |= set(reverse)
        else:
            placed = place(rng, mips, pose, w, h, notes.easy_bend if easy else notes.bend, geometry)
        frame = self._paste(rng, frame, placed)
        if not easy and chance(rng, notes.covered_chance):
            frame = self._cover(rng, frame, placed.alpha)
        if chance(rng, self.config.light.backlit_chance):
            frame = backlit(rng, frame, placed.alpha, self.config.light)
        return self._finish(rng, self._lit(rng, frame), tuple(sorted(classes)), placed.alpha)

    def _further_note(
        self, rng: Rng, frame: NDArray[np.float32], key: Classes, pose: NDArray[np.float64]
    ) -> tuple[NDArray[np.float32], Classes]:
        """One more note of the value about where the first will lie: the frame, and what it shows."""
        notes = self.config.notes
        h, w = frame.shape[:2]
        siblings = self._sources.siblings(key)
        same = chance(rng, notes.several_same_chance)
        shown = key if same else siblings[int(rng.integers(len(siblings)))]
        others = self._sources.references[shown]
        offset = notes.several_offset.draw(rng)
        shift = np.array([[1, 0, rng.normal(0, offset) * w * 0.5], [0, 1, rng.normal(0, offset) * h * 0.5], [0, 0, 1]])
        turn = F.turning(pose @ np.array([0.5, 0.5, 1.0]), float(rng.normal(0, notes.several_turn_spread_deg)))
        other = others[int(rng.integers(len(others)))]
        extra = place(rng, other, shift @ turn @ pose, w, h, notes.several_bend, self.config.geometry)
        return self._paste(rng, frame, extra), shown

    def _real(self, rng: Rng, source: Photo, classes: Classes, has_note: float = _NOT_KNOWN) -> Sample:
        """A real photo moved, turned and zoomed a little, then through the camera; or photographed anew, as a print
        that lies, bent and partly covered, before another background."""
        config = self.config.photos
        w, h = self._frame_shape(rng)
        source = photos.unsqueezed(rng, source, config)
        if chance(rng, config.print_chance if source.note is None else config.placed_print_chance):
            return self._print(rng, photos.print_of(rng, source, config), w, h, classes, has_note)
        view = photos.draw_view(rng, source.image, w, h, config)
        if chance(rng, config.reflect_chance):
            frame = photos.reflected(view, w, h)
        else:
            frame = photos.before(view, self._background(rng, w, h))
        frame = F.saturate(frame, config.saturation.draw(rng))
        if classes != _UNKNOWN and chance(rng, config.covered_chance):
            frame = self._cover(rng, frame, photos.note_mask(view, source, w, h))
        if chance(rng, config.light_chance):
            frame = self._lit(rng, frame)
        return self._finish(rng, frame, classes, None, has_note)

    def _print(self, rng: Rng, photo: Image, w: int, h: int, classes: Classes, has_note: float) -> Sample:
        config, geometry = self.config.photos, self.config.geometry
        area = config.print_area.draw_log(rng)
        aspect = photo.shape[1] / photo.shape[0]
        pose = draw_pose(rng, w, h, aspect, area, geometry.pose.print_tilt_deg, geometry.pose)
        placed = place(rng, Mips(photo), pose, w, h, config.print_bend, geometry)
        frame = self._paste(rng, self._background(rng, w, h), placed)
        if chance(rng, config.print_covered_chance):
            frame = self._cover(rng, frame, placed.alpha)
        return self._finish(rng, self._lit(rng, frame), classes, None, has_note)

    def _unknown(self, rng: Rng) -> Sample:
        """Something that is not a note the model knows: scenes, hard negatives, other notes, note-shaped things."""
        config, sources = self.config.unknowns, self._sources
        hard_below = config.scene_chance + config.hard_negative_chance
        other_below = hard_below + config.other_note_chance
        kind = rng.random()
        if kind < config.scene_chance or (kind < hard_below and not sources.hard_negatives):
            return self._scene(rng)
        if kind < hard_below:
            hard = sources.hard_negatives
            return self._real(rng, Photo(hard[int(rng.integers(len(hard)))]), _UNKNOWN, 0.0)
        if kind < other_below and sources.other_notes:
            others = sources.other_notes
            return self._real(rng, Photo(others[int(rng.integers(len(others)))]), _UNKNOWN)
        return self._thing(rng)

    def _scene(self, rng: Rng) -> Sample:
        config = self.config.unknowns
        w, h = self._frame_shape(rng)
        frame = self._background(rng, w, h)
        if self._sources.hands and chance(rng, config.hand_chance):
            if chance(rng, config.bare_hand_chance):
                frame = np.full((h, w, 3), rng.uniform(0, 255, 3) * config.wall_gain.draw(rng), np.float32)
                frame = F.saturate(frame, config.wall_saturation.draw(rng))
            middle = np.zeros((h, w), np.float32)
            cv2.rectangle(middle, (w // 4, h // 4), (3 * w // 4, 3 * h // 4), 1.0, -1)
            frame = self._cover(rng, frame, middle)
        return self._finish(rng, self._lit(rng, frame), _UNKNOWN, None, 0.0)

    def _thing(self, rng: Rng) -> Sample:
        """A note-shaped thing: a slip with numbers, another currency's note or any picture at all, bent and lit like a
        note."""
        config, geometry = self.config.unknowns, self.config.geometry
        w, h = self._frame_shape(rng)
        frame = self._background(rng, w, h)
        mips = _thing_picture(rng, self._sources, self.config)
        area = config.thing_area.draw_log(rng)
        aspect = note_aspect(rng, mips, geometry.pose)
        pose = draw_pose(rng, w, h, aspect, area, geometry.pose.thing_tilt_deg, geometry.pose)
        placed = place(rng, mips, pose, w, h, config.thing_bend, geometry)
        frame = self._paste(rng, frame, placed)
        if chance(rng, config.thing_covered_chance):
            frame = self._cover(rng, frame, placed.alpha)
        return self._finish(rng, self._lit(rng, frame), _UNKNOWN, placed.alpha)

    def _finish(
        self,
        rng: Rng,
        frame: NDArray[np.float32],
        classes: Classes,
        note: NDArray[np.float32] | None,
        has_note: float = _NOT_KNOWN,
    ) -> Sample:
        severity, config = self.config.severity, self.config.camera
        if chance(rng, config.night_chance * severity):
            frame = frame * np.float32(config.night_gain.draw(rng))
        taken = camera(rng, frame, severity, config)
        picture = lightened(letterbox(taken, self.size), frame.shape[0], frame.shape[1], LIGHTENING)
        box = None if note is None else F.mask_box(note)
        return Sample(picture, classes, box or _NO_BOX, has_note if box is None else 1.0)
