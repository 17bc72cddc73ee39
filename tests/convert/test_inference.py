"""What a model makes of a picture file: the same as the app, and what cannot be read is listed."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from app.feedback.modes import GuidanceLevel
from app.recognition.labels import NoteLabel
from app.recognition.model import Model
from app.recognition.observation import Observation, PrintMatch, ValueScore
from app.recognition.proposal import Proposal
from convert import inference
from convert.data.images import load
from convert.inference import BothReaders, logits_of, note_box_in, read, said, said_by_both, without_value
from tests.app.observations import observation, print_match
from tests.convert.pictures import SPECIMENS, scene, write


def test_pictures_are_read_as_the_app_reads_them_and_others_listed(colour_model: Path, tmp_path: Path) -> None:
    model = Model(colour_model, threads=1)
    good, bad = write(tmp_path / "good.png", scene(1)), tmp_path / "bad.png"
    bad.write_text("no picture")
    unreadable: list[str] = []
    found = logits_of(model, [good, bad], unreadable)
    assert list(found) == [good]
    assert np.array_equal(found[good], read(model, load(good, 1280)))
    assert len(unreadable) == 1
    assert "bad.png" in unreadable[0]
    assert list(logits_of(model, [bad])) == []


def test_a_model_without_a_place_output_tells_no_place(colour_model: Path) -> None:
    assert note_box_in(Model(colour_model, threads=1), scene(1)) is None


def test_a_value_is_said_from_its_threshold_on() -> None:
    assert ValueScore("USD", "20", "front", 0.5, 0.6).key == "USD/20"
    assert said(ValueScore("USD", "20", "front", 0.6, 0.6)) == "USD/20"
    assert said(ValueScore("USD", "20", "front", 0.59, 0.6)) is None


RED, BLUE, GREEN = ((0, 0, 255), (255, 0, 0), (0, 255, 0))


def _plain(colour: tuple[int, int, int]) -> NDArray[np.uint8]:
    return np.full((40, 60, 3), colour, np.uint8)


def test_a_value_that_is_left_out_has_no_probability_and_the_others_keep_theirs() -> None:
    labels = [
        NoteLabel.unknown(),
        NoteLabel("RED", "5", "current", "front"),
        NoteLabel("RED", "5", "old", "back"),
        NoteLabel("RED", "50", "current", "front"),
    ]
    found = without_value(np.array([1, 2, 3, 4], np.float32), labels, "RED/5")
    assert found.tolist() == [1, -1e4, -1e4, 4]


def test_without_print_the_network_s_value_is_said(colour_model: Path) -> None:
    readers = BothReaders(Model(colour_model, threads=1))
    assert not readers.has_print
    for colour, value in ((RED, "RED/5"), (BLUE, "BLU/10"), (GREEN, None)):
        told = readers.read(_plain(colour), ["RED", "BLU"])
        assert (told.both, told.network, told.by_print) == (value, value, None)
        assert readers.by_network(_plain(colour), ["RED", "BLU"]) == value
        assert told.best.key == value or value is None
    assert readers.read(_plain(RED), ["BLU"]).both is None, "its currency is off"


def test_one_picture_is_looked_at_once_whatever_is_on(colour_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[object] = []
    own = inference.look

    def look(model: Model, picture: NDArray[np.uint8]) -> object:
        looked.append(picture)
        return own(model, picture)

    monkeypatch.setattr(inference, "look", look)
    readers, picture = BothReaders(Model(colour_model, threads=1)), _plain(RED)
    assert readers.read(picture, ["RED"]).both == "RED/5"
    assert readers.read(picture, ["BLU"]).both is None
    assert len(looked) == 1
    assert readers.read(_plain(BLUE), ["BLU"]).both == "BLU/10"
    assert len(looked) == 2


def test_what_is_left_out_is_not_said(colour_model: Path) -> None:
    readers = BothReaders(Model(colour_model, threads=1), without="RED/5")
    assert readers.read(_plain(RED), ["RED", "BLU"]).both != "RED/5"
    assert readers.read(_plain(BLUE), ["RED", "BLU"]).both == "BLU/10"


class _Announcer:
    """Notes when it is asked, and names a value after so many answers of the print reader, or frames."""

    made: list[_Announcer]
    wants_print = True

    def __init__(self, **given: object) -> None:
        self.given = given
        self.looks_everywhere = False
        self.frames: list[tuple[int, float]] = []
        self.prints: list[tuple[float, float]] = []
        _Announcer.made.append(self)

    def observe_print(self, match: PrintMatch) -> None:
        """An answer: when it came, and of which frame."""
        self.prints.append((round(len(self.frames) / 15, 4), round(match.captured_at_s, 4)))

    def observe(self, seen: Observation) -> object:
        """A frame."""
        self.frames.append((seen.frame_index, round(seen.captured_at_s, 4)))
        told = SimpleNamespace(key="USD/20") if len(self.prints) >= self.needed() else None
        return SimpleNamespace(announcement=told)

    def needed(self) -> int:
        """How many answers it takes."""
        return {"two": 2}.get(str(self.given["with_print"]), 99)


@pytest.fixture
def announcers(monkeypatch: pytest.MonkeyPatch) -> list[_Announcer]:
    _Announcer.made = []
    monkeypatch.setattr(inference, "Announcer", _Announcer)
    return _Announcer.made


def test_a_picture_is_held_for_a_second_and_looked_at_for_print_whenever_the_reader_is_free(
    announcers: list[_Announcer],
) -> None:
    match = print_match("20", 77.0)
    assert said_by_both(observation(), match, ("one",), ("alone",), looks_everywhere=True) is None
    (one,) = announcers
    assert one.frames == [(n, round(n / 15, 4)) for n in range(16)]
    assert one.given["with_print"] == ("one",)
    assert one.given["by_print_alone"] == ("alone",)
    assert one.given["level"] is GuidanceLevel.VALUES_ONLY
    assert one.looks_everywhere
    # A look takes 0.12 s: two frames. Its answer, of the frame that was looked at, is there before the next one.
    assert one.prints == [(round(n / 15, 4), round((n - 2) / 15, 4)) for n in range(2, 16, 2)]


def test_a_value_is_told_as_soon_as_it_is_named_and_nothing_is_looked_for_that_nobody_wants(
    announcers: list[_Announcer], monkeypatch: pytest.MonkeyPatch
) -> None:
    two = cast(Any, "two")
    assert said_by_both(observation(), print_match("20", 0.0), two) == "USD/20"
    assert len(announcers[0].frames) == 5
    assert not announcers[0].looks_everywhere
    assert said_by_both(observation(), None, two) is None
    assert announcers[1].prints == []
    monkeypatch.setattr(_Announcer, "wants_print", False)
    assert said_by_both(observation(), print_match("20", 0.0), two) is None
    assert announcers[2].prints == []


def test_print_that_is_seen_weakly_is_no_value_by_print(shipped: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    readers, picture = BothReaders(shipped), load(SPECIMENS / "XTS_20_front.png", 640)
    assert readers.has_print
    for is_clear, by_print in ((True, "USD/50"), (False, None)):
        match = print_match("50", 0.0, is_clear=is_clear)
        monkeypatch.setattr(readers._reader, "read", lambda *_, match=match, **__: match)
        assert readers.read(picture, ("XTS",)).by_print == by_print
    monkeypatch.setattr(readers._reader, "read", lambda *_, **__: None)
    assert readers.read(picture, ("XTS",)).by_print is None


def test_the_print_reader_is_asked_where_the_note_lies_and_for_what_the_network_proposes(
    shipped: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers, picture = BothReaders(shipped), load(SPECIMENS / "XTS_20_front.png", 640)
    asked: list[Any] = []
    monkeypatch.setattr(readers._reader, "read", lambda *given, **more: asked.append((*given[1:], more)))
    readers.read(picture, ("XTS",))
    ((box, on, more),) = asked
    assert box == note_box_in(shipped, picture)
    assert box is not None
    assert (on, more) == (("XTS",), {"proposal": Proposal("XTS/20", "XTS/20", frozenset({"XTS"}), is_certain=True)})
    # A currency that the model does not know is nobody's mistake but the caller's.
    with pytest.raises(ValueError, match="known to the model"):
        readers.read(picture, ("QQQ",))
