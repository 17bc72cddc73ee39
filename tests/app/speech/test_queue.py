"""Who speaks when, with every call declared."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.feedback.private import tone_code
from app.feedback.utterance import Priority, Utterance
from app.speech.clip import Clip
from app.speech.earcons import render
from app.speech.errors import VoiceRestarted
from app.speech.floor import TEARS_ALLOWED, TORN_S
from app.speech.loudspeakers import PATIENCE_S, RETRY_AFTER_S
from app.speech.pauses import FIRST_PAUSE_S, LONGEST_PAUSE_S
from app.speech.protocols import SoundChoice, SpokenRecord, VoiceInfo
from app.speech.queue import SpeechQueue
from app.speech.sentences import parts_of
from app.trouble import Trouble
from tests.app.speech.fakes import FakeCard, FakePlayer, FakeVoice, Stage, no_trouble

HINT, STATUS, READING = Priority.HINT, Priority.STATUS, Priority.READING
VALUE, ANSWER = Priority.VALUE, Priority.ANSWER


def test_an_utterance_is_played_and_reported_when_it_has_ended() -> None:
    stage = Stage()
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE)
    with stage.expects():
        stage.now_s = 0.4
    with stage.expects("spoken 20 dollars"):
        stage.player.finish()


def test_times_of_the_record_are_those_of_the_request_and_of_the_start() -> None:
    stage = Stage(now_s=2.0)
    stage.say("20 dollars", VALUE)
    stage.now_s = 2.125
    stage.run()
    stage.now_s = 3.0
    stage.player.finish()
    stage.run()
    (record,) = stage.records
    assert (record.text, record.priority, record.outcome) == ("20 dollars", VALUE, "spoken")
    assert (record.requested_at_s, record.started_at_s, record.latency_ms) == (2.0, 2.125, 125.0)


def test_equals_wait_in_line_and_never_interrupt_each_other() -> None:
    stage = Stage()
    with stage.expects("play first"):
        stage.say("first", STATUS)
        stage.say("second", STATUS)
        stage.say("third", STATUS)
    with stage.expects("spoken first", "play second"):
        stage.player.finish()
    with stage.expects("spoken second", "play third"):
        stage.player.finish()
    with stage.expects("spoken third"):
        stage.player.finish()


@pytest.mark.parametrize("priority", [HINT, STATUS, VALUE])
def test_a_newer_one_of_its_topic_takes_the_place_of_what_sounds(priority: Priority) -> None:
    stage = Stage()
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE, topic="value")
    with stage.expects("cut", "superseded 20 dollars", "play 5 dollars"):
        stage.say("5 dollars", priority, topic="value")


def test_a_newer_one_of_its_topic_takes_the_place_of_all_that_wait() -> None:
    stage = Stage()
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE)
    with stage.expects("superseded closer", "superseded further away"):
        stage.say("closer", HINT, topic="hint")
        stage.say("camera lost", STATUS, topic="camera")
        stage.say("further away", STATUS, topic="hint")
        stage.say("left", HINT, topic="hint")
    with stage.expects("spoken 20 dollars", "play camera lost"):
        stage.player.finish()
    with stage.expects("spoken camera lost", "play left"):
        stage.player.finish()


def test_one_that_is_no_longer_true_takes_nobodys_place() -> None:
    stage = Stage()
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE, topic="value")
    with stage.expects("stale 5 dollars"):
        stage.say("5 dollars", VALUE, lambda: False, topic="value")


def test_no_topic_is_no_topic_in_common() -> None:
    stage = Stage()
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE)
        stage.say("5 dollars", VALUE)


@pytest.mark.parametrize(
    ("lower", "higher"),
    [(HINT, STATUS), (HINT, VALUE), (STATUS, VALUE), (HINT, ANSWER), (STATUS, ANSWER), (READING, ANSWER)],
)
def test_a_higher_priority_interrupts_a_lower_one_which_is_said_again(lower: Priority, higher: Priority) -> None:
    stage = Stage()
    with stage.expects("play low"):
        stage.say("low", lower)
        stage.say("next", lower)
    with stage.expects("cut", "play high"):
        stage.say("high", higher)
    with stage.expects("spoken high", "play low"):
        stage.player.finish()
    with stage.expects("spoken low", "play next"):
        stage.player.finish()
    assert [(record.text, record.interruptions) for record in stage.records] == [("high", 0), ("low", 1)]
    assert stage.voice.rendered.count("low") == 1


def test_what_sounds_goes_on_until_the_higher_one_can_sound() -> None:
    stage = Stage()
    with stage.expects("play low"):
        stage.say("low", HINT)
    stage.voice.is_slow = True
    with stage.expects():
        stage.say("high", VALUE)
    with stage.expects("cut", "play high"):
        stage.voice.is_slow = False


def test_what_sounds_is_not_interrupted_by_words_that_cannot_be_said() -> None:
    stage = Stage()
    with stage.expects("play low"):
        stage.say("low", HINT)
    stage.voice.missing = "no_voice_data"
    with stage.expects("unsaid high"):
        stage.say("high", VALUE)
    with stage.expects("spoken low"):
        stage.player.finish()


def test_an_interrupted_one_that_is_no_longer_true_is_not_said_again() -> None:
    stage = Stage()
    there = [True]
    with stage.expects("play low"):
        stage.say("low", HINT, lambda: there[0])
    with stage.expects("cut", "play high"):
        stage.say("high", VALUE)
    with stage.expects("stale low"):
        there[0] = False
    assert stage.records[-1].interruptions == 1


def test_an_interrupted_tone_of_the_place_is_not_repeated() -> None:
    stage = Stage()
    tones = render(tone_code(1))
    stage.queue.submit(Utterance("♪", Priority.PLACE, tones=tone_code(1)), 0.0)
    stage.run()
    with stage.expects("cut", "stale ♪", "play high"):
        stage.say("high", HINT)
    assert tones.duration_s > 0


LONG = "Hold the note before the camera. Turn it over when nothing is said! It does not matter which way up it is."


def test_a_long_text_goes_on_from_the_sentence_where_it_was_cut() -> None:
    one, two, three = (part.strip() for part in LONG.replace("!", "!|").replace("camera.", "camera.|").split("|"))
    stage = Stage()
    with stage.expects(f"play {one}"):
        stage.say(LONG, STATUS)
    with stage.expects(f"play {two}"):
        stage.player.finish()
    with stage.expects("cut", "play 20 dollars"):
        stage.say("20 dollars", VALUE)
    with stage.expects("spoken 20 dollars", f"play {two}"):
        stage.player.finish()
    with stage.expects(f"play {three}"):
        stage.player.finish()
    with stage.expects(f"spoken {LONG}"):
        stage.player.finish()
    assert stage.records[-1].interruptions == 1
    assert stage.voice.rendered.count(two) == 1


def test_what_is_cut_again_and_again_waits_for_a_quiet_moment() -> None:
    """Notes are counted every three seconds, and a currency's sentence takes five."""
    stage = Stage()
    begun = []
    stage.say("some notes of this currency are not known", STATUS)
    for number in range(40):
        stage.run()
        begun.append(stage.log.count("play some notes of this currency are not known"))
        stage.now_s += 2.4
        stage.say(f"{number} dollars", VALUE)
        stage.run()
        stage.now_s += 0.6
        stage.player.finish()
        stage.run()
    assert begun[-1] <= 3
    stage.now_s += LONGEST_PAUSE_S
    with stage.expects("play some notes of this currency are not known"):
        pass
    with stage.expects("spoken some notes of this currency are not known"):
        stage.player.finish()


