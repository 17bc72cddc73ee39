"""The voice in its process: real ones that are killed, stopped or talk nonsense."""

import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from app.speech import voice_process
from app.speech.clip import Clip
from app.speech.errors import VoiceRestarted, VoiceUnavailable
from app.speech.protocols import RendersElsewhere, SoundChoice, VoiceInfo, Watched
from app.speech.voice_process import (
    ANSWER_WITHIN_S,
    FAILURES_ALLOWED,
    FAILURES_WITHIN_S,
    FIRST_START_WITHIN_S,
    REST_S,
    SAME_TEXT_ALLOWED,
    ProcessVoice,
)
from app.speech.wire import Packet
from tests.app.speech.fakes import WAIT_S

needs_espeak = pytest.mark.skipif(sys.platform != "linux", reason="other systems may have no voice installed")
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")

# A worker by hand: what it does with a text is what the text says.
BY_HAND = """
import os, sys, time
from app.speech.wire import Packet, read, write
while (question := read(sys.stdin.buffer)) is not None:
    fields = question.fields
    answer, samples = {"sample_rate_hz": 1000}, b"\\1\\0" * 10
    if "choose" in fields:
        language = fields["choose"]["language"]
        answer = {"note": ["no_voice_for_language", {"language": language}] if language == "xx" else None}
        if language == "none":
            answer = {"trouble": ["no_voice_library", {}]}
    elif "voices" in fields:
        answer = {"voices": [["id", "name"]]}
    elif fields["render"] == "die":
        os._exit(3)
    elif fields["render"] == "hang":
        time.sleep(3600)
    elif fields["render"] == "nonsense":
        os.write(1, b"eSpeak: a line that a library printed\\n")
    elif fields["render"] == "no words":
        answer = {"sample_rate_hz": None}
    elif fields["render"] == "another":
        fields["serial"] += 100
    elif fields["render"] == "raise":
        answer = {"fault": "OSError: broken"}
    elif fields["render"] == "silent":
        answer = {"trouble": ["voice_gave_no_sound", {}]}
    elif fields["render"] == "help":
        samples = b"\\1\\0" * 5001
    elif fields["render"] == "refuse":
        answer = {"trouble": ["voice_not_usable", {"voice": "gone"}]}
    write(sys.stdout.buffer, Packet({"serial": fields["serial"], **answer}, samples))
"""


class Voice:
    """A voice with a clock set by hand; asks until it is answered, and keeps what was told."""

    def __init__(self, *command: str, language: str = "en") -> None:
        self.now_s = 100.0
        self.voice = ProcessVoice(language, command=command or None, clock=lambda: self.now_s)
        self.told: list[str] = []
        self._ready = threading.Event()
        self.voice.on_ready = self._ready.set
        self.starts = 0
        self._start = self.voice._start
        self.voice._start = self._count_start  # type: ignore[method-assign]

    @property
    def pid(self) -> int:
        assert self.voice._child is not None
        return self.voice._child.pid

    def _count_start(self) -> None:
        self.starts += 1
        self._start()

    def prepare(self) -> None:
        """Until it is ready."""
        self.voice.prepare()
        while self.voice._questions:
            self._wait()
            self.watch()

    def ask(self, text: str) -> Clip | None:
        try:
            return self.voice.render(text)
        except VoiceRestarted as trouble:
            self.told.append(trouble.code)
            return None

    def watch(self) -> None:
        try:
            self.voice.watch()
        except VoiceRestarted as trouble:
            self.told.append(trouble.code)

    def say(self, text: str) -> Clip:
        while (clip := self.ask(text)) is None:
            self._wait()
        return clip

    def _wait(self) -> None:
        assert self.voice._child is None or self._ready.wait(WAIT_S), "no answer and no end"
        self._ready.clear()


@pytest.fixture
def espeak() -> Iterator[Voice]:
    voice = Voice()
    yield voice
    voice.voice.close()


@pytest.fixture
def by_hand() -> Iterator[Voice]:
    voice = Voice(sys.executable, "-c", BY_HAND)
    yield voice
    voice.voice.close()


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_it_has_to_be_looked_after_and_tells_when_it_is_ready(by_hand: Voice) -> None:
    assert isinstance(by_hand.voice, Watched)
    assert isinstance(by_hand.voice, RendersElsewhere)


@needs_espeak
def test_words_become_sound_and_the_same_words_again_cost_nothing(espeak: Voice) -> None:
    clip = espeak.say("20 dollars")
    assert clip.sample_rate_hz == 22050
    assert 0.4 < clip.duration_s < 1.5
    assert np.sqrt((clip.samples.astype(float) ** 2).mean()) > 1000
    espeak.voice._child, child = None, espeak.voice._child
    assert espeak.voice.render("20 dollars") is clip
    espeak.voice._child = child
    assert espeak.told == []
    assert espeak.voice.note is None


