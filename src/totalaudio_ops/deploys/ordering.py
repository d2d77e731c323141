"""What can be asked for: a deploy, going back, and giving to production what the preview serves."""

import os
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.folding import Way, state_of
from totalaudio_ops.deploys.journal import Deploy, Journal, Opened
from totalaudio_ops.deploys.locking import only_one
from totalaudio_ops.deploys.machine import give_up, run
from totalaudio_ops.deploys.means import Means
from totalaudio_ops.deploys.steps import Done, Environment, Kind, Order
from totalaudio_ops.deploys.targets import Serving
from totalaudio_ops.problems import Problem
from totalaudio_ops.slo.gate import Change


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to have deployed, before it has a place in the journal."""

    app: Deployable
    environment: Environment
    commit: str
    version: str
    by: str
    change: Change = Change.FEATURE
    incident: str | None = None
    override: str | None = None
    kind: Kind = Kind.DEPLOY
    smoke: tuple[str, ...] = ()


def deploy(wish: Wish, means: Means) -> Deploy:
    """Deploy a commit; an unfinished deploy of the same goes on, one of another is taken back first.

    Raises Problem when another process deploys this app there, and when the journal cannot be written.
    """
    with _alone(wish.app, wish.environment, means, wish.by):
        unfinished = unfinished_of(means.journal, wish.app, wish.environment)
        if unfinished and _goes_on(unfinished, wish):
            return run(unfinished, means)
        if unfinished:
            _settle(unfinished, means, f"{wish.by} deploys {wish.commit[:12]} instead")
        return run(_opened(wish, means), means)


def rollback(app: Deployable, environment: Environment, means: Means, by: str) -> Deploy:
    """Go back to the version that was kept before the one that serves, without gate, build and migrations.

    A deploy that was not finished is taken back, and that is all. Raises Problem when nothing was kept before.
    """
    with _alone(app, environment, means, by):
        unfinished = unfinished_of(means.journal, app, environment)
        if unfinished and unfinished.order.kind is Kind.ROLLBACK:
            return run(unfinished, means)
        if unfinished:
            found = give_up(unfinished, means, f"{by} goes back")
            state = state_of(found.entries, found.order.kind)
            if not state.is_over:
                raise Problem(f"{app.label} could not go back: {_last(found)}")
            if state.outcome is Done.ROLLED_BACK:
                return found
        return run(_opened(_back(app, environment, means, by), means), means)


def way_back(app: Deployable, environment: Environment, means: Means, by: str) -> list[str]:
    """What `rollback` would do, one sentence each, without doing any of it."""
    unfinished = unfinished_of(means.journal, app, environment)
    if unfinished and state_of(unfinished.entries, unfinished.order.kind).can_be_undone:
        return [f"The deploy of {unfinished.order.release} that was not finished is taken back."]
    wish = _back(app, environment, means, by)
    return [
        f"Version {wish.version} ({wish.commit[:12]}) is started beside what serves.",
        "Its health and its pages are asked.",
        "People are switched to it.",
        "What served until then ends once it has finished what it had.",
    ]


def promotion(app: Deployable, means: Means, by: str) -> Wish:
    """What preview serves, wished for production.

    Raises Problem when it serves nothing that the journal knows, or what may still be taken back there.
    """
    found = means.target.serving(app, Environment.PREVIEW).release
    if found is None:
        raise Problem(
            f"{app.label} serves nothing in preview: deploy it there with ./totalaudio deploy {app} --env preview."
        )
    order = known(means.journal, app, found)
    unfinished = unfinished_of(means.journal, app, Environment.PREVIEW)
    if unfinished and unfinished.order.release == found:
        raise Problem(
            f"{found} is not kept in preview yet, where {unfinished.order.by} deploys it: wait until that ends, or "
            f"bring it to its end there, then promote it."
        )
    return Wish(
        app,
        Environment.PRODUCTION,
        order.commit,
        order.version,
        by,
        kind=Kind.PROMOTE,
        smoke=order.smoke,
    )


def unfinished_of(journal: Journal, app: Deployable, environment: Environment) -> Deploy | None:
    """The deploy that was not brought to its end; only the newest can be one."""
    newest = next(journal.newest(app, environment), None)
    if newest is None or state_of(newest.entries, newest.order.kind).is_over:
        return None
    return newest


def known(journal: Journal, app: Deployable, release: str) -> Order:
    """The order that brought a release, in whatever environment; raises Problem when the journal has none."""
    for found in journal.newest(app):
        if found.order.release == release:
            return found.order
    raise Problem(
        f"the journal in {journal.folder} does not know {release}: deploy its commit with "
        f"./totalaudio deploy {app} --commit."
    )


def _back(app: Deployable, environment: Environment, means: Means, by: str) -> Wish:
    serving = means.target.serving(app, environment)
    release = _before(means.journal, app, environment, serving)
    if release is None:
        raise Problem(
            f"{app.label} in {environment} has no version that was kept before: deploy the one that is wanted with "
            f"./totalaudio deploy {app} --env {environment} --commit."
        )
    order = known(means.journal, app, release)
    return Wish(
        app,
        environment,
        order.commit,
        order.version,
        by,
        Change.FIX,
        kind=Kind.ROLLBACK,
        smoke=order.smoke,
    )


def _before(
    journal: Journal, app: Deployable, environment: Environment, serving: Serving
) -> str | None:
    """What was kept before what serves: by the journal, else, where it knows nothing of that, by the place itself."""
    kept = kept_of(reversed(list(journal.newest(app, environment))))
    if serving.release in kept:
        before = kept[: kept.index(serving.release)]
        return before[-1] if before else None
    return serving.previous


def kept_of(deploys: Iterable[Deploy]) -> list[str]:
    """The releases to which one can go back, one after the other; deploys come the oldest first.

    What was gone back from is none of them.
    """
    kept: list[str] = []
    for one in deploys:
        order = one.order
        if state_of(one.entries, order.kind).outcome is not Done.KEPT:
            continue
        if order.release in kept:
            if order.kind is Kind.ROLLBACK:
                del kept[kept.index(order.release) :]
            else:
                kept.remove(order.release)
        kept.append(order.release)
    return kept


def _settle(unfinished: Deploy, means: Means, reason: str) -> None:
    found = give_up(unfinished, means, reason)
    state = state_of(found.entries, found.order.kind)
    if not state.is_over:
        raise Problem(
            f"the deploy of {found.order.release} that was not finished could not be taken back: "
            f"{_last(found)} Put that right, then run the same command again."
        )


def _goes_on(unfinished: Deploy, wish: Wish) -> bool:
    """Whether the unfinished one is what is wished; one that only lacks its last line is not."""
    order, state = unfinished.order, state_of(unfinished.entries, unfinished.order.kind)
    is_same = order.commit == wish.commit and order.kind is not Kind.ROLLBACK
    return is_same and (state.way is Way.ON or state.has_started)


def _last(found: Deploy) -> str:
    return found.entries[-1].said if found.entries else ""


def _opened(wish: Wish, means: Means) -> Deploy:
    at = means.now()
    return means.journal.open(Opened(order_of(wish, means.journal, at), means.target.name, at))


def order_of(wish: Wish, journal: Journal, at: datetime) -> Order:
    """A wish with its place in the journal, in which nothing is written by this."""
    return Order(
        id=_id(wish, journal, at),
        app=wish.app,
        environment=wish.environment,
        commit=wish.commit,
        version=wish.version,
        change=wish.change,
        by=wish.by,
        incident=wish.incident,
        override=wish.override,
        kind=wish.kind,
        smoke=wish.smoke,
    )


def _id(wish: Wish, journal: Journal, at: datetime) -> str:
    """Later than every other of this app and environment, also when the clock was put back."""
    newest = next(journal.newest(wish.app, wish.environment), None)
    while True:
        found = f"{at:%Y%m%dT%H%M%S%f}Z-{wish.app}-{wish.environment}"
        if newest is None or found > newest.order.id:
            return found
        at = max(at, newest.opened.at) + timedelta(microseconds=1)


def _alone(
    app: Deployable, environment: Environment, means: Means, by: str
) -> AbstractContextManager[None]:
    return only_one(
        means.journal.folder,
        app,
        environment,
        f"{by} (process {os.getpid()}, since {means.now():%H:%M} UTC)",
    )
