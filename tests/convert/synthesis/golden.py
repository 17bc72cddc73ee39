"""Synthetic pictures of fixed seeds, in short: what they are today, so that a change of the code shows.

Written anew, after a change that is meant to change pictures, with::

    python -m tests.convert.synthesis.golden
"""

from __future__ import annotations

import functools
import hashlib
import json
import math
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from app.recognition.observation import Box
from convert.data.catalogue import catalogue
from convert.data.dataset import Catalogue, class_list
from convert.synthesis.config import SynthesisConfig
from convert.synthesis.corruptions import CORRUPTIONS, corrupted
from convert.synthesis.synthesizer import Sample, Synthesizer
from tests.convert.pictures import SPECIMENS, data_folder, made_up_note, scene, specimen_catalogue, write

GOLDEN = Path(__file__).with_name("golden.json")
SEEDS = 48


@dataclass(frozen=True)
class Brief:
    """One picture in short.

    Attributes:
        draws: a digest of the random generator's state after it: which chances were drawn, and how often.
        answer: its classes, box and whether a note shows.
        thumb: 4 x 4 x 3 means of its pixels, 0 to 255, for machines that compute pixels a little differently.
        pixels: a digest of every pixel.
    """

    draws: str
    answer: list[float]
    thumb: list[int]
    pixels: str


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _brief(rng: np.random.Generator, picture: NDArray[np.uint8], answer: list[float]) -> Brief:
    state = json.dumps(rng.bit_generator.state, sort_keys=True, default=int)
    thumb = cv2.resize(picture, (4, 4), interpolation=cv2.INTER_AREA).ravel().tolist()
    return Brief(_digest(state.encode()), answer, thumb, _digest(np.ascontiguousarray(picture).tobytes()))


def _of_sample(rng: np.random.Generator, sample: Sample) -> Brief:
    numbers = [float(x) for x in (*sample.classes, *sample.box, sample.has_note)]
    return _brief(rng, sample.image, [-1.0 if math.isnan(x) else round(x, 3) for x in numbers])


def machine() -> str:
    """A digest of what OpenCV and NumPy make of fixed numbers here: the same wherever pixels come out the same."""
    rng = np.random.default_rng(0)
    field = rng.uniform(0, 255, (192, 256, 3)).astype(np.float32)
    turned = cv2.warpPerspective(field, np.array([[0.9, 0.1, 3], [-0.1, 1.1, 5], [1e-4, 2e-4, 1]]), (256, 192))
    ys, xs = np.mgrid[0:192, 0:256].astype(np.float32)
    bent = cv2.remap(field, xs + np.sin(ys / 9) * 3, ys + np.cos(xs / 7) * 3, cv2.INTER_LINEAR)
    blurred = cv2.GaussianBlur(255 * np.power(field / 255, 1.3), (0, 0), 1.7)
    small = cv2.resize(cv2.resize(field, (91, 67), interpolation=cv2.INTER_AREA), (256, 192))
    filtered = cv2.filter2D(field, -1, np.full((5, 5), 0.04, np.float32))
    cubic = cv2.resize(field[:9, :9], (256, 192), interpolation=cv2.INTER_CUBIC)
    _, coded = cv2.imencode(".jpg", field.astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 71])
    parts = (turned, bent, blurred, small, filtered, cubic, np.exp(-field / 50), cv2.imdecode(coded, cv2.IMREAD_COLOR))
    return _digest(b"".join(np.ascontiguousarray(part).tobytes() for part in parts))


def _folder(folder: Path) -> Catalogue:
    data = data_folder(folder)
    for k in range(2):  # squeezed to a square, as some sources do
        square = cv2.resize(made_up_note(k), (150, 150))
        write(data / "photos" / "train" / "ABC" / "5_back" / f"square{k}.jpg", np.asarray(square, np.uint8))
    return catalogue(data, SPECIMENS, ["ABC", "XTS"])


_Draw = Callable[[np.random.Generator], Sample]


def _draws(folder: Path) -> Iterator[tuple[str, _Draw]]:
    cat = _folder(folder / "data")
    boxes = {photo.path: Box(0.1, 0.2, 0.7, 0.9) for photo in cat.photos[::2]}
    make = functools.partial(Synthesizer, cat, class_list(cat))
    yield "as in training", make().sample
    yield "no note that is known", make(config=SynthesisConfig(unknown_fraction=1.0)).sample
    yield (
        "ordinary light",
        make(config=SynthesisConfig(severity=0.4).with_smallest(1 / 6), size=160, currency_weights={"XTS": 3.0}).sample,
    )
    placed = make(boxes=boxes)
    yield "photos of 5", functools.partial(placed.note_sample, currency="ABC", value="5", synthetic=False)
    yield "photos of 10", functools.partial(placed.note_sample, currency="ABC", value="10", synthetic=False)
    bare = specimen_catalogue(folder / "bare")
    yield (
        "specimens and backgrounds alone",
        Synthesizer(bare, class_list(bare), config=SynthesisConfig(unknown_fraction=0.5)).sample,
    )


def golden() -> dict[str, list[Brief]]:
    """The pictures of today's code, by what is asked for."""
    cv2.setNumThreads(1)
    found: dict[str, list[Brief]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for title, draw in _draws(folder):
            found[title] = []
            for seed in range(SEEDS):
                rng = np.random.default_rng([seed, 19])
                found[title].append(_of_sample(rng, draw(rng)))
        for condition in CORRUPTIONS:
            found[condition] = []
            for seed, box in enumerate((None, Box(0.2, 0.3, 0.6, 0.7), Box(0.4, 0.4, 0.6, 0.6))):
                shot = corrupted(condition, made_up_note(seed), box, [scene(seed), scene(seed + 9, 90, 200)], str(seed))
                found[condition].append(_brief(np.random.default_rng(seed), shot, []))
    return found


def as_json(found: dict[str, list[Brief]]) -> dict[str, Any]:
    """What the golden file holds."""
    return {"machine": machine(), "pictures": {title: [asdict(x) for x in briefs] for title, briefs in found.items()}}


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(as_json(golden())).replace("}, {", "},\n{") + "\n", encoding="utf-8")
    print(GOLDEN)
