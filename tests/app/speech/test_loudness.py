"""Loudness of clips, synthetic and real."""

import sys

import numpy as np
import pytest

from app.feedback.phrases import LANGUAGES, Phrase, phrase
from app.feedback.place_tone import SAMPLE
from app.feedback.private import ERROR_CODE, ToneCode, tone_code
from app.speech import loudness
from app.speech.clip import Clip
from app.speech.earcons import VOICE_RESTARTED, render
from app.speech.loudness import CEILING, TARGET_DBFS, levelled, voiced_dbfs
from app.speech.voice import Pyttsx3Voice

RATE = 22050


def spoken(peak: float, seconds: float = 1.0) -> Clip:
    """Pulses as of a voice, which rise six times above their mean, with a pause in the middle."""
    time_s = np.arange(round(seconds * RATE)) / RATE
    phase = (time_s * 110) % 1
    sound = np.exp(-phase * 6) * np.sin(2 * np.pi * 700 * time_s)
    sound[len(sound) // 3 : len(sound) // 2] = 0
    return Clip((sound / np.abs(sound).max() * peak * 32767).astype(np.int16), RATE)


def peak(clip: Clip) -> float:
    return float(np.abs(clip.samples.astype(float)).max() / 32767)


def test_pauses_do_not_count() -> None:
    tone = (0.5 * 32768 * np.sin(np.arange(RATE) * 2 * np.pi * 441 / RATE)).astype(np.int16)
    loud = voiced_dbfs(Clip(tone, RATE))
    assert loud == pytest.approx(20 * np.log10(0.5 / np.sqrt(2)), abs=0.05)
    paused = Clip(np.concatenate((tone, np.zeros(RATE, np.int16), tone)), RATE)
    assert voiced_dbfs(paused) == pytest.approx(loud, abs=0.05)


@pytest.mark.parametrize("before", [0.1, 0.3, 0.8, 1.0])
def test_every_clip_becomes_as_loud_as_the_next_and_none_is_clipped(before: float) -> None:
    clip = levelled(spoken(before))
    assert voiced_dbfs(clip) == pytest.approx(TARGET_DBFS, abs=0.5)
    assert peak(clip) <= CEILING + 1e-4
    samples = np.abs(clip.samples.astype(int))
    at_the_top = samples >= round(CEILING * 32767) - 1
    assert not (at_the_top[1:] & at_the_top[:-1]).any(), "no peak is cut flat"


def test_what_is_loud_enough_is_only_turned_down() -> None:
    tone = (0.9 * 32768 * np.sin(np.arange(RATE) * 2 * np.pi * 441 / RATE)).astype(np.int16)
    clip = levelled(Clip(tone, RATE))
    ratio = (
        clip.samples[1000:-1000].astype(float) @ tone[1000:-1000] / (tone[1000:-1000].astype(float) @ tone[1000:-1000])
    )
    np.testing.assert_allclose(clip.samples, tone * ratio, atol=2)


def test_silence_stays_silence_and_a_whisper_does_not_become_a_shout() -> None:
    for count in (0, 100):
        assert not levelled(Clip(np.zeros(count, np.int16), RATE)).samples.any()
    assert peak(levelled(spoken(0.001))) < 0.02


@pytest.mark.skipif(sys.platform != "linux", reason="the voices of other systems differ from machine to machine")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_voice_is_as_loud_as_a_screen_reader_in_every_language(language: str) -> None:
    voice = Pyttsx3Voice(language)
    clip = voice.render(phrase(Phrase.HINT_LEFT_FULL, language))
    voice.close()
    assert voiced_dbfs(clip) == pytest.approx(TARGET_DBFS, abs=0.5)
    assert peak(clip) <= CEILING + 1e-4


@pytest.mark.parametrize("code", [tone_code(1), tone_code(9), ERROR_CODE, SAMPLE, VOICE_RESTARTED])
def test_tones_are_about_as_loud_as_words(code: ToneCode) -> None:
    samples = render(code).samples.astype(float).reshape(len(render(code).samples), -1)
    both = np.sqrt((samples**2).sum(axis=1)) if samples.shape[1] == 2 else samples[:, 0]
    assert voiced_dbfs(Clip(both.astype(np.int16), RATE)) == pytest.approx(TARGET_DBFS, abs=1.5)


def test_silence_has_no_loudness() -> None:
    assert voiced_dbfs(Clip(np.zeros(4800, np.int16), 48000)) == float("-inf")


def test_what_is_just_as_loud_as_a_pause_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loudness, "_FRAME", 1)
    monkeypatch.setattr(loudness, "_VOICED", 0.25)
    assert loudness._voiced_rms(np.array([1.0, 0.25, 0.0], np.float32)) == 1.0
    assert loudness._voiced_rms(np.array([1.0, 0.28, 0.0], np.float32)) == pytest.approx(0.8)
