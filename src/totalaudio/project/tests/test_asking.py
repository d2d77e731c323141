"""A process asks the walls before it serves or works: at once, later, or never."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from django.test import Client
from pytest_django import Settings

from totalaudio.core.web import waiting
from totalaudio.project import asking
from totalaudio.project.environment import Fault
from totalaudio.project.walls import WEB, Away

AWAY = Away("DATABASE_URL", "the database cannot be asked", "check the server")
WEAK = Fault("DATABASE_URL", "postgres is a superuser", "connect as totalaudio_app")
type Answer = list[Fault] | Exception | Callable[[], list[Fault]]


@pytest.fixture(autouse=True)
def served() -> Iterator[None]:
    """No other test meets a process that waits."""
    yield
    waiting.release()


class Asked:
    """A database with these answers, one after the other; it knows what became of the process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: Answer) -> None:
        self._answers, self.asked = iter(answers), 0
        self.began, self.is_over, self.said = 0, Event(), list[str]()
        monkeypatch.setattr(asking, "problems_of", self._problems_of)
        monkeypatch.setattr(asking, "BETWEEN_SECONDS", (0.0, 0.001))
        monkeypatch.setattr(asking, "_end", self._end)

    def _problems_of(self, may_hold: tuple[str, ...]) -> list[Fault]:
        assert may_hold == WEB
        self.asked += 1
        answer = next(self._answers)
        if isinstance(answer, Exception):
            raise answer
        return answer() if callable(answer) else answer

    def _end(self, said: str) -> None:
        self.said.append(said)
        self.is_over.set()

    def serve(self) -> None:
        asking.serve_when_asked(WEB, then=self._begin)

    def _begin(self) -> None:
        self.began += 1
        self.is_over.set()


def test_a_database_that_answers_well_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked(monkeypatch, [])
    asked.serve()
    assert (asked.asked, asked.began, waiting.waits()) == (1, 1, False)


def test_one_that_is_away_is_asked_again_until_it_answers_and_nothing_is_served_meanwhile(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, settings: Settings
) -> None:
    """These tests have no database: who asked it would fail."""
    settings.METRICS_TOKEN = "t0ken"
    back = Event()

    def last() -> list[Fault]:
        assert back.wait(10)
        return []

    asked = Asked(monkeypatch, [AWAY], [AWAY], [AWAY], last)
    asked.serve()
    assert waiting.waits()
    paths = ("/", "/accounts/login/", "/health/ready", "/health/live", "/metrics")
    assert [Client().get(path).status_code for path in paths] == [503, 503, 503, 200, 401]
    assert asked.began == 0
    back.set()
    assert asked.is_over.wait(10)
    assert (asked.asked, asked.began) == (4, 1)
    _until_served()
    assert [one.getMessage() for one in caplog.records if one.name == asking.__name__] == [
        f"totalaudio: {AWAY}. Until it answers, nothing is served",
        "The database answers: this process serves from now on",
    ]


def test_walls_that_are_weak_end_it_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where one connection is weak, and the other cannot be asked."""
    for found in ([WEAK], [AWAY, WEAK]):
        asked = Asked(monkeypatch, found)
        with pytest.raises(SystemExit) as ended:
            asked.serve()
        assert ended.value.code == f"totalaudio: {'. '.join(map(str, found))}"
        assert (asked.began, asked.asked, waiting.waits()) == (0, 1, False)


def test_walls_that_are_seen_to_be_weak_later_end_it_with_the_same_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = Asked(monkeypatch, [AWAY], [WEAK])
    asked.serve()
    assert asked.is_over.wait(10)
    assert (asked.said, asked.began, waiting.waits()) == ([f"totalaudio: {WEAK}"], 0, True)


def test_a_mistake_of_ours_ends_it_too_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ZeroDivisionError):
        Asked(monkeypatch, ZeroDivisionError("ours")).serve()
    asked = Asked(monkeypatch, [AWAY], ZeroDivisionError("ours"))
    asked.serve()
    assert asked.is_over.wait(10)
    assert (asked.said[0].splitlines()[-1], asked.began) == ("ZeroDivisionError: ours", 0)


def test_a_question_that_takes_long_is_waited_for_while_it_lives(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answered = Event()

    def slow() -> list[Fault]:
        assert answered.wait(10)
        return []

    monkeypatch.setattr(asking, "FIRST_SECONDS", 0.01)
    asked = Asked(monkeypatch, slow)
    asked.serve()
    assert (waiting.waits(), asked.began) == (True, 0)
    answered.set()
    assert asked.is_over.wait(10)
    _until_served()
    assert (asked.asked, asked.began) == (1, 1)


def test_where_threads_stand_still_nothing_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.COUNTS_WITH_REQUESTS = True
    told = list[tuple[str, ...]]()
    monkeypatch.setattr(asking, "refuse_weak_walls", told.append)
    asked = Asked(monkeypatch)
    asked.serve()
    assert (told, asked.asked, asked.began) == ([WEB], 0, 1)


def test_a_worker_waits_with_a_sign_and_begins_when_the_database_answers(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    sign, seen = tmp_path / "worker.waits", list[bool]()

    def look() -> list[Fault]:
        seen.append(sign.exists())
        return [AWAY] if len(seen) < 3 else []

    Asked(monkeypatch, look, look, look)
    asking.work_when_asked(WEB, sign)
    assert (seen, sign.exists()) == ([False, True, True], False)
    assert [one.getMessage() for one in caplog.records if one.name == asking.__name__] == [
        f"totalaudio: {AWAY}. Until it answers, nothing is worked on"
    ]


def test_a_worker_whose_question_takes_long_gives_its_sign_meanwhile(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A pooler may keep it for minutes; a deploy looks for the sign all the while."""
    sign = tmp_path / "worker.waits"

    def slow() -> list[Fault]:
        for _ in range(1000):
            if sign.exists():
                return []
            Event().wait(0.01)
        raise AssertionError("it gave no sign")

    monkeypatch.setattr(asking, "FIRST_SECONDS", 0.01)
    asked = Asked(monkeypatch, slow)
    asking.work_when_asked(WEB, sign)
    assert (asked.asked, sign.exists()) == (1, False)


def test_a_worker_whose_walls_are_weak_ends(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sign = tmp_path / "worker.waits"
    Asked(monkeypatch, [AWAY], [WEAK])
    with pytest.raises(SystemExit) as ended:
        asking.work_when_asked(WEB, sign)
    assert (ended.value.code, sign.exists()) == (f"totalaudio: {WEAK}", False)


def _until_served() -> None:
    for _ in range(1000):
        if not waiting.waits():
            return
        Event().wait(0.01)
    raise AssertionError("it still waits")
