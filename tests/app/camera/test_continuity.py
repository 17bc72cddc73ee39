"""When a camera is lost, back, or stands still, second by second on a clock of the test's own."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.camera.continuity import Change, Continuity, Flow, Stillness

BLINKS = st.lists(st.tuples(st.floats(0.0, 8.0), st.floats(0.0, 8.0), st.booleans()), min_size=1, max_size=40)


class Film:
    """Plays pictures and gaps to a Continuity, looking every tenth of a second as the capture does."""

    def __init__(self) -> None:
        self.continuity = Continuity()
        self.now_s = 50.0
        self.told: list[tuple[str, float]] = []

    def hear(self, change: Change | None) -> None:
        if change is not None:
            self.told.append((change.value, round(self.now_s - 50.0, 2)))

    def pictures(self, seconds: float, period_s: float = 0.1) -> "Film":
        until_s = self.now_s + seconds
        next_s = self.now_s
        while self.now_s < until_s - 1e-9:
            if self.now_s >= next_s - 1e-9:
                self.hear(self.continuity.look(self.now_s))
                self.hear(self.continuity.picture(self.now_s))
                next_s += period_s
            else:
                self.hear(self.continuity.look(self.now_s))
            self.now_s += min(0.1, period_s)
        return self

    def silence(self, seconds: float, *, broken: bool = True) -> "Film":
        if broken:
            self.hear(self.continuity.broke(self.now_s))
        until_s = self.now_s + seconds
        while self.now_s < until_s - 1e-9:
            self.hear(self.continuity.look(self.now_s))
            self.now_s += 0.1
        return self

    @property
    def kinds(self) -> list[str]:
        return [kind for kind, _ in self.told]


def test_an_interruption_of_less_than_a_second_is_no_loss() -> None:
    film = Film()
    for _ in range(20):
        film.pictures(4.0).silence(0.8)
    assert set(film.kinds) == {"opened", "interrupted", "resumed"}


def test_lost_after_a_second_and_back_after_a_steady_one() -> None:
    film = Film().pictures(2.0).silence(3.0).pictures(3.0)
    assert film.kinds == ["opened", "interrupted", "lost", "back"]
    lost_s, back_s = film.told[2][1], film.told[3][1]
    assert lost_s == pytest.approx(3.0, abs=0.15)
    assert back_s == pytest.approx(6.0, abs=0.15)


def test_a_camera_that_hangs_is_lost_after_a_second_too() -> None:
    film = Film().pictures(2.0).silence(3.0, broken=False)
    assert film.kinds == ["opened", "lost"]
    assert film.told[1][1] == pytest.approx(2.9, abs=0.15)


@pytest.mark.parametrize("period_s", [0.5, 1.0, 1.1, 3.0])
def test_a_slow_camera_is_not_lost_between_two_pictures(period_s: float) -> None:
    film = Film()
    film.pictures(2.0, min(period_s, 1.0)).pictures(40.0, period_s) if period_s < 2 else film.pictures(60.0, 2.9)
    assert film.kinds == ["opened"]


def test_a_slow_camera_that_hangs_is_lost_after_two_and_a_half_of_its_periods() -> None:
    film = Film().pictures(10.0, 1.0).silence(9.0, broken=False)
    assert film.kinds == ["opened", "lost"]
    assert film.told[1][1] == pytest.approx(9.0 + 2.5, abs=0.2)


def test_a_source_that_flaps_is_told_lost_once_until_it_was_steady() -> None:
    film = Film().pictures(3.0)
    for _ in range(30):
        film.silence(1.5).pictures(0.6)
    assert film.kinds == ["opened", "interrupted", "lost"]
    film.pictures(2.0)
    assert film.kinds == ["opened", "interrupted", "lost", "back"]


@pytest.mark.parametrize("on_s", [1.5, 4.0, 10.0, 30.0])
def test_lost_and_back_do_not_alternate_for_ever(on_s: float) -> None:
    film = Film().pictures(on_s)
    for _ in range(60):
        film.silence(2.0).pictures(on_s)
    assert film.kinds.count("back") <= 6
    assert film.kinds.count("lost") <= 7
    assert film.continuity.flow in (Flow.RETURNING, Flow.LOST)


def test_after_a_long_good_time_a_second_is_enough_again() -> None:
    film = Film().pictures(3.0)
    for _ in range(4):
        film.silence(2.0).pictures(20.0)
    film.pictures(200.0).silence(2.0)
    film.told.clear()
    film.pictures(1.5)
    assert film.kinds == ["back"]


@given(BLINKS)
def test_whatever_comes_lost_and_back_take_turns_and_nothing_else_is_told_between(
    blinks: list[tuple[float, float, bool]],
) -> None:
    film = Film().pictures(1.0)
    for on_s, off_s, broken in blinks:
        film.pictures(on_s).silence(off_s, broken=broken)
    told = [kind for kind in film.kinds if kind in ("lost", "back")]
    assert told == [("lost", "back")[n % 2] for n in range(len(told))]
    inner = "".join({"interrupted": "i", "resumed": "r", "lost": "L", "back": "b"}[kind] for kind in film.kinds[1:])
    for piece in inner.replace("ir", "").split("b"):
        assert piece in ("", "i", "L", "iL")


class TestStillness:
    def _noise(self, seed: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
        return np.random.default_rng(seed).integers(0, 256, (48, 64, 3), np.uint8)

    def test_ten_seconds_of_the_same_are_told_once_and_its_end_once(self) -> None:
        stillness = Stillness()
        still = self._noise(1)
        told = [stillness.picture(still.copy(), n * 0.5) for n in range(60)]
        assert [n for n, answer in enumerate(told) if answer is not None] == [20]
        assert told[20] is True
        assert stillness.picture(self._noise(2), 31.0) is False
        assert stillness.picture(self._noise(3), 31.5) is None

    def test_one_other_pixel_is_a_camera_that_lives(self) -> None:
        stillness = Stillness()
        picture = self._noise(1)
        for n in range(60):
            picture = picture.copy()
            picture[3, 5, 1] ^= 1
            assert stillness.picture(picture, n * 1.0) is None

    def test_a_covered_camera_is_not_called_frozen(self) -> None:
        stillness = Stillness()
        black = np.zeros((48, 64, 3), np.uint8)
        assert [stillness.picture(black, n * 1.0) for n in range(60)] == [None] * 60

    def test_a_picture_of_a_few_pixels_is_no_error(self) -> None:
        stillness = Stillness()
        assert [stillness.picture(np.zeros((4, 6, 3), np.uint8), n * 1.0) for n in range(60)] == [None] * 60

    def test_pictures_that_change_their_size_do_not_stand_still(self) -> None:
        stillness = Stillness()
        wide = np.random.default_rng(1).integers(0, 256, (48, 64, 3), np.uint8)
        for second in range(30):
            assert stillness.picture(wide if second % 2 else wide[:, :48], float(second)) is None
