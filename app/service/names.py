"""Under which name a service without keys is asked, and by whose page: what keeps other sites' pages away from it.

A browser lets any page send to a service on this machine, and a name that a stranger chose may lead there too. Neither
can make the browser lie about the name and the page, which stand in the headers Host and Origin.
"""

import ipaddress
import re
from collections.abc import Iterable

from app.service.errors import Refused

# Names that lead to this machine alone and that nobody else can give away.
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_AUTHORITY = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[0-9A-Za-z.-]+)(?::([0-9]{0,5}))?")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_OTHER_PAGES = (b"cross-site", b"same-site")


def names_of(*addresses: str) -> frozenset[str]:
    """The names under which a service at these addresses may be asked."""
    return LOOPBACK_NAMES | {_name(address) for address in addresses}


def check(headers: Iterable[tuple[bytes, bytes]], hosts: frozenset[str], *, may_be_opened: bool) -> None:
    """See whether a request came under one of the names, and not from another site's page.

    Args:
        headers: of the request, names in small letters.
        hosts: the names, see `names_of`.
        may_be_opened: whether another page may lead a person there.

    Raises:
        Refused: 400 without one good Host, 421 under another name, 403 from another page.
    """
    named, origins, site = [], [], b""
    for name, value in headers:
        if name == b"host":
            named.append(value)
        elif name == b"origin":
            origins.append(value)
        elif name == b"sec-fetch-site":
            site = value.strip().lower()
    asked = _authority(named[0].decode("latin-1")) if len(named) == 1 else None
    if asked is None:
        raise Refused(400, "The request needs one header Host, with this service's name.")
    if asked[0] not in hosts:
        raise Refused(
            421,
            f"This service is not asked under that name, but as {', '.join(sorted(hosts))}; other names need a key.",
        )
    if any(not _is_own(origin.decode("latin-1"), asked) for origin in origins) or (
        site in _OTHER_PAGES and not may_be_opened
    ):
        raise Refused(403, "Pages of other sites cannot use this service.")


def _name(host: str) -> str:
    """A host in one spelling."""
    bare = host.strip("[]").lower().removesuffix(".")
    try:
        return str(ipaddress.ip_address(bare))
    except ValueError:
        return bare


def _authority(text: str) -> tuple[str, int | None] | None:
    """Name and port of a Host header; None where it is no such thing."""
    found = _AUTHORITY.fullmatch(text.strip(" \t"))
    if found is None:
        return None
    return _name(found[1]), int(found[2]) if found[2] else None


def _is_own(origin: str, asked: tuple[str, int | None]) -> bool:
    """Whether a page of that origin is this service's own; `null` is nobody's."""
    scheme, _, rest = origin.strip(" \t").partition("://")
    default = _DEFAULT_PORTS.get(scheme.lower())
    page = _authority(rest)
    if default is None or page is None:
        return False
    return (page[0], page[1] or default) == (asked[0], asked[1] or default)
