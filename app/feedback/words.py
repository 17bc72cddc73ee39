"""The words for money, made once for the whole program, from CLDR data through Babel.

What is said about anything but money stands in `phrases.py`. Nothing here decides when something is said.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import format_currency, format_decimal, get_currency_name

from app.recognition.taught_names import name_of

SPECIMEN_CURRENCY = "XTS"  # ISO 4217's code for testing: the notes that we drew ourselves
_SPECIMEN_ENGLISH = ("specimen unit", "specimen units")
# What CLDR lacks, or gives without plural or for an earlier money of that code, made by hand: by language and code,
# for each plural form that differs from "other".
_BY_HAND: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("en", "ZWL"): {"one": "Zimbabwean dollar", "other": "Zimbabwean dollars"},
    ("de", "ZWL"): {"other": "Simbabwe-Dollar"},
    ("es", "ZWL"): {"one": "dólar zimbabuense", "other": "dólares zimbabuenses"},
    ("fr", "ZWL"): {"one": "dollar zimbabwéen", "other": "dollars zimbabwéens"},
    ("pt", "ZWL"): {"one": "dólar do Zimbábue", "other": "dólares do Zimbábue"},
    ("tr", "ZWL"): {"other": "Zimbabve doları"},
    ("ru", "ZWL"): {
        "one": "доллар Зимбабве",
        "few": "доллара Зимбабве",
        "many": "долларов Зимбабве",
        "other": "доллара Зимбабве",
    },
    ("id", "ZWL"): {"other": "Dolar Zimbabwe"},
    ("ar", "ZWL"): {"other": "دولار زيمبابوي"},
    ("de", "XCG"): {"one": "Karibischer Gulden", "other": "Karibische Gulden"},
    ("de", "ZWG"): {"other": "Simbabwe-Gold"},
    ("es", "ZWG"): {"other": "oro zimbabuense"},
    ("fr", "ZWG"): {"other": "or zimbabwéen"},
    ("pt", "XCG"): {"one": "florim caribenho", "other": "florins caribenhos"},
    ("pt", "ZWG"): {"other": "ouro zimbabuano"},
    ("hi", "XCG"): {"other": "कैरेबियाई गिल्डर"},
    ("hi", "ZWG"): {"other": "ज़िम्बाब्वे गोल्ड"},
    ("hi", "ZWL"): {"other": "ज़िम्बाब्वे डॉलर"},
    ("tr", "XCG"): {"other": "Karayip guldeni"},
    ("tr", "ZWG"): {"other": "Zimbabve altını"},
    ("ru", "XCG"): {
        "one": "карибский гульден",
        "few": "карибских гульдена",
        "many": "карибских гульденов",
        "other": "карибского гульдена",
    },
    ("ru", "ZWG"): {"one": "зимбабвийский золотой", "other": "зимбабвийских золотых"},
    ("id", "XCG"): {"other": "Gulden Karibia"},
    ("id", "ZWG"): {"other": "Emas Zimbabwe"},
    ("ar", "XCG"): {"other": "غيلدر كاريبي"},
    ("ar", "ZWG"): {"other": "ذهب زيمبابوي"},
}
# CLDR tells some earlier moneys from later ones by their years, which nobody says.
_YEARS = re.compile(r" (- )?\(?[0-9]{4}[-–—][0-9]{4}\)?$")


def money(value: str, currency: str, language: str = "en", *, full: bool = False) -> str:
    """An amount as a person says it: "20 dollars", "1 dollar", "0.5 euros", "2000 rupees".

    Number format, plural form and word order are CLDR's for the language; thousands are not grouped, because voices
    read "2,000" as two numbers in some languages. In English the country before the currency's own name is left out
    unless `full` is set ("20 dollars", with `full` "20 US dollars"): the last word of CLDR's name, in lower case, for
    every code that is legal tender somewhere. Use `full` when two currencies that are on share that word (see
    `needing_full_names`). Other languages always keep CLDR's own name, since where its country stands differs.
    The specimen code XTS is "specimen units" in English and CLDR's name for it elsewhere.

    Args:
        value: a decimal number with a point, for example "20" or "0.5".
        currency: ISO 4217 code; of a code that CLDR does not know, the code itself is said.
        language: BCP 47 tag, for example "en", "pt-BR"; one that CLDR does not know is taken as English.
        full: whether the currency's country is said in English, too.

    Raises:
        ValueError: `value` is not a finite number.
    """
    try:
        amount = Decimal(value)
    except InvalidOperation:
        raise ValueError(f"not an amount of money: {value!r}") from None
    if not amount.is_finite():
        raise ValueError(f"not an amount of money: {value!r}")
    currency = currency.upper()
    locale = _locale(language)
    own_name = name_of(currency)
    if own_name is not None:
        number = format_decimal(amount, locale=locale, decimal_quantization=False, group_separator=False)
        return f"{number} {own_name}"
    spelled = format_currency(
        amount,
        currency,
        locale=locale,
        format_type="name",
        currency_digits=False,
        decimal_quantization=False,
        group_separator=False,
    )
    cldr_name = get_currency_name(currency, count=amount, locale=locale)
    return spelled.replace(cldr_name, _said_name(cldr_name, currency, locale, amount, full=full))


def currency_name(currency: str, language: str = "en") -> str:
    """What the notes of a currency are called together: "US dollars", "euros"; in English XTS is "specimen units"."""
    currency = currency.upper()
    own_name = name_of(currency)
    if own_name is not None:
        return own_name
    locale = _locale(language)
    cldr_name = get_currency_name(currency, count=2, locale=locale)
    return _said_name(cldr_name, currency, locale, Decimal(2), full=True)


def needing_full_names(currencies: Iterable[str], language: str = "en") -> frozenset[str]:
    """Those of the codes whose short names would be the same, as "dollars" is for USD and CAD: say these in full.

    The same for one or for several: nobody hears by "manats" and "manat" which country's they are.
    """
    names = {code.upper(): {money(count, code, language) for count in ("1", "2")} for code in currencies}
    shared = Counter(name for both in names.values() for name in both)
    return frozenset(code for code, both in names.items() if any(shared[name] > 1 for name in both))


def _said_name(cldr_name: str, currency: str, locale: Locale, amount: Decimal, *, full: bool) -> str:
    by_hand = _BY_HAND.get((locale.language, currency))
    if by_hand is not None:
        return by_hand.get(locale.plural_form(amount), by_hand["other"])
    cldr_name = _YEARS.sub("", cldr_name)
    if locale.language != "en":
        # Some languages put the whole name of the test currency into brackets, which voices read or stumble over.
        return cldr_name[1:-1] if cldr_name.startswith("(") and cldr_name.endswith(")") else cldr_name
    if currency == SPECIMEN_CURRENCY:
        return _SPECIMEN_ENGLISH[amount != 1]
    if full or currency not in _legal_tender():
        return cldr_name
    return cldr_name.split()[-1].lower()


@lru_cache(maxsize=1)
def _legal_tender() -> frozenset[str]:
    # Funds, metals and accounting units ("troy ounces of gold", "US dollars (next day)") do not end in their own name.
    territories: dict[str, list[tuple[str, object, object, bool]]] = get_global("territory_currencies")  # type: ignore[assignment]
    return frozenset(code for used in territories.values() for code, _, until, tender in used if tender and not until)


@lru_cache(maxsize=32)
def _locale(language: str) -> Locale:
    tag = language.replace("_", "-")
    for candidate in (tag, tag.split("-")[0], "en"):
        try:
            return Locale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    raise AssertionError("Babel always has English")
