"""Which synthesizer a platform speaks with."""

from __future__ import annotations

import sys

import pytest

from app.speech import synths
from app.speech.errors import VoiceUnavailable


@pytest.mark.parametrize(
    ("platform", "name"), [("win32", "SapiSynth"), ("darwin", "FileSynth"), ("linux", "EspeakSynth")]
)
def test_each_platform_has_its_own(platform: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for each in ("FileSynth", "SapiSynth", "EspeakSynth"):
        monkeypatch.setattr(synths, each, lambda each=each: each)
    monkeypatch.setattr(sys, "platform", platform)
    made: object = synths.platform_synth()
    assert made == name


def test_where_sapi_cannot_be_used_pyttsx3_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise VoiceUnavailable("no_system_voice")

    monkeypatch.setattr(synths, "SapiSynth", refuse)
    monkeypatch.setattr(synths, "FileSynth", lambda: "FileSynth")
    monkeypatch.setattr(sys, "platform", "win32")
    made: object = synths.platform_synth()
    assert made == "FileSynth"
