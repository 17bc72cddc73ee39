"""The process in which the sound card lives: it plays what `player_process.py` hands over and tells how that went.

The card's callback is a little Python, many times a second. In the window's process it would have to wait for whoever
holds the interpreter there; here nobody else does.

What it is told is a packet with a `serial`, and one of:
    open: {backend, period_ms, volume, output}; the answer has the serial, and `opened` or `trouble`
    adjust: {volume, output}
    play: {sample_rate_hz, channels}, and samples
    cut: null
What it tells by itself:
    began: the serial of the clip, with `at_s`, as `time.perf_counter` counts, when its first sample was fetched
    ended: the serial of the clip, with `gap_s`, when all of it was fetched and heard
    broken_off: true, when the device went away and was opened anew
    lost: a trouble, when it could not be
    beat: true, every half a second
"""

import contextlib
import os
import queue
import time
from collections.abc import Callable
from typing import Any

import miniaudio
import numpy as np

from app.speech.clip import Clip
from app.speech.errors import PlayerUnavailable
from app.speech.player import LOOK_EVERY_S, MiniaudioPlayer
from app.speech.protocols import SoundChoice
from app.speech.wire import Packet
from app.speech.worker import answer, begin

BACKENDS = {"card": None, "pulse": [miniaudio.Backend.PULSEAUDIO], "null": [miniaudio.Backend.NULL]}
_POLL_S = 0.02  # while a clip sounds
_LOOKS_A_BEAT = 5


class Loudspeaker:
    """One sound card, driven by packets and looks at it."""

    def __init__(self, tell: Callable[[Packet], None], player: Callable[..., MiniaudioPlayer]) -> None:
        """Takes where to tell what happens, and what makes the player."""
        self._tell = tell
        self._make_player = player
        self._player: MiniaudioPlayer | None = None
        self._is_open = False
        self._clip: int | None = None  # the serial of the one that sounds
        self._has_begun = False
        self._looks = 0

    @property
    def is_playing(self) -> bool:
        """Whether `poll` has something to look for."""
        return self._clip is not None

    @property
    def is_stuck(self) -> bool:
        """Whether the sound server hangs with a device of this process, so that only another process can help."""
        return self._player is not None and self._player.is_stuck

    def take(self, packet: Packet) -> None:
        """Does what it is told."""
        fields = packet.fields
        if "open" in fields:
            self._open(int(fields["serial"]), fields["open"])
        elif self._player is None:
            raise ValueError(f"asked for {sorted(fields)} before it was opened")
        elif "play" in fields:
            self._play(int(fields["serial"]), fields["play"], packet.samples)
        elif "cut" in fields:
            self._clip = None
            self._player.cut()
        else:
            self._player.adjust(SoundChoice(**fields["adjust"]))

    def poll(self) -> None:
        """Tells how far the clip is."""
        if self._player is None or self._clip is None:
            return
        first_at_s = self._player.first_sample_at_s
        if first_at_s is not None and not self._has_begun:
            self._has_begun = True
            self._tell(Packet({"began": self._clip, "at_s": first_at_s}))
        if self._player.wait_idle(0.0):
            clip, self._clip = self._clip, None
            self._tell(Packet({"ended": clip, "gap_s": self._player.gap_s}))

    def look(self) -> None:
        """Looks after the device and gets it back; to be called every `LOOK_EVERY_S`."""
        self._looks += 1
        if self._looks % _LOOKS_A_BEAT == 0:
            self._tell(Packet({"beat": True}))
        if self._player is None or not self._is_open:
            return
        try:
            self._player.watch()
        except PlayerUnavailable:
            self._clip = None
            self._get_back(self._player)

    def _open(self, serial: int, wanted: dict[str, Any]) -> None:
        if self._player is None:
            self._player = self._make_player(backends=BACKENDS[wanted["backend"]], period_ms=wanted["period_ms"])
        self._player.adjust(SoundChoice(volume=wanted["volume"], output=wanted["output"]))
        try:
            self._player.open()
        except PlayerUnavailable as trouble:
            self._tell(Packet({"serial": serial, "trouble": trouble.code}))
        else:
            self._is_open = True
            self._tell(Packet({"serial": serial, "opened": True}))

    def _play(self, serial: int, form: dict[str, Any], samples: bytes) -> None:
        assert self._player is not None
        frames = np.frombuffer(samples, np.int16).reshape(-1, int(form["channels"]))
        try:
            self._player.play(Clip(frames, int(form["sample_rate_hz"])))
        except PlayerUnavailable as trouble:
            self._lose(trouble)
        else:
            self._clip, self._has_begun = serial, False

    def _get_back(self, player: MiniaudioPlayer) -> None:
        # A server that is only slow, or was started anew, takes the next one; a dead one refuses it, or never answers.
        try:
            player.open()
        except PlayerUnavailable as trouble:
            self._lose(trouble)
        else:
            self._tell(Packet({"broken_off": True}))

    def _lose(self, trouble: PlayerUnavailable) -> None:
        self._clip, self._is_open = None, False
        self._tell(Packet({"lost": trouble.code}))


def main() -> None:
    """Plays until standard input ends, or the device is stuck."""
    questions, answers = begin()
    run(Loudspeaker(lambda packet: answer(answers, packet), MiniaudioPlayer), questions)
    os._exit(1)


def run(loudspeaker: Loudspeaker, questions: "queue.SimpleQueue[Packet]") -> None:
    """Takes what comes and looks in between, until the device is stuck."""
    looked_at_s = time.perf_counter()
    while not loudspeaker.is_stuck:
        with contextlib.suppress(queue.Empty):
            loudspeaker.take(questions.get(timeout=_POLL_S if loudspeaker.is_playing else LOOK_EVERY_S))
        loudspeaker.poll()
        # From the end of one look to the next: one that came late is a single one all the same.
        if time.perf_counter() >= looked_at_s + LOOK_EVERY_S:
            loudspeaker.look()
            looked_at_s = time.perf_counter()


if __name__ == "__main__":
    main()
