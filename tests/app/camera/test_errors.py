"""The room's errors."""

import pytest

from app.camera.errors import CameraError, SourceLost, SourceSpecError, SourceUnavailable


@pytest.mark.parametrize("kind", [SourceLost, SourceSpecError, SourceUnavailable])
def test_every_error_of_the_room_can_be_caught_as_one_and_keeps_its_sentence(kind: type[CameraError]) -> None:
    with pytest.raises(CameraError, match="Plug it in"):
        raise kind("Plug it in.")
