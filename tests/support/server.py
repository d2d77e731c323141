"""The PostgreSQL server of a test run: the one at DATABASE_ADMIN_URL, or a throwaway one, shared by all processes."""

import os
from contextlib import ExitStack
from typing import Any

import pytest

from totalaudio_ops.postgres import throwaway_server

ADMIN_URL = "DATABASE_ADMIN_URL"
_open = pytest.StashKey[ExitStack]()
_url = pytest.StashKey[str]()


def _administrator(config: pytest.Config) -> str:
    """The address of an administrator; a throwaway server is started at the first call."""
    if _url not in config.stash:
        handed_over = getattr(config, "workerinput", {}).get(ADMIN_URL)
        config.stash[_url] = handed_over or os.environ.get(ADMIN_URL) or _start(config)
    return config.stash[_url]


def _start(config: pytest.Config) -> str:
    config.stash[_open] = ExitStack()
    return config.stash[_open].enter_context(throwaway_server()).cluster.url()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Hand the address to a process of pytest-xdist, which loses its own when it is replaced."""
    node.workerinput[ADMIN_URL] = _administrator(node.config)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the throwaway server."""
    if _open in config.stash:
        config.stash[_open].close()


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> str:
    """The address of an administrator of the server of this run."""
    return _administrator(request.config)
