"""What a listener makes of every value that the app can say, in English, by the shipped voice.

    PYTHONPATH=. python scripts/heard_values.py [--busy 2] [--currency USD,EUR] [--packs] [--direct]

Each value of each currency of the shipped model, or of the packs, is said as the app says it, through a sound server of
its own whose loudspeaker is recorded, and given to a recogniser (pocketsphinx, `pip install pocketsphinx`) that knows
all values of that currency and nothing else. A value that is heard as another one is a wrong value. `--direct` leaves
the server out, so that only the voice is judged. Prints each value that was not heard rightly, and how many were.
Ends with 1 when one was heard as another, or more than 2 of 100 were not heard.
"""

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.commas import comma_list
from app.feedback.utterance import Priority, Utterance
from app.feedback.words import money
from app.recognition.recognizer import Recognizer
from app.speech.frames import frames_of
from app.speech.measure import busy
from app.speech.null_sink import SAMPLE_RATE_HZ, RecordedSink
from app.speech.player_process import ProcessPlayer
from app.speech.protocols import SoundChoice
from app.speech.speaker import Speaker
from app.speech.voice import Pyttsx3Voice
from app.speech.voice_process import ProcessVoice

_WAIT_S = 20.0
_PAUSE_S = 0.3
_SETTLES_S = 3.0
# Of full scale, some 30 dB below the voice: a quiet room. The recogniser was trained on recordings, not on silence.
# With a third of it, its seed and how much of it lay around decided whether "10 dollars" was "two dollars". From two
# thirds of it up, none of 97 and 583 was taken for another, with 0.2, 0.5 and 1 s around.
_NOISE = 0.006
# The recogniser measures loudness and colour over all that it is given, silence too: how much there is decides close
# calls. With 0.3 s around each it took "5 specimen units" for "one specimen unit" in 17 of 60 tries, with a second "10
# dollars" for "two dollars" in half of all, though the recording was whole to a quarter of a millisecond; with 0.5 s it
# took none of 720 for another value. So every sound has as much: what was recorded before and after it is left out.
_AROUND_S = 0.5
_LOUD = 300  # of 32767: what is sound
_BREATH_S = 0.01  # before the first consonant
_ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_ONES += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
# Names that the recogniser's English dictionary lacks, as an English voice says them.
_PRONUNCIATIONS = {
    "taka": ("T AA K AH", "T AE K AH"),
    "takas": ("T AA K AH Z", "T AE K AH Z"),
    "reals": ("R IY L Z", "R IY AH L Z", "R EY AA L Z"),
    "reais": ("R EY AY S", "R EY AY Z", "R IY EY Z", "R AY S", "R IY AH Z"),
    "rupiah": ("R UW P IY AH", "R UH P AY AH"),
    "rupiahs": ("R UW P IY AH Z", "R UH P AY AH Z"),
    "baht": ("B AA T", "B AA HH T"),
    "dinars": ("D IH N AA R Z", "D AY N AA R Z", "D IY N AA R Z"),
    "dinar": ("D IH N AA R", "D AY N AA R"),
    "dong": ("D AO NG", "D AA NG"),
    "liras": ("L IH R AH Z", "L IY R AH Z"),
    "lira": ("L IH R AH", "L IY R AH"),
    "rubles": ("R UW B AH L Z",),
    "euros": ("Y UH R OW Z", "Y UW R OW Z"),
    # Of packs.
    "antillean": ("AE N T IH L IY AH N",),
    "ariaries": ("AA R IY AA R IY Z", "EH R IY EH R IY Z"),
    "birrs": ("B IH R Z", "B ER Z"),
    "bolivianos": ("B AH L IH V IY AA N OW Z",),
    "cedi": ("S IY D IY", "S EH D IY"),
    "cedis": ("S IY D IY Z", "S EH D IY Z"),
    "colóns": ("K OW L AH N Z", "K AH L OW N Z"),
    "córdobas": ("K AO R D AH B AH Z", "K AO R D OW B AH Z"),
    "dalasis": ("D AH L AA S IY Z", "D AE L AH S IH S"),
    "denari": ("D EH N AA R IY", "D IH N AA R IY"),
    "dobras": ("D OW B R AH Z", "D AA B R AH Z"),
    "emalangeni": ("EH M AH L AE NG G EH N IY", "EH M AH L AE N JH EH N IY"),
    "gourdes": ("G UH R D Z", "G AO R D Z"),
    "guaranis": ("G W AA R AA N IY Z", "G W AA R AH N IH S"),
    "hryvnia": ("HH R IH V N IY AH",),
    "hryvnias": ("HH R IH V N IY AH Z",),
    "kina": ("K IY N AH", "K AY N AH"),
    "kips": ("K IH P S",),
    "korunas": ("K AO R UW N AH Z", "K ER UW N AH Z"),
    "krónur": ("K R OW N ER", "K R AA N ER"),
    "kwachas": ("K W AA CH AH Z", "K W AE CH AH Z"),
    "kwanzas": ("K W AA N Z AH Z", "K W AE N Z AH Z"),
    "kyats": ("CH AA T S",),
    "lari": ("L AA R IY", "L EH R IY"),
    "laris": ("L AA R IY Z", "L EH R IY Z", "L AA R IH S"),
    "lekë": ("L EH K", "L EH K EH", "L EH K AH"),
    "lempira": ("L EH M P IH R AH",),
    "lempiras": ("L EH M P IH R AH Z",),
    "leonean": ("L IY OW N IY AH N",),
    "lotis": ("L OW T IH S", "L OW T IY Z"),
    "manat": ("M AE N AE T", "M AH N AA T", "M AE N AH T"),
    "manats": ("M AE N AE T S", "M AH N AA T S", "M AE N AH T S"),
    "meticals": ("M EH T IH K AH L Z",),
    "nairas": ("N AY R AH Z", "N EH R AH Z"),
    "nakfas": ("N AE K F AH Z",),
    "ngultrum": ("N G AH L T R AH M", "EH N G AH L T R AH M", "NG G AH L T R AH M"),
    "ouguiyas": ("UW G IY AH Z", "UW G W IY AH Z", "AW G W IY AH Z"),
    "paʻanga": ("P AA AA NG G AH", "P AA AE NG G AH", "P AE AE NG G AH"),
    "patacas": ("P AH T AA K AH Z", "P AE T AE K AH Z"),
    "pulas": ("P UW L AH Z", "P Y UW L AH Z"),
    "quetzal": ("K EH T S AA L", "K W EH T Z AH L", "K EH T Z AH L"),
    "quetzals": ("K EH T S AA L Z", "K W EH T Z AH L Z", "K EH T Z AH L Z"),
    "riels": ("R IY L Z", "R IY EH L Z"),
    "ringgits": ("R IH NG G IH T S", "R IH NG IH T S"),
    "riyal": ("R IY AA L", "R IY AO L", "R AY AH L"),
    "rufiyaas": ("R UW F IY AA Z", "R UW F IY Y AA Z"),
    "somonis": ("S OW M OW N IY Z", "S AH M OW N IH S"),
    "soms": ("S AA M Z", "S OW M Z"),
    "tala": ("T AA L AH", "T EY L AH"),
    "tenges": ("T EH NG G EH Z", "T EH NG IH Z", "T EH N JH IH Z"),
    "tugriks": ("T UW G R IH K S", "T AH G R IH K S"),
    "vatus": ("V AA T UW Z", "V EY T AH S", "V AE T UW Z"),
}


