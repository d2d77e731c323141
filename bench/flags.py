"""How long one decision of a flag takes, beside public SDKs in the same run."""

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from random import Random
from uuid import UUID, uuid4

from bench import flags_peers

LIMIT_NS = 300.0
FEWEST_PEERS = 4
ROLLOUT = 25
# What a quarter of 2,000 people may be by chance, and no more.
PLAUSIBLE = (22.6, 27.7)
PEOPLE = 2_000
ROUNDS = 15
SECONDS = 0.1

type Run = Callable[[], int]


def main(json_output: bool) -> int:  # noqa: FBT001 - how the runner of benchmarks calls it
    """Measures all in turn, round after round, so that whatever else the machine does meets all alike."""
    with ExitStack() as stack:
        runs = dict(_contestants(stack))
        samples = _measured(runs)
    found = {name: statistics.median(times) for name, times in samples.items()}
    ours, peers = found.pop("ours"), found
    fastest = min(peers, key=peers.__getitem__, default="")
    if json_output:
        _print_json(ours, peers, samples["ours"])
    else:
        _print_table(ours, peers)
    if len(peers) < FEWEST_PEERS:
        sys.stderr.write(f"only {len(peers)} peers ran, of at least {FEWEST_PEERS}\n")
        return 1
    return 1 if ours > LIMIT_NS or ours > peers[fastest] else 0


def _contestants(stack: ExitStack) -> Iterator[tuple[str, Run]]:
    users = _people()
    yield "ours", _checked("ours", _ours(users))
    texts = [str(user) for user in users]
    for name, make in flags_peers.PEERS.items():
        try:
            yield name, _checked(name, stack.enter_context(make(texts, ROLLOUT)))
        except Exception as error:  # whatever it is, the others are measured
            sys.stderr.write(f"{name} does not run offline: {type(error).__name__}: {error}\n")


def _people() -> list[UUID]:
    dice = Random(20261123)
    return [UUID(int=dice.getrandbits(128)) for _ in range(PEOPLE)]


def _checked(name: str, run: Run) -> Run:
    share = 100 * run() / PEOPLE
    if not PLAUSIBLE[0] <= share <= PLAUSIBLE[1]:
        raise AssertionError(f"{name} is on for {share:.1f} % of people instead of {ROLLOUT} %")
    return run


def _ours(users: list[UUID]) -> Run:
    """A flag as it would be in earnest: some people and workspaces have overrides, the rest is rolled out."""
    from totalaudio.core.flags import current
    from totalaudio.core.flags.deciding import Override, Place, Snapshot
    from totalaudio.core.flags.declarations import Flag
    from totalaudio.core.flags.flags import FlagName, evaluate
    from totalaudio.core.flags.names import Scope

    name, here = FlagName.EXPORT_FORMATS, uuid4()
    flag = Flag(name, "Measured.", "bench", remove_by=date.max, rollout=ROLLOUT)
    overrides = [Override(name, Scope.USER, user, n % 4 == 0) for n, user in enumerate(users[:20])]
    overrides += [Override(name, Scope.WORKSPACE, uuid4(), is_on=True) for _ in range(20)]
    current.publish(Snapshot(1, overrides), [flag], Place("production"))

    def run() -> int:
        on = 0
        for user in users:
            if evaluate(name, user, here).value:
                on += 1
        return on

    return run


def _measured(runs: dict[str, Run]) -> dict[str, list[float]]:
    samples: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, run in runs.items():
            samples[name].append(_nanoseconds(run))
    return samples


def _nanoseconds(run: Run) -> float:
    """Of this thread's own time: what else the machine does takes turns with it, and is not measured."""
    times, started_at = 0, time.thread_time_ns()
    while (elapsed := time.thread_time_ns() - started_at) < SECONDS * 1e9:
        run()
        times += 1
    return elapsed / times / PEOPLE


def _print_json(ours: float, peers: dict[str, float], samples: list[float]) -> None:
    fastest = min(peers.values(), default=float("nan"))
    found = {
        "ours_ns": round(ours, 1),
        "peers_ns": {name: round(peers[name], 1) for name in sorted(peers, key=peers.__getitem__)},
        "limit_ns": LIMIT_NS,
        "ours_min_ns": round(min(samples), 1),
        "ratio_to_fastest_peer": round(ours / fastest, 3),
    }
    json.dump(found, sys.stdout, indent=2)
    sys.stdout.write("\n")


def _print_table(ours: float, peers: dict[str, float]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=f"One decision, {ROLLOUT} % rollout, median", title_justify="left")
    for heading in ("who", "ns", "times ours"):
        table.add_column(heading, justify="left" if heading == "who" else "right")
    table.add_row(f"ours (limit {LIMIT_NS:g})", f"{ours:,.0f}", "1.0")
    for name in sorted(peers, key=peers.__getitem__):
        table.add_row(name, f"{peers[name]:,.0f}", f"{peers[name] / ours:,.1f}")
    Console().print(table)
