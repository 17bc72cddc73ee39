"""What the large sign of the main page says while no value is in view. How large it is drawn is in big_text.py."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from app.session.state import SessionState, SourceState
from app.ui import texts
from app.ui.keys import KeyMap

translate = QCoreApplication.translate

_WITHOUT_CAMERA: Final = frozenset({SourceState.UNAVAILABLE, SourceState.LOST})


def lacks_camera(state: SessionState) -> bool:
    """Whether what was chosen to be looked at cannot be seen. Nothing chosen yet is no trouble."""
    return state.source in _WITHOUT_CAMERA or (state.source is SourceState.NONE and bool(state.spec))


def sign_words(state: SessionState, *, last_value: str, trouble: str, keys: KeyMap) -> str:
    """The words of the sign.

    Args:
        state: how the session stands.
        last_value: the words of the value that was in view before; "" for none that may be shown.
        trouble: what was told of the camera that cannot be seen; "" for nothing.
        keys: which key does what.
    """
    if lacks_camera(state):
        return _with_key(trouble or _trouble_words(state), keys.shown("camera"))
    if state.is_paused:
        key = keys.shown("pause")
        return translate("Main", "Paused. {key} starts again.").format(key=key) if key else translate("Main", "Paused")
    if state.source is SourceState.ENDED:
        return _with_key(translate("Main", "That was the last picture."), keys.shown("camera"))
    if last_value:
        return translate("Main", "Last: {text}").format(text=last_value)
    if state.source is SourceState.OPENING:
        return translate("Main", "The camera is being opened…")
    return translate("Main", "Demo with specimen notes") if state.is_demo else texts.invitation()


def _trouble_words(state: SessionState) -> str:
    if state.source is SourceState.LOST:
        return translate("Main", "Camera lost. Check its cable.")
    return translate("Main", "No camera found. Connect one.")


def _with_key(words: str, key: str) -> str:
    if not key:
        return words
    how = translate("Main", "{key}: choose the camera.").format(key=key)
    return f"{words} {how}"
