"""A closer look where it decides: which currencies, which value leads, and what dense print bears out."""

from __future__ import annotations

import math
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition import closer, dense_check, print_check, question
from app.recognition.closer import CloserReader
from app.recognition.compared import Compared
from app.recognition.dense_check import DenseCheck, Laid, _Sides
from app.recognition.keypoints import Keypoints, Match, TemplateTable
from app.recognition.look import Depth, LookedFor
from app.recognition.mirror import is_mirrored, mirrored_box, mirrored_match
from app.recognition.observation import Box, PrintMatch
from app.recognition.proposal import Proposal
from app.recognition.question import Question
from app.recognition.templates import KnownPrint, PrintLimits, TaughtLimits
from tests.app.observations import print_match
from tests.app.recognition.test_print_check_bounds import CLEAR, FAINT, LEAD, LIMITS, WEIGHTS, _known, _one

PICTURE = np.zeros((8, 8, 3), np.uint8)
BOX = Box(0.1, 0.2, 0.8, 0.7)
SMALL, LARGE = (how.area_px for how in closer._LOOKS)

Taken = list[tuple[NDArray[np.uint8], Box | None, int]]


@pytest.fixture(autouse=True)
def taken(monkeypatch: pytest.MonkeyPatch) -> Taken:
    """The looks that are taken: at which picture and part, and at how many pixels, which stands for what they show."""
    found: Taken = []

    def look(picture: NDArray[np.uint8], box: Box | None, how: LookedFor, shortens: Any) -> int:
        found.append((picture, box, how.area_px))
        return how.area_px

    monkeypatch.setattr(question, "look_at", look)
    return found


def _asked(
    proposal: Proposal | str | None = None,
    depth: Depth = Depth.CLOSER,
    *,
    picture: NDArray[np.uint8] = PICTURE,
    box: Box | None = None,
    is_guess: bool = False,
) -> Question:
    """A question; `proposal` may be the value alone that the network is sure of."""
    says = proposal if isinstance(proposal, Proposal) else Proposal(proposal)
    return Question(picture, box, 2.5, lambda each: each, says, depth, is_guess)


def _reader(*known: KnownPrint, has_dense: bool = True, **more: Any) -> Any:
    made: Any = CloserReader.__new__(CloserReader)
    made.weights = WEIGHTS
    made._known = list(known)
    made._unscored = frozenset[str]()
    made._unprinted = frozenset[str]()
    made._dense = SimpleNamespace(told=lambda *_: None) if has_dense else None
    made._comparison = None
    for name, value in more.items():
        setattr(made, name, value)
    return made


USD, EUR, XTS = (_known(f"{currency}/20") for currency in ("USD", "EUR", "XTS"))
PACK = _known("KES/50", LIMITS)
TAUGHT = _known("SEK/20", taught=TaughtLimits(0, 0, 0))


def test_the_currency_of_which_the_network_is_sure_is_looked_through_if_the_model_has_it_on() -> None:
    reader = _reader(USD, EUR, XTS, PACK, TAUGHT)
    assert reader._closer_currencies("EUR/50") == ["EUR"]
    # A pack's and a taught note's print is their own reader's affair; another currency is off.
    for value in ("KES/50", "SEK/20", "GBP/5"):
        assert reader._closer_currencies(value) == []
    assert _reader(has_dense=False)._closer_currencies("EUR/50") == []
    assert _reader(EUR, has_dense=False)._closer_currencies("EUR/50") == ["EUR"]


def test_where_the_network_is_sure_of_nothing_two_currencies_are_looked_through_by_dense_print_alone() -> None:
    assert _reader(USD, EUR)._closer_currencies(None) == ["EUR", "USD"]
    assert _reader(USD, EUR, PACK, TAUGHT)._closer_currencies(None) == ["EUR", "USD"]
    assert _reader(USD, EUR, XTS)._closer_currencies(None) == []
    assert _reader(USD, has_dense=False)._closer_currencies(None) == []


def test_of_many_currencies_those_are_looked_through_that_the_network_thinks_likely_if_they_are_two() -> None:
    reader = _reader(USD, EUR, XTS, PACK)
    assert reader._closer_currencies(None, {"EUR"}) == ["EUR"]
    assert reader._closer_currencies(None, {"EUR", "XTS", "KES", "GBP"}) == ["EUR", "XTS"]
    assert reader._closer_currencies(None, {"EUR", "XTS", "USD"}) == []
    assert reader._closer_currencies(None, set()) == []
    assert reader._closer_currencies("USD/20", {"EUR"}) == ["USD"], "what it is sure of goes first"
    asked: list[str] = []
    reader._densely = lambda looks, currency, *_: asked.append(currency)
    reader._closer(_asked(Proposal(likely=frozenset({"EUR"}))))
    assert asked == ["EUR"]


