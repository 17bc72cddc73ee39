"""Who speaks when, with every call declared."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.feedback.private import tone_code
from app.feedback.utterance import Priority, Utterance
from app.speech.clip import Clip
from app.speech.earcons import render
from app.speech.protocols import SpokenRecord
from app.speech.turns import RETRY_AFTER_S, Turns
from tests.app.speech.fakes import FakePlayer, FakeVoice, Stage

HINT, STATUS, VALUE = Priority.HINT, Priority.STATUS, Priority.VALUE


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


def test_a_newer_value_cuts_the_older_short() -> None:
    stage = Stage()
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE)
    with stage.expects("cut", "cut 20 dollars", "play 5 dollars"):
        stage.say("5 dollars", VALUE)


@pytest.mark.parametrize(("lower", "higher"), [(HINT, STATUS), (HINT, VALUE), (STATUS, VALUE)])
def test_a_higher_priority_cuts_a_lower_one_short(lower: Priority, higher: Priority) -> None:
    stage = Stage()
    with stage.expects("play low"):
        stage.say("low", lower)
    with stage.expects("cut", "cut low", "play high"):
        stage.say("high", higher)


@pytest.mark.parametrize(("lower", "higher"), [(HINT, STATUS), (HINT, VALUE), (STATUS, VALUE)])
def test_a_lower_priority_waits_for_the_end_of_a_higher_one(lower: Priority, higher: Priority) -> None:
    stage = Stage()
    with stage.expects("play high"):
        stage.say("high", higher)
    with stage.expects():
        stage.say("low", lower)
    with stage.expects("spoken high", "play low"):
        stage.player.finish()


def test_of_what_waits_the_newer_takes_the_place_of_the_older() -> None:
    stage = Stage()
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE)
    with stage.expects("dropped closer"):
        stage.say("closer", HINT)
        stage.say("further away", HINT)
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
    with stage.expects("dropped 20 dollars"):
        stage.say("20 dollars", VALUE, still_valid=lambda: False)
    assert stage.voice.rendered == []


def test_what_becomes_stale_while_it_is_rendered_is_dropped() -> None:
    stage = Stage()
    with stage.expects("dropped 20 dollars"):
        stage.say("20 dollars", VALUE, still_valid=lambda: not stage.voice.rendered)
    assert stage.voice.rendered == ["20 dollars"]


def test_what_becomes_stale_while_it_sounds_is_cut() -> None:
    stage = Stage()
    there = [True]
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE, still_valid=lambda: there[0])
    with stage.expects("cut", "cut 20 dollars"):
        there[0] = False


def test_what_is_stale_cuts_nothing_short() -> None:
    stage = Stage()
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE)
    with stage.expects("dropped 5 dollars"):
        stage.say("5 dollars", VALUE, still_valid=lambda: False)


def test_what_comes_while_another_is_rendered_takes_its_place() -> None:
    stage = Stage()
    stage.say("20 dollars", VALUE)
    stage.voice.on_render = lambda text: stage.say("5 dollars", VALUE) if text == "20 dollars" else None
    with stage.expects("dropped 20 dollars", "play 5 dollars"):
        pass


def test_cut_lets_what_waits_follow_and_hush_does_not() -> None:
    stage = Stage()
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE)
    with stage.expects("cut", "cut 20 dollars", "play closer"):
        stage.say("closer", HINT)
        stage.turns.cut(0.0)
    with stage.expects("cut", "cut closer", "play 5 dollars"):
        stage.say("5 dollars", VALUE)
    with stage.expects("cut", "cut 5 dollars", "dropped camera lost"):
        stage.say("camera lost", STATUS)
        stage.turns.hush(0.0)


def test_cut_and_hush_do_nothing_when_all_is_quiet() -> None:
    stage = Stage()
    with stage.expects():
        stage.turns.cut(0.0)
        stage.turns.hush(0.0)


def test_muting_cuts_and_then_drops_everything_until_it_ends() -> None:
    stage = Stage()
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE)
    with stage.expects("cut", "cut 20 dollars", "dropped 5 dollars"):
        stage.turns.set_muted(True, 0.0)
        stage.say("5 dollars", VALUE)
    with stage.expects("play 1 dollar"):
        stage.turns.set_muted(False, 0.0)
        stage.say("1 dollar", VALUE)


def test_while_muted_neither_voice_nor_player_is_asked_for() -> None:
    stage = Stage(voice=FakeVoice(missing="No voice."), player_missing="No card.")
    stage.turns.set_muted(True, 0.0)
    with stage.expects("dropped 20 dollars"):
        stage.turns.prewarm(["1 dollar"])
        stage.say("20 dollars", VALUE)
    assert stage.problems == []


def test_no_voice_is_reported_once_and_everything_dropped() -> None:
    stage = Stage(voice=FakeVoice(missing="No voice. Install one."))
    with stage.expects("dropped 20 dollars", "dropped 5 dollars"):
        stage.say("20 dollars", VALUE)
        stage.run()
        stage.now_s = RETRY_AFTER_S * 2
        stage.say("5 dollars", VALUE)
    assert stage.problems == ["No voice. Install one."]


def test_no_sound_card_is_reported_once_and_everything_dropped() -> None:
    stage = Stage(player_missing="No card. Connect one.")
    with stage.expects("dropped 20 dollars", "dropped 5 dollars"):
        stage.say("20 dollars", VALUE)
        stage.run()
        stage.now_s = RETRY_AFTER_S * 2
        stage.say("5 dollars", VALUE)
    assert stage.problems == ["No card. Connect one."]


def test_a_sound_card_that_comes_later_is_found_after_a_while() -> None:
    stage = Stage(player_missing="No card.")
    with stage.expects("dropped 20 dollars"):
        stage.say("20 dollars", VALUE)
    stage.player.missing = None
    stage.now_s = RETRY_AFTER_S - 0.1
    with stage.expects("dropped 20 dollars"):
        stage.say("20 dollars", VALUE)
    stage.now_s = RETRY_AFTER_S
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE)


def test_one_player_that_is_missing_does_not_silence_the_other() -> None:
    voice, log = FakeVoice(), list[str]()
    problems: list[str] = []
    players = [FakePlayer(voice, log, missing="No card."), FakePlayer(voice, log)]
    turns = Turns(voice, players, on_spoken=lambda record: None, on_problem=problems.append)
    turns.submit(Utterance("20 dollars", VALUE), 0.0)
    while turns.step(0.0):
        pass
    assert log == ["play 20 dollars"]
    assert problems == ["No card."]


def test_voice_and_player_are_made_ready_before_the_first_words() -> None:
    stage = Stage(voice=FakeVoice(missing="No voice."), player_missing="No card.")
    stage.run()
    assert stage.problems == ["No card.", "No voice."]


def test_the_voices_note_is_reported_once() -> None:
    stage = Stage(voice=FakeVoice(note="No voice speaks 'xx'."))
    with stage.expects("play 20 dollars"):
        stage.run()
        stage.say("20 dollars", VALUE)
    assert stage.problems == ["No voice speaks 'xx'."]


def test_without_any_voice_everything_is_dropped_without_complaint() -> None:
    outcomes: list[str] = []
    turns = Turns(None, [], on_spoken=lambda record: outcomes.append(record.outcome), on_problem=pytest.fail)
    turns.submit(Utterance("20 dollars", VALUE), 0.0)
    while turns.step(0.0):
        pass
    turns.close(1.0)
    assert outcomes == ["dropped"]


def test_prewarming_renders_only_while_nothing_waits() -> None:
    stage = Stage()
    stage.run()
    stage.turns.prewarm(["1 dollar", "2 dollars", "5 dollars"])
    stage.turns.step(0.0)
    assert stage.voice.rendered == ["1 dollar"]
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE)
    assert stage.voice.rendered == ["1 dollar", "20 dollars"]
    stage.run()
    assert stage.voice.rendered == ["1 dollar", "20 dollars", "2 dollars", "5 dollars"]


def test_closing_cuts_drops_and_closes_everything() -> None:
    stage = Stage()
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE)
    stage.say("closer", HINT)
    stage.turns.close(0.5)
    assert stage.log[1:] == ["cut", "cut 20 dollars", "dropped closer"]
    assert stage.player.closed
    assert stage.voice.closed


def test_closing_may_leave_what_sounds_to_be_finished() -> None:
    stage = Stage()
    with stage.expects("play 20 dollars"):
        stage.say("20 dollars", VALUE)
    stage.turns.close(0.5, finish=True)
    assert stage.log[1:] == ["spoken 20 dollars"]
    assert stage.player.closed


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("say"), st.sampled_from(Priority), st.booleans()),
        st.tuples(st.sampled_from(["finish", "cut", "hush", "step"])),
    ),
    max_size=30,
)


@given(ACTIONS)
def test_whatever_happens_each_utterance_is_reported_exactly_once_and_none_talks_over_another(
    actions: list[tuple[object, ...]],
) -> None:
    stage = Stage()  # its player fails when a clip starts while another sounds
    said = 0
    for action in actions:
        match action:
            case ("say", Priority() as priority, bool() as valid):
                stage.say(str(said), priority, partial(bool, valid))
                said += 1
            case ("finish",) if stage.player.is_playing(0.0):
                stage.player.finish()
            case ("cut",):
                stage.turns.cut(0.0)
            case ("hush",):
                stage.turns.hush(0.0)
            case _:
                stage.turns.step(0.0)
    stage.turns.close(1.0)
    assert sorted(int(record.text) for record in stage.records) == list(range(said))


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


@pytest.mark.parametrize("voice", [FakeVoice(), FakeVoice(missing="No voice."), None])
def test_tones_sound_in_place_of_words_and_need_no_voice(voice: FakeVoice | None) -> None:
    player, records = Hears(), list[SpokenRecord]()
    turns = Turns(voice, [player], on_spoken=records.append, on_problem=lambda text: None)
    turns.submit(Utterance("Told by tones.", VALUE, tones=tone_code(3)), 0.0)
    while turns.step(0.0):
        pass
    turns.step(1.0)

    (clip,) = player.heard
    np.testing.assert_array_equal(clip.samples, render(tone_code(3)).samples)
    assert voice is None or voice.rendered == []
    assert [(record.text, record.outcome) for record in records] == [("Told by tones.", "spoken")]
