"""What Vercel sets, and what follows from it."""

import pytest

from totalaudio.project.environment import App, Environment, Stage

from .saying import said_of

MB = 1024 * 1024
WRONG_APP = (
    "APP: cannot run on Vercel;"
    " set it to audio-intel, tracker or pitch-generator, and run the worker on a server"
)


@pytest.mark.parametrize("app", [App.INTEL, App.TRACKER, App.PITCH])
def test_each_web_app_may_run_there(app: App) -> None:
    host = "audio-intel-abc123.vercel.app"
    assert said_of(Stage.PRODUCTION, app, vercel="1", vercel_url=host) == []


@pytest.mark.parametrize("app", [App.WORKER, App.ALL])
def test_the_worker_may_not(app: App) -> None:
    assert said_of(Stage.PRODUCTION, app, vercel="1") == [WRONG_APP]


@pytest.mark.parametrize(
    "host", ["*", "https://x.vercel.app", "x.vercel.app/path", "x.vercel.app:80", "a b", ".app"]
)
def test_what_is_no_host_is_let_in_nowhere(host: str) -> None:
    assert said_of(Stage.PRODUCTION, vercel="1", vercel_url=host) == [
        "VERCEL_URL: is not the name of a host; leave it as Vercel sets it"
    ]


def test_elsewhere_uploads_are_as_large_as_the_platform_takes_and_flags_are_listened_to() -> None:
    env = Environment()
    assert (env.upload_cap(250 * MB), env.flags_poll_seconds) == (250 * MB, 0.0)


def test_there_uploads_are_smaller_and_flags_are_looked_up() -> None:
    env = Environment(vercel=True)
    assert env.upload_cap(250 * MB) == 4 * MB
    assert env.upload_cap(1 * MB) == 1 * MB
    assert env.flags_poll_seconds == 5.0
