"""How long it takes from `say` to the sound, and whether it comes without gaps: `python -m app.speech.measure`.

On miniaudio's silent device, which fetches sound at a real device's pace, or on the sound card, the time is that of the
first sample that the device fetched: what the loudspeaker and the system's mixer add is not seen from there. With
`--backend pulse` a sound server of its own is recorded, and the time is that of the first sample in the recording. A
gap is 8 ms of silence within an utterance that its own sound does not have.
"""

import argparse
import itertools
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.feedback.utterance import Priority, Utterance
from app.feedback.words import money
from app.speech.clip import Clip
from app.speech.frames import frames_of
from app.speech.null_sink import SAMPLE_RATE_HZ, RecordedSink
from app.speech.player_process import ProcessPlayer
from app.speech.protocols import SpokenRecord, Voice
from app.speech.speaker import Speaker
from app.speech.voice import Pyttsx3Voice
from app.speech.voice_process import ProcessVoice
from app.trouble import Trouble

_WAIT_S = 10.0
_GAP_S = 0.008
_QUIET = 7  # of 32767: what counts as silence within an utterance
_LOUD = 300  # what begins one
_SETTLES_S = 3.0
_PAUSE_S = 0.25


@dataclass(frozen=True, slots=True)
class Heard:
    """What was recorded of one utterance.

    Attributes:
        latency_ms: from `say` to its first sample.
        gaps: stretches of 8 ms of silence that its own sound does not have.
        longer_ms: by how much it was stretched.
    """

    latency_ms: float
    gaps: int
    longer_ms: float


def latencies_ms(texts: list[str], player: ProcessPlayer, *, prewarm: bool) -> list[float]:
    """From `say` to the first sample the device fetched, one figure for each text; each cuts the one before short.

    Raises RuntimeError when nothing sounded.
    """
    with _speaking(ProcessVoice(), player) as (speaker, problems):
        speaker.prewarm(texts if prewarm else [])
        speaker.say(Utterance(texts[-1] if prewarm else "Ready.", Priority.VALUE))
        speaker.finish(_WAIT_S)
        found = []
        for text in texts:
            speaker.hush()
            speaker.finish(_WAIT_S)
            before = player.first_sample_at_s
            asked_at_s = time.perf_counter()
            speaker.say(Utterance(text, Priority.VALUE))
            while (first := player.first_sample_at_s) is None or first == before:
                if time.perf_counter() > asked_at_s + _WAIT_S:
                    raise RuntimeError(", ".join(map(str, problems)) or "nothing sounded")
                time.sleep(0.0005)
            found.append((first - asked_at_s) * 1000.0)
    return found


def recorded(texts: list[str], player: ProcessPlayer, sink: RecordedSink) -> list[Heard]:
    """Says one after another into the sink and listens to each. Raises RuntimeError when nothing sounded."""
    own_voice, found = Pyttsx3Voice(), []
    with _speaking(ProcessVoice(), player) as (speaker, problems):
        speaker.say(Utterance("Ready.", Priority.VALUE))
        speaker.finish(_WAIT_S)
        time.sleep(_SETTLES_S)
        for text in texts:
            asked_at_s = time.perf_counter()
            speaker.say(Utterance(text, Priority.VALUE))
            speaker.finish(_WAIT_S)
            time.sleep(_PAUSE_S)
            heard = listened(sink.between(asked_at_s, time.perf_counter()), own_voice.render(text))
            if heard is None:
                raise RuntimeError(", ".join(map(str, problems)) or "nothing sounded")
            found.append(heard)
        for problem in problems:
            print(problem, file=sys.stderr)
    return found