@dataclass(frozen=True, slots=True)
class Value:
    """One value: as the app says it, and as the recogniser spells it."""

    currency: str
    said: str
    spelled: str


def values_of(currencies: set[str], *, packs: bool = False) -> list[Value]:
    """All values of the shipped model, or of the packs, of these currencies or of all if empty."""
    recognizer = Recognizer.load()
    in_packs = frozenset(recognizer.packs.currencies)
    labels = [label for label in recognizer.labels if not label.is_unknown and (label.currency in in_packs) is packs]
    known = sorted({(label.currency, float(label.value), label.value) for label in labels})
    found = []
    for currency, _, value in known:
        if not currencies or currency in currencies:
            said = money(value, currency)
            unit = re.sub(r"^[\d.,\s]+", "", said).lower()
            found.append(Value(currency, said, f"{amount_in_words(value)} {unit}"))
    return found


def amount_in_words(value: str) -> str:
    """A face value in English: "zero point two five"."""
    whole, _, parts = value.partition(".")
    return " ".join((in_words(int(whole)), *(["point"] if parts else []), *(_ONES[int(part)] for part in parts)))


def in_words(number: int) -> str:
    """A whole number below a billion in English."""
    if number >= 1_000_000:
        rest = number % 1_000_000
        return f"{in_words(number // 1_000_000)} million" + (f" {in_words(rest)}" if rest else "")
    if number >= 1000:
        rest = number % 1000
        return f"{in_words(number // 1000)} thousand" + (f" {in_words(rest)}" if rest else "")
    if number >= 100:
        rest = number % 100
        return f"{_ONES[number // 100]} hundred" + (f" {in_words(rest)}" if rest else "")
    if number >= 20:
        return _TENS[number // 10] + (f" {_ONES[number % 10]}" if number % 10 else "")
    return _ONES[number]


class Listener:
    """A recogniser that knows some phrases and no other words."""

    def __init__(self, phrases: list[str]) -> None:
        """Raises RuntimeError without pocketsphinx."""
        try:
            decoder = import_module("pocketsphinx").Decoder
        except ImportError as error:
            raise RuntimeError("pocketsphinx is missing: pip install pocketsphinx") from error
        # Its last pass over the words it found minds no grammar: for "1 birr" it took "one hundred", no value.
        beams = {"beam": 1e-100, "wbeam": 1e-80, "pbeam": 1e-100}
        self._decoder: Any = decoder(samprate=SAMPLE_RATE_HZ, loglevel="FATAL", lm=None, bestpath=False, **beams)
        for word in sorted({word for phrase in phrases for word in phrase.split()}):
            if self._decoder.lookup_word(word) is not None:
                continue
            if word not in _PRONUNCIATIONS:
                raise RuntimeError(f"the recogniser does not know the word {word}")
            for number, phones in enumerate(_PRONUNCIATIONS[word]):
                self._decoder.add_word(word if number == 0 else f"{word}({number + 1})", phones, True)
        grammar = "#JSGF V1.0;\ngrammar values;\npublic <value> = " + " | ".join(phrases) + ";\n"
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "values.jsgf"
            path.write_text(grammar, encoding="utf-8")
            self._decoder.add_jsgf_file("values", str(path))
        self._decoder.activate_search("values")

    def hears(self, sound: NDArray[np.int16]) -> str:
        """The phrase that it makes of the sound, 16 kHz mono; empty for none."""
        around = np.zeros(round(_AROUND_S * SAMPLE_RATE_HZ))
        padded = np.concatenate((around, sounding(sound) / 32768, around))
        padded += np.random.default_rng(0).normal(0, _NOISE, len(padded))
        self._decoder.start_utt()
        self._decoder.process_raw((np.clip(padded, -1, 1) * 32767).astype(np.int16).tobytes(), full_utt=True)
        self._decoder.end_utt()
        found = self._decoder.hyp()
        return "" if found is None else str(found.hypstr)


def sounding(sound: NDArray[np.int16]) -> NDArray[np.int16]:
    """A recording without the silence before and after what sounds; all of it when nothing does."""
    loud = np.flatnonzero(np.abs(sound.astype(np.int32)) > _LOUD)
    if len(loud) == 0:
        return sound
    margin = round(_BREATH_S * SAMPLE_RATE_HZ)
    return sound[max(0, loud[0] - margin) : loud[-1] + margin]


@contextmanager
def through_a_sound_server(busy_cores: int) -> Iterator[Any]:
    """A function from words to what was recorded of them."""
    problems: list[str] = []
    with RecordedSink() as sink, busy(busy_cores, 0):
        player = ProcessPlayer(backend="pulse")
        speaker = Speaker(
            ProcessVoice(),
            [player],
            on_spoken=lambda record: None,
            on_problem=lambda trouble: problems.append(str(trouble)),
        )
        try:
            speaker.say(Utterance("Ready.", Priority.VALUE))
            speaker.finish(_WAIT_S)
            time.sleep(_SETTLES_S)

            def record(words: str) -> NDArray[np.int16]:
                asked_at_s = time.perf_counter()
                speaker.say(Utterance(words, Priority.VALUE))
                speaker.finish(_WAIT_S)
                time.sleep(_PAUSE_S)
                return sink.between(asked_at_s, time.perf_counter())

            yield record
        finally:
            speaker.close()
            for problem in problems:
                print(problem, file=sys.stderr)


@contextmanager
def straight_from_the_voice(rate_wpm: int | None, voice_id: str | None) -> Iterator[Any]:
    """The same without a sound server."""
    voice = Pyttsx3Voice()
    voice.adjust(SoundChoice(rate_wpm=rate_wpm, voice=voice_id))
    try:
        yield lambda words: frames_of(voice.render(words), SAMPLE_RATE_HZ, 1)[:, 0]
    finally:
        voice.close()


def main() -> int:
    """Says and hears all values; the exit code."""
    parser = argparse.ArgumentParser(description="What a recogniser makes of every value.")
    parser.add_argument("--busy", type=int, default=0, metavar="N", help="keep N cores busy meanwhile")
    parser.add_argument("--currency", default="", metavar="USD,EUR", help="these only")
    parser.add_argument("--packs", action="store_true", help="those of the packs in place of the model's")
    parser.add_argument("--direct", action="store_true", help="without a sound server")
    parser.add_argument("--rate", type=int, metavar="WPM", help="words a minute, with --direct")
    parser.add_argument("--voice", help="the engine's identifier of a voice, with --direct")
    parser.add_argument("--all", action="store_true", help="print those that were heard rightly, too")
    arguments = parser.parse_args()
    values = values_of(set(comma_list(arguments.currency.upper())), packs=arguments.packs)
    listeners = {
        currency: Listener([value.spelled for value in values if value.currency == currency])
        for currency in {value.currency for value in values}
    }
    way = (
        straight_from_the_voice(arguments.rate, arguments.voice)
        if arguments.direct
        else through_a_sound_server(arguments.busy)
    )
    wrong = missed = 0
    with way as record:
        for value in values:
            heard = listeners[value.currency].hears(record(value.said))
            # What ends in the middle of the right words is no other value.
            is_cut = heard != value.spelled and value.spelled.startswith(heard)
            wrong += heard != value.spelled and not is_cut
            missed += is_cut
            if arguments.all or heard != value.spelled:
                print(f"{value.currency}  {value.said:24} heard as {heard or '-'}", flush=True)
    right = len(values) - wrong - missed
    print(f"{right} of {len(values)} values heard rightly, {wrong} as another value, {missed} not, or not to the end")
    return int(wrong > 0 or right < 0.98 * len(values))


if __name__ == "__main__":
    sys.exit(main())
