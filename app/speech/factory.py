"""The one place where the room chooses: which voice and which players a run gets. No behaviour lives here."""

from collections.abc import Callable
from pathlib import Path

from app.speech.errors import VoiceUnavailable
from app.speech.player import MiniaudioPlayer
from app.speech.protocols import Player, Speech, SpokenRecord
from app.speech.recorder import WavRecorder
from app.speech.speaker import Speaker, SyncSpeaker
from app.speech.voice import Pyttsx3Voice


def build_speech(
    *,
    on_spoken: Callable[[SpokenRecord], None],
    on_problem: Callable[[str], None],
    language: str = "en",
    rate_wpm: int | None = None,
    mute: bool = False,
    audio_out: str | Path | None = None,
    virtual_clock: bool = False,
) -> Speech:
    """Speech for one run.

    In real time (a camera, the window, also without a window) it sounds from the sound card unless `mute`, and goes
    into `audio_out` as well if given; what is missing is told through `on_problem` and the run goes on. On a virtual
    clock (headless runs of files and of the demo) nothing sounds; `audio_out` is all there is, and without it
    everything is dropped. `rate_wpm` is the pace in words a minute, None the voice's own.

    Raises:
        PlayerUnavailable: `audio_out` cannot be written.
        VoiceUnavailable: `audio_out` was asked for on a virtual clock and there is no voice to record.
    """
    recorders: list[Player] = [] if audio_out is None else [WavRecorder(audio_out)]
    if virtual_clock:
        voice = Pyttsx3Voice(language, rate_wpm) if recorders else None
        if voice is not None:
            try:
                voice.prepare()
            except VoiceUnavailable:
                for recorder in recorders:
                    recorder.close()
                raise
        return SyncSpeaker(voice, recorders, on_spoken=on_spoken, on_problem=on_problem)
    # A muted run keeps its sound card at hand, unopened, in case the person turns the sound on; a recording goes on.
    players: list[Player] = recorders if mute and recorders else [MiniaudioPlayer(), *recorders]
    return Speaker(
        Pyttsx3Voice(language, rate_wpm),
        players,
        on_spoken=on_spoken,
        on_problem=on_problem,
        muted=mute and not recorders,
    )
