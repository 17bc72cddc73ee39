"""Run by the system's Python: what a screen reader is told through AT-SPI, a JSON object a line on standard output."""

import json
import sys
import time
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

KINDS = (
    "object:announcement",
    "object:state-changed:focused",
    "object:state-changed:checked",
    "object:property-change:accessible-value",
    "object:property-change:accessible-name",
    "object:active-descendant-changed",
    "window:activate",
)


def tell(event: Any) -> None:
    """Write one event down; its source may be gone by the time it is asked who it was."""
    try:
        line = {
            "at": time.monotonic(),
            "event": event.type,
            "role": event.source.get_role_name(),
            "name": event.source.get_name(),
            "detail": event.detail1,
            "data": event.any_data if isinstance(event.any_data, (str, int)) else None,
        }
    except Exception as error:
        line = {"at": time.monotonic(), "event": event.type, "gone": str(error)}
    print(json.dumps(line), flush=True)


listener = Atspi.EventListener.new(tell)
for kind in KINDS:
    listener.register(kind)
print(json.dumps({"at": time.monotonic(), "event": "listening"}), flush=True)
sys.exit(Atspi.event_main())
