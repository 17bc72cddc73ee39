"""Preferences: stored at once, kept when that fails, and what the command line said is not stored."""

from app.settings import Settings
from app.ui.preferences import Preferences


def test_what_the_command_line_said_holds_and_is_not_stored() -> None:
    stored: list[Settings] = []
    preferences = Preferences(Settings(), stored.append, muted=True, language="de")
    assert preferences.settings == Settings(muted=True, language="de")
    preferences.change(theme="light")
    assert stored == [Settings(theme="light")]
    assert preferences.settings.muted
    preferences.change(muted=False)
    assert stored[-1] == Settings(theme="light")
    assert preferences.settings == Settings(theme="light", language="de")


def test_a_change_that_cannot_be_stored_holds() -> None:
    def fails(settings: Settings) -> None:
        raise OSError(28, "No space left on device")

    reasons: list[str] = []
    preferences = Preferences(Settings(), fails)
    preferences.stored.connect(reasons.append)
    preferences.change(volume=30)
    assert preferences.settings.volume == 30
    assert "the disk is full" in reasons[0]
