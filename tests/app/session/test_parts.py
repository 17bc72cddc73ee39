"""How a session's parts are joined: what each reader is given to, what is told of currencies, and what is taught."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.feedback.modes import GuidanceLevel, SpeakMode
from app.recognition.instances import TableReading
from app.recognition.look import Depth
from app.recognition.observation import Box, PrintMatch
from app.recognition.proposal import NOTHING, Proposal
from app.session.parts import Parts, join_parts
from app.session.readers import Readers
from app.session.table_watch import NoTable
from tests.app.fakes import FakeRecognizer, FakeSpeech, RecordingListener


class FakePrint:
    """A print reader that sees nothing."""

    values = ("USD/5", "USD/20")
    alone = ("USD/5",)

    def read(
        self,
        picture: NDArray[np.uint8],
        box: Box | None,
        currencies: Collection[str],
        captured_at_s: float = 0.0,
        proposal: Proposal = NOTHING,
        is_mirrored: bool | None = None,
        *,
        depth: Depth = Depth.CLOSER,
    ) -> PrintMatch | None:
        return None


class FakeTable:
    """A table reader that sees nothing."""

    def read(self, picture: NDArray[np.uint8], currencies: Collection[str], captured_at_s: float = 0.0) -> TableReading:
        return TableReading((), (), captured_at_s)


def join(readers: Readers | None = None, **more: Any) -> tuple[Parts, FakeSpeech, RecordingListener]:
    made: list[FakeSpeech] = []

    def make_speech(**told: Any) -> FakeSpeech:
        made.append(FakeSpeech(**told))
        return made[0]

    parts = join_parts(
        recognizer=FakeRecognizer(),
        readers=readers or Readers(),
        make_speech=make_speech,
        open_source=lambda spec: pytest.fail(spec),
        **{"currencies": ("USD",), **more},
    )
    heard = RecordingListener()
    parts.teller.listeners.add(heard)
    return parts, made[0], heard


def test_without_readers_the_network_speaks_alone_and_no_table_is_read() -> None:
    parts, speech, heard = join()
    assert parts.print_reader is None
    assert isinstance(parts.table.watch, NoTable)
    assert (speech.said, heard.messages) == ([], []), "nothing runs yet"


def test_each_reader_is_where_it_is_asked() -> None:
    reader = FakePrint()
    parts, _, _ = join(Readers(print_reader=reader, table_reader=FakeTable()))
    assert parts.print_reader is reader
    assert not isinstance(parts.table.watch, NoTable)
    assert parts.looking.table is parts.table
    assert parts.looking.teaching is parts.teaching
    assert parts.table.watch.close()


def test_the_state_is_that_of_its_parts() -> None:
    parts, speech, _ = join(mode=SpeakMode.COUNT, language="de", currencies=("EUR", "USD"))
    state = parts.state
    assert (state.mode, state.language, state.currencies) == (SpeakMode.COUNT, "de", ("USD", "EUR"))
    assert not state.is_paused
    parts.looking.is_paused = speech.muted = True
    assert parts.state.is_paused
    assert parts.state.is_muted


def test_how_much_is_said_is_taken_over() -> None:
    parts, _, _ = join(guidance=GuidanceLevel.BRIEF, place_tone=True)
    assert parts.announcer.guidance_level is GuidanceLevel.BRIEF
    assert parts.looking.place_tone


def test_choices_count_once_they_are_applied_and_their_words_are_rendered_ahead() -> None:
    parts, speech, heard = join()
    parts.choices.choose(["EUR"])
    assert parts.choices.on == {"USD"}
    parts.apply_choices()
    assert parts.choices.on == {"EUR"}
    assert "20 euros" in speech.prewarmed[-1]
    assert "20 dollars" not in speech.prewarmed[-1]
    parts.tell_currencies()
    assert heard.kinds == ["currencies"]
    assert speech.said == [], "it is shown"


def test_a_currency_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="GBP"):
        join(currencies=("GBP",))
    with pytest.raises(ValueError, match="not none"):
        join(currencies=())
