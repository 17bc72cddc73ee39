"""The frame contract."""

import dataclasses

import pytest

from app.camera.frame import Frame
from tests.app.camera.fakes import picture


def test_a_frame_cannot_be_changed_and_is_compared_by_identity() -> None:
    frame = Frame(picture(), 0, 0.0, None, 1.0)
    with pytest.raises(dataclasses.FrozenInstanceError):
        frame.index = 1  # type: ignore[misc]
    assert frame != dataclasses.replace(frame)
    assert frame == frame