@needs_espeak
def test_a_voice_that_is_killed_is_noticed_by_itself_and_loses_nothing(espeak: Voice) -> None:
    clip = espeak.say("20 dollars")
    before = espeak.pid
    os.kill(before, signal.SIGKILL)
    espeak._wait()
    espeak.watch()
    assert espeak.told == ["voice_restarted"]
    assert espeak.say("20 dollars") is clip
    assert espeak.say("5 dollars").duration_s > 0.4
    assert espeak.told == ["voice_restarted"]
    assert espeak.pid != before
    assert not is_running(before), "it is no zombie either"


@needs_espeak
def test_a_voice_that_is_stopped_is_noticed_within_two_seconds_and_the_words_are_said(espeak: Voice) -> None:
    espeak.say("20 dollars")
    before = espeak.pid
    os.kill(before, signal.SIGSTOP)
    assert espeak.ask("5 dollars") is None
    espeak.now_s += ANSWER_WITHIN_S
    assert espeak.ask("5 dollars") is None
    assert espeak.told == []
    espeak.now_s += 0.4
    assert espeak.ask("5 dollars") is None
    assert espeak.told == ["voice_restarted"]
    assert espeak.say("5 dollars").duration_s > 0.4
    assert not is_running(before)


@pytest.mark.parametrize("how", ["die", "nonsense", "no words", "another", "raise", "silent"])
def test_whatever_goes_wrong_over_some_words_is_told_once_and_others_are_said(by_hand: Voice, how: str) -> None:
    by_hand.prepare()
    with pytest.raises(VoiceUnavailable, match="voice_gave_no_sound"):
        by_hand.say(how)
    assert by_hand.told == ["voice_restarted"]
    assert len(by_hand.say("20 dollars").samples) == 10
    with pytest.raises(VoiceUnavailable, match=r"voice_gave_no_sound|voice_failed"):
        by_hand.say(how)
    assert by_hand.told == ["voice_restarted"] * 2


def test_words_over_which_it_hangs_are_given_up_in_the_end(by_hand: Voice) -> None:
    by_hand.prepare()
    for _ in range(SAME_TEXT_ALLOWED):
        assert by_hand.ask("hang") is None
        by_hand.now_s += 2.0
        by_hand.watch()
        by_hand.prepare()
    with pytest.raises(VoiceUnavailable, match="voice_gave_no_sound"):
        by_hand.ask("hang")
    assert by_hand.told == ["voice_restarted"]
    assert len(by_hand.say("20 dollars").samples) == 10


def test_words_that_this_voice_does_not_say_replace_no_voice(by_hand: Voice) -> None:
    by_hand.prepare()
    before = by_hand.pid
    with pytest.raises(VoiceUnavailable, match="voice_not_usable"):
        by_hand.say("refuse")
    assert (by_hand.told, by_hand.pid) == ([], before)


@pytest.mark.parametrize("program", ["print('garbage')", "raise SystemExit(1)"])
def test_after_five_failures_it_rests_says_so_and_tries_again_later(program: str) -> None:
    voice = Voice(sys.executable, "-c", program)
    for _ in range(2):
        with pytest.raises(VoiceUnavailable, match="voice_failed"):
            voice.say("20 dollars")
    assert voice.told == ["voice_restarted"], "told once, however often it was tried"
    assert voice.starts == FAILURES_ALLOWED
    voice.now_s += REST_S
    with pytest.raises(VoiceUnavailable, match="voice_failed"):
        voice.say("20 dollars")
    assert voice.starts == FAILURES_ALLOWED + 1
    voice.voice.close()


def test_a_program_that_is_not_there_is_a_voice_that_failed() -> None:
    voice = Voice(str(Path(sys.executable).with_name("no such program")))
    with pytest.raises(VoiceUnavailable, match="voice_failed"):
        voice.say("20 dollars")
    assert voice.told == ["voice_restarted"]


