"""What the paths share: which currencies are on, what is counted, and what ends with the service."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from app.feedback.guidance import HintKind
from app.service.collecting import Collection
from app.service.errors import Refused
from app.service.reading import Reader
from app.service.service import Service, ServiceOptions
from tests.app.service.fakes import BLUE, GREEN, GREY, ColourRecognizer, UnpackingHere, jpeg, make_service
from tests.stepping import STEP_S, stepping

__all__ = ["stepping"]


@pytest.fixture
def service(tmp_path: Path) -> Any:
    service = make_service(tmp_path)
    yield service
    service.close()


def _picture(colour: tuple[int, int, int]) -> Any:
    return np.full((48, 64, 3), colour[::-1], np.uint8)


def _reader() -> Reader:
    return Reader(ColourRecognizer())  # type: ignore[arg-type]


def _counted(service: Service, outcome: str) -> bool:
    return f'noteworthy_readings_total{{outcome="{outcome}"}} 1.0' in service.metrics.text().decode()


def test_what_is_known_is_told_apart_by_what_is_on_by_itself(service: Service) -> None:
    assert service.own == ("EUR", "USD", "XTS")
    assert service.default == ("EUR", "USD"), "experimental ones are asked for by name"
    assert service.known == ("EUR", "USD", "XTS")
    assert service.values == (("EUR", "5"), ("USD", "20"), ("XTS", "100"))
    assert service.stopping is False


@pytest.mark.parametrize(
    ("asked", "on"),
    [
        (None, ("EUR", "USD")),
        ("all", ("EUR", "USD", "XTS")),
        ("usd", ("USD",)),
        ("USD,eur", ("EUR", "USD")),
        ("XTS", ("XTS",)),
        ("XTS,USD,EUR", ("EUR", "USD", "XTS")),
    ],
)
def test_currencies_are_chosen_by_name(service: Service, asked: str | None, on: tuple[str, ...]) -> None:
    assert service.choose(asked) == on
    assert service.choose_or_detect(asked) == on


@pytest.mark.parametrize("asked", ["GBP", "USD,GBP", "", "detect", "ALL", "u\u017fd", "\uff35\uff33\uff24"])
def test_a_currency_that_is_not_known_is_refused_by_name(service: Service, asked: str) -> None:
    with pytest.raises(Refused) as caught:
        service.choose(asked)
    assert caught.value.status == 422
    assert f"'{asked}' is none of EUR, USD, XTS" in caught.value.message


def test_to_detect_all_that_are_known_are_looked_at(service: Service) -> None:
    assert service.choose_or_detect("detect") == ("EUR", "USD", "XTS")


def test_a_reading_is_counted_by_what_came_of_it(service: Service) -> None:
    named = service.read(_reader(), _picture(GREEN), ["USD"])
    assert named.named is not None
    assert _counted(service, "named")
    dark = service.read(_reader(), _picture((2, 2, 2)), ["USD"])
    assert dark.hint is HintKind.TOO_DARK
    assert _counted(service, "too_dark")
    told = service.metrics.text().decode()
    assert "noteworthy_inference_seconds_count 2.0" in told
    assert 0 <= float(told.partition("noteworthy_inference_seconds_sum ")[2].split("\n")[0]) < 60


def test_nothing_in_the_picture_is_counted_as_no_note(service: Service) -> None:
    nothing = service.read(_reader(), _picture(GREY), ["USD"])
    assert nothing.hint is None
    assert _counted(service, "no_note")


def test_a_currency_that_was_found_is_counted_as_named_and_one_that_was_not_by_its_hint(service: Service) -> None:
    assert service.read(_reader(), _picture(GREEN), service.known, is_detecting=True).looks_like == "USD"
    assert _counted(service, "named")
    service.read(_reader(), _picture(BLUE), service.known, is_detecting=True)
    assert _counted(service, "turn_over")


def test_a_table_and_a_decoding_are_counted_too(service: Service) -> None:
    assert len(service.read_table(_reader(), _picture(GREEN), ["USD"]).notes) == 1
    assert _counted(service, "table")
    fields, image = service.decode(UnpackingHere(), jpeg(GREEN))
    assert (fields, image.shape) == ({}, (48, 64, 3))
    told = service.metrics.text().decode()
    for name in ("inference", "decode"):
        assert f"noteworthy_{name}_seconds_count 1.0" in told
        took_s = float(told.partition(f"noteworthy_{name}_seconds_sum ")[2].split("\n")[0])
        assert 0 <= took_s < 60


def test_every_worker_has_a_reader_and_a_process_of_its_own(tmp_path: Path) -> None:
    path = make_service(tmp_path).options.model
    loaded: list[Path | None] = []
    unpackers: list[UnpackingHere] = []

    def load(asked: Path | None) -> Reader:
        loaded.append(asked)
        assert unpackers == [], "all models first"
        return _reader()

    def unpack() -> UnpackingHere:
        unpackers.append(UnpackingHere())
        return unpackers[-1]

    service = Service(ServiceOptions(model=path, workers=3), load=load, unpack=unpack)
    assert loaded == [path] * 3
    assert len(unpackers) == 3
    assert service.pool.workers == 3
    assert "noteworthy_pending 0.0" in service.metrics.text().decode()
    service.close()


def test_what_keeps_pictures_ends_with_the_service(tmp_path: Path) -> None:
    ended = []

    class Kept(Collection):
        def close(self) -> None:
            ended.append(True)
            super().close()

    make_service(tmp_path, collection=Kept(tmp_path / "kept", most_bytes=10_000, most_days=1)).close()
    assert ended == [True]
    make_service(tmp_path).close()


@pytest.mark.usefixtures("stepping")
def test_how_long_a_reading_took_is_counted_in_seconds(service: Service) -> None:
    named: Any = SimpleNamespace(named="USD/5", looks_like=None, hint=None)
    reader: Any = SimpleNamespace(
        read=lambda image, on: named, detect=lambda image, on: named, table=lambda image, on: "a table"
    )
    picture = _picture(GREEN)
    assert service.read(reader, picture, ("USD",)) is named
    assert f"noteworthy_inference_seconds_sum {STEP_S}" in service.metrics.text().decode()
    assert service.read(reader, picture, ("USD",), is_detecting=True) is named
    finding: Any = service.read_table(reader, picture, ("USD",))
    assert finding == "a table"
    text = service.metrics.text().decode()
    assert f"noteworthy_inference_seconds_sum {3 * STEP_S}" in text
    assert "noteworthy_inference_seconds_count 3.0" in text
    unpacking: Any = SimpleNamespace(picture=lambda kind, content: ({"kind": kind}, picture))
    assert service.decode(unpacking, b"", "a form") == ({"kind": "a form"}, picture)
    assert f"noteworthy_decode_seconds_sum {STEP_S}" in service.metrics.text().decode()
