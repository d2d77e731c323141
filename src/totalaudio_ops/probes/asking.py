"""Asks an app from outside, as a person's browser would, and says whether it answered well and how soon."""

import asyncio
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from ssl import SSLContext
from typing import Final

import httpx

from totalaudio_ops.apps import Deployable
from totalaudio_ops.probes.targets import Target

LIMIT_SECONDS: Final = 10.0
MOST_REDIRECTS: Final = 3
_HEADERS: Final = {"User-Agent": "totalaudio-probe", "Cache-Control": "no-cache"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a probe found; `problem` is empty when it is good."""

    app: Deployable
    at: datetime
    is_good: bool
    milliseconds: float
    problem: str = ""


async def ask_all(
    targets: Iterable[Target],
    clock: Callable[[], datetime],
    heard: Callable[[Answer], None],
    limit: float = LIMIT_SECONDS,
    trusts: Path | None = None,
) -> None:
    """Ask all at once; each answer is handed on as soon as it is there, and none takes longer than the limit.

    `trusts` is a file of certificates that are believed besides the usual ones.
    """
    # Nothing of the environment's proxies: the app is asked, and not what stands in between.
    async with httpx.AsyncClient(
        headers=_HEADERS, trust_env=False, timeout=limit, verify=_believing(trusts)
    ) as client:

        async def one(target: Target) -> None:
            heard(await ask(client, target, clock, limit))

        await asyncio.gather(*(one(target) for target in targets))


def _believing(trusts: Path | None) -> SSLContext:
    context = httpx.create_ssl_context(trust_env=False)
    if trusts and trusts.is_file():
        context.load_verify_locations(trusts)
    return context


async def ask(
    client: httpx.AsyncClient, target: Target, clock: Callable[[], datetime], limit: float
) -> Answer:
    """Ask once."""
    at, started_at = clock(), time.monotonic()
    try:
        async with asyncio.timeout(limit):
            problem = await _problem(client, target.url)
    except TimeoutError:
        problem = f"no answer within {limit:g} s"
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        problem = str(error) or type(error).__name__
    milliseconds = (time.monotonic() - started_at) * 1000
    return Answer(target.app, at, not problem, milliseconds, problem)


async def _problem(client: httpx.AsyncClient, url: str) -> str:
    """What is wrong with the answer; the body is never read."""
    asked = httpx.URL(url)
    for _ in range(MOST_REDIRECTS + 1):
        async with client.stream("GET", asked) as response:
            following = response.next_request
            if following is None:
                return "" if response.is_success else f"answered {response.status_code}"
        if _place(following.url) != _place(asked):
            return "sends to another place"
        asked = following.url
    return "sends in circles"


def _place(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port