def test_what_waits_for_a_quiet_moment_lets_its_equals_pass_and_no_lower_one() -> None:
    stage = Stage()
    with stage.expects("play long"):
        stage.say("long", STATUS)
    for number in range(2):
        with stage.expects("cut", f"play {number}"):
            stage.say(f"{number}", VALUE)
        if number == 0:
            with stage.expects("spoken 0", "play long"):
                stage.player.finish()
    with stage.expects("spoken 1"):
        stage.player.finish()
    with stage.expects():
        stage.say("closer", HINT)
    with stage.expects("play counting"):
        stage.say("counting", STATUS)
    with stage.expects("spoken counting"):
        stage.player.finish()
    with stage.expects("play long"):
        stage.now_s += FIRST_PAUSE_S
    with stage.expects("spoken long", "play closer"):
        stage.player.finish()


def test_each_sentence_of_a_long_text_goes_on_at_once_after_its_first_cut() -> None:
    stage = Stage()
    sentences = [f"{name} {'la' * 30}." for name in ("one", "two", "three")]
    with stage.expects(f"play {sentences[0]}"):
        stage.say(" ".join(sentences), STATUS)
    for number, sentence in enumerate(sentences):
        with stage.expects("cut", f"play {number}"):
            stage.say(f"{number}", VALUE)
        with stage.expects(f"spoken {number}", f"play {sentence}"):
            stage.player.finish()
        ahead = [f"play {sentences[number + 1]}"] if number < 2 else [f"spoken {' '.join(sentences)}"]
        with stage.expects(*ahead):
            stage.player.finish()


def test_between_two_sentences_a_higher_one_goes_first_and_an_equal_one_waits() -> None:
    stage = Stage()
    stage.say(LONG, STATUS)
    stage.run()
    stage.say("equal", STATUS)
    stage.voice.is_slow = True
    stage.say("high", VALUE)
    stage.run()
    stage.player.finish()
    stage.voice.is_slow = False
    with stage.expects("play high"):
        pass
    with stage.expects("spoken high", "play Turn it over when nothing is said!"):
        stage.player.finish()
    assert [record.interruptions for record in stage.records] == [0]


@pytest.mark.parametrize(
    ("lower", "higher"),
    [(HINT, STATUS), (HINT, VALUE), (STATUS, VALUE), (STATUS, READING), (VALUE, READING), (VALUE, ANSWER)],
)
def test_a_lower_priority_waits_for_the_end_of_a_higher_one(lower: Priority, higher: Priority) -> None:
    stage = Stage()
    with stage.expects("play high"):
        stage.say("high", higher)
    with stage.expects():
        stage.say("low", lower)
    with stage.expects("spoken high", "play low"):
        stage.player.finish()


@pytest.mark.parametrize(
    ("sounds", "next_one"), [(VALUE, ANSWER), (VALUE, READING), (STATUS, READING), (HINT, READING), (ANSWER, ANSWER)]
)
def test_what_was_asked_for_waits_for_the_end_of_what_sounds(sounds: Priority, next_one: Priority) -> None:
    stage = Stage()
    with stage.expects("play first"):
        stage.say("first", sounds)
    with stage.expects():
        stage.say("news", VALUE if sounds is not STATUS else STATUS)
        stage.say("asked for", next_one)
    with stage.expects("spoken first", "play asked for"):
        stage.player.finish()
    with stage.expects("spoken asked for", "play news"):
        stage.player.finish()


