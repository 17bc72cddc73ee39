"""What sounded: a recording cut into stretches of sound, how loud and whole they are, and what a recogniser hears.

Nothing here knows the app. The recogniser is pocketsphinx with its own model of English; it chooses among phrases that
it is given, so that it can mistake one for another but not invent any.
"""

import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE_HZ = 16000
RECORDED_HZ = 3 * RATE_HZ  # as a sound server plays it; what it makes of it at another rate has its own noises
_STEP = RATE_HZ // 100
_HEARD = 0.003  # root mean square of 10 ms that an ear still takes for sound: -50 dBFS
_STRETCH_GAP_S = 0.25
_SILENT = 2e-4
_GAP_SAMPLES = RATE_HZ * 8 // 1000
_PURE = 0.7
_LOWEST_HZ = 100

Samples = NDArray[np.float32]

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_READ_AS = {"ctrl": "control", "del": "delete", "esc": "escape"}


@dataclass(frozen=True)
class Stretch:
    """Sound between two silences.

    Attributes:
        start_s: when it begins, seconds on the clock of the recording.
        samples: mono, -1 to 1, RATE_HZ a second.
    """

    start_s: float
    samples: Samples

    @property
    def end_s(self) -> float:
        """When it ends."""
        return self.start_s + self.duration_s

    @property
    def duration_s(self) -> float:
        """How long it is."""
        return len(self.samples) / RATE_HZ

    @cached_property
    def level_dbfs(self) -> float:
        """How loud, from its root mean square; 0 is full scale."""
        return float(20 * np.log10(np.sqrt(np.mean(np.square(self.samples))) + 1e-9))

    @cached_property
    def clipped(self) -> int:
        """How many samples are at full scale."""
        return int(np.count_nonzero(np.abs(self.samples) > 0.999))

    @cached_property
    def gaps(self) -> int:
        """How many times nothing at all sounds for 8 ms or more: words that were not ready in time."""
        return sum(length >= _GAP_SAMPLES for length in _runs(np.abs(self.samples) < _SILENT))

    @cached_property
    def tones_hz(self) -> tuple[float, ...]:
        """The pitches of the pure tones in it, in order; none for speech."""
        envelope = _loudness(self.samples, RATE_HZ // 200) > 4 * _HEARD
        found = []
        for start, end in _spans(envelope, least_gap=6):
            part = self.samples[start * RATE_HZ // 200 : end * RATE_HZ // 200]
            if len(part) < RATE_HZ // 25:
                continue
            pitch_hz, purity = _pitch(part)
            if purity > _PURE:
                found.append(pitch_hz)
        return tuple(found)


def slowed(recorded: Samples) -> Samples:
    """A recording of RECORDED_HZ at RATE_HZ, without what would fold back into it."""
    taps = np.arange(-60, 61)
    # A windowed sinc that ends a little below half of the new rate.
    low_pass = (np.sinc(taps * 0.3) * np.hamming(len(taps))).astype(np.float32)
    if len(recorded) < len(taps):
        return np.zeros(len(recorded) // 3, np.float32)
    return np.convolve(recorded, low_pass / low_pass.sum(), "same")[: len(recorded) // 3 * 3 : 3].astype(np.float32)


def stretches(samples: Samples, start_s: float = 0.0) -> list[Stretch]:
    """The stretches of sound in a recording that began at `start_s`; silence of a quarter second parts them."""
    heard = _loudness(samples, _STEP) > _HEARD
    return [
        Stretch(start_s + start / 100, samples[start * _STEP : end * _STEP])
        for start, end in _spans(heard, least_gap=round(_STRETCH_GAP_S * 100))
    ]


def in_words(text: str) -> str:
    """A text as an English voice reads it: small letters, numbers in words, no signs."""
    text = re.sub(r"(?<=\d)[,\u00a0\u202f](?=\d{3})", "", text.lower())
    text = re.sub(r"\bf(\d+)\b", r"f \1", text)
    words = re.findall(r"[a-z']+|\d+", text.replace("’", "'"))
    return " ".join(_number(int(word)) if word.isdigit() else _READ_AS.get(word, word) for word in words)


def sentences(texts: Iterable[str]) -> list[str]:
    """The parts of texts that a voice parts by a pause, in words, each once."""
    parts = (in_words(part) for text in texts for part in re.split(r"[.!?:;,…–]+\s", text + " "))
    return list(dict.fromkeys(part for part in parts if part))


class Recogniser:
    """Hears which of some phrases was said."""

    def __init__(self, phrases: Iterable[str], *, several: bool = False) -> None:
        """Take phrases as they are written; with `several` any number of them may follow one another.

        Raises:
            ValueError: none of them consists of words that the recogniser knows.
        """
        from pocketsphinx import Decoder

        plain = Decoder(samprate=RATE_HZ, loglevel="FATAL", lm=None)
        wanted = dict.fromkeys(in_words(phrase) for phrase in phrases)
        self.phrases = [p for p in wanted if p and all(plain.lookup_word(word) for word in p.split())]
        self.unknown = [p for p in wanted if p not in self.phrases]
        if not self.phrases:
            raise ValueError(f"words that the recogniser does not know: {self.unknown}")
        choice = f"( {' | '.join(self.phrases)} )" + ("+" if several else "")
        with tempfile.TemporaryDirectory() as folder:
            grammar = Path(folder) / "phrases.jsgf"
            grammar.write_text(f"#JSGF V1.0;\ngrammar phrases;\npublic <said> = {choice};\n", encoding="utf-8")
            # A choice of one is searched through and through; of sentences in any order there are too many for that.
            search: dict[str, float] = (
                {"beam": 1e-60, "wbeam": 1e-30, "pbeam": 1e-60, "maxhmmpf": 3000}
                if several
                else {"beam": 1e-100, "wbeam": 1e-80, "pbeam": 1e-100}
            )
            # Its last pass over the words that it found minds no grammar, and may tell what is no phrase.
            self._decoder = Decoder(
                samprate=RATE_HZ, loglevel="FATAL", jsgf=str(grammar), lm=None, bestpath=False, **search
            )

    def hear(self, samples: Samples) -> str:
        """What was said, in words; "" when it makes nothing of it."""
        # A little noise and silence around: the model of English was trained in rooms, and with less silence it takes
        # one value for another (scripts/heard_values.py).
        quiet = np.zeros(RATE_HZ // 2, np.float32)
        heard = np.concatenate([quiet, samples, quiet])
        heard = heard + np.random.default_rng(0).normal(0, 0.002, len(heard)).astype(np.float32)
        self._decoder.start_utt()
        self._decoder.process_raw((np.clip(heard, -1, 1) * 32767).astype(np.int16).tobytes(), full_utt=True)
        self._decoder.end_utt()
        found = self._decoder.hyp()
        return str(found.hypstr) if found else ""


def _number(number: int) -> str:
    """A whole number below a billion in words."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens - 2] + (f" {_ONES[ones]}" if ones else "")
    for unit, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= unit:
            many, rest = divmod(number, unit)
            return f"{_number(many)} {name}" + (f" {_number(rest)}" if rest else "")
    raise AssertionError(number)


def _loudness(samples: Samples, step: int) -> NDArray[np.float64]:
    """Root mean square of each `step` samples."""
    steps = len(samples) // step
    return np.sqrt(np.mean(np.square(samples[: steps * step].reshape(steps, step), dtype=np.float64), axis=1))


def _spans(on: NDArray[np.bool_], *, least_gap: int) -> list[tuple[int, int]]:
    """Where `on` holds, as (first, behind the last), spans nearer than `least_gap` joined."""
    spans: list[tuple[int, int]] = []
    for place in np.flatnonzero(on):
        if spans and place - spans[-1][1] < least_gap:
            spans[-1] = (spans[-1][0], int(place) + 1)
        else:
            spans.append((int(place), int(place) + 1))
    return spans


def _runs(on: NDArray[np.bool_]) -> Sequence[int]:
    """How long each run of True is."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], on.astype(np.int8), [0]))))
    return [int(length) for length in edges[1::2] - edges[::2]]


def _pitch(samples: Samples) -> tuple[float, float]:
    """The strongest pitch, and the share of the energy in it and its octave."""
    spectrum = np.square(np.abs(np.fft.rfft(samples * np.hanning(len(samples)), 8 * len(samples))))
    hz = np.fft.rfftfreq(8 * len(samples), 1 / RATE_HZ)
    # Below is what a loudspeaker does not give: a step, not a tone.
    spectrum = np.where(hz < _LOWEST_HZ, 0, spectrum)
    peak_hz = float(hz[np.argmax(spectrum)])
    width_hz = 3 * RATE_HZ / len(samples)
    near = (np.abs(hz - peak_hz) < width_hz) | (np.abs(hz - 2 * peak_hz) < width_hz)
    return peak_hz, float(spectrum[near].sum() / (spectrum.sum() + 1e-12))
