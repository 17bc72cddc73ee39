"""Asking a camera on the network for its pictures over http(s): redirects, passwords, certificates, time limits.

What is done with the answer is decided in http_source.py.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import http.client
import ipaddress
import re
import secrets
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable
from urllib.parse import urljoin

from app.camera.address import Address, parse_address
from app.camera.chunks import Chunks
from app.camera.errors import SourceSpecError, SourceUnavailable

_MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 64 * 1024
_LONGEST_CHALLENGE = 16 * 1024
_HASHES = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}


class Answer:
    """What a camera answers: its type, and its bytes as they come."""

    def __init__(
        self,
        connected: socket.socket | None,
        response: http.client.HTTPResponse,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take an answer whose head was read, what it comes through, and what tells the time in seconds."""
        self._socket = connected
        self._clock = clock
        self._response = response
        self.kind = (response.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
        if self.kind.startswith("multipart/") and not response.chunked:
            # Some servers let the head run into the first part: this would be the length of one picture.
            response.length = None
        self._chunks = Chunks() if response.chunked else None
        # http.client would read on behind the last chunk for as long as something comes there.
        response.chunked = False
        coding = (response.headers.get("Content-Encoding") or "").strip().lower()
        self._unpacker = zlib.decompressobj(wbits=47) if coding in ("gzip", "x-gzip", "deflate") else None
        self._may_be_bare = coding == "deflate"

    def read(self, timeout_s: float) -> bytes:
        """Some bytes, waiting for them up to that many seconds; b"" at the end. Raises OSError."""
        until_s = self._clock() + timeout_s
        while True:
            data = b"" if self._unpacker is None else self._unpacker.unconsumed_tail
            if self._unpacker is not None and self._unpacker.eof and not self._is_over:
                data = self._unpacker.unused_data
            if not data:
                data = b"" if self._is_over else self._received(until_s - self._clock())
                if not data:
                    return b""
                data = self._content(data)
            if self._unpacker is not None:
                data = self._unpacked(data)
            if data:
                return data
            # There may be chunks with nothing in them, and packed blocks, without end.
            if self._clock() >= until_s:
                raise TimeoutError("nothing came but what wraps it")

    @property
    def _is_over(self) -> bool:
        """Whether what wraps the bytes has come to its end."""
        is_last = self._chunks is not None and self._chunks.ended
        # Of a stream each picture may be packed by itself.
        is_unpacked = self._unpacker is not None and self._unpacker.eof and not self.kind.startswith("multipart/")
        return is_last or is_unpacked

    def _received(self, timeout_s: float) -> bytes:
        if self._response.isclosed():  # from Python 3.13 on with the last byte, and the connection with it
            return b""
        try:
            if self._socket is not None:
                self._socket.settimeout(max(0.001, timeout_s))
            data = self._response.read1(_CHUNK)
        except (http.client.HTTPException, ValueError) as error:
            raise OSError(str(error)) from error
        if not data and self._chunks is not None:
            raise ConnectionError("it broke off between two chunks")
        return data

    def _content(self, data: bytes) -> bytes:
        try:
            return data if self._chunks is None else self._chunks.feed(data)
        except ValueError as error:
            raise OSError(str(error)) from error

    def close(self) -> None:
        """Hang up."""
        with contextlib.suppress(OSError):
            self._response.close()
        if self._socket is not None:
            self._socket.close()

    def _unpacked(self, data: bytes) -> bytes:
        assert self._unpacker is not None
        if self._unpacker.eof:
            self._unpacker = zlib.decompressobj(wbits=47)
        is_first, self._may_be_bare = self._may_be_bare, False
        try:
            return self._unpacker.decompress(data, 16 * _CHUNK)
        except zlib.error as error:
            if not is_first:
                raise OSError(str(error)) from error
        # Some send "deflate" without its head, and browsers read that.
        self._unpacker = zlib.decompressobj(wbits=-15)
        return self._unpacked(data)


class HttpAccess:
    """Asks one address again and again, and remembers what was learnt on the way. `interrupt` may be called by any."""

    def __init__(self, address: Address) -> None:
        """Take the address; nothing is connected yet."""
        self._address = address
        self._trusts_any = False
        self._is_here = False
        self._socket: socket.socket | None = None

    def ask(self, timeout_s: float) -> Answer:
        """Ask for the pictures; the head of the answer is there within that many seconds, names left out.

        Raises:
            SourceUnavailable: nobody answers, or not with pictures.
        """
        address, challenge = self._address, None
        for _ in range(_MOST_REDIRECTS + 2):
            connection, response = self._request(address, challenge, timeout_s)
            if response.status == 200:
                return Answer(self._socket, response)
            told = response.headers.get_all("WWW-Authenticate") or []
            location = response.headers.get("Location")
            response.close()
            connection.close()
            if response.status == 401 and challenge is None and address.user is not None and told:
                challenge = ", ".join(told)[:_LONGEST_CHALLENGE]
            elif response.status in _REDIRECTS and location:
                address, challenge = self._redirected(address, location, response.status), None
            elif response.status in (401, 403):
                raise SourceUnavailable("stream_password", address=self._address.shown)
            else:
                raise self._error(response.status)
        raise self._error(response.status)

    def interrupt(self) -> None:
        """Make whoever waits for bytes stop waiting."""
        connected = self._socket
        if connected is not None:
            with contextlib.suppress(OSError):
                connected.shutdown(socket.SHUT_RDWR)

    def _error(self, status: int) -> SourceUnavailable:
        return SourceUnavailable("stream_answer", address=self._address.shown, status=status)

    def _redirected(self, address: Address, location: str, status: int) -> Address:
        try:
            target = parse_address(urljoin(f"{address.scheme}://{address.authority}{address.path}", location))
        except (SourceSpecError, ValueError):
            raise self._error(status) from None
        if target.scheme not in ("http", "https"):
            raise self._error(status)
        is_same = (target.host, target.port) == (address.host, address.port)
        # The password is for the machine that was named, and for no other.
        user, password = (address.user, address.password) if is_same else (None, None)
        return Address(target.scheme, target.host, target.port, target.path, target.shown, user, password)

    def _request(
        self, address: Address, challenge: str | None, timeout_s: float
    ) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        connection = self._connected(address, timeout_s)
        is_here = _is_this_machine(connection.sock)
        if address == self._address:
            self._is_here = is_here
        elif is_here and not self._is_here:
            # A camera has no business with what this machine keeps for itself.
            connection.close()
            raise self._error(http.client.FOUND)
        # A head that trickles in byte by byte would hold each single wait for less than the limit.
        limit = threading.Timer(timeout_s, self.interrupt)
        limit.daemon = True
        limit.start()
        try:
            connection.putrequest("GET", address.path, skip_host=True, skip_accept_encoding=True)
            # The zone of an address is this machine's own business.
            connection.putheader("Host", re.sub("%[^]]*", "", address.authority))
            connection.putheader("User-Agent", "Noteworthy")
            connection.putheader("Accept", "multipart/x-mixed-replace, image/*, */*;q=0.5")
            connection.putheader("Accept-Encoding", "identity")
            if challenge is not None:
                connection.putheader("Authorization", _authorization(address, challenge))
            connection.endheaders()
            return connection, connection.getresponse()
        except (OSError, http.client.HTTPException, ValueError):
            connection.close()
            raise SourceUnavailable("stream_unavailable", address=self._address.shown) from None
        finally:
            limit.cancel()

    def _connected(self, address: Address, timeout_s: float) -> http.client.HTTPConnection:
        try:
            connection = self._connection(address, timeout_s)
            connection.connect()
        except ssl.SSLCertVerificationError:
            if self._trusts_any or not _is_at_home(address, timeout_s):
                raise SourceUnavailable("stream_certificate", address=self._address.shown) from None
            # Cameras in the house sign their certificates themselves; without this they would need http://.
            self._trusts_any = True
            return self._connected(address, timeout_s)
        except (OSError, ValueError):
            raise SourceUnavailable("stream_unavailable", address=self._address.shown) from None
        self._socket = connection.sock
        return connection

    def _connection(self, address: Address, timeout_s: float) -> http.client.HTTPConnection:
        if address.scheme == "http":
            return http.client.HTTPConnection(address.host, address.port, timeout=timeout_s)
        context = ssl.create_default_context()
        if self._trusts_any and _is_at_home(address, timeout_s):
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return http.client.HTTPSConnection(address.host, address.port, timeout=timeout_s, context=context)


def _is_this_machine(connected: socket.socket) -> bool:
    """Whether the other end is this machine, under an address that no other can reach."""
    try:
        return ipaddress.ip_address(connected.getpeername()[0].partition("%")[0]).is_loopback
    except (OSError, ValueError):
        return False


def _is_at_home(address: Address, timeout_s: float) -> bool:
    """Whether the machine is in this house: its address is one that no machine of the internet has."""
    try:
        with socket.create_connection((address.host, address.port), timeout_s) as connected:
            peer = ipaddress.ip_address(connected.getpeername()[0].partition("%")[0])
    except (OSError, ValueError):
        return False
    return peer.is_private or peer.is_loopback or peer.is_link_local


def _authorization(address: Address, challenge: str) -> str:
    """The header that answers what the camera asks for; digest where it can be, else basic."""
    user, password = address.user or "", address.password or ""
    digest = re.search(r"\bdigest\s+(.*)", challenge, re.IGNORECASE | re.DOTALL)
    if digest is None:
        return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode("ascii")
    asked = {
        name.lower(): quoted.replace('\\"', '"') or plain
        for name, quoted, plain in re.findall(r'(?<!\w)(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))', digest[1])
    }
    algorithm = asked.get("algorithm", "MD5").upper()
    hashed = _HASHES.get(algorithm.removesuffix("-SESS"), hashlib.md5)

    def digest_of(*pieces: str) -> str:
        return hashed(":".join(pieces).encode()).hexdigest()

    realm, nonce, own_nonce, count = asked.get("realm", ""), asked.get("nonce", ""), secrets.token_hex(8), "00000001"
    secret = digest_of(user, realm, password)
    if algorithm.endswith("-SESS"):
        secret = digest_of(secret, nonce, own_nonce)
    wanted = digest_of("GET", address.path)
    has_quality = "auth" in re.split(r"[\s,]+", asked.get("qop", ""))
    middle = (nonce, count, own_nonce, "auth") if has_quality else (nonce,)
    fields = {
        "username": user,
        "realm": realm,
        "nonce": nonce,
        "uri": address.path,
        "response": digest_of(secret, *middle, wanted),
    }
    if "opaque" in asked:
        fields["opaque"] = asked["opaque"]
    quoted = [f'{name}="{_quoted(value)}"' for name, value in fields.items()]
    plain = [f"algorithm={algorithm}"] if "algorithm" in asked else []
    if has_quality:
        plain += ["qop=auth", f"nc={count}", f'cnonce="{own_nonce}"']
    return "Digest " + ", ".join(quoted + plain)


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
