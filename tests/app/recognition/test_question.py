"""A question takes no look twice, knows what it may ask, and is turned round as a mirror does."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition import question
from app.recognition.beside import BesideReader
from app.recognition.look import Depth, Look, LookedFor, look_at
from app.recognition.model import Model
from app.recognition.observation import Box
from app.recognition.proposal import NOTHING, Proposal
from app.recognition.question import Question
from app.recognition.taught import prints_of_taught
from app.recognition.teaching import note_of, shot_of, templates_of
from app.recognition.teaching_dense import with_dense
from app.recognition.teaching_sides import with_sides
from tests.app.recognition.held import held, scan, table

HOW, CLOSER = LookedFor(0.1, 10_000), LookedFor(0.1, 20_000)
BOX = Box(0.1, 0.1, 0.9, 0.9)

Taken = list[tuple[Box | None, LookedFor]]


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Taken:
    """The looks that are truly taken."""
    found: Taken = []

    def look(picture: NDArray[np.uint8], box: Box | None, how: LookedFor, shortens: Any) -> Look:
        found.append((box, how))
        return look_at(picture, box, how, shortens)

    monkeypatch.setattr(question, "look_at", look)
    return found


@pytest.fixture
def reader(shipped: Model) -> BesideReader:
    """One that asks the model's own dense print and that of a taught note."""
    bank, weights, comparison = shipped.templates, shipped.metadata.print_check, shipped.comparison
    assert bank is not None
    assert weights is not None
    assert comparison is not None
    assert shipped.dense is not None
    shots = [shot_of(*held(scan("20", "front"), turn=6 * n, behind=table(n))) for n in range(3)]
    sides = {"front": [shot for shot in shots if shot is not None]}
    made = {"front": templates_of(sides["front"])[:1]}
    note = note_of(made, currency="SEK", value="20", name="", bank=bank, day=date(2026, 11, 28))
    taught = with_dense(with_sides(note, sides, comparison), sides, (), bank)
    reader = BesideReader(bank, weights, tells_faint=True)
    reader.use_comparison(comparison)
    reader.use_dense(shipped.dense)
    reader.use([*bank.known(["EUR"]), *prints_of_taught(taught, bank)])
    return reader


def test_taught_dense_print_and_the_models_own_are_asked_in_the_same_looks(reader: BesideReader, taken: Taken) -> None:
    """A note that nobody taught: both are asked, and neither knows it."""
    pictures = [held(scan("100", "back"), turn=20, width=0.5, behind=table(5)), held(scan("50", "front"), tilt=0.2)]
    for each in pictures:
        taken.clear()
        reader.look(*each)
        assert [how.most for _, how in taken] == [700, 700, 1500, 1500]
        assert len(set(taken)) == len(taken)


def test_the_next_frame_may_be_written_where_the_last_one_was(reader: BesideReader) -> None:
    picture, box = held(scan("100", "front"))
    other, _ = held(scan("20", "back"), behind=table(1))
    expected = reader.look(other.copy(), box)
    reader.look(picture, box)
    picture[:] = other
    assert reader.look(picture, box) == expected


def _question(**more: Any) -> Question:
    return Question(table(1), None, 1.5, lambda each: each, **more)


def test_another_part_another_way_and_a_mirror_are_looked_at_by_themselves(taken: Taken) -> None:
    asked = _question()
    first = asked.look(HOW)
    assert asked.look(HOW) is first
    assert [*asked.looks([CLOSER, HOW])][1] is first
    about = asked.about(BOX)
    assert about.look(HOW) is not first
    back = asked.mirrored(is_guess=True)
    assert back.look(HOW) is not first
    assert taken == [(None, HOW), (None, CLOSER), (BOX, HOW), (None, HOW)]
    assert np.array_equal(back.look(HOW).grey, first.grey[:, ::-1])
    assert asked.look(HOW) is first, "the others took no look of it away"
    # Where a note lies already, print is looked for there; the same looks serve.
    assert about.about(Box(0.4, 0.4, 0.6, 0.6)).look(HOW) is about.look(HOW)


def test_looks_are_taken_one_after_the_other_as_they_are_asked_for(taken: Taken) -> None:
    looks = _question().looks([HOW, CLOSER])
    assert taken == []
    next(looks)
    assert taken == [(None, HOW)]


def test_a_mirror_turns_the_picture_and_the_box_and_keeps_the_rest() -> None:
    proposal = Proposal("USD/20")
    asked = Question(table(1), Box(0.1, 0.2, 0.4, 0.9), 1.5, lambda each: each, proposal, Depth.FULL)
    back = asked.mirrored(is_guess=True)
    assert np.array_equal(back.picture, asked.picture[:, ::-1])
    assert back.box is not None
    assert (back.box.left, back.box.right) == pytest.approx((0.6, 0.9))
    assert (back.captured_at_s, back.proposal, back.depth, back.is_guess) == (1.5, proposal, Depth.FULL, True)
    assert not asked.mirrored(is_guess=False).is_guess


@pytest.mark.parametrize(
    ("proposal", "depth", "is_proposed"),
    [
        (Proposal("USD/20"), Depth.PROPOSED, True),
        (Proposal(leads="USD/20"), Depth.PROPOSED, True),
        (NOTHING, Depth.PROPOSED, False),
        (Proposal("USD/20", "USD/20"), Depth.CLOSER, False),
    ],
)
def test_what_is_proposed_is_looked_at_alone_where_that_is_asked(
    proposal: Proposal, depth: Depth, *, is_proposed: bool
) -> None:
    assert _question(proposal=proposal, depth=depth).is_proposed is is_proposed


@pytest.mark.parametrize(
    ("sure_of", "depth", "may"),
    [
        (None, Depth.FULL, True),
        ("USD/5", Depth.CLOSER, True),
        ("USD/20", Depth.CLOSER, False),
        (None, Depth.QUICK, False),
    ],
)
def test_rivals_are_asked_for_where_there_is_time_and_the_network_is_not_sure(
    sure_of: str | None, depth: Depth, *, may: bool
) -> None:
    assert _question(proposal=Proposal(sure_of), depth=depth).may_have_rivals("USD/20") is may
