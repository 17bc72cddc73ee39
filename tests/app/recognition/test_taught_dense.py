"""Dense prints of taught notes: what they tell where templates are silent, and what they doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from app.recognition import taught_dense
from app.recognition.beside import BesideReader
from app.recognition.compared import Compared
from app.recognition.comparison import Comparison
from app.recognition.dense_check import Laid
from app.recognition.keypoints import Keypoints, Match
from app.recognition.look import Depth
from app.recognition.mirror import mirrored_match
from app.recognition.model import Model
from app.recognition.observation import Box, PrintMatch
from app.recognition.proposal import Proposal
from app.recognition.question import Question
from app.recognition.taught import prints_of_taught
from app.recognition.taught_dense import MOST_LAID, TaughtCheck, TaughtDense
from app.recognition.taught_file import TaughtNote
from app.recognition.teaching import Shot, note_of, shot_of, templates_of
from app.recognition.teaching_dense import with_dense
from app.recognition.teaching_sides import with_sides
from app.recognition.templates import KnownPrint, TaughtLimits, TaughtPrint, TemplateBank
from tests.app.recognition.held import held, scan, table
from tests.app.recognition.test_taught_dense_file import dense

PICTURE = np.zeros((48, 64, 3), np.uint8)
BOX = Box(0.1, 0.1, 0.9, 0.9)
LIMITS = TaughtLimits(0.9, 0.72, 0.97)
POINTS = Keypoints(
    np.array([[0, 0], [63, 0], [63, 47], [0, 47]], np.float32),
    np.zeros((4, 8), np.float32),
    np.zeros(4, np.float32),
    np.zeros(4, np.float32),
)
# Of a known family 200 of 220 places are a side's own.
FAMILY, NO_FAMILY = np.arange(220)[None] >= 200, np.zeros((1, 220), np.bool_)
TO_FRAME = np.diag([1 / 64, 1 / 48, 1.0])


def known(value: str, *, of_family: bool = True, has_dense: bool = True, is_taught: bool = True) -> KnownPrint:
    """A note of a currency of one's own."""
    prints = (dense(),) if has_dense else ()
    shared = FAMILY if of_family else NO_FAMILY
    limits = LIMITS if is_taught else None
    return KnownPrint(f"QMA/{value}", POINTS, face="front", taught=limits, shared=shared, dense=prints)


def laid(value: str, own: int, of: int, *, alike: int = 100, of_family: bool = True) -> Laid:
    """A side of which so many of so many own places look alike."""
    match = Match(0, np.zeros((7, 2), np.intp), np.eye(3))
    return Laid(known(value, of_family=of_family), match, alike, own, of, TO_FRAME, 200)


class Told:
    """Looks whose dense prints and likelihoods are given."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def check(self, sides: Sequence[Laid], logits: tuple[float, float] | None) -> TaughtCheck:
        """What finds them, in any look."""
        self._monkeypatch.setattr(taught_dense, "likelihood_of", lambda *_: logits)
        self._monkeypatch.setattr(TaughtDense, "laid", lambda *_: list(sides))
        return TaughtCheck(None, TaughtDense(None), [known("20"), known("50")], ())  # type: ignore[arg-type]

    def value(self, *sides: Laid, logits: tuple[float, float] | None = (5.0, -5.0)) -> str:
        """What is told where nothing was seen."""
        match = self.check(sides, logits).densely_told(asked(), [])
        return "" if match is None else match.value

    def stands(
        self,
        *sides: Laid,
        logits: tuple[float, float] | None,
        match: PrintMatch | None = None,
        depth: Depth = Depth.CLOSER,
    ) -> bool:
        """Whether a template's 20 is told."""
        return self.check(sides, logits).as_borne_out(asked(depth), match or seen("20")) is not None


def asked(depth: Depth = Depth.CLOSER) -> Question:
    """Of a picture that shows nothing."""
    return Question(PICTURE, BOX, 1.5, lambda each: each, depth=depth)


def seen(value: str) -> PrintMatch:
    """A template of a taught note that was seen."""
    outline = ((0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9))
    homography = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
    return PrintMatch("QMA", value, "front", "current", 20, 0.99, True, homography, outline, 0.0, is_taught=True)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    return Told(monkeypatch)


def test_own_print_that_the_photo_bears_out_is_told_as_weak_print(told: Told) -> None:
    match = told.check([laid("20", 60, 200)], (1.0, -1.0)).densely_told(asked(), [])

    assert match is not None
    assert (match.key, match.face, match.is_clear, match.is_taught) == ("QMA/20", "front", False, True)
    assert match.captured_at_s == 1.5
    assert match.agreement == pytest.approx(0.3)
    assert match.outline[2] == pytest.approx((63 / 64, 47 / 48))


@pytest.mark.parametrize(
    ("own", "of", "is_told"), [(40, 200, True), (39, 200, False), (45, 300, True), (44, 300, False)]
)
def test_so_much_own_print_must_look_alike(own: int, of: int, is_told: bool, told: Told) -> None:
    assert bool(told.value(laid("20", own, of))) is is_told


