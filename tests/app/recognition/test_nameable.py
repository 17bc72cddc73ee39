"""What a network knows is named only where its print is known as well."""

from __future__ import annotations

import copy
from dataclasses import replace

import numpy as np
import pytest

from app.camera.frame import Frame
from app.feedback.announcer import Announcer
from app.recognition.model import Model
from app.recognition.nameable import nameable
from app.recognition.network import NetworkOutput
from app.recognition.observation import Box
from app.recognition.recognizer import Recognizer
from tests.app.observations import observation

BOX = Box(0.1, 0.2, 0.8, 0.9)


def test_a_value_without_print_is_known_to_the_network_and_never_listed(shipped: Model) -> None:
    assert shipped.templates is not None
    without = shipped.templates.without("USD/20")
    listed = {(x.currency, x.value) for x in nameable(shipped.metadata, without)}
    whole = {(x.currency, x.value) for x in nameable(shipped.metadata, shipped.templates)}
    assert whole - listed == {("USD", "20")}
    assert nameable(shipped.metadata, without)[0].is_unknown


def test_a_network_that_speaks_alone_names_all_that_it_knows(shipped: Model) -> None:
    alone = replace(shipped.metadata, print_check=None)
    assert nameable(alone, shipped.templates) == shipped.metadata.labels
    assert nameable(shipped.metadata, None) == shipped.metadata.labels


def test_the_shipped_recogniser_lists_no_value_that_it_cannot_name(shipped: Model) -> None:
    assert shipped.templates is not None
    listed = {f"{x.currency}/{x.value}" for x in Recognizer(shipped, packs=None).labels if not x.is_unknown}
    assert listed == set(shipped.templates.values)


def test_what_has_no_print_is_never_named_by_the_network_alone(shipped: Model) -> None:
    assert shipped.templates is not None
    scored = {f"{label.currency}/{label.value}" for label in shipped.metadata.labels if not label.is_unknown}
    whole = Recognizer(shipped, packs=None).print_reader()
    assert whole is not None
    assert scored <= set(whole.values)
    assert scored - set(shipped.templates.values), "the shipped network knows notes without print"
    model = copy.copy(shipped)
    model.templates = shipped.templates.without("USD/20")
    reader = Recognizer(model, packs=None).print_reader()
    assert reader is not None
    assert "USD/20" in reader.values
    assert "USD/20" not in reader.alone
    announcer = Announcer(with_print=reader.values, by_print_alone=reader.alone)
    frames = [observation(index, index / 15, {"20": 0.999}, note_box=BOX) for index in range(45)]
    assert [announcer.observe(frame).announcement for frame in frames] == [None] * 45


def test_a_note_that_nobody_can_name_is_told_as_one_that_is_not_known(shipped: Model) -> None:
    """The shipped network knows 5 rupees of Pakistan; here it is made to see nothing else."""
    seen = next(
        index for index, label in enumerate(shipped.metadata.labels) if (label.currency, label.value) == ("PKR", "5")
    )
    logits = np.where(np.arange(len(shipped.metadata.labels)) == seen, 20.0, 0.0).astype(np.float32)
    model = copy.copy(shipped)
    model.run = lambda square, picture=None: NetworkOutput(logits, None, None)  # type: ignore[method-assign]
    frame = Frame(np.full((60, 80, 3), 90, np.uint8), 0, 0.0, None, 0.0)
    for on in (frozenset({"PKR"}), frozenset({"PKR", "USD"})):
        told = Recognizer(model, packs=None).observe(frame, on)
        assert "5" not in {score.value for score in told.scores if score.currency == "PKR"}
        assert told.unknown_score > 0.99
        assert told.unknown_score + sum(score.score for score in told.scores) == pytest.approx(1.0)
    alone = copy.copy(model)
    alone.metadata = replace(shipped.metadata, print_check=None)
    assert Recognizer(alone, packs=None).observe(frame, frozenset({"PKR"})).best.value == "5"


def test_of_a_currency_of_which_nothing_can_be_named_the_scores_stay(shipped: Model) -> None:
    assert shipped.templates is not None
    model = copy.copy(shipped)
    for value in shipped.templates.of("XTS").values:
        assert model.templates is not None
        model.templates = model.templates.without(value)
    frame = Frame(np.full((60, 80, 3), 90, np.uint8), 0, 0.0, None, 0.0)
    told = Recognizer(model, packs=None).observe(frame, frozenset({"XTS"}))
    assert {score.currency for score in told.scores} == {"XTS"}
    reader = Recognizer(model, packs=None).print_reader()
    assert reader is not None
    assert {f"XTS/{score.value}" for score in told.scores} <= set(reader.values), "and none is ever named"