def test_of_a_long_answer_the_first_sentence_is_the_answer_and_the_next_key_cuts_the_others() -> None:
    stage = Stage()
    first, second, third = parts_of(LONG)
    with stage.expects(f"play {first}"):
        stage.say(LONG, ANSWER)
    stage.run()
    with stage.expects():
        stage.say("20 dollars", VALUE)
        stage.say("short", ANSWER)
    with stage.expects("play short"):
        stage.player.finish()
    with stage.expects("spoken short", f"play {second}"):
        stage.player.finish()
    with stage.expects("cut", "play another"):
        stage.say("another", ANSWER)
    with stage.expects("spoken another", f"play {second}"):
        stage.player.finish()
    with stage.expects(f"play {third}"):
        stage.player.finish()
    with stage.expects(f"spoken {LONG}", "play 20 dollars"):
        stage.player.finish()
    assert [record.interruptions for record in stage.records] == [0, 0, 1]


def test_a_newer_answer_of_its_topic_ends_a_long_one_in_the_midst() -> None:
    stage = Stage()
    stage.say(LONG, ANSWER, topic="count")
    stage.run()
    stage.player.finish()
    stage.run()
    with stage.expects("cut", f"superseded {LONG}", "play No notes."):
        stage.say("No notes.", ANSWER, topic="count")


def test_news_never_take_the_place_of_an_answer_of_their_topic() -> None:
    stage = Stage()
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", ANSWER, topic="value")
    with stage.expects():
        stage.say("5 dollars", VALUE, topic="value")
    with stage.expects("superseded 5 dollars"):
        stage.say("1 dollar", VALUE, topic="value")
    with stage.expects("cut", "superseded 20 dollars", "superseded 1 dollar", "play 1 dollar again"):
        stage.say("1 dollar again", ANSWER, topic="value")


def test_what_is_read_out_lets_values_pass_while_it_waits_for_a_quiet_moment() -> None:
    stage = Stage()
    stage.say("long", READING)
    for key in range(2):
        stage.run()
        with stage.expects("cut", f"play {key}"):
            stage.say(f"{key}", ANSWER)
        stage.player.finish()
    with stage.expects("spoken 1", "play 20 dollars"):
        stage.say("camera lost", STATUS)
        stage.say("20 dollars", VALUE)
    with stage.expects("spoken 20 dollars"):
        stage.player.finish()
    with stage.expects("play long"):
        stage.now_s += FIRST_PAUSE_S
    with stage.expects("spoken long", "play camera lost"):
        stage.player.finish()


def test_of_what_waits_the_newer_of_a_topic_takes_the_place_of_the_older() -> None:
    stage = Stage()
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE)
    with stage.expects("superseded closer"):
        stage.say("closer", HINT, topic="hint")
        stage.say("further away", HINT, topic="hint")
    with stage.expects("spoken 20 dollars", "play further away"):
        stage.player.finish()


def test_of_two_that_wait_the_higher_comes_first() -> None:
    stage = Stage()
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE)
    with stage.expects():
        stage.say("closer", HINT)
        stage.say("camera lost", STATUS)
    with stage.expects("spoken 20 dollars", "play camera lost"):
        stage.player.finish()
    with stage.expects("spoken camera lost", "play closer"):
        stage.player.finish()


def test_what_is_stale_before_it_sounds_is_dropped_unrendered() -> None:
    stage = Stage()
    with stage.expects("stale 20 dollars"):
        stage.say("20 dollars", VALUE, still_valid=lambda: False)
    assert stage.voice.rendered == []


def test_what_becomes_stale_while_it_is_rendered_is_dropped() -> None:
    stage = Stage()
    with stage.expects("stale 20 dollars"):
        stage.say("20 dollars", VALUE, still_valid=lambda: not stage.voice.rendered)
    assert stage.voice.rendered == ["20 dollars"]


def test_what_becomes_stale_while_it_sounds_is_cut() -> None:
    stage = Stage()
    there = [True]
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE, still_valid=lambda: there[0])
    with stage.expects("cut", "stale 20 dollars"):
        there[0] = False


def test_what_is_stale_cuts_nothing_short() -> None:
    stage = Stage()
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE)
    with stage.expects("stale 5 dollars"):
        stage.say("5 dollars", VALUE, still_valid=lambda: False)


def test_what_comes_while_another_is_rendered_takes_its_place() -> None:
    stage = Stage()
    stage.say("20 dollars", VALUE, topic="value")
    stage.voice.on_render = lambda text: stage.say("5 dollars", VALUE, topic="value") if text[0] == "2" else None
    with stage.expects("superseded 20 dollars", "play 5 dollars"):
        pass


def test_hush_ends_what_sounds_and_what_waits() -> None:
    stage = Stage()
    with stage.expects("play closer"):
        stage.say("closer", HINT)
    with stage.expects("cut", "play 5 dollars"):
        stage.say("5 dollars", VALUE)
    with stage.expects("cut", "hushed 5 dollars", "hushed camera lost", "hushed closer"):
        stage.say("camera lost", STATUS)
        stage.queue.hush(0.0)
    with stage.expects("play 1 dollar"):
        stage.say("1 dollar", VALUE)


def test_hush_does_nothing_when_all_is_quiet() -> None:
    stage = Stage()
    with stage.expects():
        stage.queue.hush(0.0)


def test_muting_hushes_everything_until_it_ends() -> None:
    stage = Stage()
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE)
    with stage.expects("cut", "hushed 20 dollars", "hushed 5 dollars"):
        stage.queue.set_muted(True, 0.0)
        stage.say("5 dollars", VALUE)
    with stage.expects("play 1 dollar"):
        stage.queue.set_muted(False, 0.0)
        stage.say("1 dollar", VALUE)


