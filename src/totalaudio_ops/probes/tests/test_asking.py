"""A probe is good only when the app itself answers well in time."""

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.server.certificates import make_self_signed
from totalaudio_ops.probes.asking import Answer, ask_all
from totalaudio_ops.probes.targets import Target, at_one_address, read_targets, write_targets
from totalaudio_ops.probes.tests.apps import FakeApp, fake_app

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def asked(*urls: str, limit: float = 5, trusts: Path | None = None) -> list[Answer]:
    heard: list[Answer] = []
    targets = [Target(Deployable.TRACKER, url) for url in urls]
    asyncio.run(ask_all(targets, lambda: NOW, heard.append, limit, trusts))
    return heard


def test_an_app_that_answers_is_good_and_timed(app: FakeApp) -> None:
    app.wait = 0.1
    (answer,) = asked(app.url + "/health/ready")
    assert (answer.app, answer.at, answer.is_good, answer.problem) == (
        Deployable.TRACKER,
        NOW,
        True,
        "",
    )
    assert 100 <= answer.milliseconds < 2000
    assert app.paths == ["/health/ready"]


@pytest.mark.parametrize("status", [400, 404, 429, 500, 502, 503])
def test_an_app_that_answers_badly_fails(status: int, app: FakeApp) -> None:
    app.status = status
    (answer,) = asked(app.url)
    assert (answer.is_good, answer.problem) == (False, f"answered {status}")


def test_a_certificate_of_ones_own_is_believed_when_it_is_named(tmp_path: Path) -> None:
    pem = tmp_path / "own.pem"
    make_self_signed(pem, ("app.example.com",))
    with fake_app(pem) as app:
        (refused,) = asked(app.url)
        (believed,) = asked(app.url, trusts=pem)
        (gone,) = asked(app.url, trusts=tmp_path / "gone.pem")
    assert [one.is_good for one in (refused, believed, gone)] == [False, True, False]
    assert "certificate verify failed" in refused.problem


def test_nobody_there_fails() -> None:
    with fake_app() as gone:
        url = gone.url
    (answer,) = asked(url)
    assert not answer.is_good
    assert answer.problem


@pytest.mark.parametrize("fault", ["silent", "drips"])
def test_no_answer_takes_longer_than_the_limit(fault: str, app: FakeApp) -> None:
    app.wait, app.drips = (30, False) if fault == "silent" else (0, True)
    started_at = time.monotonic()
    (answer,) = asked(app.url, limit=0.4)
    assert time.monotonic() - started_at < 2
    assert (answer.is_good, answer.problem) == (False, "no answer within 0.4 s")


def test_a_slow_app_holds_up_no_other(app: FakeApp) -> None:
    app.wait = 30
    with fake_app() as quick:
        first, second = asked(app.url, quick.url, limit=0.5)
    assert [first.is_good, second.is_good] == [True, False]
    assert first.milliseconds < 450


def test_an_answer_of_any_size_is_not_read(app: FakeApp) -> None:
    app.body = b"x" * 50_000_000
    (answer,) = asked(app.url)
    assert answer.is_good


def test_a_redirect_at_the_same_place_is_followed(app: FakeApp) -> None:
    with fake_app() as other:
        app.status, app.location = 302, other.url
        (answer,) = asked(app.url)
    assert (answer.is_good, answer.problem) == (False, "sends to another place")
    assert other.paths == []


def test_a_redirect_in_circles_ends(app: FakeApp) -> None:
    app.status, app.location = 302, "/again"
    (answer,) = asked(app.url + "/start")
    assert (answer.is_good, answer.problem) == (False, "sends in circles")
    assert app.paths == ["/start", "/again", "/again", "/again"]


def test_targets_are_read_as_they_are_written() -> None:
    text = "audio-intel=https://intel.example.com/health/ready, tracker=http://127.0.0.1:8002/x?a=b"
    targets = read_targets(text)
    assert targets == (
        Target(Deployable.INTEL, "https://intel.example.com/health/ready"),
        Target(Deployable.TRACKER, "http://127.0.0.1:8002/x?a=b"),
    )
    assert read_targets(write_targets(targets)) == targets
    assert read_targets("") == ()


@pytest.mark.parametrize(
    "text",
    [
        "tracker",
        "=https://example.com",
        "fly=https://example.com",
        "worker=https://example.com",
        "tracker=ftp://example.com",
        "tracker=https://",
        "tracker=https://a.example tracker=https://b.example",
    ],
)
def test_what_is_no_list_of_targets_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_targets(text)


def test_one_address_stands_for_every_web_app() -> None:
    assert [(t.app.value, t.url) for t in at_one_address("https://example.com/")] == [
        ("audio-intel", "https://example.com/health/ready"),
        ("tracker", "https://example.com/health/ready"),
        ("pitch-generator", "https://example.com/health/ready"),
    ]
