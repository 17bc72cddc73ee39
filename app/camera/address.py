"""Addresses of cameras on the network: read by ourselves, before any library sees them. Nothing is connected here.

Whatever stands between `//` and the last `@` is a secret, and so is what follows a `?`: neither is ever part of what is
shown, not even of an address that cannot be used.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from app.camera.errors import SourceSpecError
from app.camera.shown import shown_text

SCHEMES = frozenset({"http", "https", "rtsp", "rtsps"})
LONGEST = 4096
_PORTS = {"http": 80, "https": 443, "rtsp": 554, "rtsps": 322}
_LONGEST_HOST = 253
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?", re.ASCII)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+", re.ASCII)  # of one letter it is a drive of Windows
_QUERY = re.compile(r"\?[^?=&/]*=")
_KEPT_IN_PATH = "!$&'()*+,;=:@/?-._~%[]"


@dataclass(frozen=True, slots=True)
class Address:
    """A camera's address, taken apart; made by `parse_address`.

    Attributes:
        scheme: one of SCHEMES.
        host: the name of a machine in ASCII letters, or a literal IP address without brackets.
        port: 1 to 65535; the scheme's own where none was given.
        path: path and query, percent-encoded ASCII that begins with a slash.
        user, password: as the camera is to get them, without percent-encoding; None for none.
        shown: the address as it may be shown, spoken and logged.
    """

    scheme: str
    host: str
    port: int
    path: str = field(repr=False)
    shown: str = field(compare=False)
    user: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)

    @property
    def authority(self) -> str:
        """Host and port, without secrets, as the header `Host` has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def for_library(self) -> str:
        """The whole address with its secrets, every odd character of them percent-encoded."""
        secret = ""
        if self.user is not None:
            secret = quote(self.user, safe="")
            if self.password is not None:
                secret += ":" + quote(self.password, safe="")
            secret += "@"
        return f"{self.scheme}://{secret}{self.authority}{self.path}"


def looks_like_address(spec: str) -> bool:
    """Whether it is meant as an address, if perhaps as one that cannot be used."""
    scheme, colon, rest = spec.partition(":")
    is_scheme = bool(colon) and _SCHEME.fullmatch(scheme) is not None
    return is_scheme and (rest.startswith("//") or scheme.lower() in SCHEMES)


def without_secrets(address: str) -> str:
    """Return anything that may be an address as it may be shown: no user name, no password, no query. Never fails."""
    scheme, colon, rest = address.partition(":")
    if not colon or _SCHEME.fullmatch(scheme) is None or (scheme.lower() not in SCHEMES and rest[:2] != "//"):
        # Somebody forgot "http://", or it is no address at all.
        may_hold_secrets = "@" in address or _QUERY.search(address)
        return shown_text(_public(address) if may_hold_secrets else address)
    return shown_text(f"{scheme.lower()}://{_public(rest.lstrip('/'))}")


def parse_address(text: str) -> Address:
    """Take an address apart.

    What stands before the last `@` is the secret. Where it holds one of `/ ? # [ ]`, it cannot be told for certain
    where the name of the machine begins: a wrong guess would send the password to another machine, so it is refused.

    Raises:
        SourceSpecError: `address_scheme`, `address_characters`, `address_password`, `address_host`, `address_port`.
    """
    shown = without_secrets(text)
    scheme, found, rest = text.partition("://")
    scheme = scheme.lower()
    if not found or scheme not in SCHEMES:
        raise SourceSpecError("address_scheme", address=shown)
    if len(text) > LONGEST or not _is_plain(text):
        raise SourceSpecError("address_characters", address=shown)
    secret, has_secret, rest = rest.rpartition("@")
    if re.search(r"[/?#\[\]\\]", secret):
        raise SourceSpecError("address_password", address=shown)
    user, has_password, password = (unquote(piece) for piece in secret.partition(":"))
    if not _is_plain((user + password).replace(" ", "")):
        raise SourceSpecError("address_characters", address=shown)
    split = re.search(r"[/?#\\]", rest)
    authority, path = (rest[: split.start()], rest[split.start() :]) if split else (rest, "")
    host, port = _host_and_port(scheme, authority, shown)
    path = path.partition("#")[0]
    if not path.startswith("/"):
        path = "/" + path
    return Address(
        scheme,
        host,
        port,
        quote(path, safe=_KEPT_IN_PATH),
        shown,
        user if has_secret else None,
        password if has_password else None,
    )


def _public(rest: str) -> str:
    """What may be shown of an address after its scheme."""
    before, _, after = rest.rpartition("@")
    if re.search("[?#]", before):
        # Either the password has such a sign, or this @ stands in a query, and what follows it is a secret, too.
        return "…"
    return re.split("[?#]", after, maxsplit=1)[0]


def _is_plain(text: str) -> bool:
    """Whether it has no spaces, no control characters and nothing that is no character at all."""
    return all(unicodedata.category(letter)[0] not in "CZ" for letter in text)


def _host_and_port(scheme: str, authority: str, shown: str) -> tuple[str, int]:
    matched = re.fullmatch(r"(\[[^\[\]]*\]|[^:\[\]]*)(?::(.*))?", authority)
    if matched is None:
        raise SourceSpecError("address_host", address=shown)
    name, number = matched[1], matched[2] or ""
    host = _literal(name[1:-1]) if name.startswith("[") else _named(name)
    if host is None:
        raise SourceSpecError("address_host", address=shown)
    if not number:
        return host, _PORTS[scheme]
    # No port has more than five digits, and a number may be too long to be read as one.
    if not (number.isascii() and number.isdigit() and len(number) <= 5 and 0 < int(number) <= 65535):
        raise SourceSpecError("address_port", address=shown)
    return host, int(number)


def _literal(text: str) -> str | None:
    """An IPv6 address, its zone without percent-encoding; None when it is none."""
    try:
        return str(ipaddress.IPv6Address(text.replace("%25", "%", 1)))
    except ValueError:
        return None


def _named(text: str) -> str | None:
    """The name of a machine in ASCII, or an IPv4 address; None when it is neither."""
    try:
        host = text.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        return None
    labels = host.split(".")
    if len(host) > _LONGEST_HOST or not all(_LABEL.fullmatch(label) for label in labels):
        return None
    if not labels[-1].isdigit():
        return host
    try:
        return str(ipaddress.IPv4Address(host))
    except ValueError:
        return None