def test_failures_that_lie_a_minute_apart_are_no_reason_to_give_up(by_hand: Voice) -> None:
    for number in range(2 * FAILURES_ALLOWED):
        by_hand.say(f"{number} dollars")
        os.kill(by_hand.pid, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        by_hand._wait()
        by_hand.watch()
        by_hand.prepare()
        by_hand.now_s += 20.0
    assert by_hand.told == ["voice_restarted"] * 2 * FAILURES_ALLOWED


def test_the_first_start_may_take_longer(by_hand: Voice) -> None:
    by_hand.voice._command = [sys.executable, "-c", "import sys; sys.stdin.read()"]
    by_hand.voice.prepare()
    by_hand.now_s += FIRST_START_WITHIN_S
    by_hand.watch()
    assert by_hand.told == []
    by_hand.now_s += 0.1
    by_hand.watch()
    assert by_hand.told == ["voice_restarted"]


def test_an_answer_that_came_while_the_whole_app_was_held_up_counts(by_hand: Voice) -> None:
    by_hand.prepare()
    assert by_hand.ask("20 dollars") is None
    by_hand.now_s += 3600.0
    assert len(by_hand.say("20 dollars").samples) == 10
    assert by_hand.told == []


def test_without_an_engine_it_says_why_and_tries_again_later() -> None:
    voice = Voice(sys.executable, "-c", BY_HAND, language="none")
    for _ in range(2):
        with pytest.raises(VoiceUnavailable, match="no_voice_library"):
            voice.say("20 dollars")
    assert voice.told == []
    voice.now_s += REST_S
    assert voice.ask("20 dollars") is None
    voice.voice.close()


def test_another_choice_of_voice_holds_from_the_next_words_on(by_hand: Voice) -> None:
    by_hand.prepare()
    assert by_hand.ask("20 dollars") is None
    by_hand.voice.adjust(SoundChoice(language="xx"))
    assert by_hand.voice.note is None
    clip = by_hand.say("5 dollars")
    assert "20 dollars" not in by_hand.voice._clips, "what the voice before said is not kept"
    note = by_hand.voice.note
    assert note is not None
    assert (note.code, dict(note.parameters)) == ("no_voice_for_language", {"language": "xx"})
    by_hand.voice.adjust(SoundChoice(language="xx", volume=50))
    assert by_hand.voice.render("5 dollars") is clip, "loudness is not the voice's business"


def test_what_is_asked_for_waits_for_one_text_at_most(by_hand: Voice) -> None:
    by_hand.prepare()
    for text in ("hang", "longer", "longest", "20 dollars"):
        assert by_hand.ask(text) is None
    assert [question.text for question in by_hand.voice._questions.values()] == ["hang"]


def test_a_long_text_is_said_and_not_remembered(by_hand: Voice) -> None:
    by_hand.prepare()
    assert len(by_hand.say("help").samples) == 5001
    assert "help" not in by_hand.voice._clips
    assert by_hand.ask("help") is None, "it is rendered anew"


def test_a_long_text_that_nobody_takes_is_not_kept(by_hand: Voice) -> None:
    by_hand.prepare()
    assert by_hand.ask("help") is None
    by_hand._wait()
    by_hand.watch()
    by_hand.voice.adjust(SoundChoice(language="de"))
    assert by_hand.ask("help") is None


def test_it_tells_which_voices_there_are(by_hand: Voice) -> None:
    by_hand.prepare()
    asked = 1
    while (voices := by_hand.voice.voices()) is None:
        assert [question.name for question in by_hand.voice._questions.values()] == ["voices"]
        assert asked <= 2, "one answer is enough"
        asked += 1
        by_hand._wait()
    assert voices == (VoiceInfo("id", "name"),)


@posix_only
def test_closing_ends_the_process_even_one_that_is_stopped(by_hand: Voice) -> None:
    for is_stopped in (False, True):
        by_hand.prepare()
        pid = by_hand.pid
        if is_stopped:
            os.kill(pid, signal.SIGSTOP)
        by_hand.voice.close()
        assert not is_running(pid)
    by_hand.voice.close()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="there is no list of open files here")
def test_no_handle_is_left_behind(by_hand: Voice) -> None:
    by_hand.prepare()
    before = len(list(Path("/proc/self/fd").iterdir()))
    for number in range(3):
        os.kill(by_hand.pid, signal.SIGKILL)
        by_hand._wait()
        by_hand.watch()
        by_hand.say(f"{number} dollars")
        by_hand.now_s += 60.0
    assert len(list(Path("/proc/self/fd").iterdir())) == before


