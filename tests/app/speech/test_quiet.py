"""ALSA's complaints stay off the terminal."""

import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from app.speech import quiet

_OPEN_A_CARD = """
import ctypes, sys
from app.speech.quiet import hush_alsa
try:
    alsa = ctypes.CDLL("libasound.so.2")
except OSError:
    sys.exit(77)
if sys.argv[1] == "hush":
    assert hush_alsa()
alsa.snd_pcm_open(ctypes.byref(ctypes.c_void_p()), b"no_such_card", 0, 0)
"""


def complaints(mode: str) -> str:
    done = subprocess.run([sys.executable, "-c", _OPEN_A_CARD, mode], capture_output=True, text=True, check=False)
    if done.returncode == 77:
        pytest.skip("there is no libasound here")
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_alsa_complains_when_left_alone() -> None:
    assert "ALSA" in complaints("leave")


def test_alsa_is_silent_when_hushed() -> None:
    assert complaints("hush") == ""


@pytest.mark.skipif(sys.platform.startswith("linux"), reason="only where there is no ALSA")
def test_elsewhere_there_is_nothing_to_hush() -> None:
    from app.speech.quiet import hush_alsa

    assert not hush_alsa()


@pytest.mark.parametrize(
    ("platform", "has_alsa", "is_hushed"), [("linux", True, True), ("linux", False, False), ("darwin", True, False)]
)
def test_alsa_is_hushed_where_there_is_one(
    platform: str, has_alsa: bool, is_hushed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    handlers: list[object] = []

    def load(name: str) -> Any:
        if not has_alsa:
            raise OSError(name)
        return SimpleNamespace(snd_lib_error_set_handler=handlers.append)

    monkeypatch.setattr(quiet.sys, "platform", platform)
    monkeypatch.setattr(quiet.ctypes, "CDLL", load)
    assert quiet.hush_alsa() is is_hushed
    assert handlers == [quiet._silent] * is_hushed