def test_while_muted_neither_voice_nor_player_is_asked_for() -> None:
    stage = Stage(voice=FakeVoice(missing="no_voice_data"), player_missing="no_sound_card")
    stage.queue.set_muted(True, 0.0)
    with stage.expects("hushed 20 dollars"):
        stage.queue.prewarm(["1 dollar"])
        stage.say("20 dollars", VALUE)
    assert stage.problems == []


def test_no_voice_is_reported_once_and_everything_unsaid() -> None:
    stage = Stage(voice=FakeVoice(missing="no_voice_data"))
    with stage.expects("unsaid 20 dollars", "unsaid 5 dollars"):
        stage.say("20 dollars", VALUE)
        stage.run()
        stage.now_s = RETRY_AFTER_S * 2
        stage.say("5 dollars", VALUE)
    assert stage.problems == ["no_voice_data"]


def test_no_sound_card_is_reported_once_and_everything_unsaid() -> None:
    stage = Stage(player_missing="no_sound_card")
    with stage.expects("unsaid 20 dollars", "unsaid 5 dollars"):
        stage.say("20 dollars", VALUE)
        stage.run()
        stage.now_s = RETRY_AFTER_S * 2
        stage.say("5 dollars", VALUE)
    assert stage.problems == ["no_sound_card"]


def test_a_sound_card_that_comes_later_is_found_after_a_while() -> None:
    stage = Stage(player_missing="no_sound_card")
    with stage.expects("unsaid 20 dollars"):
        stage.say("20 dollars", VALUE)
    stage.player.missing = None
    stage.now_s = RETRY_AFTER_S - 0.1
    with stage.expects("unsaid 20 dollars"):
        stage.say("20 dollars", VALUE)
    stage.now_s = RETRY_AFTER_S
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE)


def test_one_player_that_is_missing_does_not_silence_the_other() -> None:
    voice, log = FakeVoice(), list[str]()
    problems: list[Trouble] = []
    players = [FakePlayer(voice, log, missing="no_sound_card"), FakePlayer(voice, log)]
    queue = SpeechQueue(voice, players, on_spoken=lambda record: None, on_problem=problems.append)
    queue.submit(Utterance("20 dollars", VALUE), 0.0)
    while queue.step(0.0):
        pass
    assert log == ["play 20 dollars"]
    assert [trouble.code for trouble in problems] == ["no_sound_card"]


def test_voice_and_player_are_made_ready_before_the_first_words() -> None:
    stage = Stage(voice=FakeVoice(missing="no_voice_data"), player_missing="no_sound_card")
    stage.run()
    assert stage.problems == ["no_sound_card", "no_voice_data"]


def test_the_voices_note_is_reported_once() -> None:
    stage = Stage(voice=FakeVoice(note=Trouble("no_voice_for_language", language="xx")))
    with stage.expects("play 20 dollars"):
        stage.run()
        stage.say("20 dollars", VALUE)
    assert stage.problems == ["no_voice_for_language"]


def test_without_any_voice_everything_is_unsaid_without_complaint() -> None:
    outcomes: list[str] = []
    queue = SpeechQueue(None, [], on_spoken=lambda record: outcomes.append(record.outcome), on_problem=no_trouble)
    queue.submit(Utterance("20 dollars", VALUE), 0.0)
    while queue.step(0.0):
        pass
    queue.close(1.0)
    assert outcomes == ["unsaid"]


def test_prewarming_renders_only_while_nothing_waits() -> None:
    stage = Stage()
    stage.run()
    stage.queue.prewarm(["1 dollar", "2 dollars", "5 dollars"])
    stage.queue.step(0.0)
    assert stage.voice.rendered == ["1 dollar"]
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE)
    assert stage.voice.rendered == ["1 dollar", "20 dollars"]
    stage.run()
    assert stage.voice.rendered == ["1 dollar", "20 dollars", "2 dollars", "5 dollars"]


def test_closing_hushes_and_closes_everything() -> None:
    stage = Stage()
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE)
    stage.say("closer", HINT)
    stage.queue.close(0.5)
    assert stage.log[1:] == ["cut", "hushed 20 dollars", "hushed closer"]
    assert stage.player.closed
    assert stage.voice.closed


class Hears:
    """A player that keeps what it plays, each clip ending at once."""

    def __init__(self) -> None:
        self.heard: list[Clip] = []

    def open(self) -> None:
        pass

    def play(self, clip: Clip, at_s: float) -> None:
        self.heard.append(clip)

    def cut(self, at_s: float) -> None:
        pass

    def is_playing(self, at_s: float) -> bool:
        return False

    def close(self) -> None:
        pass


@pytest.mark.parametrize("voice", [FakeVoice(), FakeVoice(missing="no_voice_data"), None])
def test_tones_sound_in_place_of_words_and_need_no_voice(voice: FakeVoice | None) -> None:
    player, records = Hears(), list[SpokenRecord]()
    queue = SpeechQueue(voice, [player], on_spoken=records.append, on_problem=lambda text: None)
    queue.submit(Utterance("Told by tones.", VALUE, tones=tone_code(3)), 0.0)
    while queue.step(0.0):
        pass
    queue.step(1.0)

    (clip,) = player.heard
    np.testing.assert_array_equal(clip.samples, render(tone_code(3)).samples)
    assert voice is None or voice.rendered == []
    assert [(record.text, record.outcome) for record in records] == [("Told by tones.", "spoken")]


