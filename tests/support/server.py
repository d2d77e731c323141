"""The PostgreSQL server of a test run: the one at DATABASE_ADMIN_URL, or a throwaway one, shared by all processes."""

import os
import secrets
from contextlib import ExitStack
from typing import Any

import pytest

from tests.support import provision
from totalaudio_ops.postgres import throwaway_server

ADMIN_URL = "DATABASE_ADMIN_URL"
ORIGINAL = "ORIGINAL_DATABASE"
_open = pytest.StashKey[ExitStack]()
_url = pytest.StashKey[str]()
_original = pytest.StashKey[str]()


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
    node.workerinput[ORIGINAL] = _name_original(node.config)


def _name_original(config: pytest.Config) -> str:
    if _original not in config.stash:
        handed_over = getattr(config, "workerinput", {}).get(ORIGINAL)
        config.stash[_original] = handed_over or f"test_original_{secrets.token_hex(8)}"
    return config.stash[_original]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the original once every process of the run has ended, and stop the throwaway server."""
    if _original in config.stash and not hasattr(config, "workerinput"):
        provision.drop(_administrator(config), _name_original(config))
    if _open in config.stash:
        config.stash[_open].close()


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> str:
    """The address of an administrator of the server of this run."""
    return _administrator(request.config)


@pytest.fixture(scope="session")
def original_name(request: pytest.FixtureRequest) -> str:
    """The name of the database that every process of this run copies; it lives as long as the run."""
    return _name_original(request.config)
