"""How long the board and the table of a campaign with 5,000 targets take, over HTTP."""

import http.client
import statistics
from concurrent.futures import ThreadPoolExecutor

from bench.board_site import Site, serve
from bench.report import Figure, report
from totalaudio_ops.postgres import throwaway_server

TARGETS = 5_000
LIMIT = 100.0  # milliseconds, the 95th percentile for one person
TIMES = 60
WARM = 10
TOGETHER = 4
_TABLES = (
    "table",
    "table?sort=-fit",
    "table?stage=pitched&sort=due",
    "table?q=radio",
    "table?due=late",
)


def _alone(site: Site, pages: tuple[str, ...]) -> tuple[list[float], int]:
    """The milliseconds of each answer to one person who asks again and again, and the size of the last one."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    asked = [site.ask(connection, pages[number % len(pages)]) for number in range(WARM + TIMES)]
    connection.close()
    return [took for took, _ in asked[WARM:]], asked[-1][1]


def _together(site: Site) -> list[float]:
    with ThreadPoolExecutor(TOGETHER) as pool:
        asked = [pool.submit(_alone, site, ("",)) for _ in range(TOGETHER)]
        return [took for one in asked for took in one.result()[0]]


def _p95(times: list[float]) -> float:
    return round(statistics.quantiles(times, n=20)[18], 1)


def main(json_output: bool) -> int:  # noqa: FBT001 - how the runner of benchmarks calls it
    """Print the figures as a table, or as JSON; 1 when a limit was passed."""
    with throwaway_server() as server, serve(server.url, TARGETS) as site:
        board, size = _alone(site, ("",))
        table, _ = _alone(site, _TABLES)
        crowd = _together(site)
    figures = [
        Figure("board, p50", round(statistics.median(board), 1), "ms"),
        Figure("board, p95", _p95(board), "ms", LIMIT),
        Figure("table, p50", round(statistics.median(table), 1), "ms"),
        Figure("table, p95", _p95(table), "ms", LIMIT),
        Figure(f"board for {TOGETHER} people at once, p95", _p95(crowd), "ms"),
        Figure("board, bytes of the page", size / 1000, "KB"),
    ]
    return report("board", figures, json_output=json_output)
