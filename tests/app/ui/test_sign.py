"""The large sign: what it says while no value is in view."""

from dataclasses import replace

import pytest

from app.session.state import SourceState
from app.ui.keys import KeyMap
from app.ui.sign import lacks_camera, sign_words
from tests.app.ui.makers import WATCHING

KEYS = KeyMap()


def words(**changes: object) -> str:
    """What the sign says in such a state."""
    return sign_words(replace(WATCHING, **changes), last_value="", trouble="", keys=KEYS)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Hold a note in front of the camera"),
        ({"source": SourceState.INTERRUPTED}, "Hold a note in front of the camera"),
        ({"source": SourceState.NONE, "spec": ""}, "Hold a note in front of the camera"),
        ({"source": SourceState.OPENING}, "The camera is being opened…"),
        ({"source": SourceState.UNAVAILABLE}, "No camera found. Connect one. F8: choose the camera."),
        ({"source": SourceState.NONE}, "No camera found. Connect one. F8: choose the camera."),
        ({"source": SourceState.LOST}, "Camera lost. Check its cable. F8: choose the camera."),
        ({"source": SourceState.LOST, "is_paused": True}, "Camera lost. Check its cable. F8: choose the camera."),
        ({"source": SourceState.ENDED}, "That was the last picture. F8: choose the camera."),
        ({"is_paused": True}, "Paused. F5 starts again."),
        ({"is_demo": True}, "Demo with specimen notes"),
    ],
)
def test_sign_says_how_the_camera_stands(changes: dict[str, object], said: str) -> None:
    assert words(**changes) == said


def test_what_was_told_of_the_camera_is_more_exact() -> None:
    lost = replace(WATCHING, source=SourceState.UNAVAILABLE)
    said = sign_words(lost, last_value="20 dollars", trouble="Another program uses it. Close that.", keys=KEYS)
    assert said == "Another program uses it. Close that. F8: choose the camera."


def test_last_value_stays_while_a_camera_is_looked_at() -> None:
    assert sign_words(WATCHING, last_value="20 dollars", trouble="", keys=KEYS) == "Last: 20 dollars"


def test_a_key_that_was_taken_away_is_not_named() -> None:
    keys = KeyMap((("camera", ""), ("camera/2", ""), ("pause", ""), ("pause/2", "")))
    lost = replace(WATCHING, source=SourceState.LOST)
    assert sign_words(lost, last_value="", trouble="", keys=keys) == "Camera lost. Check its cable."
    assert sign_words(replace(WATCHING, is_paused=True), last_value="", trouble="", keys=keys) == "Paused"


def test_nothing_chosen_yet_is_no_trouble() -> None:
    assert not lacks_camera(replace(WATCHING, source=SourceState.NONE, spec=""))
    assert lacks_camera(replace(WATCHING, source=SourceState.NONE, spec="7"))
