"""Windows' voices, from stand-ins for SAPI's objects."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from app.speech.errors import VoiceUnavailable
from app.speech.synth_sapi import SAMPLE_RATE_HZ, SapiSynth
from app.speech.voice import Pyttsx3Voice, _matching_voice

CLASSIC = r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Speech\Voices"
ONECORE = r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Speech_OneCore\Voices"


class Token:
    """One voice in the registry."""

    def __init__(self, place: str, name: str, language: str | None) -> None:
        self.Id = f"{place}\\Tokens\\{name}"
        self.name = name
        self.language = language

    def GetDescription(self) -> str:
        return self.name

    def GetAttribute(self, name: str) -> str:
        assert name == "Language"
        if self.language is None:
            raise OSError("element not found")
        return self.language


DAVID = Token(CLASSIC, "Microsoft David Desktop", "409")
HAZEL = Token(CLASSIC, "Hazel of another maker", "809;9")
BROKEN = Token(CLASSIC, "Broken", None)
MARK = Token(ONECORE, "Microsoft Mark", "409")
KATJA = Token(ONECORE, "Microsoft Katja", "407")
NAAYF = Token(ONECORE, "Microsoft Naayf", "c01")


class Windows:
    """Makes SAPI's objects; they speak a sample for each letter, with the voices that can."""

    def __init__(self, *tokens: Token, mute: tuple[Token, ...] = (), rate_hz: int = SAMPLE_RATE_HZ) -> None:
        self.tokens = tokens
        self.mute = mute
        self.rate_hz = rate_hz
        self.tts = SimpleNamespace(Voice=tokens[0] if tokens else None, Rate=0, Speak=self.speak)
        self.said: list[tuple[str, str, int]] = []

    def __call__(self, name: str) -> Any:
        return {
            "SAPI.SpVoice": lambda: self.tts,
            "SAPI.SpMemoryStream": lambda: SimpleNamespace(data=b""),
            "SAPI.SpAudioFormat": lambda: SimpleNamespace(GetWaveFormatEx=self.wave),
            "SAPI.SpObjectTokenCategory": self.category,
        }[name]()

    def wave(self) -> Any:
        return SimpleNamespace(SamplesPerSec=self.rate_hz, BitsPerSample=16, Channels=1)

    def category(self) -> Any:
        chosen: list[str] = []

        def set_id(place: str, create: bool) -> None:
            assert not create, "nothing is written into the registry"
            if not any(token.Id.startswith(place + "\\") for token in self.tokens):
                raise OSError("no such key")
            chosen.append(place)

        def tokens() -> list[Token]:
            return [token for token in self.tokens if token.Id.startswith(chosen[0] + "\\")]

        return SimpleNamespace(SetId=set_id, EnumerateTokens=tokens)

    def speak(self, text: str, flags: int) -> None:
        if self.tts.Voice in self.mute:
            raise OSError("class not registered")
        self.said.append((self.tts.Voice.name, text, flags))
        stream = self.tts.AudioOutputStream
        assert stream.Format.Type == 22
        stream.GetData = lambda: tuple(np.full(len(text), 500, "<i2").tobytes())


def test_words_become_sound_in_memory() -> None:
    windows = Windows(DAVID)
    clip = SapiSynth(windows).render("20 dollars")
    assert clip.sample_rate_hz == SAMPLE_RATE_HZ
    np.testing.assert_array_equal(clip.samples, np.full(10, 500, np.int16))
    assert windows.said[-1] == ("Microsoft David Desktop", "20 dollars", 16)


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en-US", "Microsoft David Desktop"),
        ("en-GB", "Hazel of another maker"),
        ("de", "Microsoft Katja"),
        ("ar", "Microsoft Naayf"),
    ],
)
def test_the_voice_of_a_language_is_found_among_all_that_windows_has(language: str, name: str) -> None:
    synth = SapiSynth(Windows(DAVID, BROKEN, HAZEL, MARK, KATJA, NAAYF))
    assert (_matching_voice(synth.engine, language) or "").endswith(name)


