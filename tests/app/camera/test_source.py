"""What all sources share."""

from app.camera.source import Source
from app.trouble import Trouble
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
    trouble = Trouble("file_skipped", path="a")
    source.notice(trouble)
    heard: list[Trouble] = []
    source.notice = heard.append
    source.notice(trouble)
    assert heard == [trouble]
