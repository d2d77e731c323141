"""A site that fails is told as a failure, and gives no value."""

import time

import pytest

from totalaudio.contacts.fields import Status
from totalaudio.core.lib.fetching.tests.servers import (
    NOT_FOUND,
    Answer,
    answer,
    serve,
)
from totalaudio.intel.enrichment.findings import Subject
from totalaudio.intel.enrichment.steps.step import Found
from totalaudio.intel.enrichment.waterfall import enrich_all

from .station import HOME, pages, read, step_for, surest


def hang(connection: object) -> None:
    time.sleep(0.6)


@pytest.mark.parametrize(
    ("robots", "home", "problem"),
    [
        (answer("", status="500 Oops"), answer(HOME), "robots.txt answers 500"),
        (NOT_FOUND, answer("", status="500 Oops"), "station.example answers 500"),
        (NOT_FOUND, answer("", status="401 Who"), "station.example answers 401"),
        (NOT_FOUND, answer("", status="403 No"), "station.example answers 403"),
        (NOT_FOUND, answer("", status="429 Slowly"), "station.example answers 429"),
        (NOT_FOUND, hang, "station.example: "),
    ],
)
def test_a_failing_site_is_a_failure_and_gives_no_value(
    robots: Answer, home: Answer, problem: str
) -> None:
    with serve({"/robots.txt": robots, "/": home}) as site:
        found = read(site)
    assert (found.findings, found.failed) == ((), True)
    assert found.problems[0].startswith(f"site not read: {problem}")


def test_a_site_without_a_page_is_no_failure() -> None:
    with serve({}) as site:
        found = read(site)
    assert found == Found(problems=("site not read: station.example answers 404",))


def test_one_failing_page_is_told_and_the_others_count() -> None:
    with serve(pages() | {"/contact": answer("", status="500 Oops")}) as site:
        found = read(site)
    assert (found.problems, found.failed) == (("station.example answers 500",), True)
    assert surest(found)["outlet"] == "Station Example"


def test_when_every_source_fails_nothing_is_found_and_the_status_is_failed() -> None:
    refusals: dict[str, Answer] = {"/": answer("canned advice", status="401 Unauthorized")}
    subjects = [Subject(email=f"desk@station{number}.example") for number in range(20)]
    hosts = [f"station{number}.example" for number in range(20)]
    with serve(refusals) as site:
        results = list(enrich_all(subjects, offline=False, steps=[step_for(site, *hosts)]))
    assert [result.status for result in results] == [Status.FAILED] * 20
    assert {(len(result.values), result.confidence) for result in results} == {(0, None)}
