"""A certificate made on the spot, for one run of the server. Nothing of it is kept."""

from __future__ import annotations

import datetime
import hashlib
import os
import secrets
import ssl
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address

_VALID_DAYS = 30
_CLOCK_DAYS = 2  # by which the phone's clock may be behind


@dataclass(frozen=True, slots=True, eq=False)
class Certificate:
    """What the server shows of itself.

    Attributes:
        context: for the server's side of TLS.
        fingerprint: SHA-256 of the certificate, 32 bytes.
    """

    context: ssl.SSLContext
    fingerprint: bytes


def make_certificate(addresses: Iterable[str], now: datetime.datetime | None = None) -> Certificate:
    """Make a key and a certificate signed by itself, for these IPv4 addresses.

    Raises:
        ImportError: the package `cryptography` is not installed.
        OSError: there is no place for a temporary file.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    now = now or datetime.datetime.now(datetime.timezone.utc)
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Noteworthy")])
    names: list[x509.GeneralName] = [x509.DNSName("localhost")]
    names += [x509.IPAddress(IPv4Address(address)) for address in addresses]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=_CLOCK_DAYS))
        .not_valid_after(now + datetime.timedelta(days=_VALID_DAYS))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    password = secrets.token_bytes(32)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.BestAvailableEncryption(password)
    )
    context = _context(secret + made.public_bytes(serialization.Encoding.PEM), password)
    return Certificate(context, hashlib.sha256(made.public_bytes(serialization.Encoding.DER)).digest())


def _context(chain: bytes, password: bytes) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # It is read from a file or not at all; what lies there for a moment is encrypted, and only we know how.
    place, path = tempfile.mkstemp(prefix="noteworthy-")
    try:
        with open(place, "wb") as file:
            file.write(chain)
        context.load_cert_chain(path, password=password)
    finally:
        os.unlink(path)
    return context