def test_one_voice_that_cannot_be_read_hides_no_other() -> None:
    synth = SapiSynth(Windows(DAVID, BROKEN, KATJA))
    assert [voice.name for voice in synth.engine.getProperty("voices")] == [
        "Microsoft David Desktop",
        "Microsoft Katja",
    ]
    assert synth.engine.getProperty("voice") == DAVID.Id


def test_a_windows_without_onecore_has_its_classic_voices() -> None:
    assert len(SapiSynth(Windows(DAVID, HAZEL)).engine.getProperty("voices")) == 2


def test_a_voice_of_onecore_speaks_when_it_is_chosen() -> None:
    windows = Windows(DAVID, KATJA)
    synth = SapiSynth(windows)
    synth.select(KATJA.Id, None)
    synth.render("20 Euro")
    assert windows.said[-1][:2] == ("Microsoft Katja", "20 Euro")


@pytest.mark.parametrize(("wanted", "speaks"), [(MARK, DAVID), (KATJA, HAZEL)])
def test_one_of_onecore_that_sapi_cannot_use_is_given_up_for_one_that_speaks(wanted: Token, speaks: Token) -> None:
    windows = Windows(DAVID, HAZEL, MARK, KATJA, mute=(MARK, KATJA))
    windows.tts.Voice = HAZEL
    synth = SapiSynth(windows)
    synth.select(wanted.Id, None)
    synth.render("20")
    assert windows.said[-1][:2] == (speaks.name, "20")
    assert wanted.Id not in [voice.id for voice in synth.engine.getProperty("voices")], "it is not offered again"


@pytest.mark.parametrize(("wpm", "rate"), [(80, -6), (157, 0), (200, 2), (250, 4), (450, 10)])
def test_words_a_minute_become_sapis_steps(wpm: int, rate: int) -> None:
    windows = Windows(DAVID)
    SapiSynth(windows).select(None, wpm)
    assert windows.tts.Rate == rate


def test_pitch_is_said_as_sapi_wants_it_and_words_stay_words() -> None:
    windows = Windows(DAVID)
    synth = SapiSynth(windows)
    synth.pitch = 100
    synth.render("a < b & c")
    assert windows.said[-1][1:] == ('<pitch absmiddle="10">a &lt; b &amp; c</pitch>', 8)
    synth.pitch = 50
    synth.render("a < b & c")
    assert windows.said[-1][1:] == ("a < b & c", 16)


@pytest.mark.parametrize("windows", [Windows(), Windows(DAVID, mute=(DAVID,)), Windows(DAVID, rate_hz=16000)])
def test_what_does_not_speak_as_it_should_is_told_at_once(windows: Windows) -> None:
    with pytest.raises(VoiceUnavailable, match="no_system_voice"):
        SapiSynth(windows)


def test_a_voice_that_breaks_later_is_an_error() -> None:
    windows = Windows(DAVID)
    synth = SapiSynth(windows)
    windows.mute = (DAVID,)
    with pytest.raises(VoiceUnavailable, match="voice_gave_no_sound"):
        synth.render("20 dollars")
    with pytest.raises(VoiceUnavailable, match="voice_gave_no_sound"):
        synth.select(DAVID.Id, None) or synth.render("20")  # type: ignore[func-returns-value]
    synth.close()


def test_without_com_there_is_no_such_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "comtypes", None)
    with pytest.raises(VoiceUnavailable, match="no_system_voice"):
        SapiSynth()


def test_the_language_has_its_voice_and_none_is_told_where_it_has_not(monkeypatch: pytest.MonkeyPatch) -> None:
    windows = Windows(DAVID, KATJA)
    monkeypatch.setattr("app.speech.voice.platform_synth", lambda: SapiSynth(windows))
    german, turkish = Pyttsx3Voice("de-DE"), Pyttsx3Voice("tr")
    german.prepare()
    assert german.note is None
    assert windows.tts.Voice is KATJA
    turkish.prepare()
    assert turkish.note is not None
    assert turkish.note.code == "no_voice_for_language"
