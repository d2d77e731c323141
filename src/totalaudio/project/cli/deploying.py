"""What `deploy`, `rollback` and `promote` do once they are understood."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import typer

from totalaudio.project.cli import deploy_gate, deploy_show
from totalaudio.project.cli.asker import who
from totalaudio.project.cli.deploy_options import Where
from totalaudio.project.cli.deploy_reach import Reached, reached
from totalaudio.project.cli.options import answer
from totalaudio.project.platform.places import ROOT
from totalaudio_ops.apps import Deployable
from totalaudio_ops.deployables import FILE, parse_deployables
from totalaudio_ops.deploys import ordering
from totalaudio_ops.deploys.checks.git import ask as ask_git
from totalaudio_ops.deploys.copying import Copier
from totalaudio_ops.deploys.folding import state_of
from totalaudio_ops.deploys.gating import Gate, refusals
from totalaudio_ops.deploys.journal import Deploy
from totalaudio_ops.deploys.judging import Rules
from totalaudio_ops.deploys.means import Means
from totalaudio_ops.deploys.ordering import Wish
from totalaudio_ops.deploys.steps import Done, Environment
from totalaudio_ops.deploys.vercel.counted import WATCH_SECONDS
from totalaudio_ops.problems import Problem
from totalaudio_ops.slo.gate import Change

# How long the copy in the database may hold the command up; after going back nobody has time.
COPY_SECONDS: Final = 5.0
COPY_SECONDS_BACK: Final = 1.0


def wish_of(
    app: Deployable,
    environment: Environment,
    commit: str,
    change: Change,
    incident: str,
    override: str,
) -> Wish:
    """What is wished, with the version and the pages that the commit itself declares."""
    try:
        found = ask_git(ROOT, "rev-parse", "--verify", "--end-of-options", f"{commit}^{{commit}}")
    except Problem:
        raise Problem(
            f"{commit[:60]!r} names no commit of this checkout: fetch it, or name another with --commit."
        ) from None
    declared = parse_deployables(ask_git(ROOT, "show", f"{found}:{FILE}")).of(app)
    wish = Wish(app, environment, found, declared.version, who(), smoke=declared.smoke)
    return _told(wish, change, incident, override)


def promotion(
    place: Reached, app: Deployable, change: Change, incident: str, override: str
) -> Wish:
    """What preview serves, wished for production."""
    wish = ordering.promotion(app, Means(place.target, place.journal, lambda _order: []), who())
    return _told(wish, change, incident, override)


def _told(wish: Wish, change: Change, incident: str, override: str) -> Wish:
    return replace(
        wish, change=change, incident=_line(incident) or None, override=_line(override) or None
    )


def _line(words: str) -> str:
    """As it can be written down and shown anywhere: on one line, without what a terminal would obey."""
    return " ".join("".join(one if one.isprintable() else " " for one in words).split())


@contextmanager
def at(where: Where, site: Path | None, environment: Environment, data: Path) -> Iterator[Reached]:
    """The place that was named, as long as the block lasts."""
    with ExitStack() as holding:
        yield reached(where, site, environment, data, holding)


def seconds(where: Where, watch: float | None) -> float:
    """How long to watch: as it was said, else as long as the place needs to show anything."""
    usual = WATCH_SECONDS if where is Where.VERCEL else Rules().seconds
    return usual if watch is None else watch


def deploy(place: Reached, wish: Wish, *, contract: bool, watch: float) -> Deploy:
    """Deploy it, and tell each step."""

    def asked(means: Means) -> Deploy:
        return ordering.deploy(wish, means)

    gate = deploy_gate.gate(place, contract=contract)
    return _copied(place, asked, Rules(seconds=watch), gate, COPY_SECONDS)


def rollback(place: Reached, app: Deployable, environment: Environment) -> Deploy:
    """Go back, and tell each step."""

    def asked(means: Means) -> Deploy:
        return ordering.rollback(app, environment, means, who())

    return _copied(place, asked, Rules(), deploy_gate.gate(place), COPY_SECONDS_BACK)


def _copied(
    place: Reached,
    asked: Callable[[Means], Deploy],
    rules: Rules,
    gate: Gate,
    seconds: float,
) -> Deploy:
    copier, talk = Copier(place.connect, place.journal), deploy_show.Talk()
    means = Means(place.target, place.journal, gate, rules, say=talk.say, record=copier.heard)
    try:
        return asked(means)
    finally:
        if missing := copier.finish(seconds):
            sys.stderr.write(f"Not copied to the database yet, the next command does: {missing}\n")


def show_plan(place: Reached, wish: Wish, *, contract: bool, json: bool) -> None:
    """Say what would be done and what the gate says; exit status 1 when it would refuse."""
    order = ordering.order_of(wish, place.journal, datetime.now(UTC))
    plan = place.target.plan(order)
    answers = deploy_gate.gate(place, contract=contract, is_plan=True)(order)
    if json:
        answer(deploy_show.plan_as_json(plan, answers))
    else:
        deploy_show.show_plan(plan, answers)
    if refusals(answers):
        raise typer.Exit(1)


def show_way_back(place: Reached, app: Deployable, environment: Environment, *, json: bool) -> None:
    """Say to what one would go back."""
    means = Means(place.target, place.journal, lambda _order: [])
    plan = ordering.way_back(app, environment, means, who())
    if json:
        answer(deploy_show.plan_as_json(plan, []))
    else:
        deploy_show.show_plan(plan, [])


def end(found: Deploy, *, json: bool, is_back: bool = False) -> None:
    """Say how it ended; exit status 1 when what was asked for does not serve."""
    if json:
        answer(deploy_show.deploy_as_json(found))
    else:
        deploy_show.show_end(found)
    state = state_of(found.entries, found.order.kind)
    good = {Done.KEPT, Done.ROLLED_BACK} if is_back else {Done.KEPT}
    if state.outcome not in good or not state.is_over:
        raise typer.Exit(1)
