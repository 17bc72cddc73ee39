"""Which synthesizer a platform speaks with."""

from __future__ import annotations

import sys

import pytest

from app.speech import synths


@pytest.mark.parametrize(
    ("platform", "name"), [("win32", "FileSynth"), ("darwin", "FileSynth"), ("linux", "EspeakSynth")]
)
def test_each_platform_has_its_own(platform: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for each in ("FileSynth", "EspeakSynth"):
        monkeypatch.setattr(synths, each, lambda each=each: each)
    monkeypatch.setattr(sys, "platform", platform)
    made: object = synths.platform_synth()
    assert made == name