def _match(value: str = "20", **changes: Any) -> PrintMatch:
    return replace(print_match(value, 1.5), **{"agreement": 0.9, "is_clear": True, **changes})


@pytest.mark.parametrize(
    ("match", "sure_of", "is_asked"),
    [
        (_match(agreement=0.9989), None, True),
        (_match(agreement=0.999), None, False),
        (_match(), "USD/20", False),
        (_match(), "USD/5", True),
        (_match(is_taught=True), None, False),
    ],
)
def test_print_that_is_certain_or_taught_or_that_the_network_is_sure_of_needs_no_second_opinion(
    match: PrintMatch, sure_of: str | None, is_asked: bool
) -> None:
    opinion, other = _match(agreement=1.0, inliers=77), _match("5", agreement=1.0)
    for found, expected in ((opinion, opinion), (other, None), (None, match)):
        reader = _reader(_densely=lambda looks, currency, at_s, sure_of, expected, found=found: found)
        assert reader._borne_out(match, _asked(sure_of), ()) is (expected if is_asked else match)


@pytest.mark.parametrize(
    ("changes", "sure_of", "is_weak", "is_faint"),
    [
        ({"inliers": 11}, None, True, False),
        ({"inliers": 9}, None, True, False),
        ({"inliers": 8}, None, True, True),
        ({"inliers": 8, "is_clear": False}, None, True, True),
        ({"inliers": 12}, None, False, False),
        ({"inliers": 11}, "USD/5", True, False),
        ({"inliers": 11}, "USD/20", False, False),
        ({"inliers": 11, "agreement": 0.999}, None, False, False),
        ({"inliers": 11, "value": "50"}, None, False, False),
        ({"inliers": 11, "currency": "KES", "value": "50"}, None, False, False),
    ],
)
def test_a_few_keypoints_that_nobody_bears_out_are_weak_or_faint_unless_print_alone_names_their_value(
    changes: dict[str, Any], sure_of: str | None, is_weak: bool, is_faint: bool
) -> None:
    reader = _reader(USD, _known("USD/50"), PACK, _densely=lambda *_, **__: None)
    reader._unscored = frozenset({"USD/50"})
    match = _match(**changes)
    told = reader._borne_out(match, _asked(sure_of), ())
    assert told == (replace(match, is_clear=False, is_faint=is_faint) if is_weak else match)


def test_a_second_opinion_is_of_the_match_s_currency_and_time_and_not_of_what_the_network_says() -> None:
    asked: list[Any] = []
    reader = _reader(_densely=lambda looks, *given, expected: asked.append((list(looks), *given, expected)))
    reader._borne_out(_match(), _asked("USD/5"), ())
    assert asked == [([SMALL, LARGE], "USD", 1.5, None, "USD/20")]


@pytest.mark.parametrize(
    ("depth", "known", "looks", "is_clear"),
    [
        (Depth.QUICK, "USD/20", [], False),
        (Depth.FULL, "USD/20", [160_000], False),
        (Depth.CLOSER, "USD/20", [80_000, 160_000], True),
        (Depth.PROPOSED, "USD/20", [160_000], False),
        # What the network does not know nobody else bears out.
        (Depth.QUICK, "USD/5", [80_000, 160_000], True),
        (Depth.FULL, "USD/5", [80_000, 160_000], True),
    ],
)
def test_before_a_camera_print_is_borne_out_by_fewer_looks_and_is_weak_where_they_say_nothing(
    depth: Depth, known: str, looks: list[int], is_clear: bool
) -> None:
    asked: list[Any] = []

    def densely(given: Any, *_: Any, **__: Any) -> PrintMatch | None:
        asked.append(list(given))
        return found

    reader = _reader(_known(known), _densely=densely)
    match, found = _match(inliers=12), None
    assert reader._borne_out(match, _asked(None, depth), ()) == replace(match, is_clear=is_clear)
    assert asked == [looks]
    # What they say is told, whatever the depth.
    found = replace(match, inliers=40)
    assert reader._borne_out(match, _asked(None, depth), ()) == found
    found = replace(match, value="50")
    assert reader._borne_out(match, _asked(None, depth), ()) is None


