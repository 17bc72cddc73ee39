"""The real eSpeak NG through pyttsx3."""

import ctypes
import subprocess
import sys
import threading
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from app.speech import synth_espeak
from app.speech.clip import Clip
from app.speech.errors import VoiceUnavailable
from app.speech.synth_espeak import EspeakSynth, _Library
from tests.app.speech.fakes import WAIT_S

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux speaks through eSpeak NG")


def loudness(clip: Clip) -> float:
    return float(np.sqrt((clip.samples.astype(float) ** 2).mean()))


def test_it_renders_whole_words_every_time() -> None:
    synth = EspeakSynth()
    lengths = set()
    for _ in range(20):
        clip = synth.render("20 dollars")
        assert loudness(clip) > 1000
        lengths.add(round(clip.duration_s, 1))
    assert max(lengths) - min(lengths) <= 0.1
    synth.close()


@pytest.mark.parametrize(
    ("voice_id", "given"), [("gmw/en-us", "20 hrivnias"), ("gmw/de", "20 hryvnias"), ("zle/uk", "20 hryvnias")]
)
def test_money_is_said_as_people_say_it_by_an_english_voice_only(
    voice_id: str, given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts: list[str] = []
    synthesize = synth_espeak._library.synthesize

    def written_down(text: str) -> bytes:
        texts.append(text)
        return synthesize(text)

    monkeypatch.setattr(synth_espeak._library, "synthesize", written_down)
    synth = EspeakSynth()
    synth.select(voice_id, None)
    assert loudness(synth.render("20 hryvnias")) > 1000
    assert texts == [given]
    synth.close()


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    synth = EspeakSynth()
    synth.render("20 dollars")
    synth.close()
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_two_engines_side_by_side_keep_their_own_rate() -> None:
    slow, fast = EspeakSynth(), EspeakSynth()
    slow.select(None, 120)
    fast.select(None, 300)
    for _ in range(2):
        assert slow.render("100 rupees").duration_s > 1.5 * fast.render("100 rupees").duration_s
    fast.close()
    assert loudness(slow.render("100 rupees")) > 1000, "an engine that goes must not take the other's voice along"
    slow.close()


def test_several_threads_may_have_one_each() -> None:
    clips: list[Clip] = []

    def speak() -> None:
        synth = EspeakSynth()
        clips.extend(synth.render("20 dollars") for _ in range(5))
        synth.close()

    threads = [threading.Thread(target=speak) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT_S)
    assert len(clips) == 15
    assert min(loudness(clip) for clip in clips) > 1000


def test_odd_text_is_survived() -> None:
    synth = EspeakSynth()
    for text in ("", " ", "\0", "20\0dollars", "€ ₹ 元", "<speak>"):
        assert synth.render(text).samples.dtype == np.int16
    assert loudness(synth.render("20 dollars")) > 1000
    synth.close()


def test_a_voice_that_does_not_exist_is_an_error() -> None:
    synth = EspeakSynth()
    synth.select("no/such-voice", None)
    with pytest.raises(VoiceUnavailable, match="voice_not_usable"):
        synth.render("20 dollars")
    synth.close()


def in_a_new_process(setup: str) -> str:
    program = f"""
{setup}
from app.speech.errors import VoiceUnavailable
from app.speech.voice import Pyttsx3Voice
try:
    Pyttsx3Voice().prepare()
except VoiceUnavailable as error:
    print(error)
else:
    print("found a voice")
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    return done.stdout


def test_missing_data_are_an_error_and_do_not_end_the_process() -> None:
    said = in_a_new_process("import espeakng_loader; espeakng_loader.get_data_path = lambda: '/nonexistent'")
    assert "no_voice_data" in said


def test_a_missing_library_is_an_error() -> None:
    said = in_a_new_process("import sys; sys.modules['pyttsx3.drivers._espeak'] = None")
    assert "no_voice_library" in said


def test_text_is_utf_8_with_a_pause_at_its_end_and_only_samples_that_come_are_kept() -> None:
    asked: list[tuple[str, int]] = []
    samples = (ctypes.c_int16 * 3)(1, 2, 3)

    def speak(text: str, flags: int) -> int:
        asked.append((text, flags))
        for count in (0, 1, 3):
            assert library._on_samples(ctypes.addressof(samples), count, None) == 0
        return 0

    library: Any = _Library()
    library._callback = None
    library._binding = SimpleNamespace(
        cSetSynthCallback=lambda callback: None, CHARS_UTF8=1, ENDPAUSE=0x1000, EE_OK=0, Synth=speak
    )
    assert library.synthesize("20\0dollars") == bytes(samples)[:2] + bytes(samples)
    assert asked == [("20 dollars", 0x1001)]
    library._on_samples(0, -1, None)
    assert len(library._chunks) == 2
