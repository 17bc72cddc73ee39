"""A stream of its own for each clip, on a sound server that mixes them: opened before it is needed, and empty.

One that runs all the time holds silence, behind which the next clip has to wait; and the less it holds, the sooner
words have gaps when this process has to wait for its turn. A new one is filled with the clip as it starts. So it may
hold much, and the clip sounds at once all the same. What was cut is silent at once, too, whatever the server held.
"""

from collections.abc import Callable, Generator
from typing import Protocol

import numpy as np

from app.speech.errors import PlayerUnavailable
from app.speech.playback import SAMPLE_RATE_HZ, Frames, Playback, SilentLooks

# What the server has put together already is put together anew with the stream that joins in. Who listens to it as a
# whole, as a recorder does, has heard it before: of a clip that begins without silence it lacks up to 40 ms.
LEAD_MS = 60
# A server is filled in pieces of 64 KB, and may begin only with one that fills it: a second channel would halve it.
CHANNELS = 1
# Looks, a tenth of a second each, in which nothing is fetched of a clip that sounds: the server has dropped its stream.
_STALLED_LOOKS = 15
_LEAD = np.zeros((SAMPLE_RATE_HZ * LEAD_MS // 1000, CHANNELS), np.int16)


class Stream(Protocol):
    """A device of miniaudio, or what a test has for it."""

    def start(self, callback_generator: Generator[bytes, int, None]) -> None:
        """Fetches from it from now on."""

    def close(self) -> None:
        """Silent at once, and gone."""


class ClipStreams:
    """The stream that sounds, and the one for the next clip. Used by one thread."""

    def __init__(
        self,
        open_stream: Callable[[], Stream],
        start_stream: Callable[[Stream, Playback], None],
        close_stream: Callable[[Stream], None],
        make_playback: Callable[[], Playback],
    ) -> None:
        """Takes what opens, starts and closes a stream, the first two of which raise PlayerUnavailable."""
        self._open = open_stream
        self._start = start_stream
        self._close = close_stream
        self._make_playback = make_playback
        self._spare: Stream | None = None
        self._sounding: Stream | None = None
        self._playback: Playback | None = None
        self._silent = SilentLooks()  # at the clip that sounds

    def get_ready(self) -> None:
        """Opens the stream of the next clip, and lets one go whose clip is over; to be called every tenth of a second.

        Raises PlayerUnavailable, also when nothing is fetched any more of a clip that is not over.
        """
        if self._playback is not None and self._playback.idle:
            self.end()
        if self._playback is not None and self._silent.look(self._playback) > _STALLED_LOOKS:
            raise PlayerUnavailable("sound_lost")
        if self._spare is None:
            self._spare = self._open()

    def play(self, frames: Frames) -> Playback:
        """Starts a clip in the place of the one before; what it is fetched from. Raises PlayerUnavailable.

        frames: int16 of shape (n, CHANNELS).
        """
        self.end()
        playback = self._make_playback()
        playback.start(np.concatenate((_LEAD, frames)))
        self._sounding, self._spare = self._spare or self._open(), None
        self._start(self._sounding, playback)
        playback.filled()
        self._playback = playback
        self._silent.forget()
        return playback

    def end(self) -> None:
        """What sounds is silent from now on."""
        sounding, self._sounding, self._playback = self._sounding, None, None
        if sounding is not None:
            self._close(sounding)

    def close(self) -> None:
        """Lets all of it go."""
        self.end()
        spare, self._spare = self._spare, None
        if spare is not None:
            self._close(spare)
