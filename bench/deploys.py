"""Deploys of the product on a site of its own: how long, and how many requests fail under load."""

import statistics
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import override

from tests.deploys.deploying import Deployed
from tests.deploys.load import Counts, load
from tests.deploys.product import PRODUCT_CROWD, opening, product_site
from tests.support.sites import Repository

from bench.installation import install
from bench.platform import ROOT
from bench.report import Figure, report
from totalaudio_ops.apps import WEB_APPS, Deployable
from totalaudio_ops.deploys.journal import Deploy
from totalaudio_ops.deploys.steps import Done, Step
from totalaudio_ops.postgres import throwaway_server

TURNS = 3
HEALTHY_SECONDS, BACK_SECONDS = 30.0, 5.0


@dataclass(frozen=True, slots=True)
class Copy(Repository):
    """This checkout's newest commit again and again, under another name each time."""

    @override
    def commit(self, version: str, *faults: str) -> str:
        self._git("commit", "--allow-empty", "-qm", version)
        return self._git("rev-parse", "HEAD").strip()


def main(json_output: bool) -> int:  # noqa: FBT001 - how the runner of benchmarks calls it
    """Deploys an app and goes back, a few times; then each web app once more under load."""
    with tempfile.TemporaryDirectory(prefix="ta-") as folder, throwaway_server() as server:
        repository, made = _copy(Path(folder) / "r"), install(server.url)
        with product_site(made.urls, repository) as site:
            first = [_kept(site.deploy("first", app=app)) for app in WEB_APPS]
            new, back = _turns(site, WEB_APPS[:1] * TURNS)
            with load(site.place, PRODUCT_CROWD, opening) as counts:
                switched = [one for pair in _turns(site, WEB_APPS) for one in pair]
    figures = [*_times(first[0], new, back), *_switches(switched, counts)]
    return report("deploys", figures, json_output=json_output)


def _copy(folder: Path) -> Copy:
    """A copy that shares the history, and the program that installs environments."""
    subprocess.run(["git", "clone", "-q", "--shared", str(ROOT), str(folder)], check=True)
    (folder / ".totalaudio").symlink_to(ROOT / ".totalaudio")
    return Copy(folder)


def _turns(site: Deployed, apps: Sequence[Deployable]) -> tuple[list[Deploy], list[Deploy]]:
    new, back = list[Deploy](), list[Deploy]()
    for app in apps:
        new.append(_kept(site.deploy(f"version {len(site.commits)}", app=app)))
        back.append(_kept(site.rollback(app)))
    return new, back


def _kept(found: Deploy) -> Deploy:
    if found.entries[-1].done is not Done.KEPT:
        raise AssertionError(f"a deploy was not kept: {found.entries[-1].said}")
    return found


def _times(first: Deploy, new: list[Deploy], back: list[Deploy]) -> list[Figure]:
    healthy = [_seconds(one, None, Step.CHECK) for one in new]
    returns = [_seconds(one, None, Step.SWITCH) for one in back]
    parts = {"made": Step.BUILD, "database up to date": Step.MIGRATE, "started": Step.START}
    cold, middle = _seconds(first, None, Step.CHECK), statistics.median(healthy)
    return [
        Figure("first deploy to healthy, its environment installed", cold, "s"),
        Figure(f"deploy to healthy, warm, median of {len(new)}", middle, "s", HEALTHY_SECONDS),
        Figure("deploy to healthy, warm, slowest", max(healthy), "s", HEALTHY_SECONDS),
        *(
            Figure(
                f"of it: {name}", statistics.median(_seconds(one, step, step) for one in new), "s"
            )
            for name, step in parts.items()
        ),
        Figure(f"rollback, median of {len(back)}", statistics.median(returns), "s", BACK_SECONDS),
        Figure("rollback, slowest", max(returns), "s", BACK_SECONDS),
    ]


def _switches(switched: list[Deploy], counts: Counts) -> list[Figure]:
    lasted = [_seconds(one, Step.SWITCH, Step.SWITCH) * 1000 for one in switched]
    return [
        Figure(f"switch under load, median of {len(lasted)}", statistics.median(lasted), "ms"),
        Figure("switch under load, slowest", max(lasted), "ms"),
        Figure("requests meanwhile", counts.requests, "requests"),
        Figure("failed requests", len(counts.failures), "requests", 0),
    ]


def _seconds(found: Deploy, since: Step | None, until: Step) -> float:
    """From when a step began (None: the whole) to when another was done."""
    return (_at(found, until, Done.DONE) - _begin(found, since)).total_seconds()


def _begin(found: Deploy, since: Step | None) -> datetime:
    return found.opened.at if since is None else _at(found, since, Done.BEGAN)


def _at(found: Deploy, step: Step, done: Done) -> datetime:
    return next(one.at for one in found.entries if (one.step, one.done) == (step, done))
