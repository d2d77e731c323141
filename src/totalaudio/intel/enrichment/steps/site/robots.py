"""What a site's robots.txt allows us (RFC 9309)."""

from typing import Final
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

from totalaudio.core.lib.fetching import PAGES, TEXTS, Fetcher, FetchFailedError, FetchRefusedError

_MOST_LINES: Final = 2_000
_BUSY: Final = 429
_BROKEN: Final = 500


class Robots:
    """The rules of one site, read once; a site without the file allows everything."""

    def __init__(self, lines: list[str], agent: str) -> None:
        self._agent = agent
        self._parser = RobotFileParser()
        self._parser.parse(lines[:_MOST_LINES])

    def allows(self, url: str) -> bool:
        """Whether we may fetch this address."""
        try:
            return self._parser.can_fetch(self._agent, url)
        except ValueError:
            return False

    @property
    def wants_patience(self) -> bool:
        """Whether the site asks for more than a second between requests."""
        delay = self._parser.crawl_delay(self._agent)
        return delay is not None and float(delay) > 1


def read_robots(fetcher: Fetcher, home: str) -> Robots:
    """The rules at /robots.txt; raises FetchFailedError when the site is too ill to say."""
    try:
        page = fetcher.fetch(urljoin(home, "/robots.txt"), types=TEXTS | PAGES)
    except FetchRefusedError:
        return Robots([], fetcher.agent)
    if page.status == _BUSY or page.status >= _BROKEN:
        raise FetchFailedError(f"robots.txt answers {page.status}")
    has_rules = page.is_ok and page.content_type in TEXTS
    return Robots(page.text.splitlines() if has_rules else [], fetcher.agent)
