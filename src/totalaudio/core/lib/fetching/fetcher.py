"""The one way to fetch an address that a user or a page gave: guarded, capped and timed."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

import httpcore
import httpx

from totalaudio.core.lib.fetching.connecting import Deadline, GuardedBackend, open_pool
from totalaudio.core.lib.fetching.errors import FetchFailedError, FetchRefusedError
from totalaudio.core.lib.fetching.pages import Page, read_capped
from totalaudio.core.lib.fetching.public import Resolve, resolve_by_dns
from totalaudio.core.lib.fetching.transport import GuardedTransport

PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})
TEXTS: Final = frozenset({"text/plain"})
FEEDS: Final = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/xml", "text/xml"}
)

type Pace = Callable[[str], float]

_PORTS: Final = {"http": 80, "https": 443}
_LONGEST_URL: Final = 2_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one fetch may take, redirects included: bytes, seconds, hops."""

    size: int = 1_500_000
    seconds: float = 15.0
    connect_seconds: float = 5.0
    read_seconds: float = 5.0
    redirects: int = 5


class Fetcher:
    """Fetches pages from the public internet and nothing from anywhere else.

    `contact` is an address or URL for those whose pages we read. `pace` is called with the host
    before every request and returns the seconds that it waited. `allow` names hosts and ports that
    may be anywhere: only tests pass it.
    """

    def __init__(
        self,
        *,
        contact: str = "",
        pace: Pace | None = None,
        resolve: Resolve = resolve_by_dns,
        limits: Limits | None = None,
        allow: frozenset[tuple[str, int]] = frozenset(),
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._agent = f"TotalAudio/1 (+{contact})" if contact else "TotalAudio/1"
        self._pace = pace
        self._resolve = resolve
        self._limits = limits or Limits()
        self._allow = allow
        self._tls = tls

    @property
    def agent(self) -> str:
        """The name by which we introduce ourselves, also to robots.txt."""
        return self._agent

    def fetch(self, url: str, *, types: frozenset[str] = PAGES) -> Page:
        """The page at an http or https address, if it is one of the media types.

        Raises FetchRefusedError or FetchFailedError. An answer that is no 2xx comes back without
        its body.
        """
        deadline = Deadline(self._limits.seconds)
        backend = GuardedBackend(self._resolve, self._allow, deadline)
        pool = open_pool(backend, self._tls or _system_tls())
        limits = self._limits
        timeout = httpx.Timeout(limits.read_seconds, connect=limits.connect_seconds)
        with httpx.Client(
            transport=GuardedTransport(pool), timeout=timeout, trust_env=False
        ) as client:
            return self._follow(client, url, types, deadline)

    def _follow(
        self, client: httpx.Client, url: str, types: frozenset[str], deadline: Deadline
    ) -> Page:
        here = self._checked(url)
        for _ in range(self._limits.redirects + 1):
            if self._pace:
                deadline.extend(self._pace(here.host))
            answer = self._ask(client, here, types)
            if isinstance(answer, Page):
                return answer
            here = self._checked(answer)
        raise FetchRefusedError(f"{here.host}: more than {self._limits.redirects} redirects")

    def _ask(self, client: httpx.Client, url: httpx.URL, types: frozenset[str]) -> Page | str:
        """The page, or the address that it redirects to."""
        try:
            with client.stream("GET", url, headers=self._headers(types)) as response:
                if response.is_redirect and "location" in response.headers:
                    return str(url.join(response.headers["location"]))
                return self._page(response, url, types)
        except (httpx.TimeoutException, httpcore.TimeoutException) as error:
            raise FetchFailedError(f"{url.host}: no answer in time") from error
        except (httpx.InvalidURL, UnicodeError) as error:
            raise FetchRefusedError(f"{url.host}: redirects to no valid address") from error
        except httpcore.ConnectError as error:
            raise FetchFailedError(f"{url.host}: cannot connect") from error
        except (httpx.HTTPError, httpcore.ProtocolError, httpcore.NetworkError) as error:
            raise FetchFailedError(f"{url.host}: the answer broke off or makes no sense") from error

    def _page(self, response: httpx.Response, url: httpx.URL, types: frozenset[str]) -> Page:
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if not response.is_success:
            return Page(str(url), response.status_code, kind, "", b"")
        if kind not in types:
            raise FetchRefusedError(
                f"{url.host}: {kind[:60] or 'no type'} is not what was asked for"
            )
        encoding = response.headers.get("content-encoding", "").strip().lower()
        body = read_capped(response.iter_raw(), encoding, self._limits.size)
        return Page(str(url), response.status_code, kind, response.charset_encoding or "", body)

    def _headers(self, types: frozenset[str]) -> dict[str, str]:
        return {
            "User-Agent": self._agent,
            "Accept": ", ".join(sorted(types)),
            "Accept-Encoding": "gzip",
        }

    def _checked(self, url: str) -> httpx.URL:
        if len(url) > _LONGEST_URL:
            raise FetchRefusedError("the address is too long")
        try:
            parsed = httpx.URL(url)
            host = parsed.host  # read here, because a name such as xn-- is only refused when read
        except (httpx.InvalidURL, ValueError) as error:
            raise FetchRefusedError(f"{url[:100]!r} is no address") from error
        if parsed.scheme not in _PORTS or not host:
            raise FetchRefusedError(f"{url[:100]!r} is not an http or https address")
        if parsed.userinfo:
            raise FetchRefusedError(f"{parsed.host}: an address with a password is not followed")
        port = parsed.port or _PORTS[parsed.scheme]
        if port not in _PORTS.values() and (parsed.host, port) not in self._allow:
            raise FetchRefusedError(f"{parsed.host}: port {port} is not 80 or 443")
        return parsed.copy_with(fragment=None)


@cache
def _system_tls() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)
