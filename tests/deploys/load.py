"""People at a site, all at once: each of them asks without end, counts every request, and tries nothing twice."""

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from tests.deploys.talking import FailedError, Fault, Place, connected

type Client = Callable[[Place, "Counts"], Coroutine[None, None, None]]


@dataclass(frozen=True, slots=True)
class Failure:
    """A request that failed: of which client, how, and from when to when (monotonic seconds)."""

    client: str
    fault: Fault
    said: str
    began_at: float
    ended_at: float


@dataclass(slots=True)
class Counts:
    """What all of them met."""

    asked: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    versions: list[tuple[float, str]] = field(default_factory=list)
    is_over: bool = False
    ended_at: float = 0.0

    @property
    def requests(self) -> int:
        """How many requests there were."""
        return self.asked.total()

    def faults(self) -> Counter[str]:
        """How many failed in which way."""
        return Counter(f"{one.client} {one.fault}" for one in self.failures)

    def sequence(self) -> list[str]:
        """The versions that the witness met, one after the other."""
        return [version for version, _ in groupby(version for _, version in self.versions)]

    def longest_gap(self) -> float:
        """The longest time in seconds without an answer to the witness."""
        moments = [*(at for at, _ in self.versions), self.ended_at]
        return max((b - a for a, b in pairwise(moments)), default=0.0)

    def outside(self, windows: Sequence[tuple[float, float]]) -> list[Failure]:
        """The failures of requests that were on their way at none of these times."""
        return [
            one
            for one in self.failures
            if not any(one.began_at <= end and one.ended_at >= begin for begin, end in windows)
        ]


async def keeping(place: Place, counts: Counts) -> None:
    """Asks quickly, again and again, over a connection that is kept."""
    async with connected(place) as line:
        while not counts.is_over:
            counts.asked["keeping"] += 1
            await line.ask("GET", "/")
            await asyncio.sleep(0.01)


async def fresh(place: Place, counts: Counts) -> None:
    """Asks quickly, each time over a new connection."""
    counts.asked["fresh"] += 1
    async with connected(place) as line:
        await line.ask("GET", "/")
    await asyncio.sleep(0.01)


async def slow(place: Place, counts: Counts) -> None:
    """Asks for what takes the server a second."""
    counts.asked["slow"] += 1
    async with connected(place) as line:
        await line.ask("GET", "/slow")


async def sending(place: Place, counts: Counts) -> None:
    """Sends a form in eight parts over half a second."""
    counts.asked["sending"] += 1
    body, began_at = b"x" * 40_000, time.monotonic()
    async with connected(place) as line:
        said = await line.ask("POST", "/", body, parts=8)
    if said != str(len(body)).encode():
        raise FailedError(Fault.CUT, f"the server had {said!r} of {len(body)} bytes", began_at)


async def fetching(place: Place, counts: Counts) -> None:
    """Fetches what the server sends over a second, all of it by one version."""
    counts.asked["fetching"] += 1
    began_at = time.monotonic()
    async with connected(place) as line:
        lines = (await line.ask("GET", "/long")).split()
    if len(lines) != 10:
        raise FailedError(Fault.CUT, f"{len(lines)} lines of 10", began_at)
    if len(set(lines)) != 1:
        raise FailedError(Fault.MIXED, repr(set(lines)), began_at)


async def witness(place: Place, counts: Counts) -> None:
    """Asks which version answers, one request after the other."""
    counts.asked["witness"] += 1
    async with connected(place) as line:
        said = await line.ask("GET", "/")
    counts.versions.append((time.monotonic(), said.decode()))
    await asyncio.sleep(0.02)


CROWD: tuple[Client, ...] = (
    *(keeping,) * 3,
    *(fresh,) * 3,
    *(slow,) * 3,
    sending,
    sending,
    fetching,
)


async def _forever(client: Client, place: Place, counts: Counts) -> None:
    while not counts.is_over:
        try:
            await client(place, counts)
        except FailedError as error:
            now = time.monotonic()
            met = Failure(client.__name__, error.fault, error.said, error.began_at, now)
            counts.failures.append(met)
            await asyncio.sleep(0.02)


async def _all(place: Place, counts: Counts, clients: Sequence[Client]) -> None:
    await asyncio.gather(*(_forever(client, place, counts) for client in clients))


@contextmanager
def load(
    place: Place, clients: Sequence[Client] = CROWD, seeing: Client = witness
) -> Iterator[Counts]:
    """The witness and these clients ask as long as the block lasts; all have their last answer when it ends."""
    counts = Counts()
    thread = threading.Thread(
        target=lambda: asyncio.run(_all(place, counts, (seeing, *clients))), name="load"
    )
    thread.start()
    try:
        _wait_for_first(counts)
        yield counts
    finally:
        counts.is_over, counts.ended_at = True, time.monotonic()
        thread.join(60)
    assert not thread.is_alive(), "a request never ended"


def _wait_for_first(counts: Counts) -> None:
    give_up_at = time.monotonic() + 10
    while not counts.asked and not counts.failures and time.monotonic() < give_up_at:
        time.sleep(0.01)
