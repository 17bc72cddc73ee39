"""When two templates are one print, by so many keypoints that lie on each other and no fewer."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from app.recognition import teaching_clash
from app.recognition.keypoints import Keypoints
from app.recognition.teaching_clash import _lying_on, clash_of
from app.recognition.templates import KnownPrint
from tests.app.recognition.small_taught import kronor


@pytest.mark.parametrize(
    ("keypoints", "inliers"), [(160, 48), (100, 30), (60, 30), (50, 30), (40, 24), (10, 6), (0, 0)]
)
def test_of_a_small_template_more_must_lie_on_the_other(keypoints: int, inliers: float) -> None:
    assert _lying_on(keypoints) == pytest.approx(inliers)


def _known(many: int, value: str = "KES/50", face: str = "front") -> KnownPrint:
    return KnownPrint(value, cast(Keypoints, range(many)), face=face)


def _clash(inliers: int, own: int, other: int, monkeypatch: pytest.MonkeyPatch) -> object:
    class Table:
        def __init__(self, templates: object) -> None:
            pass

        def match(self, keypoints: object, most: int) -> list[Any]:
            assert most == 12
            return [SimpleNamespace(template=0, inliers=np.zeros((inliers, 2)))]

    monkeypatch.setattr(teaching_clash, "TemplateTable", Table)
    monkeypatch.setattr(teaching_clash, "prints_of_taught", lambda note, bank: [_known(own, "SEK/20")])
    reader = SimpleNamespace(use=lambda known: None)
    steps = clash_of(kronor(), (), [_known(other)], cast(Any, reader), cast(Any, None))
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


@pytest.mark.parametrize(
    ("inliers", "own", "other", "clash"),
    [
        (30, 100, 160, "KES/50"),
        (29, 100, 160, None),
        (24, 160, 40, "KES/50"),
        (23, 160, 40, None),
        (48, 160, 160, "KES/50"),
    ],
)
def test_templates_that_just_lie_on_each_other_are_one_print(
    inliers: int, own: int, other: int, clash: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _clash(inliers, own, other, monkeypatch) == clash