def test_of_what_dense_print_shows_one_note_alone_is_told_and_a_clear_one_with_what_lies_beside() -> None:
    clear, faint, other = _match(), _match(is_clear=False, is_faint=True), _match("50", currency="EUR")

    def told(**by_currency: PrintMatch | None) -> PrintMatch | None:
        reader = _reader(USD, EUR, _densely=lambda looks, currency, at_s, sure_of: by_currency.get(currency))
        reader._beside = lambda match, picture: replace(match, has_others=True)
        found: PrintMatch | None = reader._closer(_asked())
        return found

    assert told() is None
    assert told(USD=clear) == replace(clear, has_others=True)
    assert told(EUR=faint) is faint
    assert told(USD=clear, EUR=other) is None


def test_what_templates_show_of_what_the_network_is_sure_of_is_told_faintly_before_dense_print_is_asked() -> None:
    reader = _reader(
        USD, _agreeing=lambda looks, value: value, _told_faint=lambda agreeing, asked: (agreeing, asked.captured_at_s)
    )
    reader._densely = lambda *_: pytest.fail("it was asked")
    assert reader._closer(_asked("USD/20")) == ("USD/20", 2.5)
    assert reader._closer(_asked("GBP/20")) is None


class _Photo:
    """A photo, of which is known how likely a value and its rivals are there."""

    def __init__(self, own: float | None, other: float = -9.0) -> None:
        self._own, self._other = own, other
        self.asked: list[Any] = []

    def likelihood(self, picture: Any, box: Any, value: str, *, asks_rivals: bool) -> tuple[float, bool] | None:
        self.asked.append((box, value, asks_rivals))
        if self._own is None:
            return None
        return self._own, asks_rivals and self._own >= 2 and self._own - self._other >= 3


@pytest.mark.parametrize(
    ("logit", "is_shared", "is_told"),
    [(-0.01, True, False), (-0.01, False, True), (0.0, True, True), (9.0, True, True), (None, True, True)],
)
@pytest.mark.parametrize("sure_of", [None, "USD/20", "USD/5"])
def test_shared_print_that_the_photo_is_not_like_is_faint_whatever_the_network_says(
    logit: float | None, sure_of: str | None, *, is_shared: bool, is_told: bool
) -> None:
    photo, asked = _Photo(logit), list[Any]()

    def shows_shared_alone(looks: Any, value: str) -> bool:
        asked.append((list(looks), value))
        return is_shared

    dense = SimpleNamespace(shows_shared_alone=shows_shared_alone)
    reader = _reader(USD, _comparison=photo, _dense=dense, _densely=lambda *_, **__: None)
    match = _match(inliers=40)
    is_like = logit == 9 and sure_of != "USD/20"
    faint = replace(match, is_clear=False, is_faint=True, is_doubtful=True)
    assert reader._borne_out(match, _asked(sure_of, box=BOX), ()) == (
        replace(match, is_like=is_like) if is_told else faint
    )
    # What the network is sure of needs no more, so that no rivals are asked for.
    assert photo.asked == [(BOX, "USD/20", sure_of != "USD/20")]
    assert asked == ([([SMALL, LARGE], "USD/20")] if logit is not None and logit < 0 else [])


def test_what_was_seen_in_a_mirror_is_looked_at_in_one_by_all(taken: Taken) -> None:
    picture = np.arange(8 * 8 * 3, dtype=np.uint8).reshape(8, 8, 3)
    photo, asked = _Photo(-1.0), list[list[int]]()
    dense = SimpleNamespace(shows_shared_alone=lambda looks, value: asked.append(list(looks)))
    reader = _reader(USD, _comparison=photo, _dense=dense)
    reader._densely = lambda looks, *_, **__: asked.append(list(looks))
    match = mirrored_match(_match(inliers=40))
    assert is_mirrored(match)
    assert reader._borne_out(match, _asked(picture=picture, box=BOX), ()) == match
    assert asked == [[SMALL, LARGE]] * 2
    # Each look is taken once.
    assert [(box, area) for _, box, area in taken] == [(mirrored_box(BOX), SMALL), (mirrored_box(BOX), LARGE)]
    assert all(np.array_equal(each, picture[:, ::-1]) for each, *_ in taken)
    assert photo.asked[0][0] == mirrored_box(BOX)


def test_without_dense_print_no_photo_speaks_against_print() -> None:
    match = _match(inliers=40)
    reader = _reader(USD, has_dense=False, _comparison=_Photo(-9.0))
    assert reader._borne_out(match, _asked(box=BOX), ()) is match


