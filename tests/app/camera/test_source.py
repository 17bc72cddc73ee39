"""What all sources share."""

from app.camera.source import Source
from tests.app.camera.fakes import ScriptedSource


def test_a_with_block_opens_and_closes() -> None:
    source = ScriptedSource([[1]])
    with source as entered:
        assert entered is source
        assert source.opened == 1
        assert source.closed == 0
    assert source.closed == 1


def test_notices_go_nowhere_until_somebody_listens() -> None:
    source: Source = ScriptedSource([])
    source.notice("nobody hears this")
    heard: list[str] = []
    source.notice = heard.append
    source.notice("this is heard")
    assert heard == ["this is heard"]