def test_a_sound_card_that_goes_away_interrupts_and_what_waits_is_said_when_it_is_back() -> None:
    stage = Stage()
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE)
        stage.say("closer", HINT)
    stage.player.lost = True
    with stage.expects():
        stage.now_s = 0.5
    with stage.expects():
        stage.now_s = PATIENCE_S - 1.0
        stage.say("asked meanwhile", HINT)
    stage.player.lost = False
    with stage.expects("play 20 dollars"):
        stage.now_s = PATIENCE_S
    for _ in range(3):
        stage.player.finish()
        stage.run()
    assert stage.problems == ["sound_lost"]
    assert stage.notices == ["sound_back"]
    assert [(record.outcome, record.text, record.interruptions) for record in stage.records] == [
        ("spoken", "20 dollars", 1),
        ("spoken", "closer", 0),
        ("spoken", "asked meanwhile", 0),
    ]


def test_what_waits_for_a_sound_card_that_stays_away_is_unsaid_in_the_end() -> None:
    stage = Stage()
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE)
    stage.player.lost = True
    with stage.expects():
        stage.now_s = 0.5
    with stage.expects("unsaid 20 dollars", "unsaid closer"):
        stage.now_s = 0.5 + PATIENCE_S
        stage.say("closer", HINT)
    stage.player.lost = False
    with stage.expects("play 5 dollars"):
        stage.now_s += RETRY_AFTER_S
        stage.say("5 dollars", VALUE)
    assert stage.problems == ["sound_lost"]
    assert stage.notices == ["sound_back"]


def test_a_sound_card_is_looked_after_while_all_is_quiet_and_each_loss_is_told() -> None:
    stage = Stage()
    stage.run()
    for _ in range(2):
        stage.player.lost = True
        stage.run()
        stage.player.lost = False
        stage.now_s += 2.0
        stage.run()
    assert stage.problems == ["sound_lost"] * 2
    assert stage.notices == ["sound_back"] * 2


def test_what_was_broken_off_is_said_again_at_once_and_nobody_is_told() -> None:
    stage = Stage()
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE)
    stage.player.broken_off = True
    with stage.expects("cut", "play 20 dollars"):
        stage.run()
    with stage.expects("spoken 20 dollars"):
        stage.player.finish()
    assert [record.interruptions for record in stage.records] == [1]
    assert stage.problems == stage.notices == []


def test_a_value_in_pieces_is_said_again_and_only_then_spoken() -> None:
    stage = Stage()
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE)
    stage.player.gap_s = 0.6
    with stage.expects("cut", "play 20 dollars"):
        stage.player.finish()
    stage.player.gap_s = TORN_S
    with stage.expects("spoken 20 dollars"):
        stage.player.finish()
    assert [record.interruptions for record in stage.records] == [1]
    assert stage.problems == []


def test_of_a_long_text_the_torn_sentence_is_said_again() -> None:
    first, second = "The first sentence is quite long, " + "so long " * 10 + "indeed.", "And this is another one."
    stage = Stage()
    with stage.expects(f"play {first}"):
        stage.say(f"{first} {second}", ANSWER)
    with stage.expects(f"play {second}"):
        stage.player.finish()
    stage.player.gap_s = 0.6
    with stage.expects("cut", f"play {second}"):
        stage.player.finish()
    stage.player.gap_s = 0.0
    with stage.expects(f"spoken {first} {second}"):
        stage.player.finish()


def test_what_no_longer_matters_is_not_said_again_for_a_gap() -> None:
    stage = Stage()
    is_true = True
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE, lambda: is_true)
    stage.player.gap_s = 0.6
    is_true = False
    with stage.expects("cut", "stale 20 dollars"):
        stage.player.finish()


def test_a_computer_that_tears_all_words_is_told_once_and_none_of_them_is_told_to_be_spoken() -> None:
    stage = Stage()
    stage.player.gap_s = 0.6
    for text in ("20 dollars", "5 dollars"):
        with stage.expects(*[f"play {text}", "cut"] * (1 + TEARS_ALLOWED), f"unsaid {text}"):
            stage.say(text, VALUE)
            for _ in range(1 + TEARS_ALLOWED):
                stage.run()
                stage.player.finish()
    assert stage.problems == ["sound_torn"]
    stage.player.gap_s = 0.0
    with stage.expects("play 50 dollars"):
        stage.say("50 dollars", VALUE)
    with stage.expects("spoken 50 dollars"):
        stage.player.finish()
    stage.player.gap_s = 0.6
    stage.say("1 dollar", VALUE)
    for _ in range(1 + TEARS_ALLOWED):
        stage.run()
        stage.player.finish()
    stage.run()
    assert stage.problems == ["sound_torn"] * 2, "it was well in between"


def test_a_recording_that_fails_keeps_nothing_waiting() -> None:
    voice, log = FakeVoice(), list[str]()
    problems: list[str] = []
    card, recorder = FakeCard(voice, log), FakePlayer(voice)
    queue = SpeechQueue(
        voice, [recorder, card], on_spoken=lambda record: None, on_problem=lambda trouble: problems.append(trouble.code)
    )
    while queue.step(0.0):
        pass
    recorder.missing = "recording_not_written"
    queue.submit(Utterance("20 dollars", VALUE), 0.0)
    while queue.step(0.0):
        pass
    assert log == ["play 20 dollars"]
    assert problems == ["recording_not_written"]


def test_a_voice_that_had_to_be_replaced_is_told_by_tones_before_the_words() -> None:
    stage = Stage()
    stage.voice.breaks.append(VoiceRestarted("voice_restarted"))
    with stage.expects("play ♪"):
        stage.say("20 dollars", VALUE)
    with stage.expects("play 20 dollars"):
        stage.player.finish()
    with stage.expects("spoken 20 dollars"):
        stage.player.finish()
    assert stage.problems == ["voice_restarted"]


