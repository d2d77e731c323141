"""Programs that send events: each with a connection of its own, each waiting for its answer before it sends again."""

import http.client
import json
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

_PATH = "/api/v1/events"


@dataclass(frozen=True, slots=True)
class Round:
    """What a round of clients took: each answer's seconds, and the whole."""

    times: list[float]
    seconds: float


def send_all(port: int, key: str, bodies: list[bytes], clients: int) -> Round:
    """Send all bodies by so many clients at once; every event must be accepted."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        shares = [bodies[n::clients] for n in range(clients)]
        times = [
            one for sent in pool.map(lambda share: _send(port, key, share), shares) for one in sent
        ]
    return Round(times, time.perf_counter() - begun)


def _send(port: int, key: str, bodies: list[bytes]) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    head = {
        "Authorization": f"Bearer {key}",
        "Content-Type": "application/json",
        "Host": "localhost",
    }
    times = []
    for body in bodies:
        begun = time.perf_counter()
        connection.request("POST", _PATH, body, head)
        answer = connection.getresponse()
        said = answer.read()
        times.append(time.perf_counter() - begun)
        if answer.status != 200 or json.loads(said)["refused"]:
            raise RuntimeError(f"{answer.status}: {said[:300]!r}")
    connection.close()
    return times