@pytest.mark.parametrize(
    ("logits", "is_told"),
    [((-1.9, -4.0), True), ((-2.1, -9.0), False), ((1.0, 0.0), True), ((1.0, 0.1), False), (None, False)],
)
def test_the_photo_must_bear_it_out(logits: tuple[float, float] | None, is_told: bool, told: Told) -> None:
    assert bool(told.value(laid("20", 60, 200), logits=logits)) is is_told


@pytest.mark.parametrize(("logits", "is_told"), [((2.0, 0.0), True), ((1.9, -9.0), False), ((3.0, 1.1), False)])
def test_more_is_asked_where_nobody_knows_what_the_family_shares(
    logits: tuple[float, float], is_told: bool, told: Told
) -> None:
    assert bool(told.value(laid("20", 190, 200, of_family=False), logits=logits)) is is_told


@pytest.mark.parametrize(("own", "logit", "is_told"), [(140, -7.9, True), (139, -7.9, False), (200, -8.1, False)])
def test_nearly_all_own_print_is_told_unless_the_photo_is_nothing_like_it(
    own: int, logit: float, is_told: bool, told: Told
) -> None:
    assert bool(told.value(laid("20", own, 200), logits=(logit, -3.0))) is is_told


def test_a_small_part_of_its_own_print_is_not_enough(told: Told) -> None:
    assert told.value(laid("20", 99, 100, alike=190), logits=(-5.0, -9.0)) == "20"
    assert told.value(laid("20", 99, 99, alike=190), logits=(-5.0, -9.0)) == ""


def test_own_print_alone_is_another_value_s_that_nobody_taught(told: Told) -> None:
    """The portrait may be of both, and the rest of neither."""
    assert told.value(laid("20", 80, 100, alike=113)) == "20"
    assert told.value(laid("20", 80, 100, alike=111)) == ""
    assert told.value(laid("20", 50, 100, alike=50)) == ""
    assert told.value(laid("20", 49, 100, alike=49)) == "20", "it is covered"
    assert told.value(laid("20", 80, 101, alike=80)) == "20", "too few that are shared to say so"
    assert not told.stands(laid("20", 80, 100, alike=111), logits=(-2.1, -9.0))
    assert told.stands(laid("20", 80, 100, alike=113), logits=(-2.1, -9.0))


def test_another_value_that_shows_as_much_of_its_own_is_silence(told: Told) -> None:
    best = laid("20", 100, 200)

    assert told.value(best, laid("50", 50, 100)) == "20"
    assert told.value(best, laid("50", 51, 100)) == ""
    assert told.value(best, laid("50", 51, 204)) == "20", "it shows a small part of its own print"
    assert told.value(best, laid("20", 90, 200)) == "20"
    assert told.value(laid("20", 45, 50), laid("50", 60, 400)) == "20", "of more of its own print"
    unknown = laid("20", 100, 200, of_family=False)
    assert told.value(unknown, laid("50", 0, 0, alike=75)) == "20"
    assert told.value(unknown, laid("50", 0, 0, alike=76)) == ""
    assert told.value() == ""


def test_a_built_in_note_that_may_be_there_is_silence(told: Told) -> None:
    check = told.check([laid("20", 100, 200)], (5.0, -5.0))
    for alike, is_taught, is_told in ((40, False, False), (39, False, True), (90, True, True)):
        distances = np.where(np.arange(160) < alike, 0.1, 0.9).astype(np.float32)
        print_of = known("50", is_taught=is_taught)
        match = Match(0, np.zeros((7, 2), np.intp), np.eye(3))
        came_up = Compared(print_of, match, np.zeros(15), 0.0, 0.5, 1.0, TO_FRAME, distances)
        assert (check.densely_told(asked(), [came_up]) is not None) is is_told


def test_a_look_that_must_be_short_asks_no_dense_print(told: Told) -> None:
    for depth, is_told in ((Depth.QUICK, False), (Depth.FULL, False), (Depth.CLOSER, True), (Depth.PROPOSED, True)):
        check = told.check([laid("20", 100, 200)], (5.0, -5.0))
        assert (check.densely_told(asked(depth), []) is not None) is is_told


def test_what_the_photo_does_not_doubt_stands_without_dense_print(told: Told) -> None:
    assert told.stands(logits=(-2.0, -3.0))
    assert told.stands(logits=None)
    assert told.stands(logits=(-2.0, -1.1))
    assert not told.stands(logits=(-2.0, -0.9))
    assert not told.stands(logits=(-2.1, -9.0))


def test_what_the_photo_doubts_stands_where_most_of_its_own_print_is_there(told: Told) -> None:
    """A value that nobody taught was seen to show half of what is another's own, and that alone."""
    for logits in ((-2.1, -9.0), (-7.0, -9.0), (-2.0, 3.0)):
        assert told.stands(laid("20", 70, 100), logits=logits)
        assert not told.stands(laid("20", 69, 100), logits=logits)
        assert not told.stands(laid("50", 70, 100), logits=logits)
    assert not told.stands(laid("20", 100, 100, alike=200), logits=(-8.1, -9.0))
    assert not told.stands(laid("20", 99, 99, alike=200), logits=(-2.1, -9.0)), "a small part of its own"
    assert not told.stands(laid("20", 70, 100), logits=(-2.1, -9.0), depth=Depth.QUICK)
    assert told.stands(laid("20", 70, 100), logits=(-2.1, -9.0), match=mirrored_match(seen("20")))


