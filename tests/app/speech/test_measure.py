"""The measurement of latency, on the silent device."""

import sys

import pytest

from app.speech.errors import PlayerUnavailable
from app.speech.measure import latencies_ms
from app.speech.player import MiniaudioPlayer


@pytest.mark.skipif(sys.platform != "linux", reason="other systems may have no voice installed")
@pytest.mark.parametrize("prewarm", [True, False])
def test_each_phrase_gets_a_latency(prewarm: bool) -> None:
    found = latencies_ms(["1 dollar", "2 dollars", "5 dollars"], MiniaudioPlayer(null_device=True), prewarm=prewarm)
    assert len(found) == 3
    assert min(found) > 0.0


def test_without_a_sound_card_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    class NoCard(MiniaudioPlayer):
        def open(self) -> None:
            raise PlayerUnavailable("No sound card.")

    monkeypatch.setattr("app.speech.measure._WAIT_S", 1.0)
    with pytest.raises(RuntimeError, match="No sound card"):
        latencies_ms(["1 dollar"], NoCard(), prewarm=False)