def test_tones_of_a_replaced_voice_cut_no_word_and_are_hushed_like_words() -> None:
    stage = Stage()
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE)
    stage.voice.breaks.append(VoiceRestarted("voice_restarted"))
    with stage.expects():
        stage.queue.prewarm(["1 dollar"])
    with stage.expects("spoken 20 dollars", "play ♪"):
        stage.player.finish()
    with stage.expects("cut"):
        stage.queue.hush(0.0)


def test_words_that_give_no_sound_are_unsaid_and_it_is_told() -> None:
    stage = Stage()
    stage.voice.render = lambda text: Clip(np.zeros(0, np.int16), 22050)  # type: ignore[method-assign]
    with stage.expects("unsaid …"):
        stage.say("…", STATUS)
    assert stage.problems == ["voice_gave_no_sound"]


def test_one_whose_truth_cannot_be_asked_is_left_out_and_no_other() -> None:
    def broken() -> bool:
        raise ZeroDivisionError

    stage = Stage()
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE)
    with stage.expects("stale who knows"):
        stage.say("who knows", VALUE, broken)
        stage.say("5 dollars", VALUE)
    with stage.expects("spoken 20 dollars", "play 5 dollars"):
        stage.player.finish()


def test_a_changed_voice_says_what_waits_and_lets_what_sounds_come_to_its_end() -> None:
    stage = Stage()
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE)
        stage.say("5 dollars", VALUE)
    stage.run()
    with stage.expects():
        stage.queue.adjust(SoundChoice(rate_wpm=300), 0.0)
    with stage.expects("spoken 20 dollars", "play 5 dollars"):
        stage.player.finish()
    assert stage.voice.rendered.count("5 dollars") == 2


def _say_in(stage: Stage, text: str, language: str, *, tones: bool = False) -> None:
    code = tone_code(1) if tones else ()
    stage.queue.submit(Utterance(text, STATUS, language=language, tones=code), stage.now_s)


def test_words_of_another_language_are_not_said_by_a_voice_that_does_not_know_it() -> None:
    stage = Stage()
    stage.queue.adjust(SoundChoice(language="en-GB"), 0.0)
    long = " ".join(f"{name} {'la' * 30}." for name in ("one", "two"))
    with stage.expects(f"play {parts_of(long)[0]}"):
        _say_in(stage, long, "en")
        _say_in(stage, "20 dollars", "en")
        _say_in(stage, "♪", "en", tones=True)
        _say_in(stage, "Noteworthy", "")
    with stage.expects("stale 20 dollars"):
        stage.queue.adjust(SoundChoice(language="de"), 0.0)
    with stage.expects(f"stale {long}", "play ♪"):
        stage.player.finish()
    with stage.expects("spoken ♪", "play Noteworthy"):
        stage.player.finish()
    with stage.expects("stale late", "spoken Noteworthy", "play 20 Dollar"):
        _say_in(stage, "late", "en-GB")
        _say_in(stage, "20 Dollar", "de")
        stage.player.finish()


def test_a_value_that_sounds_while_the_language_changes_is_said_to_its_end() -> None:
    stage = Stage()
    with stage.expects("play 50 thousand dong"):
        _say_in(stage, "50 thousand dong", "en")
    with stage.expects():
        stage.queue.adjust(SoundChoice(language="de"), 0.0)
    with stage.expects("spoken 50 thousand dong"):
        stage.player.finish()


def test_what_sounds_on_a_player_that_is_changed_is_said_again() -> None:
    stage = Stage()
    stage.player.adjust = lambda choice: stage.player.cut(0.0)  # type: ignore[attr-defined]
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE)
    with stage.expects("cut", "cut", "play 20 dollars"):
        stage.queue.adjust(SoundChoice(output="Headset"), 0.0)


def test_the_voices_are_told_once_the_voice_knows_them() -> None:
    stage = Stage()
    found: list[tuple[VoiceInfo, ...]] = []
    known: list[tuple[VoiceInfo, ...] | None] = [None, (VoiceInfo("en", "English"),)]
    stage.voice.voices = lambda: known.pop(0)  # type: ignore[attr-defined]
    stage.queue.ask_voices(found.append)
    stage.run()
    assert stage.queue.busy or found
    stage.run()
    assert found == [(VoiceInfo("en", "English"),)]
    del stage.voice.voices  # type: ignore[attr-defined]
    stage.queue.ask_voices(found.append)
    stage.run()
    assert found[1:] == [()]


class Played(FakeCard):
    """Sounds as long as the clock says, and keeps what was put out and whether it was whole."""

    SOUND_S = 0.5

    def __init__(self, voice: FakeVoice) -> None:
        super().__init__(voice)
        self.heard: list[tuple[str, bool]] = []
        self.on_play: Callable[[str], None] = lambda text: None
        self._text = ""
        self.until_s: float | None = None

    def play(self, clip: Clip, at_s: float) -> None:
        assert not self.is_playing(at_s), "it talks over itself"
        self._text, self.until_s = self._voice.text_of(clip), at_s + self.SOUND_S
        self.on_play(self._text)

    def is_playing(self, at_s: float) -> bool:
        if self.until_s is not None and at_s >= self.until_s:
            self._stop(whole=True)
        return self.until_s is not None

    def cut(self, at_s: float) -> None:
        if self.is_playing(at_s):
            self._stop(whole=False)

    def watch(self) -> None:
        if self.lost and self.until_s is not None:
            self._stop(whole=False)
        super().watch()

    def _stop(self, *, whole: bool) -> None:
        self.heard.append((self._text, whole))
        self.until_s = None


@dataclass
class Asked:
    utterance: Utterance
    is_true: bool = True
    was_untrue: bool = False
    replaced_by: int | None = None
    was_hushed: bool = False
    record: SpokenRecord | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        return parts_of(self.utterance.text)