@needs_espeak
def test_it_ends_with_its_parent_however_that_ends() -> None:
    program = """
import os, signal, time
from app.speech.voice_process import ProcessVoice
voice = ProcessVoice()
while voice.render("20 dollars") is None:
    time.sleep(0.01)
print(voice._child.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    # The voice's process holds the error stream open as long as it lives, so that this waits for its end, too.
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL
    assert int(done.stdout) > 0


def _asking(*questions: str, trouble: VoiceUnavailable | None = None, is_up: bool = True) -> Any:
    voice: Any = ProcessVoice.__new__(ProcessVoice)
    voice.asked = []
    voice.watch = lambda: None
    voice._voices, voice._trouble, voice._is_up = None, trouble, lambda: is_up
    voice._questions = {number: SimpleNamespace(name=name) for number, name in enumerate(questions)}
    voice._ask = lambda name, what: voice.asked.append(name)
    return voice


@pytest.mark.parametrize(("questions", "asked"), [((), 1), (("render",), 1), (("render", "voices"), 0)])
def test_voices_are_asked_for_once_and_given_once(questions: tuple[str, ...], asked: int) -> None:
    voice = _asking(*questions)
    assert voice.voices() is None
    assert voice.asked == ["voices"] * asked
    voice._voices = (VoiceInfo("a", "Amy"),)
    assert voice.voices() == (VoiceInfo("a", "Amy"),)
    assert len(voice.asked) == asked
    assert voice._voices is None


@pytest.mark.parametrize(
    ("trouble", "code"), [(None, "voice_failed"), (VoiceUnavailable("no_voice_data"), "no_voice_data")]
)
def test_without_a_process_there_are_no_voices_and_why_is_told(trouble: VoiceUnavailable | None, code: str) -> None:
    voice = _asking(trouble=trouble, is_up=False)
    with pytest.raises(VoiceUnavailable) as caught:
        voice.voices()
    assert caught.value.code == code
    voice._voices = ()
    assert voice.voices() == ()
    assert voice.asked == []


def test_a_long_text_is_allowed_longer() -> None:
    voice: Any = ProcessVoice.__new__(ProcessVoice)
    voice._serial, voice._questions, voice._generation = 0, {}, 1
    voice._clock, voice._child = lambda: 5.0, SimpleNamespace(ask=lambda packet: None)
    long = "x" * (2 * voice_process._CHARACTERS_A_SECOND)
    for name, what, allowed_s in (
        ("render", long, ANSWER_WITHIN_S + 2),
        ("render", "", ANSWER_WITHIN_S),
        ("voices", None, ANSWER_WITHIN_S),
    ):
        voice._ask(name, what)
        assert list(voice._questions.values())[-1].allowed_s == pytest.approx(allowed_s)


@pytest.mark.parametrize(
    ("name", "fields", "calls"),
    [
        ("voices", {"trouble": ["no_voice_data", {}]}, ["rests: no_voice_data"]),
        ("render", {"trouble": ["no_voice_data", {}]}, ["refuses 20 dollars: no_voice_data"]),
        ("render", {"trouble": [voice_process.NO_SOUND, {}]}, [f"fails at 20 dollars: {voice_process.NO_SOUND}"]),
        ("render", {"fault": "ValueError: broken"}, ["fails at 20 dollars: ValueError: broken"]),
        ("choose", {"fault": "ValueError: broken"}, ["fails at : ValueError: broken"]),
    ],
)
def test_what_went_wrong_is_of_the_voice_of_the_words_or_of_the_process(
    name: str, fields: dict[str, Any], calls: list[str]
) -> None:
    found: list[str] = []
    voice: Any = ProcessVoice.__new__(ProcessVoice)
    voice._generation, voice._refused = 1, {}
    voice._rest = lambda trouble: found.append(f"rests: {trouble.code}")
    voice._fail = lambda why, question: found.append(f"fails at {question.text}: {why}")
    text = "20 dollars" if name == "render" else ""
    question: Any = SimpleNamespace(name=name, text=text, generation=1)
    voice._use(question, Packet(fields))
    found += [f"refuses {words}: {trouble.code}" for words, trouble in voice._refused.items()]
    assert [call.split(" (")[0] for call in found] == calls


@pytest.mark.parametrize(("apart_s", "rests"), [(FAILURES_WITHIN_S, True), (FAILURES_WITHIN_S + 0.5, False)])
def test_only_failures_of_the_last_minute_count(apart_s: float, rests: bool) -> None:
    found: list[str] = []
    voice: Any = ProcessVoice.__new__(ProcessVoice)
    voice._questions, voice._harmful, voice._refused, voice._trouble = {}, {}, {}, None
    voice._is_restart_told = True
    voice._failures = deque([100.0] * (FAILURES_ALLOWED - 1))
    voice._clock = lambda: 100.0 + apart_s
    voice._drop_child = lambda: None
    voice._rest = lambda trouble: found.append("rests")
    voice._start = lambda: found.append("starts")
    voice._fail("it ended")
    assert found == ["rests" if rests else "starts"]
