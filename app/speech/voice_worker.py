"""The process in which the voice lives: it answers what `voice_process.py` asks over its standard input and output.

A question is a packet with a `serial`, and one of:
    choose: {language, voice, rate_wpm, pitch}; the answer has `note`, a trouble or null
    render: text; the answer has `sample_rate_hz`, and samples, mono
    voices: null; the answer has `voices`, a list of [identifier, name]
An answer that is none has `trouble`, as [code, parameters], or `fault`, a line for the log.
"""

from typing import IO, Any

from app.speech.errors import VoiceUnavailable
from app.speech.protocols import SoundChoice
from app.speech.voice import Pyttsx3Voice
from app.speech.wire import Packet
from app.speech.worker import Questions, answer, begin


def main() -> None:
    """Answers questions until standard input ends."""
    questions, answers = begin()
    _answer_all(Pyttsx3Voice(keeps_clips=False), questions, answers)


def _answer_all(voice: Pyttsx3Voice, questions: Questions, answers: IO[bytes]) -> None:
    while True:
        question = questions.get()
        try:
            found = _answer(voice, question.fields)
        except VoiceUnavailable as trouble:
            found = Packet({"trouble": [trouble.code, dict(trouble.parameters)]})
        except Exception as error:  # the parent replaces a voice in which anything at all went wrong
            found = Packet({"fault": f"{type(error).__name__}: {error}"})
        answer(answers, Packet({"serial": question.fields["serial"], **found.fields}, found.samples))


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