@pytest.mark.parametrize(
    ("depth", "looks"), [(Depth.QUICK, 1), (Depth.FULL, 1), (Depth.CLOSER, 2), (Depth.PROPOSED, 2)]
)
def test_before_a_camera_shared_print_is_looked_for_in_fewer_looks(depth: Depth, looks: int) -> None:
    asked: list[Any] = []
    dense = SimpleNamespace(shows_shared_alone=lambda looks, value: asked.append(list(looks)))
    reader = _reader(USD, _comparison=_Photo(-9.0), _dense=dense)
    reader._borne_out(_match(), _asked("USD/20", depth, box=BOX), ())
    assert asked == [[SMALL, LARGE][-looks:]]


@pytest.mark.parametrize(
    ("match", "is_asked"),
    [
        (_match(agreement=0.9989), True),
        (_match(agreement=0.999), False),
        (_match("50"), False),
        (_match("50", currency="KES"), False),
    ],
)
def test_the_photo_is_asked_for_what_is_not_certain_of_values_that_the_network_knows(
    match: PrintMatch, *, is_asked: bool
) -> None:
    photo = _Photo(None)
    reader = _reader(USD, _known("USD/50"), PACK, _comparison=photo, _densely=lambda *_, **__: None)
    reader._unscored = frozenset({"USD/50"})
    assert reader._borne_out(match, _asked(box=BOX), ()) is not None
    assert bool(photo.asked) is is_asked


def test_where_the_network_sees_no_note_the_photo_is_compared_where_print_is() -> None:
    photo = _Photo(None)
    match = _match()
    _reader(USD, _comparison=photo, _densely=lambda *_, **__: None)._borne_out(match, _asked(), ())
    across, down = np.array(match.outline).T
    assert photo.asked[0][0] == Box(across.min(), down.min(), across.max(), down.max())


@pytest.mark.parametrize(
    ("own", "other", "sure_of", "depth", "is_faint"),
    [
        (2.0, -1.0, None, Depth.CLOSER, False),
        (2.0, -1.0, "USD/5", Depth.FULL, False),
        (1.99, -9.0, None, Depth.CLOSER, True),
        (2.0, -0.99, None, Depth.CLOSER, True),
        # What the network is sure of needs no more, and a quick look is quick.
        (9.0, -9.0, "USD/20", Depth.CLOSER, True),
        (9.0, -9.0, None, Depth.QUICK, True),
    ],
)
def test_faint_print_that_the_photo_is_like_is_weak_and_weak_print_clear(
    own: float,
    other: float,
    sure_of: str | None,
    depth: Depth,
    monkeypatch: pytest.MonkeyPatch,
    *,
    is_faint: bool,
) -> None:
    monkeypatch.setattr(print_check, "told", _told_weakly)
    reader = _reader(USD, _comparison=_Photo(own, other))
    reader._beside = lambda match, picture: replace(match, has_others=True)
    told = reader._told_faint(_one("USD/20", FAINT + 0.1), _asked(sure_of, depth, box=BOX))
    assert (told.is_faint, told.is_clear, told.has_others, told.captured_at_s) == (is_faint, False, not is_faint, 2.5)
    assert told.is_like is not is_faint
    reader._densely = lambda *_, **__: None
    if sure_of == "USD/20":
        return
    for inliers, is_clear, told_so in ((8, True, "weak"), (8, False, "weak"), (9, False, "clear"), (9, True, "clear")):
        told = reader._borne_out(_match(inliers=inliers, is_clear=is_clear), _asked(sure_of, depth, box=BOX), ())
        if not is_faint:
            assert (told.is_faint, told.is_clear) == (False, told_so == "clear")
        else:
            assert (told.is_faint, told.is_clear) == (inliers == 8, False)


def test_faint_print_that_is_shared_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(print_check, "told", _told_weakly)
    dense = SimpleNamespace(shows_shared_alone=lambda looks, value: True)
    reader = _reader(USD, _comparison=_Photo(-1.0), _dense=dense)
    told = reader._told_faint(_one("USD/20", FAINT + 0.1), _asked("USD/20", box=BOX))
    assert (told.is_faint, told.is_doubtful, told.is_like) == (True, True, False)


