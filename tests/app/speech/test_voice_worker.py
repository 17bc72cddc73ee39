"""The process of the voice, asked over its pipes."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import IO, Any

import numpy as np
import pytest

from app.speech.child import worker_command
from app.speech.voice import Pyttsx3Voice
from app.speech.wire import Packet, read, write

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems may have no voice installed")


class Worker:
    def __init__(self) -> None:
        self.process = subprocess.Popen(worker_command("voice_worker"), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.questions: IO[bytes] = self.process.stdin
        self.answers: IO[bytes] = self.process.stdout

    def ask(self, **question: Any) -> Packet:
        write(self.questions, Packet(question))
        answer = read(self.answers)
        assert answer is not None
        return answer


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker()
    yield made
    made.process.kill()
    made.process.wait()
    made.questions.close()
    made.answers.close()


CHOICE = {"language": "en", "voice": None, "rate_wpm": 250, "pitch": 50}


def test_it_answers_what_it_is_asked_and_prints_nothing_among_it(worker: Worker) -> None:
    assert worker.ask(serial=1, choose=CHOICE).fields == {"serial": 1, "note": None}
    answer = worker.ask(serial=2, render="20 dollars")
    expected = Pyttsx3Voice("en", 250).render("20 dollars")
    assert answer.fields == {"serial": 2, "sample_rate_hz": expected.sample_rate_hz}
    assert abs(len(np.frombuffer(answer.samples, np.int16)) - len(expected.samples)) < 0.02 * 22050
    voices = worker.ask(serial=3, voices=None).fields["voices"]
    assert ["gmw/en-us", "English (America)"] in voices


def test_what_goes_wrong_is_an_answer_too(worker: Worker) -> None:
    note = worker.ask(serial=1, choose={**CHOICE, "language": "xx"}).fields["note"]
    assert note == ["no_voice_for_language", {"language": "xx"}]
    assert "TypeError" in worker.ask(serial=2, choose={"colour": "red"}).fields["fault"]
    assert worker.ask(serial=3, render="20 dollars").samples


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_what_ends_the_app_does_not_end_the_voice_before_the_last_words(worker: Worker, name: str) -> None:
    worker.ask(serial=1, choose=CHOICE)
    os.kill(worker.process.pid, getattr(signal, name))
    assert worker.ask(serial=2, render="Goodbye.").samples


def test_it_ends_with_its_input(worker: Worker) -> None:
    worker.ask(serial=1, choose=CHOICE)
    worker.questions.close()
    assert worker.process.wait(20) == 0


def test_it_loads_nothing_that_is_slow_to_load() -> None:
    program = "import sys, app.speech.voice_worker; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert not {"PySide6", "cv2", "ai_edge_litert", "miniaudio", "babel"} & set(loaded)
    assert "app.speech.voice" in loaded
