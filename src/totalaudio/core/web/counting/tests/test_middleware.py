"""What counts as what: every kind of answer, once, in its app and class, when it has ended."""

import threading
from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.conf import settings
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.test import Client, RequestFactory
from tests.support.cast import Person
from tests.support.database import Urls

from totalaudio.core.web.counting import ids, process
from totalaudio.core.web.counting.middleware import Counting
from totalaudio.core.web.counting.work import QUERY
from totalaudio_ops.requests.counting import Counter

type Counted = dict[tuple[str, str], tuple[int, int, int]]


@pytest.fixture(autouse=True)
def counter(monkeypatch: pytest.MonkeyPatch) -> Counter:
    made = process._Process()
    monkeypatch.setattr(process, "_here", made)
    return made.counter


@pytest.fixture(autouse=True)
def connections_stay() -> Iterator[None]:
    """An answer that is closed asks connections for their age, which is not for tests that have no database."""
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)


def counted(counter: Counter) -> Counted:
    """What was counted of requests; statements stand beside them, see test_work.py."""
    return {
        key: (tally.total, tally.bad, tally.left_out)
        for key, tally in counter.totals().items()
        if key[1] != QUERY
    }


def ask(
    view: Callable[[HttpRequest], HttpResponseBase],
    path: str = "/tracker/campaigns/",
    **headers: str,
) -> HttpResponseBase:
    return Counting(view)(RequestFactory().get(path, headers=headers))


def test_pages_of_a_product_count_for_it_and_others_for_this_process(
    alice: Person, counter: Counter
) -> None:
    client = alice.client()
    for path in ("/tracker/campaigns/", "/pitch/sends/", "/intel/contacts/", "/people/"):
        assert client.get(path).status_code == 200
    assert counted(counter) == {
        ("tracker", "campaigns"): (1, 0, 0),
        ("pitch-generator", "sends"): (1, 0, 0),
        ("audio-intel", "contacts"): (1, 0, 0),
        ("audio-intel", "account"): (1, 0, 0),
    }


def test_what_is_not_there_or_not_allowed_is_left_out(alice: Person, counter: Counter) -> None:
    client = alice.client()
    assert client.get("/tracker/nonsense").status_code == 404
    assert client.get("/operator/").status_code == 403
    assert client.get("/api/v1/contacts").status_code == 401
    assert counted(counter) == {
        ("tracker", "other"): (0, 0, 1),
        ("audio-intel", "operator"): (0, 0, 1),
        ("audio-intel", "api"): (0, 0, 1),
    }


