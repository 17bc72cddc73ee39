"""The certificate of one run: what it says, and that nothing of it is left."""

import datetime
import hashlib
import ssl
import tempfile
from pathlib import Path

import pytest

from app.phone.certificate import make_certificate
from tests.app.phone.pages import needs_packages

pytestmark = needs_packages


def shown(context: ssl.SSLContext) -> bytes:
    """What a client is shown in a handshake that passes through memory."""
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    client_context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client_context.check_hostname = False
    client_context.verify_mode = ssl.CERT_NONE
    client = client_context.wrap_bio(back, there)
    server = context.wrap_bio(there, back, server_side=True)
    for _ in range(4):
        for side in (client, server):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
    found = client.getpeercert(binary_form=True)
    assert found is not None
    return found


def test_its_fingerprint_is_that_of_what_browsers_are_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    made = make_certificate(["192.168.1.5"])
    assert hashlib.sha256(shown(made.context)).digest() == made.fingerprint
    assert list(tmp_path.iterdir()) == [], "nothing of it is left on the disk"


def test_it_names_the_addresses_and_is_good_for_a_month() -> None:
    from cryptography import x509

    now = datetime.datetime(2026, 11, 26, tzinfo=datetime.timezone.utc)
    found = x509.load_der_x509_certificate(shown(make_certificate(["192.168.1.5", "10.0.0.2"], now).context))
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert [str(each) for each in names.get_values_for_type(x509.IPAddress)] == ["192.168.1.5", "10.0.0.2"]
    assert found.not_valid_before_utc < now
    assert now + datetime.timedelta(days=29) < found.not_valid_after_utc < now + datetime.timedelta(days=90)


def test_each_is_another() -> None:
    assert make_certificate([]).fingerprint != make_certificate([]).fingerprint
