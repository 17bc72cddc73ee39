"""What a phone needs to become the camera, and how that is drawn. How it is said: `app/session/phone_wording.py`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Invitation:
    """Where the page is, and what opens it once.

    Attributes:
        host: this machine's IPv4 address.
        port: of the server.
        key: opens the page for one phone, once; part of the address that is drawn.
        code: the same, six digits to be typed.
        fingerprint: SHA-256 of the certificate, 32 bytes.
    """

    host: str
    port: int
    key: str
    code: str
    fingerprint: bytes

    @property
    def typed(self) -> str:
        """The address as it is typed; the page asks for the code then."""
        return f"{self.host}:{self.port}"

    @property
    def link(self) -> str:
        """The address with the key, which a browser does not send along."""
        return f"https://{self.host}:{self.port}/#{self.key}"

    @property
    def fingerprint_text(self) -> str:
        """The fingerprint as browsers show it."""
        return self.fingerprint.hex(":").upper()


def drawn(link: str) -> tuple[tuple[bool, ...], ...]:
    """The QR code of an address: rows of modules, True for a dark one, with no margin.

    Raises:
        ImportError: the package `segno` is not installed.
    """
    import segno

    return tuple(tuple(bool(module) for module in row) for row in segno.make(link, micro=False).matrix)