def test_an_exception_in_a_view_is_bad(
    alice: Person, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = alice.client()
    client.raise_request_exception = False
    monkeypatch.setattr(
        "totalaudio.core.web.middleware._refuse_change", lambda *_: 1 / 0, raising=True
    )
    assert client.get("/tracker/campaigns/").status_code == 500
    assert counted(counter) == {("tracker", "campaigns"): (1, 1, 0)}


def test_what_reaches_the_server_as_an_exception_is_bad(counter: Counter) -> None:
    def view(_: HttpRequest) -> HttpResponseBase:
        raise SystemExit

    with pytest.raises(SystemExit):
        ask(view)
    assert counted(counter) == {("tracker", "campaigns"): (1, 1, 0)}
    assert ids.current.get() == ""


def test_head_counts_as_a_request(client: Client, db: None, counter: Counter) -> None:
    assert client.head("/accounts/login/").status_code == 200
    assert counted(counter) == {("audio-intel", "sign-in"): (1, 0, 0)}


def test_static_files_and_health_do_not_count(client: Client, db: None, counter: Counter) -> None:
    for path in ("/static/ui/app.css", "/static/nothing", "/health/live", "/health/ready"):
        client.get(path)
    assert counted(counter) == {}


def test_a_streamed_answer_counts_when_it_ends_and_once(counter: Counter) -> None:
    answer = ask(lambda _: StreamingHttpResponse(iter([b"a", b"b"])))
    assert counted(counter) == {}
    assert isinstance(answer, StreamingHttpResponse)
    assert b"".join(answer) == b"ab"
    answer.close()
    assert counted(counter) == {("tracker", "campaigns"): (1, 0, 0)}


def test_a_streamed_answer_that_breaks_is_bad(counter: Counter) -> None:
    def parts() -> Iterator[bytes]:
        yield b"a"
        raise OSError("the disk went away")

    answer = ask(lambda _: StreamingHttpResponse(parts()))
    assert isinstance(answer, StreamingHttpResponse)
    with pytest.raises(OSError, match="went away"):
        b"".join(answer)
    answer.close()
    assert counted(counter) == {("tracker", "campaigns"): (1, 1, 0)}


def test_a_streamed_answer_whose_reader_went_away_counts_and_is_closed(counter: Counter) -> None:
    closed = []

    def parts() -> Iterator[bytes]:
        try:
            yield b"a"
            yield b"b"
        finally:
            closed.append(1)

    answer = ask(lambda _: StreamingHttpResponse(parts()))
    assert isinstance(answer, StreamingHttpResponse)
    assert next(iter(answer)) == b"a"
    answer.close()
    assert (closed, counted(counter)) == ([1], {("tracker", "campaigns"): (1, 0, 0)})


def test_a_file_is_passed_on_and_counts_when_it_ends(
    counter: Counter, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("files") / "report.txt"
    file.write_bytes(b"whole")
    answer = ask(lambda _: FileResponse(file.open("rb")))
    assert isinstance(answer, FileResponse)
    assert b"".join(answer) == b"whole"
    answer.close()
    assert counted(counter) == {("tracker", "campaigns"): (1, 0, 0)}


@pytest.mark.parametrize(
    "sent", ["abc", "a.B_c-9", "x" * 64, "0190a0d2-7f00-7000-8000-000000000000"]
)
def test_a_sane_id_is_taken_over(sent: str) -> None:
    seen = []

    def view(_: HttpRequest) -> HttpResponse:
        seen.append(ids.current.get())
        return HttpResponse()

    assert ask(view, **{"X-Request-ID": sent})["X-Request-ID"] == sent
    assert seen == [sent]
    assert ids.current.get() == ""


@pytest.mark.parametrize(
    "sent",
    [
        "",
        " ",
        "a b",
        "a\nInjected: yes",
        "a\r\n",
        "x" * 65,
        "x" * 10_240,
        '"}',
        "-a",
        "é",
        "a\0",
        "a%0a",
    ],
)
def test_a_hostile_id_is_replaced(sent: str) -> None:
    request = RequestFactory().get("/tracker/campaigns/", HTTP_X_REQUEST_ID=sent)
    given = Counting(lambda _: HttpResponse())(request)["X-Request-ID"]
    assert given != sent
    assert len(given) == 36


def test_every_request_has_an_id_of_its_own() -> None:
    assert (
        ask(lambda _: HttpResponse())["X-Request-ID"]
        != ask(lambda _: HttpResponse())["X-Request-ID"]
    )


def test_a_forked_process_counts_from_nothing(counter: Counter) -> None:
    counter.count("tracker", "home", 0.1, 200)
    process._begin_anew()
    assert counted(process.counter()) == {}
    assert counted(counter) == {("tracker", "home"): (1, 0, 0)}


def test_where_threads_stand_still_each_request_stores_what_was_counted(
    db: Urls, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "COUNTS_WITH_REQUESTS", True)
    process.start()
    try:
        ask(lambda _: HttpResponse())
        with psycopg.connect(db.system) as system:
            found = "SELECT app, total FROM ops.request_minutes WHERE route_class = 'campaigns'"
            assert system.execute(found).fetchall() == [("tracker", 1)]
        assert "requests" not in [thread.name for thread in threading.enumerate()]
    finally:
        process.stop()