@pytest.mark.parametrize(("logit", "is_doubtful"), [(-0.5001, True), (-0.5, False), (None, False), (9.0, False)])
def test_faint_print_that_the_photo_is_unlike_is_doubtful(
    logit: float | None, monkeypatch: pytest.MonkeyPatch, *, is_doubtful: bool
) -> None:
    monkeypatch.setattr(print_check, "told", _told_weakly)
    asked: list[str] = []
    dense = SimpleNamespace(shows_shared_alone=lambda looks, value: asked.append(value))
    reader = _reader(USD, _comparison=_Photo(logit), _dense=dense)
    told = reader._told_faint(_one("USD/20", FAINT + 0.1), _asked("USD/20", box=BOX))
    assert (told.is_faint, told.is_doubtful) == (True, is_doubtful)
    assert asked == (["USD/20"] if logit == -0.5 else []), "what is doubtful already need not be shared"
    # What is more than faint is doubtful only where its family shows it.
    match = _match(inliers=40)
    assert reader._unless_doubtful(-9.0, match, _asked(box=BOX)) is match


def _told_weakly(best: Compared, weights: Any, at_s: float) -> PrintMatch:
    return _match(best.value.partition("/")[2], agreement=0.3, is_clear=False, captured_at_s=at_s)


def test_dense_print_is_not_asked_for_what_the_photo_is_like() -> None:
    match = _match(inliers=9, is_clear=False)
    reader = _reader(USD, _comparison=_Photo(2.0, -1.0), _densely=lambda *_, **__: pytest.fail("it was asked"))
    assert reader._borne_out(match, _asked(box=BOX), ()) == replace(match, is_clear=True, is_like=True)


def test_what_dense_print_shows_clearly_is_not_asked_of_the_photo_again() -> None:
    found = _match(agreement=1.0, inliers=77)
    dense = SimpleNamespace(shows_shared_alone=lambda looks, value: pytest.fail("it was asked"))
    reader = _reader(USD, _comparison=_Photo(-9.0), _dense=dense, _densely=lambda *_, **__: found)
    assert reader._borne_out(_match(), _asked(box=BOX), ()) is found


def test_before_a_camera_the_first_closer_look_that_shows_a_value_is_enough(taken: Taken) -> None:
    def told(seen_in: int, depth: Depth) -> tuple[Any, list[int], list[Any]]:
        asked: list[Any] = []
        reader = _reader(USD, _told_faint=lambda agreeing, *_: agreeing, _comparison=None)
        reader._agreeing = lambda some, value: (tuple(some), value) if seen_in in some else None
        reader._densely = lambda looks, *_, **__: asked.append(looks)
        taken.clear()
        return reader._closer(_asked("USD/20", depth)), [area for *_, area in taken], asked

    assert told(SMALL, Depth.PROPOSED) == (((SMALL,), "USD/20"), [SMALL], [])
    assert told(LARGE, Depth.PROPOSED) == (((LARGE,), "USD/20"), [SMALL, LARGE], [])
    assert told(SMALL, Depth.CLOSER) == (((SMALL, LARGE), "USD/20"), [SMALL, LARGE], [])
    # Dense print is asked in both.
    assert told(0, Depth.PROPOSED) == (None, [SMALL, LARGE], [[SMALL, LARGE]])


def test_dense_print_is_asked_for_no_value_that_is_never_named() -> None:
    asked: list[Any] = []

    def told(*given: Any) -> str:
        asked.append(given)
        return "a match"

    dense = SimpleNamespace(told=told)
    reader = _reader(_dense=dense, _unscored=frozenset({"USD/1"}), _unprinted=frozenset({"INR/5"}))
    assert reader._densely(["a look"], "USD", 0.5, "USD/20") == "a match"
    assert reader._densely(["a look"], "USD", 0.5, None, expected="USD/5") == "a match"
    never = {"USD/1", "INR/5"}
    assert asked == [
        (["a look"], "USD", 0.5, "USD/20", never, None),
        (["a look"], "USD", 0.5, None, never, "USD/5"),
    ]
    assert _reader(has_dense=False)._densely(["a look"], "USD", 0.5, None) is None


def _agreeing(own: list[Compared], rivals: list[Compared] | None) -> Compared | None:
    def reads(found: list[Compared]) -> Any:
        return SimpleNamespace(compare_look=lambda look, most, thorough: found if thorough and most == 8 else [])

    readers = SimpleNamespace(own=reads(own), rivals=None if rivals is None else reads(rivals))
    found: Compared | None = _reader(_readers_of=lambda value: readers)._agreeing(["a look"], "USD/20")
    return found


