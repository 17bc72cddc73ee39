"""Tones between two utterances."""

from app.speech.chimes import Chimes
from app.speech.complaints import Complaints
from app.speech.earcons import VOICE_RESTARTED
from app.speech.loudspeakers import Loudspeakers
from tests.app.speech.fakes import FakePlayer, FakeVoice, no_trouble


def test_tones_wait_for_a_pause_sound_one_after_another_and_can_be_hushed() -> None:
    player = FakePlayer(FakeVoice())
    chimes = Chimes(Loudspeakers([player], Complaints(no_trouble), None))
    assert not chimes.wait
    for _ in range(3):
        chimes.add(VOICE_RESTARTED)
    assert (chimes.wait, chimes.sounds, player.log) == (True, False, [])
    chimes.begin(0.0)
    assert chimes.sounds
    assert chimes.go_on(0.1)
    player.finish()
    assert not chimes.go_on(0.2)
    chimes.begin(0.2)
    chimes.hush(0.3)
    assert (chimes.wait, chimes.sounds, player.log) == (False, False, ["play ♪", "play ♪", "cut"])


def test_tones_that_were_lost_with_their_loudspeaker_are_over() -> None:
    player = FakePlayer(FakeVoice())
    chimes = Chimes(Loudspeakers([player], Complaints(no_trouble), None))
    chimes.add(VOICE_RESTARTED)
    chimes.begin(0.0)
    chimes.break_off()
    assert not chimes.sounds
