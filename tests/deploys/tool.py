"""A deploy in a process of its own, that can be killed by SIGKILL at any moment: before or after a line or a call.

Run as `python -m tests.deploys.tool SITE REPOSITORY APP COMMIT DIE_AT [deep]`; it says how the deploy ended and how
many moments it passed. `deep` counts also what the target does inside of its calls.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, override

import msgspec

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys import ordering
from totalaudio_ops.deploys.journal import Journal
from totalaudio_ops.deploys.judging import Rules
from totalaudio_ops.deploys.means import Means
from totalaudio_ops.deploys.server import front, state, target
from totalaudio_ops.deploys.server.runtime import Runtime
from totalaudio_ops.deploys.server.services.own import OwnServices
from totalaudio_ops.deploys.server.site import read_site
from totalaudio_ops.deploys.steps import Entry, Environment, Order
from totalaudio_ops.problems import Problem

CALLS = ("build", "migrate", "start", "switch", "observe", "keep", "undo", "serving")
_INSIDE = ((Runtime, "ask"), *((OwnServices, name) for name in ("install", "start", "remove")))


class Moments:
    """Counts moments, and dies at one of them."""

    def __init__(self, die_at: int) -> None:
        self.die_at, self.passed = die_at, 0

    def pass_one(self) -> bool:
        """Whether the next moment is the last; at the last one nothing can be done any more."""
        self.passed += 1
        if self.passed == self.die_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return self.passed + 1 == self.die_at

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """The same call, with a moment before it and one after it."""

        def counted(*arguments: Any, **named: Any) -> Any:
            self.pass_one()
            found = call(*arguments, **named)
            self.pass_one()
            return found

        return counted


class FragileJournal(Journal):
    """Whoever writes to it can be killed before, in the middle of, and after a line."""

    moments: Moments

    @override
    def append(self, order: Order, entry: Entry) -> None:
        if self.moments.pass_one():
            line = msgspec.json.encode(entry)
            with (self.folder / f"{order.id}.jsonl").open("ab") as file:
                file.write(line[: len(line) // 2])
        self.moments.pass_one()
        super().append(order, entry)
        self.moments.pass_one()


def main(site: str, repository: str, app: str, commit: str, die_at: str, *deep: str) -> None:
    """Deploy, as far as it comes."""
    moments = Moments(int(die_at))
    for name in CALLS:
        setattr(target.Server, name, moments.around(getattr(target.Server, name)))
    if deep:
        for kind, name in _INSIDE:
            setattr(kind, name, moments.around(getattr(kind, name)))
        written = moments.around(state.write_whole)
        for module in (state, front):
            module.write_whole = written  # type: ignore[attr-defined]  # where it was imported
    place = target.server(read_site(Path(site)), Path(repository))
    journal = FragileJournal(place.site.path / "journal")
    journal.moments = moments
    rules = Rules(seconds=0.3, enough=10)
    means = Means(place, journal, lambda _order: [], rules, 2.0)
    wanted, production = Deployable(app), Environment.PRODUCTION
    smoke = () if wanted is Deployable.WORKER else ("/",)
    wish = ordering.Wish(wanted, production, commit, "0.1.0", "olive", smoke=smoke)
    try:
        found = ordering.deploy(wish, means).entries[-1]
        sys.stdout.write(f"{found.done}\n{moments.passed}\n{found.said}\n")
    except Problem as problem:
        sys.stdout.write(f"problem\n{moments.passed}\n{problem}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
