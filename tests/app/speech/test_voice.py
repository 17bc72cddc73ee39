"""Choice of voice, the cache, and how the real voice sounds."""

import sys
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from app.feedback.phrases import LANGUAGES, Phrase, phrase
from app.speech import voice as voice_module
from app.speech.clip import Clip, ClipCache
from app.speech.protocols import SoundChoice, VoiceInfo
from app.speech.voice import Pyttsx3Voice


@dataclass
class ListedVoice:
    id: str
    languages: list[str | None]


class Listing:
    """An engine that has voices to choose from and nothing else."""

    def __init__(self, *voices: ListedVoice, current: str | None = None) -> None:
        self.voices = voices
        self.current = current

    def getProperty(self, name: str) -> object:
        return {"voices": self.voices, "voice": self.current}[name]


class CountingSynth:
    """A synthesizer that counts what it was asked for."""

    made: list["CountingSynth"]

    def __init__(self) -> None:
        self.engine = Listing(ListedVoice("gmw/en", ["en-gb"]), current="gmw/en")
        self.rendered: list[str] = []
        self.pitch = 50
        self.selected: tuple[str | None, int | None] | None = None
        self.closed = False
        self.made.append(self)

    def select(self, voice_id: str | None, rate_wpm: int | None) -> None:
        self.selected = (voice_id, rate_wpm)

    def render(self, text: str) -> Clip:
        self.rendered.append(text)
        return Clip(np.concatenate((np.zeros(22050), np.full(100, 9000), np.zeros(22050))).astype(np.int16), 22050)

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def synths(monkeypatch: pytest.MonkeyPatch) -> list[CountingSynth]:
    monkeypatch.setattr(CountingSynth, "made", [], raising=False)
    monkeypatch.setattr(voice_module, "platform_synth", CountingSynth)
    return CountingSynth.made


def test_the_engine_is_made_when_it_is_first_needed_and_only_once(synths: list[CountingSynth]) -> None:
    voice = Pyttsx3Voice("en", rate_wpm=250)
    assert synths == []
    voice.prepare()
    voice.render("20 dollars")
    assert len(synths) == 1
    assert synths[0].selected == ("gmw/en", 250)
    voice.close()
    assert synths[0].closed


def test_the_same_words_are_rendered_once_and_without_silence(synths: list[CountingSynth]) -> None:
    voice = Pyttsx3Voice()
    clip = voice.render("20 dollars")
    assert voice.render("20 dollars") is clip
    assert synths[0].rendered == ["20 dollars"]
    assert clip.duration_s < 0.05


def test_what_was_not_said_for_long_is_forgotten_first(
    synths: list[CountingSynth], monkeypatch: pytest.MonkeyPatch
) -> None:
    two_clips = 2 * Pyttsx3Voice().render("1").samples.nbytes
    monkeypatch.setattr(voice_module, "ClipCache", partial(ClipCache, 0, two_clips))
    voice = Pyttsx3Voice()
    for text in ("1", "2", "1", "3", "1", "2"):
        voice.render(text)
    assert synths[1].rendered == ["1", "2", "3", "2"]


def test_a_language_without_a_voice_is_noted_and_the_default_speaks(synths: list[CountingSynth]) -> None:
    voice = Pyttsx3Voice("xx")
    assert voice.note is None
    voice.prepare()
    assert synths[0].selected == (None, None)
    assert voice.note is not None
    assert (voice.note.code, dict(voice.note.parameters)) == ("no_voice_for_language", {"language": "xx"})


ESPEAK = [
    ListedVoice("gmw/en-029", ["en-029"]),
    ListedVoice("gmw/en", ["en-gb"]),
    ListedVoice("gmw/en-us", ["en-us"]),
    ListedVoice("gmw/en-us-nyc", ["en-us-nyc"]),
    ListedVoice("roa/pt", ["pt"]),
    ListedVoice("roa/pt-br", ["pt-br"]),
    ListedVoice("sit/cmn", ["cmn"]),
    ListedVoice("gmq/nb", ["nb"]),
    ListedVoice("mb/mb-af1", ["af"]),
]
WINDOWS = [ListedVoice("HKEY\\ZIRA", ["en-US"]), ListedVoice("HKEY\\HEDDA", ["de-DE"])]
MACOS = [ListedVoice("com.apple.Albert", ["en_US"]), ListedVoice("com.apple.Samantha", ["en_US"])]


@pytest.mark.parametrize(
    ("voices", "current", "language", "chosen"),
    [
        (ESPEAK, "gmw/en", "en", "gmw/en"),
        (ESPEAK, "gmw/en", "en-US", "gmw/en-us"),
        (ESPEAK, "gmw/en", "en_us", "gmw/en-us"),
        (ESPEAK, "gmw/en", "en-AU", "gmw/en"),
        (ESPEAK, "gmw/en", "pt", "roa/pt"),
        (ESPEAK, "gmw/en", "pt-BR", "roa/pt-br"),
        (ESPEAK, "gmw/en", "zh-CN", "sit/cmn"),
        (ESPEAK, "gmw/en", "no", "gmq/nb"),
        (ESPEAK, "gmw/en", "af", None),
        (ESPEAK, "gmw/en", "xx", None),
        (WINDOWS, "HKEY\\ZIRA", "de", "HKEY\\HEDDA"),
        (WINDOWS, "HKEY\\ZIRA", "en-GB", "HKEY\\ZIRA"),
        (MACOS, "com.apple.Samantha", "en", "com.apple.Samantha"),
        ([ListedVoice("broken", [None])], "broken", "en", None),
        ([], None, "en", None),
    ],
)
def test_the_nearest_voice_is_chosen_and_the_current_one_kept_if_none_is_nearer(
    voices: list[ListedVoice], current: str | None, language: str, chosen: str | None
) -> None:
    assert voice_module._matching_voice(Listing(*voices, current=current), language) == chosen


