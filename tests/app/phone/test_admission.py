"""Who is let in as the camera, and who waits, by a clock that the tests move."""

import pytest

from app.phone.admission import (
    GONE_AFTER_S,
    LOCKED_GONE_AFTER_S,
    MOST_TRIES,
    TRIES_AT_ONCE,
    TRY_AGAIN_S,
    Admission,
    Refusal,
    Standing,
)


def refusal(admission: Admission, key: str, now_s: float) -> str:
    with pytest.raises(Refusal) as refused:
        admission.join(key, now_s)
    return refused.value.reason


def wrong_code(admission: Admission) -> str:
    return "000000" if admission.code != "000000" else "000001"


@pytest.mark.parametrize("which", ["key", "code"])
def test_a_key_lets_one_phone_in_once_and_then_both_are_new(which: str) -> None:
    admission = Admission()
    key, code = admission.key, admission.code
    token = admission.join(getattr(admission, which), 0.0)
    assert admission.hear(token, 0.1) is Standing.CAMERA
    assert refusal(admission, key, 1.0) == "wrong"
    assert refusal(admission, code, 1.0) == "wrong"
    assert admission.key != key
    assert len(admission.code) == 6
    assert admission.code.isdigit()


def test_nobody_knows_a_token_that_was_not_given() -> None:
    admission = Admission()
    token = admission.join(admission.key, 0.0)
    for other in ("", token[:-1], token + "x", admission.key, "\ud800"):
        assert admission.hear(other, 0.1) is None


def test_a_second_phone_waits_and_a_third_is_turned_away() -> None:
    admission = Admission()
    first = admission.join(admission.key, 0.0)
    second = admission.join(admission.key, 1.0)
    assert admission.hear(second, 1.0) is Standing.WAITING
    assert admission.hear(first, 1.1) is Standing.CAMERA
    assert admission.someone_waits
    key = admission.key
    assert refusal(admission, key, 1.2) == "full"
    assert admission.key == key, "it was not used"


def test_who_waits_is_the_camera_once_the_first_has_gone() -> None:
    admission = Admission()
    first = admission.join(admission.key, 0.0)
    second = admission.join(admission.key, 1.0)
    for tenth in range(10, 10 + int(10 * GONE_AFTER_S)):
        assert admission.hear(second, tenth / 10) is (
            Standing.WAITING if tenth / 10 <= GONE_AFTER_S else Standing.CAMERA
        )
    assert admission.hear(first, GONE_AFTER_S + 1.1) is None


def test_a_phone_that_comes_while_the_first_has_gone_is_the_camera_at_once() -> None:
    admission = Admission()
    admission.join(admission.key, 0.0)
    second = admission.join(admission.key, GONE_AFTER_S + 0.1)
    assert admission.hear(second, GONE_AFTER_S + 0.2) is Standing.CAMERA


def test_a_phone_that_was_silent_goes_on_where_no_other_came() -> None:
    admission = Admission()
    first = admission.join(admission.key, 0.0)
    assert admission.hear(first, 3600.0) is Standing.CAMERA


def test_a_locked_phone_keeps_its_place_for_longer() -> None:
    admission = Admission()
    first = admission.join(admission.key, 0.0)
    admission.lock(first, is_locked=True)
    second = admission.join(admission.key, 1.0)
    assert admission.hear(second, 2 * GONE_AFTER_S) is Standing.WAITING
    for now_s in range(int(2 * GONE_AFTER_S), int(LOCKED_GONE_AFTER_S) + 1, 2):
        assert admission.hear(second, float(now_s)) is Standing.WAITING
    assert admission.hear(second, LOCKED_GONE_AFTER_S + 0.1) is Standing.CAMERA


def test_who_waits_and_goes_is_forgotten() -> None:
    admission = Admission()
    first = admission.join(admission.key, 0.0)
    second = admission.join(admission.key, 0.0)
    admission.hear(first, GONE_AFTER_S)
    admission.forget_gone(GONE_AFTER_S + 1)
    assert not admission.someone_waits
    assert admission.hear(second, GONE_AFTER_S + 1) is None
    assert not admission.swap(GONE_AFTER_S + 1)


def test_phones_change_places_when_that_is_allowed() -> None:
    admission = Admission()
    first = admission.join(admission.key, 0.0)
    second = admission.join(admission.key, 0.0)
    assert admission.swap(1.0)
    assert admission.hear(second, 1.0) is Standing.CAMERA
    assert admission.hear(first, 1.0) is Standing.WAITING


def test_a_page_that_is_closed_makes_way_at_once_and_one_that_is_loaded_anew_goes_on() -> None:
    admission = Admission()
    first = admission.join(admission.key, 0.0)
    admission.leave(first)
    assert not admission.has_camera
    assert admission.hear(first, 0.5) is Standing.CAMERA
    assert admission.has_camera
    second = admission.join(admission.key, 0.6)
    admission.leave(first)
    assert admission.hear(second, 0.7) is Standing.CAMERA
    assert admission.hear(first, 0.8) is None


def test_the_page_of_a_phone_that_waits_is_closed() -> None:
    admission = Admission()
    first = admission.join(admission.key, 0.0)
    second = admission.join(admission.key, 0.0)
    admission.leave(second)
    assert admission.hear(second, 0.1) is None
    assert admission.hear(first, 0.1) is Standing.CAMERA
    admission.leave("nobody's")


def test_wrong_keys_are_taken_ever_more_slowly_and_the_right_one_with_them() -> None:
    admission = Admission()
    for _ in range(TRIES_AT_ONCE):
        assert refusal(admission, wrong_code(admission), 0.0) == "wrong"
    assert refusal(admission, admission.code, 0.0) == "wait", "who guesses learns nothing meanwhile"
    assert refusal(admission, admission.code, TRY_AGAIN_S - 0.1) == "wait"
    assert admission.join(admission.code, TRY_AGAIN_S + 0.1)


def test_after_many_wrong_keys_none_is_taken_until_it_is_opened_anew() -> None:
    admission = Admission()
    key, code = admission.key, admission.code
    for number in range(MOST_TRIES):
        assert not admission.is_closed
        assert refusal(admission, wrong_code(admission), 1000.0 * (number + 1)) == "wrong"
    assert refusal(admission, key, 1e6) == "closed"
    admission.open_anew()
    assert (admission.key, admission.code) != (key, code)
    assert admission.join(admission.code, 2e6)


def test_to_open_anew_changes_nothing_where_nothing_was_closed() -> None:
    admission = Admission()
    code = admission.code
    admission.open_anew()
    assert admission.code == code
