"""Sound files of Windows and macOS, from a stand-in for their engines."""

import struct
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from app.speech import synth_file
from app.speech.errors import VoiceUnavailable
from app.speech.synth_file import SAMPLE_RATE_HZ, FileSynth
from tests.app.speech.fakes import AsynchronousDriver, SynchronousDriver


@pytest.mark.parametrize("driver", [SynchronousDriver(), AsynchronousDriver()])
def test_what_the_engine_writes_is_read_at_our_rate_each_time(driver: SynchronousDriver) -> None:
    synth = FileSynth(driver.engine())
    for text, seconds in (("ten chars.", 1.0), ("five.", 0.5), ("fifteen letters", 1.5)):
        clip = synth.render(text)
        assert clip.sample_rate_hz == SAMPLE_RATE_HZ
        assert clip.samples.dtype == np.int16
        assert clip.duration_s == pytest.approx(seconds, abs=0.01)
        assert abs(int(np.median(clip.samples)) - 5000) < 100
    synth.close()


def test_voice_and_rate_are_set_only_if_chosen() -> None:
    driver = SynchronousDriver()
    synth = FileSynth(driver.engine())
    synth.select(None, None)
    synth.render("20 dollars")
    assert driver.properties == {}
    synth.select("HKEY\\ZIRA", 250)
    synth.render("20 dollars")
    assert driver.properties == {"voice": "HKEY\\ZIRA", "rate": 250}


@pytest.mark.parametrize(
    "driver", [SynchronousDriver(error=RuntimeError("COM is gone")), SynchronousDriver(writes=False)]
)
def test_an_engine_that_gives_no_sound_is_an_error(driver: SynchronousDriver) -> None:
    with pytest.raises(VoiceUnavailable, match="voice_gave_no_sound"):
        FileSynth(driver.engine()).render("20 dollars")


class AiffDriver(AsynchronousDriver):
    """Writes what macOS writes."""

    def __init__(self, compression: bytes) -> None:
        super().__init__()
        self.compression = compression
        self.samples = (8000 * np.sin(np.arange(2205) / 5)).astype(np.int16)

    def write(self, text: str, filename: str) -> None:
        Path(filename).write_bytes(aiff(self.samples, self.compression))


def aiff(samples: np.ndarray, compression: bytes) -> bytes:
    """22050 Hz, mono, 16 bits: AIFF, or AIFF-C if a compression is named ("sowt" is little-endian)."""
    rate = struct.pack(">HQ", 16383 + 14, 22050 << 49)  # an 80-bit float
    common = struct.pack(">hIh", 1, len(samples), 16) + rate + (compression + b"\0\0" if compression else b"")
    sound = struct.pack(">II", 0, 0) + samples.astype("<i2" if compression == b"sowt" else ">i2").tobytes()
    body = b"AIFC" + b"FVER" + struct.pack(">II", 4, 0xA2805140) if compression else b"AIFF"
    body += b"COMM" + struct.pack(">I", len(common)) + common + b"SSND" + struct.pack(">I", len(sound)) + sound
    return b"FORM" + struct.pack(">I", len(body)) + body


@pytest.mark.parametrize("compression", [b"", b"NONE", b"sowt"])
def test_the_files_of_macos_are_read(compression: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    driver = AiffDriver(compression)
    np.testing.assert_array_equal(FileSynth(driver.engine()).render("20 dollars").samples, driver.samples)


def test_a_system_without_speech_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise OSError("class not registered")

    monkeypatch.setattr("app.speech.synth_file.Engine", broken)
    with pytest.raises(VoiceUnavailable, match="no_system_voice"):
        FileSynth()


@pytest.mark.parametrize(("platform", "times"), [("win32", 1), ("darwin", 0), ("linux", 0)])
def test_windows_wants_its_parts_begun_in_each_thread(
    platform: str, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    module = SimpleNamespace(CoInitialize=lambda: begun.append("COM"))
    monkeypatch.setattr(synth_file.sys, "platform", platform)
    monkeypatch.setattr(synth_file, "import_module", lambda name: module)
    monkeypatch.setattr(synth_file, "Engine", lambda: "an engine")
    assert FileSynth().engine == "an engine"
    assert begun == ["COM"] * times


@pytest.mark.parametrize(("platform", "name"), [("darwin", "speech.aiff"), ("win32", "speech.wav")])
def test_each_system_writes_its_own_kind_of_file(platform: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []

    def save(text: str, path: str) -> None:
        written.append(Path(path).name)
        raise RuntimeError("that is all")

    engine = SimpleNamespace(
        connect=lambda kind, call: None,
        disconnect=lambda token: None,
        proxy=SimpleNamespace(setBusy=lambda busy: None),
        save_to_file=save,
    )
    monkeypatch.setattr(synth_file.sys, "platform", platform)
    with pytest.raises(VoiceUnavailable):
        FileSynth(engine).render("20 dollars")
    assert written == [name]
