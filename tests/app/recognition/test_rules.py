"""The numbers that thresholds were calibrated with: the shipped model says which, and the code has no others."""

from __future__ import annotations

from dataclasses import asdict

from app.recognition.model import Model
from app.recognition.rules import ViewRules, are_view_rules
from convert.calibrated import VIEWS, evidence


def test_what_was_written_is_read() -> None:
    assert are_view_rules(asdict(VIEWS))
    assert ViewRules.from_dict(asdict(VIEWS)) == VIEWS


def test_edges_of_the_ranges_are_inside_and_what_lies_beyond_is_not() -> None:
    lowest = {"nothing": 0, "margin": 0, "light": {"dark_below": 0, "lightened_to": 0, "most_gain": 1}}
    highest = {"nothing": 1, "margin": 10, "light": {"dark_below": 1, "lightened_to": 1, "most_gain": 1000}}
    for edge, step in ((lowest, -0.01), (highest, 0.01)):
        assert are_view_rules(edge)
        for name in ("nothing", "margin"):
            assert not are_view_rules({**edge, name: edge[name] + step})  # type: ignore[operator]
        light = edge["light"]
        assert isinstance(light, dict)
        for name in light:
            assert not are_view_rules({**edge, "light": {**light, name: light[name] + step}})


def test_the_shipped_model_was_calibrated_with_the_numbers_that_the_pipeline_and_the_app_have_now(
    shipped: Model,
) -> None:
    """Who changes one calibrates anew (`quantize`); `python -m convert metadata` refuses to write others over them."""
    assert shipped.metadata.views == VIEWS
    assert shipped.metadata.evidence == evidence()
    assert shipped.metadata.print_check is not None
