"""What is counted, as Prometheus reads it."""

from app.service.metrics import CONTENT_TYPE, Metrics


def test_all_begins_at_nothing_but_the_model_that_is_in_use() -> None:
    text = Metrics(pending=lambda: 3.0, model_version="2.1").text().decode()
    assert 'noteworthy_model{version="2.1"} 1.0' in text
    assert "noteworthy_pending 3.0" in text
    assert "noteworthy_body_bytes 0.0" in text
    assert "version=0.0.4" in CONTENT_TYPE


def test_every_service_counts_for_itself() -> None:
    one, other = (Metrics(pending=lambda: 0.0, model_version="1") for _ in range(2))
    one.readings.labels("named").inc()
    one.decode_seconds.observe(0.03)
    assert 'noteworthy_readings_total{outcome="named"} 1.0' in one.text().decode()
    assert 'noteworthy_decode_seconds_bucket{le="0.02"} 0.0' in one.text().decode()
    assert 'noteworthy_decode_seconds_bucket{le="0.05"} 1.0' in one.text().decode()
    assert "named" not in other.text().decode()