def listened(recording: NDArray[np.int16], clip: Clip) -> Heard | None:
    """What a recording, 16 kHz from the moment of `say` on, has of the clip; None for nothing."""
    loud = np.flatnonzero(np.abs(recording.astype(np.int32)) > _LOUD)
    if len(loud) == 0:
        return None
    own = frames_of(clip, SAMPLE_RATE_HZ, 1)[:, 0]
    own_loud = np.flatnonzero(np.abs(own.astype(np.int32)) > _LOUD)
    longer_ms = float(loud[-1] - loud[0] - (own_loud[-1] - own_loud[0])) / SAMPLE_RATE_HZ * 1000.0
    more = _gaps(recording[loud[0] : loud[-1] + 1]) - _gaps(own[own_loud[0] : own_loud[-1] + 1])
    return Heard(
        latency_ms=loud[0] / SAMPLE_RATE_HZ * 1000.0,
        # A stop between two sounds can be 8 ms long in the one and a sample less in the other; a gap makes it longer.
        gaps=max(0, more) if longer_ms > _GAP_S * 1000.0 / 2 else 0,
        longer_ms=longer_ms,
    )


def _gaps(sound: NDArray[np.int16]) -> int:
    quiet = np.abs(sound.astype(np.int32)) < _QUIET
    edges = np.flatnonzero(np.diff(np.concatenate(([False], quiet, [False])).astype(np.int8)))
    return int(np.sum(edges[1::2] - edges[::2] >= _GAP_S * SAMPLE_RATE_HZ))


@contextmanager
def _speaking(voice: Voice, player: ProcessPlayer) -> Iterator[tuple[Speaker, list[Trouble]]]:
    problems: list[Trouble] = []
    records: list[SpokenRecord] = []
    speaker = Speaker(voice, [player], on_spoken=records.append, on_problem=problems.append)
    try:
        yield speaker, problems
    finally:
        speaker.close()


@contextmanager
def busy(processes: int, threads: int) -> Iterator[None]:
    """Keeps cores busy with other programs, and this program with Python that never waits."""
    others = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(processes)]
    stop = threading.Event()

    def work() -> None:
        for number in itertools.count():
            if number % 1000 == 0 and stop.is_set():
                return

    own = [threading.Thread(target=work, daemon=True) for _ in range(threads)]
    for thread in own:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for process in others:
            process.kill()
            process.wait()
        for thread in own:
            thread.join()


def percentile(figures: list[float], part: float) -> float:
    """The figure below which this part of them, 0 to 1, lies."""
    ranked = sorted(figures)
    return ranked[round(part * (len(ranked) - 1))]


def main() -> None:
    """Prints how long it took, for phrases rendered ahead of time and for new ones, or what a recording tells."""
    parser = argparse.ArgumentParser(description="Measure the time from say() to the sound.")
    parser.add_argument("--backend", choices=("null", "card", "pulse"), default="null", help="where it sounds (null)")
    parser.add_argument("--count", type=int, default=100, help="phrases for each figure (100)")
    parser.add_argument("--busy", type=int, default=0, metavar="N", help="keep N cores busy with other programs")
    parser.add_argument("--busy-threads", type=int, default=0, metavar="N", help="threads of Python that never wait")
    parser.add_argument("--period-ms", type=int, help="what is fetched at a time (the best for where it sounds)")
    arguments = parser.parse_args()
    texts = [money(str(value), "USD") for value in range(1, arguments.count + 1)]

    def player() -> ProcessPlayer:
        return ProcessPlayer(backend=arguments.backend, period_ms=arguments.period_ms)

    with ExitStack() as stack:
        sink = stack.enter_context(RecordedSink()) if arguments.backend == "pulse" else None
        stack.enter_context(busy(arguments.busy, arguments.busy_threads))
        if sink is not None:
            heard = recorded(texts, player(), sink)
            latencies = [one.latency_ms for one in heard]
            stretched = [one.longer_ms for one in heard]
            print(
                f"{sum(one.gaps for one in heard)} gaps in "
                f"{sum(one.gaps > 0 for one in heard)} of {len(heard)} utterances, longest stretched by "
                f"{max(stretched):.0f} ms; to the sound p50 {statistics.median(latencies):.0f} ms, p95 "
                f"{percentile(latencies, 0.95):.0f} ms, worst {max(latencies):.0f} ms"
            )
            return
        for name, prewarm in (("rendered ahead", True), ("rendered when asked", False)):
            found = latencies_ms(texts, player(), prewarm=prewarm)
            print(
                f"{name}: p50 {statistics.median(found):.1f} ms, p99 {percentile(found, 0.99):.1f} ms, worst "
                f"{max(found):.1f} ms"
            )


if __name__ == "__main__":
    main()
