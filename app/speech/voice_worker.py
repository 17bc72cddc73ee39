"""The process in which the voice lives: it answers what `voice_process.py` asks over its standard input and output.

Nothing of Qt, OpenCV or the interpreter is loaded here, so that it starts fast. It ends when its parent does.

A question is a packet with a `serial`, and one of:
    choose: {language, voice, rate_wpm, pitch}; the answer has `note`, a trouble or null
    render: text; the answer has `sample_rate_hz`, and samples, mono
    voices: null; the answer has `voices`, a list of [identifier, name]
An answer that is none has `trouble`, as [code, parameters], or `fault`, a line for the log.
"""

import os
import queue
import signal
import sys
import threading
from typing import IO, Any

from app.speech.errors import VoiceUnavailable
from app.speech.protocols import SoundChoice
from app.speech.voice import Pyttsx3Voice
from app.speech.voice_wire import Packet, read, write


def main() -> None:
    """Answers questions until standard input ends."""
    # What ends the app is the app's business: its last words need a voice.
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    # What a library prints must not get among the packets.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    questions: queue.SimpleQueue[Packet] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, questions), daemon=True).start()
    _answer_all(Pyttsx3Voice(keeps_clips=False), questions, answers)


def _listen(stream: IO[bytes], questions: "queue.SimpleQueue[Packet]") -> None:
    # In a thread of its own, because an engine that hangs would never see that the parent has gone.
    try:
        while (packet := read(stream)) is not None:
            questions.put(packet)
    finally:
        os._exit(0)


def _answer_all(voice: Pyttsx3Voice, questions: "queue.SimpleQueue[Packet]", answers: IO[bytes]) -> None:
    while True:
        question = questions.get()
        serial = question.fields["serial"]
        try:
            answer = _answer(voice, question.fields)
        except VoiceUnavailable as trouble:
            answer = Packet({"trouble": [trouble.code, dict(trouble.parameters)]})
        except Exception as error:  # the parent replaces a voice in which anything at all went wrong
            answer = Packet({"fault": f"{type(error).__name__}: {error}"})
        try:
            write(answers, Packet({"serial": serial, **answer.fields}, answer.samples))
        except OSError:
            os._exit(0)


def _answer(voice: Pyttsx3Voice, question: dict[str, Any]) -> Packet:
    if "choose" in question:
        voice.adjust(SoundChoice(**question["choose"]))
        voice.prepare()
        note = voice.note
        return Packet({"note": None if note is None else [note.code, dict(note.parameters)]})
    if "voices" in question:
        return Packet({"voices": [[found.id, found.name] for found in voice.voices()]})
    clip = voice.render(question["render"])
    return Packet({"sample_rate_hz": clip.sample_rate_hz}, clip.samples.tobytes())


if __name__ == "__main__":
    main()
