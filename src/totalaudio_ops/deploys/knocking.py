"""Asks a version as a browser would: is it ready, and do the pages that must answer answer 200?"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import httpx
import msgspec

from totalaudio_ops.deploys.targets import Place
from totalaudio_ops.problems import Problem

LIVE: Final = "/health/live"
READY: Final = "/health/ready"
CHECK_SECONDS: Final = 30.0
_ANSWER_SECONDS: Final = 5.0
_BETWEEN_SECONDS: Final = 0.1
_AGENT: Final = {"User-Agent": "totalaudio-deploy", "Cache-Control": "no-cache"}


class _Unready(msgspec.Struct, frozen=True):
    """What an app says when it cannot answer people yet."""

    reason: str = ""


class Knocker:
    """Asks one place; redirects are not followed, and proxies of the environment do not stand in between."""

    def __init__(self, client: httpx.Client) -> None:
        """Use `knocking` to have one."""
        self._client = client

    def problem(self, path: str) -> str:
        """What is wrong with the answer under a path, '' when it is 200."""
        try:
            answer = self._client.get(path)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            return f"{path} did not answer: {str(error) or type(error).__name__}"
        if answer.status_code == httpx.codes.OK:
            return ""
        without = ", without its database" if path == READY and _lacks_database(answer) else ""
        return f"{path} answered {answer.status_code}{without}"

    def lacks_database(self) -> bool:
        """Whether the database is all that it waits for."""
        try:
            return _lacks_database(self._client.get(READY))
        except (httpx.HTTPError, httpx.InvalidURL, OSError):
            return False


def _lacks_database(answer: httpx.Response) -> bool:
    try:
        said = msgspec.json.decode(answer.content, type=_Unready)
    except msgspec.DecodeError:
        return False
    return answer.status_code == httpx.codes.SERVICE_UNAVAILABLE and said.reason == "database"


@contextmanager
def knocking(place: Place, seconds: float = _ANSWER_SECONDS) -> Iterator[Knocker | None]:
    """Somebody who asks this place, None when there is nothing to ask."""
    if place.url is None:
        yield None
        return
    # Each answer on its own connection: one that was kept may lead to a version that is no longer switched to.
    limits = httpx.Limits(max_keepalive_connections=0)
    with httpx.Client(
        base_url=place.url,
        headers=[*_AGENT.items(), *place.headers],
        trust_env=False,
        timeout=seconds,
        limits=limits,
    ) as client:
        yield Knocker(client)


def check(
    place: Place,
    smoke: tuple[str, ...],
    seconds: float = CHECK_SECONDS,
    *,
    back_from: Place | None = None,
) -> str:
    """Ask until everything answers; returns one sentence, raises Problem with what did not in the time.

    Who goes back, from what serves now, is let in although the database is away for both: no version could answer.
    """
    with knocking(place) as knocker, knocking(back_from or Place(None)) as serving:
        if knocker is None:
            return "It says itself that it is ready; it has no address to ask."
        deadline = time.monotonic() + seconds
        for path in (READY, *smoke):
            while problem := knocker.problem(path):
                if back_from and _is_excused(knocker, serving):
                    return "It runs, and waits for the database as every version would."
                if time.monotonic() >= deadline:
                    raise Problem(f"{problem}, within {seconds:g} s")
                time.sleep(_BETWEEN_SECONDS)
    pages = f" and {', '.join(smoke)}" if smoke else ""
    return f"{READY}{pages} answered 200."


def _is_excused(knocker: Knocker, serving: Knocker | None) -> bool:
    """Whether it lives and only lacks the database, which what serves does not have either, if it answers at all."""
    if knocker.problem(LIVE) or not knocker.lacks_database():
        return False
    return serving is None or bool(serving.problem(READY))
