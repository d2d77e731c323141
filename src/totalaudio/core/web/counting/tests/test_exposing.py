"""The metrics of a process: closed without the token, equal to what was counted, and from the database nothing."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from totalaudio.core.web.counting import process
from totalaudio_ops.requests.bounds import BOUNDS

TOKEN = "a-token-of-the-tests"


@pytest.fixture(autouse=True)
def anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_here", process._Process())


@pytest.fixture
def scraped(settings: Settings, client: Client) -> dict[str, list[tuple[dict[str, str], float]]]:
    """Everything that one scrape gives after some requests."""
    settings.METRICS_TOKEN = TOKEN
    counter = process.counter()
    for seconds, status in ((0.004, 200), (0.3, 200), (0.301, 500), (99, 200), (1, 404)):
        counter.count("tracker", "campaigns", seconds, status)
    counter.take()
    counter.count("tracker", "campaigns", 0.004, 200)
    answer = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
    return {
        sample.name: [
            (other.labels, other.value) for other in family.samples if other.name == sample.name
        ]
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }


def of_campaigns(found: list[tuple[dict[str, str], float]]) -> list[float]:
    return [
        value
        for labels, value in found
        if (labels["app"], labels["class"]) == ("tracker", "campaigns")
    ]


def test_the_histogram_is_what_was_counted(
    scraped: dict[str, list[tuple[dict[str, str], float]]],
) -> None:
    buckets = of_campaigns(scraped["totalaudio_request_duration_seconds_bucket"])
    expected = [sum(t * 1000 <= bound for t in (0.004, 0.004, 0.3, 0.301, 99)) for bound in BOUNDS]
    assert buckets == [*expected, 5]
    assert of_campaigns(scraped["totalaudio_request_duration_seconds_count"]) == [5]
    assert of_campaigns(scraped["totalaudio_requests_bad_total"]) == [1]
    assert of_campaigns(scraped["totalaudio_requests_left_out_total"]) == [1]


def test_classes_that_nobody_asked_for_stand_at_nothing(
    scraped: dict[str, list[tuple[dict[str, str], float]]],
) -> None:
    found = scraped["totalaudio_request_duration_seconds_count"]
    assert ({"app": "audio-intel", "class": "enrichment"}, 0.0) in found
    assert len(found) == 11 + 11 + 11


def test_what_every_process_says_of_itself_is_there(
    scraped: dict[str, list[tuple[dict[str, str], float]]],
) -> None:
    assert {"process_resident_memory_bytes", "python_info"} <= scraped.keys()


def test_it_is_closed_without_a_token(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers={"authorization": "Bearer "}).status_code == 404


@pytest.mark.parametrize(
    "sent", ["", "Bearer", f"Basic {TOKEN}", f"Bearer {TOKEN}x", TOKEN, "Bearer é"]
)
def test_it_is_closed_to_the_wrong_token(sent: str, client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN
    answer = client.get("/metrics", headers={"authorization": sent})
    assert (answer.status_code, answer["WWW-Authenticate"], answer.content) == (401, "Bearer", b"")


def test_it_asks_the_database_nothing(client: Client, db: None, settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN
    with CaptureQueriesContext(connection) as asked:
        client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    assert len(asked) == 0
