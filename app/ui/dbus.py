"""A call over D-Bus and its answer, through the system's own libdbus. Nothing is started by asking.

PySide's QtDBus cannot read lists of structures, which is what the accessibility registry answers with. libdbus is there
wherever a screen reader can be, as Qt itself speaks to readers through it.
"""

import ctypes
import functools
from typing import Any, Final

_TIMEOUT_MS: Final = 500
# DBusMessageIter is opaque, of 14 words at most; DBusError is two pointers, a word of bits and a pointer.
_ITERATOR_BYTES: Final = 256
_ERROR_BYTES: Final = 64
_STRING, _OBJECT_PATH, _BOOLEAN, _UINT32, _INT32 = (ord(letter) for letter in "sobui")
_ARRAY, _STRUCT, _VARIANT, _END = ord("a"), ord("r"), ord("v"), 0


class BusError(Exception):
    """The bus, or who was asked on it, did not answer. For logs; nobody needs to be told."""


class Bus:
    """A connection of our own to one bus. Used by one thread.

    Raises:
        BusError: there is no libdbus, or nothing at that address.
    """

    def __init__(self, address: str) -> None:
        self._lib = _libdbus()
        error = ctypes.create_string_buffer(_ERROR_BYTES)
        self._lib.dbus_error_init(error)
        self._connection = self._lib.dbus_connection_open_private(address.encode(), error)
        if not self._connection:
            self._lib.dbus_error_free(error)
            raise BusError(f"nothing answers at {address}")
        # Otherwise the end of the bus would end this process.
        self._lib.dbus_connection_set_exit_on_disconnect(self._connection, 0)
        if not self._lib.dbus_bus_register(self._connection, error):
            self._lib.dbus_error_free(error)
            self.close()
            raise BusError(f"{address} does not let us in")

    def call(self, service: str, path: str, interface: str, method: str, *arguments: str) -> list[Any]:
        """What this method answers: strings, numbers, bools, and lists of them for arrays and structures.

        Raises:
            BusError: no answer within half a second, or an error for an answer.
        """
        if not self._connection:
            raise BusError("the connection is closed")
        message = self._lib.dbus_message_new_method_call(
            service.encode(), path.encode(), interface.encode(), method.encode()
        )
        if not message:
            raise BusError("the call cannot be made")
        error = ctypes.create_string_buffer(_ERROR_BYTES)
        self._lib.dbus_error_init(error)
        try:
            self._lib.dbus_message_set_auto_start(message, 0)
            iterator = ctypes.create_string_buffer(_ITERATOR_BYTES)
            self._lib.dbus_message_iter_init_append(message, iterator)
            for argument in arguments:
                text = ctypes.c_char_p(argument.encode())
                self._lib.dbus_message_iter_append_basic(iterator, _STRING, ctypes.byref(text))
            reply = self._lib.dbus_connection_send_with_reply_and_block(self._connection, message, _TIMEOUT_MS, error)
        finally:
            self._lib.dbus_message_unref(message)
        if not reply:
            self._lib.dbus_error_free(error)
            raise BusError(f"{service} does not answer {method}")
        try:
            iterator = ctypes.create_string_buffer(_ITERATOR_BYTES)
            return self._values(iterator) if self._lib.dbus_message_iter_init(reply, iterator) else []
        finally:
            self._lib.dbus_message_unref(reply)

    def close(self) -> None:
        """Leave the bus; calling it again does nothing."""
        if self._connection:
            self._lib.dbus_connection_close(self._connection)
            self._lib.dbus_connection_unref(self._connection)
            self._connection = None

    def _values(self, iterator: Any) -> list[Any]:
        found = []
        while (kind := self._lib.dbus_message_iter_get_arg_type(iterator)) != _END:
            found.append(self._value(iterator, kind))
            self._lib.dbus_message_iter_next(iterator)
        return found

    def _value(self, iterator: Any, kind: int) -> Any:
        if kind in (_ARRAY, _STRUCT, _VARIANT):
            inside = ctypes.create_string_buffer(_ITERATOR_BYTES)
            self._lib.dbus_message_iter_recurse(iterator, inside)
            values = self._values(inside)
            return values[0] if kind == _VARIANT else values
        if kind in (_STRING, _OBJECT_PATH):
            text = ctypes.c_char_p()
            self._lib.dbus_message_iter_get_basic(iterator, ctypes.byref(text))
            return (text.value or b"").decode(errors="replace")
        if kind in (_BOOLEAN, _UINT32, _INT32):
            number = ctypes.c_uint32() if kind != _INT32 else ctypes.c_int32()
            self._lib.dbus_message_iter_get_basic(iterator, ctypes.byref(number))
            return bool(number.value) if kind == _BOOLEAN else number.value
        raise BusError(f"an answer of the type {chr(kind)!r} cannot be read")


@functools.cache
def _libdbus() -> Any:
    try:
        lib = ctypes.CDLL("libdbus-1.so.3")
    except OSError as error:
        raise BusError("there is no libdbus here") from error
    pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    for name, result, arguments in (
        ("dbus_error_init", None, [pointer]),
        ("dbus_error_free", None, [pointer]),
        ("dbus_connection_open_private", pointer, [text, pointer]),
        ("dbus_connection_set_exit_on_disconnect", None, [pointer, ctypes.c_uint32]),
        ("dbus_bus_register", ctypes.c_uint32, [pointer, pointer]),
        ("dbus_connection_close", None, [pointer]),
        ("dbus_connection_unref", None, [pointer]),
        ("dbus_connection_send_with_reply_and_block", pointer, [pointer, pointer, number, pointer]),
        ("dbus_message_new_method_call", pointer, [text, text, text, text]),
        ("dbus_message_set_auto_start", None, [pointer, ctypes.c_uint32]),
        ("dbus_message_unref", None, [pointer]),
        ("dbus_message_iter_init", ctypes.c_uint32, [pointer, pointer]),
        ("dbus_message_iter_init_append", None, [pointer, pointer]),
        ("dbus_message_iter_append_basic", ctypes.c_uint32, [pointer, number, pointer]),
        ("dbus_message_iter_get_arg_type", number, [pointer]),
        ("dbus_message_iter_get_basic", None, [pointer, pointer]),
        ("dbus_message_iter_recurse", None, [pointer, pointer]),
        ("dbus_message_iter_next", ctypes.c_uint32, [pointer]),
    ):
        function = getattr(lib, name)
        function.restype, function.argtypes = result, arguments
    return lib
