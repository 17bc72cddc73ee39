"""The one place where the room chooses: which voice and which players a run gets. No behaviour lives here."""

import contextlib
import sys
from collections.abc import Callable
from pathlib import Path

from app.speech.errors import VoiceRestarted, VoiceUnavailable
from app.speech.player_process import ProcessPlayer
from app.speech.protocols import Player, Speech, SpokenRecord
from app.speech.recorder import WavRecorder
from app.speech.speaker import Speaker, SyncSpeaker
from app.speech.voice import Pyttsx3Voice
from app.speech.voice_process import ProcessVoice
from app.trouble import Trouble

_SWITCH_INTERVAL_S = 0.001


def build_speech(
    *,
    on_spoken: Callable[[SpokenRecord], None],
    on_problem: Callable[[Trouble], None],
    on_notice: Callable[[str], None] | None = None,
    language: str = "en",
    rate_wpm: int | None = None,
    mute: bool = False,
    audio_out: str | Path | None = None,
    virtual_clock: bool = False,
) -> Speech:
    """Speech for one run.

    In real time (a camera, the window, also without a window) it sounds from the sound card unless `mute`, and goes
    into `audio_out` as well if given; what is missing is told through `on_problem` and the run goes on. The voice and
    the sound card live in processes of their own then, so that nobody is left in silence when one breaks, and no word
    waits for the frames. On a virtual clock (headless runs of files and of the demo) nothing sounds and nobody listens;
    `audio_out` is all there is, and without it everything is "unsaid". `rate_wpm` is the pace in words a minute, None
    the voice's own. `on_notice` is told "sound_back" when a sound card that was missing can be heard again.

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
    # The speech thread waits for its turn among this process's threads: 5 ms each, by Python's own choice.
    sys.setswitchinterval(_SWITCH_INTERVAL_S)
    # A muted run keeps its sound card at hand, unopened, in case the person turns the sound on; a recording goes on.
    players: list[Player] = recorders if mute and recorders else [ProcessPlayer(), *recorders]
    real_voice = ProcessVoice(language, rate_wpm)
    if not mute or recorders:
        # Its process comes up while the window is made, for which Python lets no other thread do anything. What goes
        # wrong with it now it tells again when it is first to speak.
        with contextlib.suppress(VoiceRestarted, VoiceUnavailable):
            real_voice.prepare()
    return Speaker(
        real_voice,
        players,
        on_spoken=on_spoken,
        on_problem=on_problem,
        on_notice=on_notice,
        muted=mute and not recorders,
    )
