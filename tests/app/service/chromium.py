"""Just enough of Chromium's DevTools protocol, through its pipe, to drive one page. No browser is installed by it."""

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find() -> str | None:
    """The browser's program, or None."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


class Page:
    """One tab. Calls wait for their answers."""

    def __init__(self, reading: int, writing: int) -> None:
        self._reading, self._writing = os.fdopen(reading, "rb"), os.fdopen(writing, "wb")
        self._count = 0
        self._session: str | None = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Page.enable")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One command and its result; events that come meanwhile are passed over."""
        self._count += 1
        message: dict[str, Any] = {"id": self._count, "method": method, "params": parameters}
        if self._session is not None:
            message["sessionId"] = self._session
        self._writing.write(json.dumps(message).encode() + b"\0")
        self._writing.flush()
        while True:
            answer = json.loads(self._read())
            if answer.get("id") == self._count:
                assert "error" not in answer, answer
                result: dict[str, Any] = answer["result"]
                return result

    def _read(self) -> bytes:
        received = bytearray()
        while (byte := self._reading.read(1)) != b"\0":
            assert byte, "the browser has ended"
            received += byte
        return bytes(received)

    def evaluate(self, script: str) -> Any:
        """The value of a script, awaited if it is a promise."""
        result = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True, userGesture=True
        )
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def close(self) -> None:
        """Let go of the browser."""
        self._reading.close()
        self._writing.close()


@contextmanager
def browser(program: str, profile: Path, *arguments: str, limit_s: float) -> Iterator[Page]:
    """A page in a headless browser with an empty profile, ended at the latest after limit_s seconds."""
    to_browser, our_writing = os.pipe()
    our_reading, from_browser = os.pipe()

    def as_browser_expects() -> None:
        # It reads from 3 and writes to 4; through higher numbers first, lest one overwrite the other.
        os.dup2(to_browser, 103)
        os.dup2(from_browser, 104)
        os.dup2(103, 3)
        os.dup2(104, 4)

    process = subprocess.Popen(
        [
            program,
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--remote-debugging-pipe",
            f"--user-data-dir={profile}",
            *arguments,
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=as_browser_expects,
        close_fds=False,
    )
    os.close(to_browser)
    os.close(from_browser)
    watchdog = threading.Timer(limit_s, process.kill)
    watchdog.start()
    page = None
    try:
        page = Page(our_reading, our_writing)
        yield page
    finally:
        watchdog.cancel()
        if page is not None:
            page.close()
        process.kill()
        process.wait(30)
