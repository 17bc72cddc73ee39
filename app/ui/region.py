"""Which currencies a person is likely to use first: those of the region that the system is set to. No widgets here."""

import re
from collections.abc import Collection

from babel.core import get_global
from PySide6.QtCore import QLocale

# No region has more in everyday use; what is left out is found by searching.
_MOST = 5
_TERRITORY = re.compile(r"[-_]([A-Za-z]{2})(?:[-_.@]|$)")


def system_territory() -> str:
    """ISO 3166 code of the region that the system is set to, or of the first language that has one; "" for none."""
    system = QLocale.system()
    names = [system.name(), *system.uiLanguages()]
    return next((territory for name in names if (territory := territory_of(name))), "")


def territory_of(name: str) -> str:
    """The region in the name of a locale or the tag of a language, "en_KE" or "de-AT"; "" where it has none."""
    found = _TERRITORY.search(name)
    return found[1].upper() if found else ""


def currencies_of(territory: str, known: Collection[str]) -> tuple[str, ...]:
    """The currencies that are legal tender there now and can be read, CLDR's first one first; none for no region."""
    used: dict[str, list[tuple[str, object, object, bool]]] = get_global("territory_currencies")  # type: ignore[assignment]
    now = [code for code, _, until, is_tender in used.get(territory, ()) if is_tender and not until]
    return tuple(code for code in dict.fromkeys(now) if code in known)[:_MOST]
