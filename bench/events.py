"""How fast events come in over HTTP, beside a bare COPY of the same rows into the same table.

A web process with the app role alone, on a throwaway server: all checks, all indexes, each answer after its commit.
The rounds alternate, so that whatever else the machine does meets both.
"""

import random
import statistics

from bench.events_clients import Round, send_all
from bench.events_made import make_batches
from bench.events_site import Site, serving
from bench.report import Figure, report

BATCH = 500
BATCHES = 60  # in a round
FIRST = 6  # before them, not timed: an emptied table makes the database plan anew
CLIENTS = 3
ROUNDS = 9  # of which the first warms up
LEAST = 0.40  # of the rows a second of COPY
LIMIT_MS = 150
SINGLE_CLIENTS = 16  # as many as the web process has threads
SINGLES = 2_000
SLOW_COMMIT_MS = 10
_SEED = 11


def _batches(site: Site, pick: random.Random) -> tuple[list[Round], list[float]]:
    """Rounds over HTTP, and the rows a second of COPY with the rows of each."""
    rounds, copied = [], []
    for number in range(ROUNDS):
        bodies = make_batches(FIRST + BATCHES, BATCH, pick)
        site.empty()
        send_all(site.port, site.key, bodies[:FIRST], CLIENTS)
        sent = send_all(site.port, site.key, bodies[FIRST:], CLIENTS)
        rate = site.copy_again(BATCH * len(bodies))
        if number:
            rounds.append(sent)
            copied.append(rate)
    return rounds, copied


def _singles(site: Site, count: int, pick: random.Random) -> tuple[float, float]:
    """Single events a second: of many clients at once, and of one connection that commits each."""
    bodies = make_batches(count, 1, pick)
    sent = send_all(site.port, site.key, bodies, SINGLE_CLIENTS)
    return count / sent.seconds, site.committed_one_by_one(make_batches(count // 4, 1, pick))


def main(json_output: bool) -> int:  # noqa: FBT001 - how the runner of benchmarks calls it
    """Print the figures as a table, or as JSON; 1 when one is past its limit."""
    pick = random.Random(_SEED)
    with serving() as site:
        rounds, copied = _batches(site, pick)
        quick, quick_alone = _singles(site, SINGLES, pick)
        with site.slow_commits(SLOW_COMMIT_MS):
            slow, slow_alone = _singles(site, SINGLES // 2, pick)
    times = [time * 1000 for sent in rounds for time in sent.times]
    cuts = statistics.quantiles(times, n=100)
    rates = [BATCH * BATCHES / sent.seconds for sent in rounds]
    over = statistics.median(ours / peer for ours, peer in zip(rates, copied, strict=True))
    figures = [
        Figure(
            f"rows/s, {CLIENTS} clients, batches of {BATCH}", statistics.median(rates), "rows/s"
        ),
        Figure("rows/s of a bare COPY", statistics.median(copied), "rows/s"),
        Figure("rows/s over COPY", over, "times", LEAST, at_least=True),
        Figure("p50 of a batch", cuts[49], "ms"),
        Figure("p99 of a batch", cuts[98], "ms", LIMIT_MS),
        Figure(f"single events/s, {SINGLE_CLIENTS} clients", quick, "events/s"),
        Figure("single commits/s, no HTTP", quick_alone, "commits/s"),
        Figure(f"single events/s, a commit takes {SLOW_COMMIT_MS} ms", slow, "events/s"),
        Figure(f"single commits/s, a commit takes {SLOW_COMMIT_MS} ms", slow_alone, "commits/s"),
        Figure("events for each such commit", slow / slow_alone, "times", 3, at_least=True),
    ]
    return report("events", figures, json_output=json_output)