class Talk:
    """A queue with a fake voice and clock, and for each utterance what may become of it."""

    def __init__(self) -> None:
        self.voice = FakeVoice()
        self.player = Played(self.voice)
        self.player.on_play = self._check_turn
        self.queue = SpeechQueue(
            self.voice, [self.player], on_spoken=self._ended, on_problem=lambda trouble: None, on_notice=None
        )
        self.asked: list[Asked] = []
        self.spoken: dict[Priority, list[int]] = {priority: [] for priority in Priority}
        self.now_s = 0.0
        self.muted = False
        self.pass_time(0.0)  # a sound card that was there before can come back

    def say(self, priority: Priority, topic: str, is_long: bool, is_true: bool) -> None:
        number = len(self.asked)
        text = f"{number}."
        if is_long:
            text = " ".join(f"{number}{part} {'la' * 20}." for part in "abc")
        asked = Asked(Utterance(text, priority, lambda: asked.is_true, topic=topic, id=number), is_true, not is_true)
        asked.was_hushed = self.muted
        if is_true and topic and not self.muted:
            for older in self.asked:
                is_older = older.utterance.topic == topic and priority.supersedes(older.utterance.priority)
                if older.record is None and is_older:
                    older.replaced_by = number
        self.asked.append(asked)
        self.queue.submit(asked.utterance, self.now_s)

    def hush(self) -> None:
        for asked in self.asked:
            asked.was_hushed |= asked.record is None
        self.queue.hush(self.now_s)

    def mute(self, muted: bool) -> None:
        if muted:
            self.hush()
        self.muted = muted
        self.queue.set_muted(muted, self.now_s)

    def turn_untrue(self, number: int) -> None:
        if number < len(self.asked):
            self.asked[number].is_true = False
            self.asked[number].was_untrue |= self.asked[number].record is None

    def pass_time(self, seconds: float) -> None:
        self.now_s += seconds
        while self.queue.step(self.now_s):
            pass

    def _check_turn(self, text: str) -> None:
        now = next((asked for asked in self.asked if text in asked.parts), None)
        if now is None:  # the tones of a replaced voice
            return
        waiting = {self._priority_now(asked) for asked in self.asked if asked.record is None and asked is not now}
        # A value passes what waits for a quiet moment: of what it lies behind, that is what is read out.
        priority = self._priority_now(now)
        passed = {READING} if priority is VALUE else set()
        assert max(waiting - passed, default=priority) <= priority

    def _priority_now(self, asked: Asked) -> Priority:
        """A long answer is read out once its first sentence was heard."""
        is_read_out = asked.utterance.priority is ANSWER and (asked.parts[0], True) in self.player.heard
        return READING if is_read_out else asked.utterance.priority

    def _ended(self, record: SpokenRecord) -> None:
        asked = self.asked[record.id]
        assert asked.record is None, "two records of one utterance"
        assert (record.text, record.priority, record.topic) == (
            asked.utterance.text,
            asked.utterance.priority,
            asked.utterance.topic,
        )
        asked.record = record
        # What was cut again and again waits for a quiet moment, and lets its equals pass; so does a long answer.
        is_in_line = record.interruptions <= 1 and (record.priority is not ANSWER or len(asked.parts) == 1)
        if record.outcome == "spoken" and is_in_line:
            self.spoken[record.priority].append(record.id)

    def check(self) -> None:
        for asked in self.asked:
            record = asked.record
            assert record is not None, "an utterance was lost"
            heard = [(text, whole) for text, whole in self.player.heard if text in asked.parts]
            whole = tuple(text for text, whole in heard if whole)
            assert whole == asked.parts[: len(whole)], "each part once, in order"
            assert (record.outcome == "spoken") == (whole == asked.parts)
            cuts = len(heard) - len(whole)
            assert cuts - record.interruptions in ((0,) if record.outcome == "spoken" else (0, 1))
            if record.outcome == "stale":
                assert asked.was_untrue or (asked.utterance.priority is Priority.PLACE and cuts == 1)
            elif record.outcome == "superseded":
                assert asked.replaced_by is not None
            elif record.outcome == "hushed":
                assert asked.was_hushed
            else:
                assert record.outcome == "spoken"
        for priority in Priority:
            starts = [
                asked.record.started_at_s
                for asked in self.asked
                if asked.utterance.priority is priority and asked.record and asked.record.started_at_s is not None
            ]
            assert starts == sorted(starts)
            assert self.spoken[priority] == sorted(self.spoken[priority])


@given(
    st.lists(st.tuples(st.sampled_from([0.0, 0.1, 0.4, 0.6, 1.1, 3.0]), st.sampled_from(Priority)), max_size=25),
    st.integers(0, 24),
    st.booleans(),
    st.booleans(),
)
@settings(max_examples=200)
def test_an_answer_begins_at_the_latest_when_what_sounds_at_its_key_ends_and_news_come_after_it(
    news: list[tuple[float, Priority]], key_after: int, is_slow: bool, is_long: bool
) -> None:
    talk = Talk()
    played: list[str] = []
    talk.player.on_play = played.append
    answer: Asked | None = None
    played_before, sounds_until_s = 0, 0.0
    for number, (seconds, priority) in enumerate([*news, (0.0, VALUE)]):
        if number == min(key_after, len(news)):
            sounds_until_s = max(talk.now_s, talk.player.until_s or 0.0)
            played_before, talk.voice.is_slow = len(played), is_slow
            talk.say(ANSWER, "", is_long, True)
            answer = talk.asked[-1]
            talk.pass_time(0.0)
            talk.voice.is_slow = False
        if priority is not ANSWER:
            talk.say(priority, "value" if priority is VALUE else "", False, True)
        talk.pass_time(seconds)
    for _ in range(400):
        talk.pass_time(0.3)
    assert answer is not None
    assert answer.record is not None
    assert answer.record.outcome == "spoken"
    assert answer.record.interruptions == 0
    parts = answer.parts
    assert tuple(played[played_before : played_before + len(parts)]) == parts
    assert answer.record.started_at_s is not None
    # The steps of this clock are as long as the waits between the news.
    longest_step_s = max([0.3, *(seconds for seconds, _ in news)])
    assert answer.record.started_at_s <= sounds_until_s + longest_step_s
    talk.queue.close(talk.now_s)
    talk.check()


