"""What can go wrong in this room."""


class ModelError(Exception):
    """The model cannot be used; the message is one line that says why and what to do."""
