"""A new version is asked before people reach it, and while they do."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from totalaudio_ops.deploys.judging import Rules
from totalaudio_ops.deploys.knocking import check
from totalaudio_ops.deploys.targets import Observed, Place, Seen
from totalaudio_ops.deploys.tests.bench import FIRST, SECOND, Bench, lines
from totalaudio_ops.deploys.watching import Clock, watch
from totalaudio_ops.probes.tests.apps import FakeApp, fake_app
from totalaudio_ops.problems import Problem


def test_ready_and_every_page_are_asked_in_their_order_with_the_headers_of_the_place() -> None:
    with fake_app() as app:
        said = check(Place(app.url, (("Host", "tracker.example.com"),)), ("/", "/accounts/login/"))
    assert app.paths == ["/health/ready", "/", "/accounts/login/"]
    assert said == "/health/ready and /, /accounts/login/ answered 200."


def test_it_is_asked_until_it_is_ready() -> None:
    with fake_app() as app:
        app.status = 503

        class Patient(list[str]):
            def append(self, path: str) -> None:
                super().append(path)
                if len(self) == 3:
                    app.status = 200

        app.paths = Patient()
        check(Place(app.url), ())
    assert app.paths == ["/health/ready"] * 3


@pytest.mark.parametrize(("status", "location"), [(503, ""), (302, "/elsewhere"), (404, "")])
def test_anything_but_200_in_the_time_is_a_problem_that_names_it(
    status: int, location: str
) -> None:
    with fake_app() as app:
        app.status, app.location = status, location
        with pytest.raises(Problem) as told:
            check(Place(app.url), (), seconds=0.2)
    assert str(told.value) == f"/health/ready answered {status}, within 0.2 s"


def test_where_there_is_no_address_nothing_is_asked() -> None:
    assert (
        check(Place(None), ("/",)) == "It says itself that it is ready; it has no address to ask."
    )


AWAY = b'{"status": "unavailable", "reason": "database"}'
LETS_IN = "It runs, and waits for the database as every version would."


@contextmanager
def waiting(body: bytes = AWAY) -> Iterator[FakeApp]:
    """A version that lives, and is not ready."""
    with fake_app() as app:

        class Asked(list[str]):
            def append(self, path: str) -> None:
                super().append(path)
                app.status = 200 if path == "/health/live" else 503

        app.body, app.paths = body, Asked()
        yield app


def test_who_goes_back_is_let_in_while_the_database_is_away_and_nobody_else() -> None:
    with waiting() as old, waiting() as serving:
        back_from = Place(serving.url)
        assert check(Place(old.url), ("/",), seconds=0.2, back_from=back_from) == LETS_IN
        assert "/health/live" in old.paths
        with pytest.raises(Problem) as told:
            check(Place(old.url), ("/",), seconds=0.2)
        assert str(told.value) == "/health/ready answered 503, without its database, within 0.2 s"
        for body in (b'{"status": "unavailable", "reason": "migrations"}', b"<h1>Not yet</h1>"):
            old.body = body
            with pytest.raises(Problem, match="answered 503"):
                check(Place(old.url), ("/",), seconds=0.2, back_from=back_from)


def test_who_does_not_even_live_is_not_let_in() -> None:
    with fake_app() as old, waiting() as serving:
        old.status, old.body = 503, AWAY
        with pytest.raises(Problem, match="answered 503"):
            check(Place(old.url), (), seconds=0.2, back_from=Place(serving.url))


def test_a_database_that_only_the_version_before_lacks_is_its_own_mistake() -> None:
    """As with an address that was changed wrongly in the settings; what serves has its database."""
    with waiting() as old, fake_app() as serving:
        with pytest.raises(Problem, match="/health/ready answered 503"):
            check(Place(old.url), (), seconds=0.2, back_from=Place(serving.url))
        assert set(serving.paths) == {"/health/ready"}


def test_what_serves_may_be_down_altogether_when_somebody_goes_back() -> None:
    with waiting() as old:
        nobody = Place("http://127.0.0.1:1")
        assert check(Place(old.url), (), seconds=0.2, back_from=nobody) == LETS_IN


def test_a_database_that_goes_away_between_two_pages_excuses_as_well() -> None:
    with fake_app() as old, waiting() as serving:

        class Losing(list[str]):
            def append(self, path: str) -> None:
                super().append(path)
                if path == "/":
                    old.status, old.body = 503, AWAY
                elif path == "/health/live":
                    old.status = 200
                elif len(self) > 1:
                    old.status = 503

        old.paths = Losing()
        assert check(Place(old.url), ("/",), 0.2, back_from=Place(serving.url)) == LETS_IN


def test_going_back_is_not_stopped_by_a_database_that_is_away(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.deploy(FIRST)
    bench.deploy(SECOND)
    with waiting() as app:
        bench.place.url = app.url
        assert lines(bench.rollback())[-1] == "all kept"


class Hands:
    """A clock that only moves when somebody sleeps."""

    def __init__(self) -> None:
        self.at = 0.0

    def clock(self) -> Clock:
        return Clock(lambda: self.at, self.sleep)

    def sleep(self, seconds: float) -> None:
        self.at += seconds


def test_the_watch_asks_itself_so_that_there_is_something_to_see(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    order = bench.deploy(FIRST).order
    with fake_app() as app:
        bench.place.url = app.url
        said = watch(bench.place, order, Rules(seconds=5), Hands().clock())
        assert len(app.paths) == 21
    assert said == (
        "0 of 21 requests failed in 5 s; none of them came from people, so what people meet is not known."
    )


def test_a_watch_that_asked_nothing_and_saw_nothing_says_so(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    order = bench.deploy(FIRST).order
    said = watch(bench.place, order, Rules(seconds=5), Hands().clock())
    assert said == "Nothing was asked of it in 5 s, so nothing is known of errors."


def watched(bench: Bench, people: Seen, before: Seen) -> str:
    """What a watch of 30 s says; the place counts people and our own requests, which take no time."""
    order, hands = bench.deploy(FIRST).order, Hands()
    with fake_app() as app:

        def count() -> None:
            came = int(people.requests * hands.at / 30)
            failed = int(people.errors * hands.at / 30)
            total = came + len(app.paths)
            mean = (people.mean_ms or 0.0) * came / total
            bench.place.seen = Observed(Seen(total, failed, mean), before)

        bench.place.url = app.url
        bench.place.during["observe"] = count
        return watch(bench.place, order, Rules(), hands.clock())


BEFORE = Seen(5000, 5, 80.0)


def test_few_people_are_said_to_be_too_few(tmp_path: Path) -> None:
    said = watched(Bench(tmp_path), Seen(3, 0, 80.0), BEFORE)
    assert said == (
        "0 of 124 requests failed, 5 of 5,000 before in 30 s; "
        "only 3 of them came from people, so what people meet is not known."
    )


def test_enough_people_need_no_such_words(tmp_path: Path) -> None:
    said = watched(Bench(tmp_path), Seen(20, 0, 80.0), BEFORE)
    assert said == "0 of 141 requests failed, 5 of 5,000 before in 30 s."


@pytest.mark.parametrize(
    ("people", "why"),
    [
        (Seen(60, 3, 80.0), "too many errors: 3 of 60 requests failed, 5 of 5,000 before"),
        (Seen(20, 0, 400.0), "too slow: 400 ms a request, 80 ms before"),
    ],
)
def test_our_own_requests_do_not_hide_what_people_meet(
    people: Seen, why: str, tmp_path: Path
) -> None:
    with pytest.raises(Problem) as told:
        watched(Bench(tmp_path), people, BEFORE)
    assert str(told.value) == why


def test_our_own_requests_that_fail_take_it_back_although_nobody_else_came(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    order = bench.deploy(FIRST).order
    with fake_app() as app:
        bench.place.url, app.status = app.url, 500
        with pytest.raises(Problem) as told:
            watch(bench.place, order, Rules(), Hands().clock())
    assert str(told.value) == (
        "5 requests of our own failed one after the other (/health/ready answered 500)"
    )


def test_our_own_requests_that_fail_now_and_then_take_it_back_too(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    order = bench.deploy(FIRST).order
    with fake_app() as app:

        class Every4th(list[str]):
            def append(self, path: str) -> None:
                super().append(path)
                app.status = 500 if len(self) % 4 == 0 else 200

        bench.place.url, app.paths = app.url, Every4th()
        with pytest.raises(Problem) as told:
            watch(bench.place, order, Rules(), Hands().clock())
    assert str(told.value) == (
        "too many errors: 5 of 20 requests failed, all of them our own (/health/ready answered 500)"
    )


def test_one_that_begins_to_fail_at_the_end_of_the_watch_is_watched_until_it_is_known(
    tmp_path: Path,
) -> None:
    bench = Bench(tmp_path)
    order, hands = bench.deploy(FIRST).order, Hands()
    with fake_app() as app:

        def fail(until: float) -> None:
            app.status = 500 if 9.7 < hands.at < until else 200

        bench.place.url = app.url
        bench.place.during["observe"] = lambda: fail(10.2)
        said = watch(bench.place, order, Rules(seconds=10), hands.clock())
        assert said.startswith("2 of 43 requests failed in 10 s")
        hands.at = 0.0
        bench.place.during["observe"] = lambda: fail(99)
        with pytest.raises(Problem, match="too many errors: 3 of 43 requests failed"):
            watch(bench.place, order, Rules(seconds=10), hands.clock())
    assert hands.at == 10.5


@pytest.mark.parametrize(("since", "until", "end"), [(1, 3, 10), (9, 12, 12)])
def test_a_place_that_cannot_be_seen_for_a_moment_is_watched_on(
    since: float, until: float, end: float, tmp_path: Path
) -> None:
    bench = Bench(tmp_path)
    order, hands = bench.deploy(FIRST).order, Hands()

    def away() -> None:
        if since < hands.at < until:
            raise Problem("the front is away")

    bench.place.during["observe"] = away
    bench.place.seen = Observed(Seen(100, 0, 5.0), Seen(100, 0, 5.0))
    said = watch(bench.place, order, Rules(seconds=10), hands.clock())
    assert said == "0 of 100 requests failed, 0 of 100 before in 10 s."
    assert hands.at == end


def test_what_we_asked_of_a_front_that_is_away_tells_nothing_against_the_version(
    tmp_path: Path,
) -> None:
    bench = Bench(tmp_path)
    order, hands = bench.deploy(FIRST).order, Hands()
    with fake_app() as app:

        class Killed(list[str]):
            def append(self, path: str) -> None:
                super().append(path)
                app.status = 503 if 2 < hands.at < 5 else 200

        def away() -> None:
            if 2 < hands.at < 5:
                raise Problem("the front is away")

        bench.place.url, app.paths = app.url, Killed()
        bench.place.during["observe"] = away
        said = watch(bench.place, order, Rules(seconds=10), hands.clock())
    assert said.startswith("0 of 30 requests failed in 10 s")


def test_a_place_that_stays_away_is_a_problem_within_seconds(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    order, hands = bench.deploy(FIRST).order, Hands()
    bench.place.broken["observe"] = "the front is away"
    with pytest.raises(Problem, match="the front is away"):
        watch(bench.place, order, Rules(), hands.clock())
    assert hands.at == 5.0


def test_a_version_that_answers_its_checks_is_deployed(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    with fake_app() as app:
        bench.place.url = app.url
        assert lines(bench.deploy(SECOND))[-1] == "all kept"
    assert app.paths == ["/health/ready", "/health/ready"]