def test_voices_that_cannot_be_listed_are_as_good_as_none() -> None:
    class Broken:
        def getProperty(self, name: str) -> object:
            raise ValueError("invalid literal for int() with base 16: '409;9'")

    assert voice_module._matching_voice(Broken(), "en") is None


@pytest.mark.skipif(sys.platform != "linux", reason="the voices of other systems differ from machine to machine")
class TestRealVoice:
    """eSpeak NG through pyttsx3, from the packages alone."""

    def test_words_are_audible_of_plausible_length_and_differ(self) -> None:
        voice = Pyttsx3Voice("en")
        clips = {text: voice.render(text) for text in ("20 dollars", "5 euros", "100 rupees", "Camera lost.")}
        voice.close()
        for text, clip in clips.items():
            samples = clip.samples.astype(float)
            assert clip.samples.dtype == np.int16
            assert clip.sample_rate_hz == 22050
            assert 0.4 < clip.duration_s < 2.0, text
            assert np.sqrt((samples**2).mean()) > 1000, text
            assert np.abs(samples[: round(0.03 * 22050)]).max() > 100, f"{text} starts with silence"
        for one, other in combinations(clips.values(), 2):
            assert not np.array_equal(one.samples, other.samples)

    def test_longer_text_takes_longer(self) -> None:
        voice = Pyttsx3Voice("en")
        short, long = voice.render("Paused."), voice.render("This does not check whether a note is genuine.")
        voice.close()
        assert long.duration_s > 2 * short.duration_s

    def test_the_rate_is_followed(self) -> None:
        slow, fast = (Pyttsx3Voice("en", rate_wpm=rate) for rate in (120, 300))
        assert slow.render("100 rupees").duration_s > 1.5 * fast.render("100 rupees").duration_s
        slow.close()
        fast.close()

    def test_the_language_is_followed(self) -> None:
        german, english = Pyttsx3Voice("de"), Pyttsx3Voice("en")
        assert not np.array_equal(german.render("20").samples, english.render("20").samples)
        assert german.note is None
        german.close()
        english.close()


@pytest.mark.skipif(sys.platform != "linux", reason="the voices of other systems differ from machine to machine")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_voice_follows_every_language_that_the_app_speaks(language: str) -> None:
    voice = Pyttsx3Voice(language)
    clip = voice.render(phrase(Phrase.HINT_LEFT_FULL, language))

    assert voice.note is None
    assert 0.4 < clip.duration_s < 8.0
    voice.close()


def test_only_another_choice_is_taken_and_forgets_what_was_rendered(synths: list[CountingSynth]) -> None:
    voice = Pyttsx3Voice("en")
    voice.adjust(SoundChoice("en", rate_wpm=150))
    assert synths == [], "the engine is made when it is first needed"
    voice.render("20 dollars")
    voice.adjust(SoundChoice("en", rate_wpm=150, volume=30))
    voice.render("20 dollars")
    assert len(synths[0].rendered) == 1, "nothing of it sounds otherwise"
    voice.adjust(SoundChoice("en", rate_wpm=150, pitch=70))
    voice.render("20 dollars")
    assert len(synths[0].rendered) == 2
    assert synths[0].pitch == 70


def _voice_of(*listed: SimpleNamespace) -> Any:
    voice: Any = Pyttsx3Voice("en")
    selected: list[tuple[str | None, int | None]] = []
    engine = SimpleNamespace(getProperty=lambda name: list(listed) if name == "voices" else None)
    voice._synth = SimpleNamespace(
        engine=engine, pitch=50, select=lambda voice_id, rate: selected.append((voice_id, rate)), close=lambda: None
    )
    voice.selected = selected
    return voice


def test_voices_of_the_language_are_listed_by_name_and_one_without_a_name_by_its_identifier() -> None:
    voice = _voice_of(
        SimpleNamespace(id="b", name="Zoe", languages=["en-GB"]),
        SimpleNamespace(id="gmw/en-us", name=None, languages=[]),
        SimpleNamespace(id="d", name="Hans", languages=["de"]),
        SimpleNamespace(id="en/a/b", name="three parts", languages=[]),
        SimpleNamespace(id="a", name="amy", languages=["en"]),
    )
    assert voice.voices() == (VoiceInfo("a", "amy"), VoiceInfo("gmw/en-us", "gmw/en-us"), VoiceInfo("b", "Zoe"))


@pytest.mark.parametrize(("chosen", "selected"), [("b", "b"), ("gone", "a"), (None, "a")])
def test_a_voice_that_was_chosen_speaks_as_long_as_it_is_there(chosen: str | None, selected: str) -> None:
    voice = _voice_of(
        SimpleNamespace(id="a", name="Amy", languages=["en"]), SimpleNamespace(id="b", name="Bea", languages=["en-GB"])
    )
    voice._chosen_id = chosen
    voice._choose(voice._synth)
    assert voice.selected == [(selected, None)]
