"""What waits to be said on the phone."""

from app.phone.sayings import MOST_KEPT, Saying, Sayings


def test_only_the_newest_few_are_kept_in_order() -> None:
    sayings = Sayings()
    for number in range(MOST_KEPT + 2):
        sayings.put(Saying(str(number), "en", 1.0, lambda: True))
    assert [each.text for each in sayings.take(1.0)] == [str(number) for number in range(2, MOST_KEPT + 2)]
    assert sayings.take(1.0) == []


def test_they_are_forgotten() -> None:
    sayings = Sayings()
    sayings.put(Saying("a", "en", 1.0, lambda: True))
    sayings.clear()
    assert sayings.take(1.0) == []
