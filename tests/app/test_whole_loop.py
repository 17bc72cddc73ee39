"""The whole loop with nothing replaced: shipped model, real smoothing, real voice; pictures in, sound out."""

from __future__ import annotations

import json
import sys
import wave
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app import cli, startup
from app.camera.demo import DemoSource
from app.recognition.recognizer import Recognizer
from app.session.protocols import MakesSpeech
from app.speech.protocols import Speech, SpokenRecord
from tests.app.camera.servers import serve
from tests.app.fakes import WAIT_S, RecordingListener

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems may have no voice installed")

FPS = 15.0
LOUD = 500.0  # mean level of samples; silence is 0


@pytest.fixture
def reel() -> Iterator[DemoSource]:
    source = DemoSource(FPS, live=False)
    with source:
        yield source


def events(path: Path, kind: str) -> list[dict[str, object]]:
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [event for event in found if event["kind"] == kind]


def sound(path: Path) -> tuple[NDArray[np.float64], int]:
    with wave.open(str(path)) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), np.int16)
        return np.abs(samples.astype(np.float64)), file.getframerate() * file.getnchannels()


def test_notes_in_a_video_file_are_named_once_each_and_heard(reel: DemoSource, tmp_path: Path) -> None:
    video, log, heard = tmp_path / "notes.avi", tmp_path / "events.jsonl", tmp_path / "said.wav"
    shown = reel.frames_per_pass * 3 // 7
    writer = cv2.VideoWriter(str(video), cv2.VideoWriter.fourcc(*"MJPG"), FPS, (640, 480))
    for index in range(shown):
        writer.write(reel.frame_at(index))
    writer.release()

    arguments = ["--headless", "--source", str(video), "--currency", "XTS", "--events-frames"]
    assert cli.main([*arguments, "--events", str(log), "--audio-out", str(heard)]) == 0

    said = events(log, "announcement")
    truths = dict.fromkeys(truth for index in range(shown) if (truth := reel.truth_at(index)))
    assert [(event["value"], event["face"]) for event in said] == list(truths)
    assert [event["text"] for event in said] == ["1 specimen unit", "2 specimen units", "5 specimen units"]
    assert len(events(log, "frame")) == shown
    levels, rate = sound(heard)
    for event in said:
        at_s = event["t_s"]
        assert isinstance(at_s, float)
        word = levels[int(at_s * rate) : int((at_s + 1.0) * rate)]
        assert word.mean() > LOUD, f"nothing is heard of {event['text']}"


def test_the_same_picture_gives_the_same_events(reel: DemoSource, tmp_path: Path) -> None:
    picture = tmp_path / "note.png"
    settled = next(index for index in range(reel.frames_per_pass) if reel.is_settled(index))
    cv2.imwrite(str(picture), reel.frame_at(settled + 10))
    runs = []
    for name in ("first.jsonl", "second.jsonl"):
        log = tmp_path / name
        assert cli.main(["--headless", "--source", str(picture), "--mute", "--events", str(log)]) == 0
        (said,) = events(log, "announcement")
        said.pop("decided_ms")
        runs.append(said)
    assert runs[0] == runs[1]
    assert (runs[0]["currency"], runs[0]["source_item"]) == ("XTS", str(picture))


def test_a_note_on_a_network_camera_is_named_and_heard(reel: DemoSource, tmp_path: Path) -> None:
    heard = tmp_path / "said.wav"
    settled = [index for index in range(reel.frames_per_pass // 7) if reel.is_settled(index)]
    pictures = [cv2.imencode(".jpg", reel.frame_at(index))[1].tobytes() for index in settled]

    def stream(handler: BaseHTTPRequestHandler, over: Event) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
        handler.end_headers()
        turn = 0
        while not over.is_set():
            jpeg = pictures[turn % len(pictures)]
            head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n".encode()
            try:
                handler.wfile.write(head + jpeg + b"\r\n")
            except OSError:
                return  # the app has hung up
            turn += 1

    # However long the voice takes on a busy machine: who closes a session cuts what is being said.
    value_said = Event()

    def through(make: MakesSpeech) -> MakesSpeech:
        def made(*, on_spoken: Callable[[SpokenRecord], None], **others: Any) -> Speech:
            def told(record: SpokenRecord) -> None:
                on_spoken(record)
                if (record.text, record.outcome) == ("1 specimen unit", "spoken"):
                    value_said.set()

            return make(on_spoken=told, **others)

        return made

    with serve(stream) as url:
        options = cli.parse(["--headless", "--source", url, "--audio-out", str(heard)])
        session = startup.make_session(
            options,
            Recognizer.load(None, 1),
            currencies=("XTS",),
            language="en",
            mute=False,
            in_real_time=True,
            speech_through=through,
        )
        listener = RecordingListener()
        session.add_listener(listener)
        session.start(url)
        try:
            listener.wait_until(lambda: bool(listener.announced))
            many = len(listener.frames)
            # The voice has its own thread: the loop goes on while it speaks.
            listener.wait_until(lambda: len(listener.frames) > many + 100)
            assert value_said.wait(WAIT_S)
            assert listener.texts == ["1 specimen unit"]
        finally:
            assert session.close()
    levels, _ = sound(heard)
    assert levels.max() > LOUD
