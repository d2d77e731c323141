"""Work and statements are counted beside requests, each for its app."""

import pytest
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from totalaudio.core.lib.worked import Outcome, Work, worked
from totalaudio.core.web.counting import process
from totalaudio.core.web.counting.middleware import Counting
from totalaudio_ops.requests.counting import Counter


@pytest.fixture(autouse=True)
def counter(monkeypatch: pytest.MonkeyPatch) -> Counter:
    made = process._Process()
    monkeypatch.setattr(process, "_here", made)
    return made.counter


def test_work_counts_for_the_worker_by_its_outcome(counter: Counter) -> None:
    for outcome in (Outcome.GOOD, Outcome.GOOD, Outcome.BAD, Outcome.LEFT_OUT):
        worked(Work.PAYMENT, outcome)
    tally = counter.totals()["worker", "work:payment"]
    assert (tally.total, tally.bad, tally.left_out) == (3, 1, 1)


def test_every_statement_counts_with_its_time(db: None, counter: Counter) -> None:
    connection.ensure_connection()  # whose own first statements count as well
    counter.take()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.06)")
        cursor.execute("SELECT 1")
    (row,) = counter.take()
    tally = row.tally
    assert tally.total == 2
    assert 0.06 < tally.seconds < 1
    assert sum(tally.histogram[5:]) == 1


def test_a_statement_counts_for_the_app_whose_request_it_answers(
    db: None, counter: Counter
) -> None:
    def view(_: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return HttpResponse()

    connection.ensure_connection()  # whose own first statements count as well
    counter.take()
    Counting(view)(RequestFactory().get("/pitch/sends/"))
    assert counter.totals()["pitch-generator", "db:query"].total == 1


def test_a_statement_that_is_not_answered_is_bad(db: None, counter: Counter) -> None:
    connection.ensure_connection()  # whose own first statements count as well
    counter.take()
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 10")
        with pytest.raises(OperationalError):
            cursor.execute("SELECT pg_sleep(5)")
        cursor.execute("RESET statement_timeout")
    (row,) = counter.take()
    assert (row.app, row.route_class, row.tally.total, row.tally.bad) == (
        "audio-intel",
        "db:query",
        3,
        1,
    )
