"""What stands between a session and its voice is put there, and hears what the session is told."""

from __future__ import annotations

from typing import Any, cast

from app.ui.screen_reader import ReaderSpeech, ScreenReader, speech_through
from tests.app.ui.test_screen_reader import OwnSpeech


def test_a_voice_is_made_with_what_the_session_hears_and_the_reader_before_it() -> None:
    given: dict[str, Any] = {}
    own = OwnSpeech()

    def make(**hears: Any) -> OwnSpeech:
        given.update(hears)
        return own

    spoken: list[object] = []
    problems: list[object] = []
    notices: list[object] = []
    made = speech_through(ScreenReader("app", is_heard=True))(cast(Any, make))(
        on_spoken=spoken.append, on_problem=problems.append, on_notice=notices.append
    )
    assert isinstance(made, ReaderSpeech)
    assert made.own is own
    for name, heard in (("on_spoken", spoken), ("on_problem", problems), ("on_notice", notices)):
        given[name](name)
        assert heard == [name]
    made.muted = True
    assert (own.muted, made.muted) == (True, True)
    made.hush()
    assert own.hushed == 1
