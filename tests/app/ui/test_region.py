"""The first currencies: those of the region that the system is set to."""

import pytest
from PySide6.QtCore import QLocale

from app.ui import region
from app.ui.region import currencies_of, system_territory, territory_of

KNOWN = ("EUR", "INR", "KES", "USD", "ZAR", "LSL", "BTN")


@pytest.mark.parametrize(
    ("territory", "currencies"),
    [
        ("KE", ("KES",)),
        ("DE", ("EUR",)),
        ("HR", ("EUR",)),
        ("LS", ("ZAR", "LSL")),
        ("BT", ("INR", "BTN")),
        ("PA", ("USD",)),
        ("JP", ()),
        ("", ()),
        ("XX", ()),
    ],
)
def test_what_is_money_there_now_and_can_be_read(territory: str, currencies: tuple[str, ...]) -> None:
    assert currencies_of(territory, KNOWN) == currencies


@pytest.mark.parametrize(
    ("name", "territory"),
    [
        ("en_KE", "KE"),
        ("de-AT", "AT"),
        ("zh-Hant-TW", "TW"),
        ("sr_Latn_RS", "RS"),
        ("pt_br.UTF-8", "BR"),
        ("C", ""),
        ("de", ""),
        ("es-419", ""),
        ("", ""),
    ],
)
def test_region_in_the_name_of_a_locale(name: str, territory: str) -> None:
    assert territory_of(name) == territory


@pytest.mark.parametrize(
    ("name", "languages", "territory"),
    [("sw_KE", ["en-US"], "KE"), ("C", ["de-AT", "en-GB"], "AT"), ("C", ["C"], ""), ("C", [], "")],
)
def test_region_of_the_system(monkeypatch: pytest.MonkeyPatch, name: str, languages: list[str], territory: str) -> None:
    class System:
        def name(self) -> str:
            return name

        def uiLanguages(self) -> list[str]:
            return languages

    class Locales:
        system = System

    monkeypatch.setattr(region, "QLocale", Locales)
    assert system_territory() == territory


def test_the_real_system_has_a_region_or_none() -> None:
    assert isinstance(QLocale.system().name(), str)
    assert len(system_territory()) in (0, 2)


def test_what_is_no_money_any_more_and_what_never_was_is_left_out() -> None:
    assert currencies_of("DE", {"DEM", "EUR"}) == ("EUR",)
    assert currencies_of("CH", {"CHE", "CHF", "CHW"}) == ("CHF",)
    assert currencies_of("nowhere", {"EUR"}) == ()
