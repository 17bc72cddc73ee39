"""What a request can be refused with. How it is put on the wire is in application.py and guard.py."""

from collections.abc import Mapping
from types import MappingProxyType


class ServiceError(Exception):
    """The service cannot be started. The message is one clear line that says what to do."""


class Refused(Exception):
    """A request that is not answered with a result.

    Attributes:
        status: HTTP status, 400 to 599.
        message: one clear line for whoever sent it.
        retry_after_s: whole seconds after which trying again makes sense, or None.
        headers: what the answer says besides.
    """

    def __init__(
        self,
        status: int,
        message: str,
        retry_after_s: int | None = None,
        *,
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.retry_after_s = retry_after_s
        self.headers = headers
