"""A browser, and the site that it visits."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.site import Site, serving
from tests.screens import CHROMIUM, FLAGS
from tests.support.database import Urls


@pytest.fixture
def site(fresh_database: Urls, tmp_path: Path) -> Iterator[Site]:
    with serving(fresh_database, tmp_path) as site:
        yield site


@pytest.fixture
def chromium(site: Site) -> Iterator[Browser]:
    """Opened for one test alone: while it is open, Django takes this thread for an asynchronous one."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()
