"""Vercel as a place for the web apps. Written from its published contract and its own tools; never tried live.

Each app has a project in each environment, whose domains are not given to builds by themselves: a deployment
is built for production and reached by nobody, until it is promoted.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.steps import Environment, Order
from totalaudio_ops.deploys.targets import Observed, Place, Serving
from totalaudio_ops.problems import Problem

from . import finding
from .access import Access
from .answers import ON_ITS_WAY, Deployment, Move, Project
from .client import Client
from .counted import Counts
from .making import make
from .waiting import Patience, settled, until_moved, until_ready

BEFORE = timedelta(hours=1)
# The watch looks several times a second; Vercel is asked less often, because it counts what it is asked.
LOOK_SECONDS = 5.0


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Vercel:
    """Implements Target; `migrations` runs in the checkout, and `counts` asks our own database what people met."""

    access: Access
    client: Client
    checkout: Path
    migrations: Callable[[Order], str]
    counts: Counts
    patience: Patience = field(default_factory=Patience)
    now: Callable[[], datetime] = _now
    name: str = "vercel"
    _looked: tuple[float, str, Move] | None = None

    def plan(self, order: Order) -> list[str]:
        """What would be done; the project is asked for, nothing is changed."""
        project = self._project(order.app, order.environment)
        return [
            f"Hand {order.release} to Vercel's project {project.name} and build it, reached by nobody.",
            "Migrate the database from this checkout.",
            "Ask the new deployment at its own address.",
            f"Promote it, in place of {project.serving or 'nothing'}.",
            "Watch our own counts of it.",
        ]

    def build(self, order: Order) -> str:
        """Build the commit, unless that was begun before, and wait until it answers."""
        project = self._project(order.app, order.environment)
        _refuse_domains_by_themselves(project)
        deployment = self._found(project, order) or make(self.client, self.checkout, project, order)
        ready = until_ready(self.client, deployment.key, self.patience)
        return f"Vercel built {order.release} as {ready.key}."

    def migrate(self, order: Order) -> str:
        """From the checkout: nothing of Vercel's may hold the owner's address."""
        return self.migrations(order)

    def start(self, order: Order) -> Place:
        """It was started with its build; where it answers, and what lets us in past the protection of previews."""
        deployment = self._needed(self._project(order.app, order.environment), order)
        ready = until_ready(self.client, deployment.key, self.patience)
        return self._place(ready.url)

    def switch(self, order: Order) -> None:
        """Promote it and wait until all of the hosts have turned."""
        project = settled(
            self.client, self._project(order.app, order.environment).id, self.patience
        )
        key = self._needed(project, order).key
        if project.serving == key:
            return
        against = self.client.promote(project.id, key)
        until_moved(self.client, project.id, key, self.patience, against)

    def public(self, order: Order) -> Place:
        """The first host that the project gives to what it serves."""
        production = self._project(order.app, order.environment).production
        return self._place(production.alias[0] if production and production.alias else None)

    def observe(self, order: Order) -> Observed:
        """Our own counts since the switch, and those of the hour before it."""
        move = self._switched(order)
        began = move.at
        new = self.counts(order.app, began, self.now())
        is_first = move.from_deployment_id is None
        return Observed(new, None if is_first else self.counts(order.app, began - BEFORE, began))

    def _switched(self, order: Order) -> Move:
        """The switch to an order, as it was at most some seconds ago."""
        now = self.patience.clock()
        if self._looked and self._looked[1] == order.id and now - self._looked[0] < LOOK_SECONDS:
            return self._looked[2]
        project = self._project(order.app, order.environment)
        move = project.moved_to(self._needed(project, order).key)
        if move is None:
            raise Problem(f"{project.name} was not switched to {order.release}: deploy it first.")
        self._looked = (now, order.id, move)
        return move

    def keep(self, order: Order) -> None:
        """Nothing is left to stop: what is not asked costs nothing, and Vercel tidies by its own rule."""

    def undo(self, order: Order) -> None:
        """Roll back to the deployment before; stop a build that is still on its way."""
        project = settled(
            self.client, self._project(order.app, order.environment).id, self.patience
        )
        deployments = self.client.deployments(project.id)
        own = finding.found(deployments, order)
        if own is None:
            return
        if own.ready_state in ON_ITS_WAY:
            self.client.cancel(own.key)
        if project.serving != own.key:
            return
        move = project.moved_to(own.key)
        previous = finding.before(deployments, own.key)
        to = (move.from_deployment_id if move else None) or (previous.key if previous else None)
        if to is None:
            raise Problem(
                f"Nothing was served by {project.name} before {order.release}, so it stays:"
                " deploy a version that works, or take its domains away in Vercel."
            )
        against = self.client.roll_back(project.id, to)
        until_moved(self.client, project.id, to, self.patience, against)

    def serving(self, app: Deployable, environment: Environment) -> Serving:
        """What people reach now, and what they reached before it."""
        project = self._project(app, environment)
        if project.serving is None:
            return Serving(None, None)
        release = finding.release_of(self.client.deployment(project.serving))
        previous = finding.before(self.client.deployments(project.id), project.serving)
        return Serving(release, finding.release_of(previous) if previous else None)

    def _project(self, app: Deployable, environment: Environment) -> Project:
        return self.client.project(self.access.project_of(app, environment))

    def _found(self, project: Project, order: Order) -> Deployment | None:
        return finding.found(self.client.deployments(project.id), order)

    def _needed(self, project: Project, order: Order) -> Deployment:
        deployment = self._found(project, order)
        if deployment is None:
            raise Problem(f"{project.name} has no build of {order.release}: deploy it first.")
        return deployment

    def _place(self, host: str | None) -> Place:
        headers = [("x-vercel-protection-bypass", self.access.bypass)] if self.access.bypass else []
        return Place(f"https://{host}" if host else None, tuple(headers))


def _refuse_domains_by_themselves(project: Project) -> None:
    if project.auto_assign_custom_domains:
        raise Problem(
            f"Vercel's project {project.name} gives its domains to each build by itself, before anybody asked it:"
            " switch off Auto-assign Custom Production Domains in its settings, and deploy again."
        )
