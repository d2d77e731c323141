"""People at the contact table: first pages, next pages, orders, words that are rare and words that are frequent."""

import html
import http.client
import random
import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bench.contact_table_site import Site

_TABLE = "/intel/contacts/"
_NEXT = re.compile(r'rel="next" href="([^"]+)"')
_ORDERS = ("name", "-name", "outlet", "confidence", "-confidence", "checked", "-checked", "-added")
_FREQUENT = ("radio", "example", "presenter", "ba")
_RARE = ("music10@", "uzba babauz", "zzz", "info26")
_FILTERS = ("country=IS", "kind=desk", "status=failed", "missing=outlet", "genre=jazz&country=GB")


@dataclass(frozen=True, slots=True)
class Timing:
    """The seconds that each answer took, and the whole round."""

    times: list[float]
    seconds: float


def round_of_clients(site: Site, clients: int, requests: int, pick: random.Random) -> Timing:
    """So many people at once, each with a connection of their own, each asking so many times."""
    seeds = [pick.random() for _ in range(clients)]
    begun = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        asked = [pool.submit(_client, site, requests, random.Random(seed)) for seed in seeds]
        times = [one for client in asked for one in client.result()]
    return Timing(times, time.perf_counter() - begun)


def _client(site: Site, requests: int, pick: random.Random) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    headers = {"Cookie": f"sessionid={site.session}", "Host": "localhost"}
    times = []
    url = _TABLE
    for _ in range(requests):
        begun = time.perf_counter()
        connection.request("GET", url, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        times.append(time.perf_counter() - begun)
        if answer.status != 200:
            raise RuntimeError(f"{url} answered {answer.status}")
        url = _next(body.decode(), pick)
    connection.close()
    return times


def _next(page: str, pick: random.Random) -> str:
    """A third goes on to the next page, the others look for something new."""
    further = _NEXT.search(page)
    if further and pick.random() < 0.35:
        return html.unescape(further[1])
    order = pick.choice(_ORDERS)
    kind = pick.random()
    if kind < 0.4:
        return f"{_TABLE}?sort={order}"
    if kind < 0.6:
        return f"{_TABLE}?sort={order}&q={pick.choice(_FREQUENT)}"
    if kind < 0.8:
        return f"{_TABLE}?sort={order}&q={pick.choice(_RARE).replace(' ', '+')}"
    return f"{_TABLE}?sort={order}&{pick.choice(_FILTERS)}"
