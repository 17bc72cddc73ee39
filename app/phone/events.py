"""What happens at the page, for those who tell of it."""

from enum import Enum


class PhoneEvent(Enum):
    """Something that the person at the computer should know."""

    OPEN = "open"  # the page can be opened
    JOINED = "joined"  # a phone is the camera
    WAITS = "waits"  # another phone wants to be
    TAKEN_OVER = "taken_over"  # it is now
    LEFT = "left"  # the page was closed
    LOCKED = "locked"  # the phone was locked, or shows something else
    STOPPED = "stopped"  # the camera was turned off there
    SHOWN = "shown"  # it shows the page again
    REFUSED = "refused"  # the browser does not give the camera
    NO_CAMERA = "no_camera"  # it has none, or something else has it
    CLOSED = "closed"  # too many wrong codes came