@pytest.mark.parametrize(("logit", "is_told"), [(FAINT + 1e-9, True), (FAINT - 1e-6, False), (CLEAR, True)])
def test_faint_print_of_what_the_network_is_sure_of_agrees_so_much(logit: float, is_told: bool) -> None:
    one = _one("USD/20", logit)
    assert (_agreeing([_one("USD/20", logit - 1), one], None) is one) is is_told
    assert (_agreeing([one], []) is one) is is_told
    assert _agreeing([], None) is None


def test_faint_print_that_agrees_exactly_so_much_is_told() -> None:
    one = _one("USD/20", 0.0)
    reader = _reader(weights=replace(WEIGHTS, faint=0.5))
    readers = SimpleNamespace(own=SimpleNamespace(compare_look=lambda *_, **__: [one]), rivals=None)
    reader._readers_of = lambda value: readers
    assert reader._agreeing(["a look"], "USD/20") is one


@pytest.mark.parametrize(("behind", "is_told"), [(LEAD, True), (LEAD - 1e-6, False), (-1.0, False)])
def test_other_values_of_the_currency_agree_less_in_the_same_look(behind: float, is_told: bool) -> None:
    one, rival = _one("USD/20", 0.0), _one("USD/5", -behind)
    assert (_agreeing([one], [_one("USD/1", -9), rival]) is one) is is_told


def test_where_the_value_has_no_templates_nothing_agrees() -> None:
    assert _reader(_readers_of=lambda value: None)._agreeing(["a look"], "USD/20") is None


