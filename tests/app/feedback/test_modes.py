"""How a session talks: each mode is private or not, and counts or not."""

import pytest

from app.feedback.modes import GuidanceLevel, SpeakMode


@pytest.mark.parametrize(
    ("mode", "private", "counts"),
    [
        (SpeakMode.NORMAL, False, False),
        (SpeakMode.PRIVATE, True, False),
        (SpeakMode.COUNT, False, True),
        (SpeakMode.PRIVATE_COUNT, True, True),
    ],
)
def test_a_mode_is_what_it_is_made_of(mode: SpeakMode, private: bool, counts: bool) -> None:
    assert (mode.is_private, mode.counts) == (private, counts)
    assert SpeakMode.of(private=private, counts=counts) is mode


def test_settings_and_events_keep_them_by_these_names() -> None:
    assert [mode.value for mode in SpeakMode] == ["normal", "private", "count", "private_count"]
    assert [level.value for level in GuidanceLevel] == ["values_only", "brief", "full"]