SAYS = st.tuples(
    st.just("say"), st.sampled_from(Priority), st.sampled_from(["", "", "", "a", "b"]), st.booleans(), st.integers(0, 9)
)
TIMES = st.tuples(st.just("time"), st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.9]))
RARE = st.tuples(
    st.sampled_from(["step", "hush", "mute", "unmute", "unmute", "slow", "quick", "quick", "lose", "get back", "break"])
)
UNTRUE = st.tuples(st.just("untrue"), st.integers(0, 40))
# Few would come by themselves, and it takes many for one to get into the way of another.
ACTIONS = st.lists(st.one_of(SAYS, SAYS, SAYS, TIMES, TIMES, TIMES, UNTRUE, RARE), min_size=30, max_size=40)


@given(ACTIONS)
@settings(max_examples=200)
def test_whatever_happens_each_utterance_ends_in_exactly_one_way_and_no_word_is_lost(
    actions: list[tuple[object, ...]],
) -> None:
    talk = Talk()
    for action in actions:
        match action:
            case ("say", Priority() as priority, str() as topic, bool() as is_long, int() as truth):
                talk.say(priority, topic, is_long, truth > 0)
                if truth > 1:
                    talk.pass_time(0.0)
            case ("time", float() as seconds):
                talk.pass_time(seconds)
            case ("untrue", int() as number):
                talk.turn_untrue(number)
            case ("hush",):
                talk.hush()
            case ("mute",) | ("unmute",):
                talk.mute(action[0] == "mute")
            case ("slow",) | ("quick",):
                talk.voice.is_slow = action[0] == "slow"
            case ("lose",) | ("get back",):
                talk.player.lost = action[0] == "lose"
            case ("break",):
                talk.voice.breaks.append(VoiceRestarted("voice_restarted"))
            case _:
                talk.queue.step(talk.now_s)
    # Nothing higher comes any more: all that waits is said.
    talk.voice.is_slow = talk.player.lost = False
    for _ in range(40 * 4):
        talk.pass_time(0.3)
    assert talk.queue.idle
    talk.queue.close(talk.now_s)
    talk.check()


def test_words_that_are_rendered_ahead_keep_it_busy_unless_it_is_muted() -> None:
    stage = Stage()
    assert not stage.queue.busy
    stage.queue.prewarm(["20 dollars"])
    assert stage.queue.busy
    stage.queue.set_muted(True, 0.0)
    assert not stage.queue.busy
    stage.queue.set_muted(False, 0.0)
    assert stage.queue.busy


def test_it_is_idle_until_something_is_asked_for_and_again_once_that_has_ended() -> None:
    stage = Stage()
    assert stage.queue.idle
    stage.say("20 dollars", VALUE)
    assert not stage.queue.idle, "it waits"
    stage.run()
    assert not stage.queue.idle, "it sounds"
    stage.player.finish()
    stage.run()
    assert stage.queue.idle


def test_after_a_fault_what_sounds_is_left_out_or_else_what_comes_next() -> None:
    stage = Stage()
    stage.queue.give_up(0.0)
    assert stage.records == []
    for text in ("20 dollars", "5 dollars", "10 dollars"):
        stage.say(text, VALUE)
    stage.queue.give_up(0.0)
    assert [(record.outcome, record.text) for record in stage.records] == [("unsaid", "20 dollars")]
    stage.run()
    stage.queue.give_up(0.0)
    assert [(record.outcome, record.text) for record in stage.records[1:]] == [("unsaid", "5 dollars")]
    with stage.expects("play 10 dollars"):
        pass


def test_after_what_was_looked_after_or_left_out_there_may_be_more_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage()
    stage.run()
    monkeypatch.setattr(stage.queue, "_look_after", lambda at_s: True)
    assert stage.queue.step(0.0)
    monkeypatch.setattr(stage.queue, "_look_after", lambda at_s: False)
    assert not stage.queue.step(0.0)
    valid = [True]
    stage.say("20 dollars", VALUE, lambda: valid[0])
    valid[0] = False
    assert stage.queue.step(0.0)
    assert stage.records[-1].outcome == "stale"
    assert not stage.queue.step(0.0)


def test_voice_and_players_are_made_ready_once_and_not_while_it_is_muted() -> None:
    stage = Stage()
    stage.queue.set_muted(True, 0.0)
    assert not stage.queue.step(0.0)
    stage.queue.set_muted(False, 0.0)
    assert [stage.queue.step(0.0), stage.queue.step(0.0)] == [True, False]


def test_what_fell_silent_or_is_no_longer_true_is_followed_up_at_once() -> None:
    valid = [True]
    stage = Stage()
    stage.say("20 dollars", VALUE, lambda: valid[0])
    stage.run()
    valid[0] = False
    assert stage.queue.step(0.0)
    stage.run()
    stage.say("5 dollars", VALUE)
    stage.run()
    stage.player.finish()
    assert stage.queue.step(0.0)
    assert [record.outcome for record in stage.records] == ["stale", "spoken"]
