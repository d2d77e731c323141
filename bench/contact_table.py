"""How long the contact table takes for 16 people at once: with 1,000 contacts, and with 100,000.

Two databases on one throwaway server, each behind a web process that holds the app role alone. The rounds
alternate, so that whatever else the machine does meets both.
"""

import random
import statistics
from contextlib import ExitStack

from bench.contact_table_clients import Timing, round_of_clients
from bench.contact_table_site import Site, serve
from bench.report import Figure, report
from totalaudio_ops.postgres import throwaway_server

FEW, MANY = 1_000, 100_000
LIMIT = 1.5  # the p95 with many contacts over the p95 with few
CLIENTS = 16
REQUESTS = 30  # of each client in a round
ROUNDS = 4  # of which the first warms up
_SEED = 7


def run() -> tuple[list[Timing], list[Timing]]:
    """Measure both sizes, in turns."""
    with ExitStack() as stack:
        admin = stack.enter_context(throwaway_server()).url
        few = stack.enter_context(serve(admin, "few", FEW))
        many = stack.enter_context(serve(admin, "many", MANY))
        timings: dict[Site, list[Timing]] = {few: [], many: []}
        for number in range(ROUNDS):
            for site, kept in timings.items():
                pick = random.Random(_SEED + number)
                timing = round_of_clients(site, CLIENTS, REQUESTS, pick)
                if number:
                    kept.append(timing)
    return timings[few], timings[many]


def _spread(timings: list[Timing]) -> tuple[float, float]:
    """The median and the 95th percentile, in milliseconds."""
    cuts = statistics.quantiles([time * 1000 for one in timings for time in one.times], n=20)
    return round(cuts[9], 1), round(cuts[18], 1)


def main(json_output: bool) -> int:  # noqa: FBT001 - how the runner of benchmarks calls it
    """Print the figures as a table, or as JSON; 1 when the ratio is over its limit."""
    (few_p50, few_p95), (many_p50, many_p95) = (_spread(timings) for timings in run())
    figures = [
        Figure(f"p50 with {FEW:,} contacts", few_p50, "ms"),
        Figure(f"p50 with {MANY:,} contacts", many_p50, "ms"),
        Figure(f"p95 with {FEW:,} contacts", few_p95, "ms"),
        Figure(f"p95 with {MANY:,} contacts", many_p95, "ms"),
        Figure("p95 with many, over p95 with few", round(many_p95 / few_p95, 2), "times", LIMIT),
    ]
    return report("contact_table", figures, json_output=json_output)
