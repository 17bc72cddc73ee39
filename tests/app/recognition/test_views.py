"""Which views of a picture the network sees, by what the metadata says, and their mean."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition import views
from app.recognition.network import NetworkOutput
from app.recognition.preprocess import letterbox
from app.recognition.rules import ViewRules
from app.recognition.scoring import probabilities
from app.recognition.views import Views
from tests.app.recognition.tiny_model import SIZE, VIEWS, metadata

PICTURE = np.full((40, 40, 3), 180, np.uint8)
WHOLE = [1.0, 0.25, 0.25, 0.75, 0.75]


class Network:
    """Notes the squares that it is shown; always says the same."""

    def __init__(self, logits: list[float], box: list[float] | None = None) -> None:
        self.seen: list[NDArray[np.uint8]] = []
        self._output = NetworkOutput(
            np.array(logits, np.float32), None if box is None else np.array(box, np.float32), None
        )

    def infer(self, square: NDArray[np.uint8]) -> NetworkOutput:
        self.seen.append(square.copy())
        return self._output


def _seen(rules: ViewRules, logits: list[float], picture: NDArray[np.uint8], **changes: float) -> Network:
    network = Network(logits, WHOLE)
    views = Views.of(metadata(turns=(0, 1, 3), views=rules, **changes))
    views.mean(network.infer, letterbox(picture, SIZE), picture)
    return network


# Of three logits 0 with one raised to log(2 p / (1 - p)), that one has the probability p.
@pytest.mark.parametrize(("p", "views"), [(0.96, 3), (0.98, 1)])
def test_a_first_view_that_is_as_sure_of_nothing_as_the_metadata_asks_is_the_only_one(p: float, views: int) -> None:
    logits = [float(np.log(2 * p / (1 - p))), 0.0, 0.0]
    assert len(_seen(VIEWS, logits, PICTURE).seen) == views
    assert len(_seen(replace(VIEWS, nothing=0.5), logits, PICTURE).seen) == 1
    assert len(_seen(replace(VIEWS, nothing=0.99), logits, PICTURE).seen) == 3


def test_just_as_sure_of_nothing_as_is_asked_is_sure_enough() -> None:
    logits = [2.0, 0.5, 0.25]
    sure = float(probabilities(np.array(logits, np.float32), 1.0)[0])
    assert len(_seen(replace(VIEWS, nothing=sure), logits, PICTURE).seen) == 1
    assert len(_seen(replace(VIEWS, nothing=sure + 1e-6), logits, PICTURE).seen) == 3


def test_how_sure_it_is_is_the_calibrated_probability() -> None:
    logits = [float(np.log(2 * 0.98 / 0.02)), 0.0, 0.0]
    assert len(_seen(VIEWS, logits, PICTURE, temperature=1.0).seen) == 1
    assert len(_seen(VIEWS, logits, PICTURE, temperature=2.0).seen) == 3


def test_surely_a_note_is_no_reason_to_look_once() -> None:
    assert len(_seen(VIEWS, [0.0, 20.0, 0.0], PICTURE).seen) == 3


def test_the_margin_around_the_box_is_the_metadata_s() -> None:
    picture = np.full((40, 40, 3), 250, np.uint8)
    picture[10:30, 10:30] = 100
    tight = _seen(replace(VIEWS, margin=0.0), [0, 0, 0], picture).seen[1]
    wide = _seen(replace(VIEWS, margin=0.5), [0, 0, 0], picture).seen[1]
    assert tight.max() == 100
    assert wide.max() > 200


def test_what_is_dark_and_how_it_is_lightened_is_the_metadata_s() -> None:
    picture = np.full((40, 40, 3), 51, np.uint8)  # a fifth of white
    lit = _seen(VIEWS, [0, 0, 0], picture).seen
    assert [int(square.mean()) for square in lit] == pytest.approx([89] * 3, abs=1)
    as_it_is = replace(VIEWS, light=replace(VIEWS.light, dark_below=0.1))
    assert [int(square.mean()) for square in _seen(as_it_is, [0, 0, 0], picture).seen] == [51] * 3
    brighter = replace(VIEWS, light=replace(VIEWS.light, lightened_to=0.6))
    assert [int(s.mean()) for s in _seen(brighter, [0, 0, 0], picture).seen] == pytest.approx([153] * 3, abs=1)
    less = replace(VIEWS, light=replace(VIEWS.light, most_gain=1.2))
    assert [int(s.mean()) for s in _seen(less, [0, 0, 0], picture).seen] == pytest.approx([61] * 3, abs=1)


def test_box_and_embedding_are_the_first_view_s() -> None:
    outputs = [
        NetworkOutput(np.array([0, 3, 0], np.float32), np.array(WHOLE, np.float32), np.array([1, 2], np.float32)),
        NetworkOutput(np.array([0, 0, 3], np.float32), np.array([-1, 0, 0, 1, 1], np.float32), None),
    ]
    found = Views.of(metadata(turns=(0, 2))).mean(lambda _: outputs.pop(0), letterbox(PICTURE, SIZE), PICTURE)
    assert found.logits.tolist() == [0, 1.5, 1.5]
    assert found.box is not None
    assert found.box.tolist() == WHOLE
    assert found.embedding is not None
    assert found.embedding.tolist() == [1, 2]


@pytest.mark.parametrize("turns", range(6))
def test_a_square_is_turned_to_the_left_by_quarters(turns: int) -> None:
    square = np.arange(2 * 2 * 3, dtype=np.uint8).reshape(2, 2, 3)
    assert (views._turned(square, turns) == np.rot90(square, turns)).all()
