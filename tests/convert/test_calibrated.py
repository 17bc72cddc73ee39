"""What a model is calibrated with is what the app decides by."""

from __future__ import annotations

from dataclasses import fields

from app.feedback.smoothing import SmoothingParameters
from convert.calibrated import LIGHTENING, VIEWS, evidence


def test_pictures_are_drawn_with_the_light_that_the_app_sees_them_by() -> None:
    assert VIEWS.light is LIGHTENING


def test_evidence_is_all_of_the_app_s_that_is_a_score_or_weighs_one() -> None:
    parameters = SmoothingParameters()
    assert evidence() == {name: getattr(parameters, name) for name in evidence()}
    others = {each.name for each in fields(SmoothingParameters)} - set(evidence())
    assert all(name.endswith("_s") or name == "min_frames" for name in others), "times and counts of frames"