def test_what_the_photo_doubts_stands_by_half_where_nobody_knows_the_family(told: Told) -> None:
    assert told.stands(laid("20", 50, 100, of_family=False), logits=(-4.9, -9.0))
    assert not told.stands(laid("20", 49, 100, of_family=False), logits=(-4.9, -9.0))
    assert not told.stands(laid("20", 24, 48, of_family=False), logits=(-4.9, -9.0))
    assert not told.stands(laid("20", 50, 100, of_family=False), logits=(-5.1, -9.0))
    assert told.stands(laid("20", 50, 100, of_family=False), logits=(-4.9, 3.0))


def test_few_keypoints_of_a_family_that_nobody_knows_need_two_looks(told: Told) -> None:
    check = told.check([], (3.0, -3.0))
    unknown = replace(check, known=[known("20", has_dense=False)])
    for each, inliers, is_clear in ((check, 12, True), (unknown, 19, False), (unknown, 20, True)):
        match = each.as_borne_out(asked(), replace(seen("20"), inliers=inliers))
        assert match is not None
        assert match.is_clear is is_clear


def test_a_note_without_dense_print_stands_as_before(told: Told) -> None:
    for logits, is_told in (((-4.9, -9.0), True), ((-5.1, -9.0), False), ((1.0, 2.1), False)):
        check = replace(told.check([], logits), known=[known("20", has_dense=False)])
        assert (check.as_borne_out(asked(), seen("20")) is not None) is is_told


def test_so_many_dense_prints_are_laid_and_those_that_came_up_first(shipped: Model) -> None:
    bank = shipped.templates
    assert bank is not None
    prints = [_print(bank, number) for number in range(MOST_LAID + 2)]
    in_use = [replace(known(str(number + 1)), dense=(each,)) for number, each in enumerate(prints)]
    lays = TaughtDense(bank)

    some = lays._asked(in_use[:MOST_LAID], ["QMA/3"])
    many = lays._asked(in_use, ["QMA/26"])

    assert some is not None
    assert many is not None
    assert [each.value for each in some.known] == [f"QMA/{n + 1}" for n in range(MOST_LAID)]
    assert [each.value for each in many.known] == ["QMA/26", *(f"QMA/{n + 1}" for n in range(MOST_LAID - 1))]
    assert lays._asked(in_use, ["QMA/26"]) is many, "what is ready is not made anew"
    assert lays._asked([replace(in_use[0], dense=())], []) is None
    # A side has as many templates as it has; its dense print is laid once.
    twice = lays._asked([in_use[0], in_use[0]], [])
    assert twice is not None
    assert len(twice.known) == 1


def _print(bank: TemplateBank, seed: int) -> TaughtPrint:
    made = dense(seed=seed)
    rng = np.random.default_rng(seed)
    descriptors = rng.integers(-127, 128, (len(made), bank.length)).astype(np.int8)
    return replace(made, keypoints=replace(made.keypoints, descriptors=descriptors))


def _shots(value: str) -> list[Shot]:
    found = [shot_of(*held(scan(value, "front"), turn=6 * n, behind=table(n))) for n in range(3)]
    return [shot for shot in found if shot is not None]


def _note(value: str, others: Sequence[str], bank: TemplateBank, comparison: Comparison) -> TaughtNote:
    shots = _shots(value)
    [whole] = templates_of(shots)[:1]
    # Its template shows a third of the note, at the right.
    right = np.argsort(-whole.points[:, 0])[:50]
    made = {"front": [whole.of(right)]}
    note = note_of(made, currency="SEK", value=value, name="", bank=bank, day=date(2026, 11, 28))
    with_print = with_dense(note, {"front": shots}, [each for other in others for each in _shots(other)], bank)
    return with_sides(with_print, {"front": shots}, comparison)


def test_a_covered_note_is_told_by_its_dense_print(shipped: Model) -> None:
    bank, weights, comparison = shipped.templates, shipped.metadata.print_check, shipped.comparison
    assert bank is not None
    assert weights is not None
    assert comparison is not None
    picture, box = held(scan("20", "front"), turn=4, width=0.7)
    picture[:, 330:] = 110
    other = held(scan("100", "front"), turn=4, width=0.7)
    reader = BesideReader(bank, weights, tells_faint=True)
    reader.use_comparison(comparison)
    note = _note("20", ["50"], bank, comparison)
    for kept, expected in ((note, "20"), (replace(note, dense=()), None)):
        reader.use(prints_of_taught(kept, bank))
        match = reader.look(picture, box)
        assert (None if match is None else match.value) == expected
        assert reader.look(*other) is None
    reader.use(prints_of_taught(note, bank))
    assert reader.look(picture, box, proposal=Proposal(sure_of="USD/20")) is None
    assert reader.look(picture, None) is None
