"""What a network knows is named only where its print is known as well."""

from __future__ import annotations

from dataclasses import replace

from app.recognition.model import Model
from app.recognition.nameable import nameable
from app.recognition.recognizer import Recognizer


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
