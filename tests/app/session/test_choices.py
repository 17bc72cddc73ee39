"""Which currencies are named: what was chosen, and the specimens while the demo plays."""

import pytest

from app.feedback.modes import GuidanceLevel
from app.session.choices import Choices
from tests.app.fakes import FakeRecognizer, script


def choices(*currencies: str, specimens_in_demo: bool = True) -> Choices:
    return Choices(FakeRecognizer(script([])), currencies, language="en", specimens_in_demo=specimens_in_demo)


@pytest.mark.parametrize(
    ("wrong", "told"), [((), "none"), (("QQQ",), "QQQ"), (("USD", "QQQ"), "QQQ"), (("QQQ", "AAA"), "AAA, QQQ")]
)
def test_none_or_an_unknown_currency_is_refused_and_changes_nothing(wrong: tuple[str, ...], told: str) -> None:
    chosen = choices("USD")
    with pytest.raises(ValueError, match=f"currencies must be some of .*, not {told}$"):
        chosen.choose(wrong)
    assert chosen.chosen == {"USD"}


def test_what_was_chosen_counts_when_it_is_applied() -> None:
    chosen = choices("USD")
    chosen.choose(["EUR"])
    assert chosen.on == {"USD"}
    chosen.apply(is_demo=False)
    assert chosen.on == {"EUR"}


def test_each_currency_is_new_once() -> None:
    chosen = choices("USD")
    assert chosen.newly_on() == {"USD"}
    chosen.choose(["USD", "EUR"])
    chosen.apply(is_demo=False)
    assert chosen.newly_on() == {"EUR"}
    assert chosen.newly_on() == set()
    assert chosen.number_known == 2, "the specimens are no currency"


def test_nothing_is_likely_to_be_said_twice() -> None:
    texts = choices("USD", "EUR").usual_texts(choices("USD", "EUR").wording(), GuidanceLevel.FULL)
    assert (
        len(texts)
        == len(set(texts))
        > len(choices("USD", "EUR").usual_texts(choices("USD").wording(), GuidanceLevel.VALUES_ONLY))
    )


def test_the_demo_has_its_specimens_unless_currencies_were_named() -> None:
    for wanted, on in ((True, {"USD", "XTS"}), (False, {"USD"})):
        chosen = choices("USD", specimens_in_demo=wanted)
        chosen.apply(is_demo=True)
        assert chosen.on == on
        assert chosen.chosen == {"USD"}
        chosen.apply(is_demo=False)
        assert chosen.on == {"USD"}


def test_codes_come_in_the_model_s_order_and_none_that_was_not_asked_for() -> None:
    chosen = choices("USD")
    in_order = chosen.in_order(frozenset({"USD", "EUR"}))
    assert sorted(in_order) == ["EUR", "USD"]
    for one in in_order:
        assert chosen.in_order(frozenset({one, "QQQ"})) == (one,)
    assert chosen.in_order(frozenset()) == ()