def test_a_value_is_looked_for_by_its_own_templates_and_its_rivals_are_of_its_currency(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(closer._Patient, "of", lambda reader, known: known)
    five, twin, old = _known("USD/5"), _known("USD/20"), _known("USD/20", PrintLimits(0, 0, 0, 0))
    reader = _reader(USD, twin, five, EUR, PACK, TAUGHT, old)
    readers = reader._readers_of("USD/20")
    assert (readers.own, readers.rivals) == ([USD, twin], [five])
    assert reader._readers_of("EUR/20").rivals is None
    for unknown in ("USD/100", "KES/50", "SEK/20"):
        assert reader._readers_of(unknown) is None
    reader._unscored = frozenset({"USD/5"})
    assert reader._readers_of("USD/5") is None
    again = reader._readers_of("USD/20")
    assert reader._readers_of("USD/20") is again


def test_dense_print_can_be_given_and_taken_away() -> None:
    reader = _reader(has_dense=False)
    dense: Any = SimpleNamespace()
    reader.use_dense(dense)
    assert isinstance(reader._dense, DenseCheck)
    assert reader._dense.dense is dense
    reader.use_dense(None)
    assert reader._dense is None
    assert closer.CloserReader._dense is None


# Dense print itself


def _laid(value: str, own: int, *, shown: int = 100, alike: int = 60) -> Laid:
    points = np.array([[0, 0], [10, 0], [10, 5], [0, 5]], np.float32)
    known = replace(_known(value), keypoints=replace(Keypoints.none(), points=points))
    return Laid(known, Match(0, np.zeros((7, 2), np.intp), np.eye(3)), alike, own, shown, np.eye(3), shown)


def _told(
    monkeypatch: pytest.MonkeyPatch,
    *laid: Laid | None,
    shared: int,
    sure_of: str | None = None,
    never: tuple[str, ...] = (),
) -> PrintMatch | None:
    check = DenseCheck(dense=SimpleNamespace())  # type: ignore[arg-type]
    check._ready["USD"] = _Sides((), TemplateTable([]), shared)
    monkeypatch.setattr(dense_check, "_laid", lambda look, sides: look)
    monkeypatch.setattr(dense_check, "_telling", lambda look: look)
    looks: Any = laid
    return check.told(looks, "USD", 2.5, sure_of, never)


@pytest.mark.parametrize(("own", "is_clear"), [(44, True), (43, False), (45, True)])
def test_dense_print_is_clear_from_a_tenth_more_than_a_family_shares(
    own: int, is_clear: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = _told(monkeypatch, _laid("USD/20", own), shared=40)
    assert (found is not None) is is_clear
    sure = _told(monkeypatch, _laid("USD/20", own), shared=40, sure_of="USD/20")
    assert sure is not None
    assert (sure.is_clear, sure.is_faint) == (is_clear, not is_clear)
    assert sure.agreement == (1.0 if is_clear else own / 100)
    assert (sure.currency, sure.value, sure.inliers, sure.captured_at_s) == ("USD", "20", 7, 2.5)


def test_the_look_that_shows_most_of_its_own_decides_and_what_is_never_told_is_silence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks = (None, _laid("USD/5", 50), _laid("USD/20", 60), None)
    best = _told(monkeypatch, *looks, shared=10)
    assert best is not None
    assert best.value == "20"
    assert _told(monkeypatch, *looks, shared=10, never=("USD/20",)) is None
    assert _told(monkeypatch, *looks, shared=10, never=("USD/5",)) is not None
    assert _told(monkeypatch, None, None, shared=10) is None
    assert _told(monkeypatch, shared=10) is None


def test_the_sides_of_the_last_two_currencies_are_kept_ready() -> None:
    opened: list[str] = []

    def known(currency: str) -> tuple[KnownPrint, ...]:
        opened.append(currency)
        if currency == "JPY":
            return ()
        few = Keypoints(np.zeros((3, 2), np.float32), np.zeros((3, 8), np.float32), *[np.zeros(3, np.float32)] * 2)
        shared = np.array([[True, True, False], [False, True, False]])
        none = replace(_known(f"{currency}/5"), keypoints=few)
        return (none, replace(none, shared=shared), replace(none, shared=shared[1:]))

    check = DenseCheck(SimpleNamespace(known=known))  # type: ignore[arg-type]
    for currency in ("USD", "EUR", "USD", "EUR"):
        sides = check._of(currency)
        assert sides is not None
        assert [each.value for each in sides.known] == [f"{currency}/5"] * 3
        # One other value alone shows one place of the second side, and one of the third.
        assert sides.shared == 1
    assert opened == ["USD", "EUR"]
    assert check._of("JPY") is None
    assert check._of("JPY") is None
    assert opened == ["USD", "EUR", "JPY"]
    check._of("EUR")
    assert opened == ["USD", "EUR", "JPY"]
    check._of("USD")
    assert opened == ["USD", "EUR", "JPY", "USD"]


@pytest.mark.parametrize(("least", "laid"), [(0, 1), (1, 0)])
def test_a_side_of_which_the_picture_shows_little_is_not_laid(
    least: int, laid: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forty places lie in a picture of which the side's left half is to be seen; what is alike counts, and its own."""
    rng = np.random.default_rng(1)
    points = np.concatenate([rng.uniform((0, 0), (99, 90), (20, 2)), rng.uniform((300, 0), (399, 90), (20, 2))])
    descriptors = np.zeros((40, 4), np.float32)
    # Half of each half look like the picture, at the very distance from which on nothing does, or not at all.
    descriptors[10:20, 0], descriptors[30:, 0] = 0.5, 0.5
    few = Keypoints(points.astype(np.float32), descriptors, np.zeros(40, np.float32), np.zeros(40, np.float32))
    shared = np.zeros((2, 40), np.bool_)
    shared[0, :4] = shared[1, 3:6] = True
    known = replace(_known("USD/5"), keypoints=few, shared=shared)
    match = Match(0, np.zeros((7, 2), np.intp), np.eye(3))
    table: Any = SimpleNamespace(
        templates=[few], arranged=lambda seen, pairs, most: [match] * (most == 14), pairs_in_parts=lambda *_: None
    )
    shown: list[int] = []

    def described(flat: object, keypoints: Keypoints) -> Any:
        shown.append(len(keypoints))
        return np.zeros((len(keypoints), 4), np.float32)

    monkeypatch.setattr(dense_check, "describe", described)
    monkeypatch.setattr(dense_check, "_LEAST_SHOWN", 20 + least)
    monkeypatch.setattr(dense_check, "worth_laying", lambda grey, shortened, places: [True] * len(places))
    look: Any = SimpleNamespace(
        seen=None, grey=np.zeros((100, 200), np.uint8), to_frame=np.eye(3), shortened=lambda each: each
    )
    found = dense_check._laid(look, _Sides((known,), table, 0))
    assert len(found) == laid
    assert shown == [20] * laid
    for each in found:
        assert (each.alike, each.own_alike, each.own_shown) == (10, 4, 14)
    for each in dense_check._laid(look, _Sides((replace(known, shared=None),), table, 0)):
        assert (each.alike, each.own_alike, each.own_shown) == (10, 10, 20)


@pytest.mark.parametrize(
    ("compared", "shows_another", "is_told"), [(True, False, True), (True, True, False), (False, True, False)]
)
def test_a_photo_that_is_like_a_side_is_not_told_where_dense_print_sees_another_value(
    compared: bool, shows_another: bool, is_told: bool
) -> None:
    match = _match(is_clear=False, is_faint=True) if compared else None
    asked: Any = []
    dense = SimpleNamespace(shows_another=lambda looks, value: asked.append((looks, value)) or shows_another)

    certain: list[bool] = []

    def compared_with(*given: Any, is_certain: bool) -> PrintMatch | None:
        certain.append(is_certain)
        return match

    def told(*, is_certain: bool = False, **more: Any) -> PrintMatch | None:
        reader = _reader(USD, _comparison=SimpleNamespace(told=compared_with), **more)
        asked = _asked(Proposal("USD/20", is_certain=is_certain))
        found: PrintMatch | None = reader._compared_whole(["a look"], asked, "USD/20")
        return found

    assert told(_dense=dense) is (match if is_told else None)
    assert asked == ([(["a look"], "USD/20")] if compared else [])
    assert told(_dense=None, is_certain=True) is match
    assert certain == [False, True], "it is told how sure the network is"
    assert told(_dense=None, _unprinted=frozenset({"USD/20"})) is None


@pytest.mark.parametrize(("lead", "agrees"), [(1.0, True), (1.125, False)])
def test_another_value_of_the_currency_may_come_as_near_as_the_lead(lead: float, agrees: bool) -> None:
    own, rival = (SimpleNamespace(compare_look=lambda *_, logit=logit, **__: [_logit(logit)]) for logit in (4.0, 3.0))
    reader = _reader(USD, _of_value=("USD/20", closer._Readers(own, rival)))  # type: ignore[arg-type]
    reader.weights = replace(WEIGHTS, lead=math.exp(lead))
    assert math.log(reader.weights.lead) == lead
    assert (reader._agreeing(["a look"], "USD/20") is not None) is agrees


def _logit(logit: float) -> Any:
    return SimpleNamespace(logit=logit)


def test_of_two_looks_that_show_as_much_of_its_own_the_first_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    best = _told(monkeypatch, _laid("USD/5", 50), _laid("USD/20", 50), shared=10)
    assert best is not None
    assert best.value == "5"


@pytest.mark.parametrize(
    ("alike", "own", "is_behind"), [(32, 30, True), (33, 30, False), (48, 8, True), (49, 8, False), (48, 9, False)]
)
def test_a_rival_is_far_behind_to_the_very_number(
    alike: int, own: int, is_behind: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who shows little of its own, here a quarter of what the best does, may be more alike than half."""
    monkeypatch.setattr(dense_check, "_OF_RIVAL", 0.5)
    monkeypatch.setattr(dense_check, "_OF_LIKE_RIVAL", 0.75)
    monkeypatch.setattr(dense_check, "_OWN_OF_RIVAL", 0.25)
    best = _laid("USD/20", 32, alike=64)
    rival = _laid("USD/5", own, alike=alike)
    assert dense_check._is_far_behind(rival, best) is is_behind


@pytest.mark.parametrize(("own", "is_telling"), [(32, True), (31, False)])
def test_a_side_tells_a_note_by_just_so_much_of_its_own(
    own: int, is_telling: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dense_check, "_OF_OWN", 0.25)
    assert (dense_check._telling([_laid("USD/20", own, shown=128)]) is not None) is is_telling
    monkeypatch.setattr(dense_check, "_OF_OWN", 0.0)
    assert dense_check._telling([_laid("USD/20", 25)]) is not None
    assert dense_check._telling([_laid("USD/20", 24)]) is None


@pytest.mark.parametrize(("alike", "speaks"), [(20, False), (21, True)])
def test_another_value_speaks_against_one_by_more_than_twenty_places(
    alike: int, speaks: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = DenseCheck(dense=SimpleNamespace())  # type: ignore[arg-type]
    check._ready["USD"] = _Sides((), TemplateTable([]), 0)
    monkeypatch.setattr(dense_check, "_laid", lambda look, sides: [_laid("USD/5", 0, alike=alike)])
    looks: Any = ["a look"]
    assert check.shows_another(looks, "USD/20") is speaks
    assert not check.shows_another(looks, "USD/5")


@pytest.mark.parametrize(("agreement", "is_asked"), [(0.25, True), (0.2499, False)])
def test_print_that_may_be_there_is_faint_from_the_very_number_on(agreement: float, is_asked: bool) -> None:
    logit = math.log(agreement / (1 - agreement))
    own = SimpleNamespace(compare_look=lambda *_, **__: [_logit(logit + 1e-12)])
    reader = _reader(USD, _of_value=("USD/20", closer._Readers(own, None)))  # type: ignore[arg-type]
    assert (reader._agreeing(["a look"], "USD/20") is not None) is is_asked
