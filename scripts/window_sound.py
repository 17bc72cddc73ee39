"""How values sound from the real window on a busy computer: gaps in them, and the time from the decision to the sound.

    PYTHONPATH=.:scripts .venv/bin/python scripts/window_sound.py --busy 2

Nothing is replaced: the app in its window under Xvfb, a sound server whose loudspeaker is recorded, and a camera on
loopback before which specimen notes are held, one after another, while other programs keep the cores busy. Each value's
recording is compared with what the voice renders: a gap is 8 ms of silence that its own sound does not have. The time
counts from the moment at which the value was asked for to its first sample in the recording.

Values that cut another message short are left out, as nobody can tell in a recording where the one ends and the other
begins. Prints each value that was torn, late or told as anything else than spoken, and a summary; leaves recording and
events in build/window-sound. Ends with 1 when there was a gap, or when more than one in twenty took 120 ms or longer.
"""

import argparse
import itertools
import sys

import numpy as np

from app.speech.measure import Heard, listened, percentile
from app.speech.voice import Pyttsx3Voice
from tests.acceptance.camera import Camera
from tests.acceptance.desk import ROOT, Desk, Mark, Told
from tests.acceptance.sound import RATE_HZ

LATE_MS = 120.0
_VALUES = ("20", "50", "5", "100", "10", "2", "1")
_SETTINGS = {"tour_done": True, "language": "en", "currencies": ["XTS"], "guidance": "values_only"}
_WAIT_S = 30.0
_AWAY_FRAMES = 12
_BEFORE_S = 0.3
_NOISE = 100
_AFTER_S = 0.3


def said_values(desk: Desk, camera: Camera, count: int) -> list[tuple[Told, Told]]:
    """Hold so many notes before the camera; the announcement and the utterance of each."""
    found = []
    for value in itertools.islice(itertools.cycle(_VALUES), count):
        mark = desk.mark()
        camera.show(value)
        announced = desk.wait_for("announcement", since=mark, timeout=_WAIT_S)
        found.append((announced, desk.wait_for("utterance", since=mark, timeout=_WAIT_S, id=announced.id)))
        camera.show(None, frames=_AWAY_FRAMES)
    return found


def measured(desk: Desk, voice: Pyttsx3Voice, said: list[tuple[Told, Told]]) -> list[tuple[Told, Heard | None]]:
    """What was recorded of each utterance that began in silence; None where nothing was."""
    # An announcement is written when its words are asked for; the one that was written with the least delay tells best.
    zero_s = min(announced.at_s - utterance.t_s for announced, utterance in said)
    found = []
    for _, utterance in said:
        asked_at_s = zero_s + utterance.t_s
        ((begun_s, samples),) = desk.recording(asked_at_s - _BEFORE_S, utterance.at_s + _AFTER_S)
        sound = (samples * 32767).astype(np.int16)
        before = sound[: round((asked_at_s - begun_s) * RATE_HZ)]
        if np.abs(before).max(initial=0) > _NOISE:
            continue
        heard = listened(sound, voice.render(utterance.text))
        if heard is not None:
            heard = Heard(float(heard.latency_ms - (asked_at_s - begun_s) * 1000), heard.gaps, heard.longer_ms)
        found.append((utterance, heard))
    return found


def main() -> int:
    """Measure and print; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--busy", type=int, default=2, metavar="N", help="keep N cores busy (2)")
    parser.add_argument("--count", type=int, default=100, help="values (100)")
    options = parser.parse_args()
    with Camera() as camera, Desk(ROOT / "build" / "window-sound", busy=options.busy) as desk:
        mark = desk.start("--source", camera.source, settings=_SETTINGS)
        desk.wait_for("status", status="ready", since=mark, timeout=60)
        desk.wait_for_silence()
        said = said_values(desk, camera, options.count)
        desk.said(Mark(desk.now(), 0))  # until all of it is recorded
        found = measured(desk, Pyttsx3Voice(), said)
        troubles = [event for event in desk.events("status", since=mark) if event.status in ("problem", "well")]
    for trouble in troubles:
        print(f"{trouble.at_s:7.2f} it told of trouble: {trouble.text}")
    for utterance, heard in found:
        if heard is None or heard.gaps or heard.latency_ms > LATE_MS or utterance.outcome != "spoken":
            print(f"{utterance.at_s:7.2f} {utterance.text}: {utterance.outcome}, {heard}")
    heard_ones = [heard for _, heard in found if heard is not None]
    latencies = [heard.latency_ms for heard in heard_ones]
    gaps = sum(heard.gaps for heard in heard_ones)
    torn = sum(heard.gaps > 0 for heard in heard_ones)
    print(
        f"{len(heard_ones)} of {len(found)} values sounded ({len(said) - len(found)} more cut another message short), "
        f"{gaps} gaps in {torn} of them, longest stretched by "
        f"{max(heard.longer_ms for heard in heard_ones):.0f} ms; from the decision to the sound p50 "
        f"{percentile(latencies, 0.5):.0f} ms, p95 {percentile(latencies, 0.95):.0f} ms, worst {max(latencies):.0f} ms"
    )
    return int(gaps > 0 or len(heard_ones) < len(found) or percentile(latencies, 0.95) >= LATE_MS)


if __name__ == "__main__":
    sys.exit(main())
