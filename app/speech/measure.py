"""How long it takes from `say` to the first sample: `python -m app.speech.measure [--sound-card]`.

Measured on miniaudio's silent device, which fetches sound at a real device's pace, unless the sound card is asked for.
What the loudspeaker and the system's mixer add is not seen from here.
"""

import argparse
import statistics
import time

from app.feedback.utterance import Priority, Utterance
from app.feedback.words import money
from app.speech.player import MiniaudioPlayer
from app.speech.protocols import SpokenRecord
from app.speech.speaker import Speaker
from app.speech.voice import Pyttsx3Voice

_WAIT_S = 10.0


def latencies_ms(texts: list[str], player: MiniaudioPlayer, *, prewarm: bool) -> list[float]:
    """From `say` to the first sample the device fetched, one figure for each text; each cuts the one before short.

    Raises RuntimeError when nothing sounded.
    """
    problems: list[str] = []
    records: list[SpokenRecord] = []
    speaker = Speaker(Pyttsx3Voice(), [player], on_spoken=records.append, on_problem=problems.append)
    try:
        speaker.prewarm(texts if prewarm else ["Ready."])
        speaker.wait_idle(_WAIT_S)
        found = []
        for text in texts:
            speaker.cut()
            speaker.wait_idle(_WAIT_S)
            before = player.first_sample_at_s
            asked_at_s = time.perf_counter()
            speaker.say(Utterance(text, Priority.VALUE))
            while (first := player.first_sample_at_s) is None or first == before:
                if time.perf_counter() > asked_at_s + _WAIT_S:
                    raise RuntimeError(" ".join(problems) or "nothing sounded")
                time.sleep(0.0005)
            found.append((first - asked_at_s) * 1000.0)
    finally:
        speaker.close()
    return found


def main() -> None:
    """Prints p50, p99 and the worst for phrases rendered ahead of time and for new ones."""
    parser = argparse.ArgumentParser(description="Measure the time from say() to the first sample.")
    parser.add_argument("--sound-card", action="store_true", help="use the real sound card (it will be heard)")
    parser.add_argument("--count", type=int, default=100, help="phrases for each figure (100)")
    arguments = parser.parse_args()
    texts = [money(str(value), "USD") for value in range(1, arguments.count + 1)]
    for name, prewarm in (("rendered ahead", True), ("rendered when asked", False)):
        found = sorted(latencies_ms(texts, MiniaudioPlayer(null_device=not arguments.sound_card), prewarm=prewarm))
        p99 = found[min(len(found) - 1, round(0.99 * (len(found) - 1)))]
        print(f"{name}: p50 {statistics.median(found):.1f} ms, p99 {p99:.1f} ms, worst {found[-1]:.1f} ms")


if __name__ == "__main__":
    main()
