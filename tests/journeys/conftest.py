"""A browser, and the site that it visits."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.site import Site, serving
from tests.journeys.visitor import WIDTHS
from tests.screens import CHROMIUM, FLAGS
from tests.support.database import Urls


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A journey is made at the width that its file names; at each with `--proofs`."""
    if "width" in metafunc.fixturenames:
        both = metafunc.config.getoption("--proofs")
        metafunc.parametrize("width", WIDTHS if both else [metafunc.module.WIDTH])


@pytest.fixture
def site(fresh_database: Urls, tmp_path: Path) -> Iterator[Site]:
    with serving(fresh_database, tmp_path) as site:
        yield site


@contextmanager
def browser() -> Iterator[Browser]:
    """Not for long: while it is open, Django takes this thread for an asynchronous one."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture
def chromium(site: Site) -> Iterator[Browser]:
    with browser() as opened:
        yield opened
