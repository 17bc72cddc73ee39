"""A sound server of one's own whose loudspeaker is recorded, for measurements on Linux; the app never uses it."""

import os
import shutil
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE_HZ = 16000
_READY_WITHIN_S = 10.0


class RecordedSink:
    """PulseAudio with nothing but a loudspeaker that nobody hears; to be entered before the sound card is opened.

    While entered, it is the sound server of this process.
    """

    def __init__(self) -> None:
        """Raises RuntimeError where PulseAudio is not installed."""
        for program in ("pulseaudio", "pactl", "parec"):
            if shutil.which(program) is None:
                raise RuntimeError(f"{program} is missing; on Debian: apt install pulseaudio pulseaudio-utils")
        self._home = Path(tempfile.mkdtemp(prefix="noteworthy-sound-"))
        self._processes: list[subprocess.Popen[bytes]] = []
        self._recording: threading.Thread | None = None
        self._lock = threading.Lock()
        self._sound = bytearray()
        self._zero_s = float("inf")
        self._before: str | None = None

    def __enter__(self) -> "RecordedSink":
        """Starts server and recording. Raises RuntimeError."""
        server = f"unix:{self._home}/socket"
        self._before = os.environ.get("PULSE_SERVER")
        os.environ["PULSE_SERVER"] = server
        environment = {**os.environ, "HOME": str(self._home), "XDG_RUNTIME_DIR": str(self._home)}
        modules = (
            f"module-native-protocol-unix socket={self._home}/socket auth-anonymous=1",
            "module-null-sink sink_name=speaker rate=48000 channels=1",
        )
        command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
        self._start([*command, *(part for module in modules for part in ("-L", module))], environment)
        until_s = time.perf_counter() + _READY_WITHIN_S
        while subprocess.run(["pactl", "info"], env=environment, capture_output=True, check=False).returncode:
            if time.perf_counter() > until_s:
                self.__exit__(None, None, None)
                raise RuntimeError("PulseAudio does not start")
            time.sleep(0.1)
        recording = ["parec", "-d", "speaker.monitor", "--format=s16le", "--channels=1", "--latency-msec=20"]
        parec = self._start([*recording, f"--rate={SAMPLE_RATE_HZ}"], environment)
        self._recording = threading.Thread(target=self._record, args=(parec,), daemon=True)
        self._recording.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Ends both."""
        for process in reversed(self._processes):
            process.kill()
        if self._recording is not None:
            self._recording.join()
        for process in self._processes:
            process.communicate()
        if self._before is None:
            os.environ.pop("PULSE_SERVER", None)
        else:
            os.environ["PULSE_SERVER"] = self._before
        shutil.rmtree(self._home, ignore_errors=True)

    def between(self, start_s: float, end_s: float) -> NDArray[np.int16]:
        """What sounded between two times of `time.perf_counter`, as far as it was recorded."""
        with self._lock:
            sound = np.frombuffer(bytes(self._sound[: len(self._sound) // 2 * 2]), "<i2")
            first, last = (max(0, round((at_s - self._zero_s) * SAMPLE_RATE_HZ)) for at_s in (start_s, end_s))
        return sound[first:last]

    def _start(self, command: list[str], environment: dict[str, str]) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self._processes.append(process)
        return process

    def _record(self, parec: "subprocess.Popen[bytes]") -> None:
        assert parec.stdout is not None
        while chunk := parec.stdout.read1(65536):  # type: ignore[attr-defined]
            now_s = time.perf_counter()
            with self._lock:
                # The piece that came with the least delay tells best when the first sample sounded.
                self._zero_s = min(self._zero_s, now_s - (len(self._sound) + len(chunk)) / 2 / SAMPLE_RATE_HZ)
                self._sound += chunk
