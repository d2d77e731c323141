"""Step 4: the outlet's own site, a few pages at most, politely."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from totalaudio.contacts.directory import Kind, by_domain
from totalaudio.core.lib.fetching import (
    FEEDS,
    PAGES,
    TEXTS,
    Fetcher,
    FetchError,
    FetchFailedError,
    FetchRefusedError,
    Page,
)
from totalaudio.core.lib.pacing import Pacer
from totalaudio.core.lib.remembering import OncePerKey
from totalaudio.intel.enrichment.findings import Finding
from totalaudio.intel.enrichment.steps.domains import mail_domain, own_domain
from totalaudio.intel.enrichment.steps.fields import OUTLET_FIELDS
from totalaudio.intel.enrichment.steps.mail_servers import NO_DOMAIN
from totalaudio.intel.enrichment.steps.site.feeds import latest_date
from totalaudio.intel.enrichment.steps.site.links import feed_of, own_name, pages_to_read
from totalaudio.intel.enrichment.steps.site.markup import Markup, read_markup
from totalaudio.intel.enrichment.steps.site.reading import Reader
from totalaudio.intel.enrichment.steps.site.robots import Robots, read_robots
from totalaudio.intel.enrichment.steps.site.socials import is_social
from totalaudio.intel.enrichment.steps.step import NOTHING, Case, Found

MOST_PAGES: Final = 6
_PACER: Final = Pacer()
_SECONDS: Final = 45.0  # after which no further page of a site is begun
_REFUSES_US: Final = frozenset({401, 402, 403, 407, 408, 429})


def default_fetcher(contact: str = "") -> Fetcher:
    """A guarded fetcher; all of a process together send one request a second to a host."""
    return Fetcher(contact=contact, pace=_PACER.wait)


class SiteStep:
    """Reads the home page, the pages on sending music and contact, and the feed; once per site."""

    name = "site"
    fields = OUTLET_FIELDS

    def __init__(
        self, fetcher: Fetcher, *, home_of: Callable[[str], str] = "https://{}/".format
    ) -> None:
        self._fetcher = fetcher
        self._home_of = home_of
        self._known = OncePerKey(self._read)

    def find(self, case: Case) -> Found:
        """What the outlet's site states; nothing for shared domains and social networks."""
        home = self._home(case)
        return self._known.get(home) if home else NOTHING

    def _home(self, case: Case) -> str:
        website = case.text("website")
        domain = own_domain(case.subject.email, website)
        owner = by_domain(domain) if domain else None
        if not domain or is_social(domain) or (owner and owner.kind is Kind.GROUP):
            return ""
        if website:
            return website if "//" in website else f"https://{website}"
        gone = case.text("email_status") == NO_DOMAIN and domain == mail_domain(case.subject.email)
        return "" if gone else self._home_of(domain)

    def _read(self, home: str) -> Found:
        try:
            return self._visit(home)
        except FetchFailedError as error:
            return Found(problems=(f"site not read: {error}",), failed=True)
        except FetchRefusedError as error:
            return Found(problems=(f"site not read: {error}",))

    def _visit(self, home: str) -> Found:
        until = time.monotonic() + _SECONDS
        robots = read_robots(self._fetcher, home)
        if not robots.allows(home):
            return Found(problems=(f"site not read: robots.txt of {_host(home)} asks us not to",))
        page = self._fetcher.fetch(home)
        if not page.is_ok:
            problem = f"site not read: {_host(home)} answers {page.status}"
            return Found(problems=(problem,), failed=_is_failure(page))
        if own_name(page.url) != own_name(home):
            return Found(problems=(f"site not read: {_host(home)} leads to {_host(page.url)}",))
        markup = read_markup(page)
        reader = Reader(datetime.now(UTC))
        findings = [*reader.home(markup), *reader.page(markup)]
        problems: list[str] = []
        if not robots.wants_patience:
            self._read_on(markup, robots, reader, until, findings, problems)
        return Found(
            tuple(one for one in findings if one.value), tuple(problems), failed=bool(problems)
        )

    def _read_on(
        self,
        home: Markup,
        robots: Robots,
        reader: Reader,
        until: float,
        findings: list[Finding],
        problems: list[str],
    ) -> None:
        feed = feed_of(home)
        pages = pages_to_read(home, MOST_PAGES - 1 - bool(feed))
        for url in (*pages, *([feed] if feed else [])):
            if time.monotonic() > until:
                problems.append(f"{_host(home.url)}: too slow to read every page")
                return
            if not robots.allows(url):
                continue
            try:
                page = self._fetcher.fetch(url, types=FEEDS | TEXTS if url == feed else PAGES)
            except FetchError as error:
                if isinstance(error, FetchFailedError):
                    problems.append(str(error))
                continue
            if _is_failure(page):
                problems.append(f"{_host(url)} answers {page.status}")
            elif page.is_ok and url == feed:
                findings.append(reader.feed(url, latest_date(page.text, reader.at)))
            elif page.is_ok and own_name(page.url) == own_name(home.url):
                findings.extend(reader.page(read_markup(page)))


def _is_failure(page: Page) -> bool:
    return page.status in _REFUSES_US or page.status >= 500


def _host(url: str) -> str:
    return urlsplit(url).hostname or url[:100]
