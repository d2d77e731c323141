"""Deploys of the small product on a real site with HAProxy, with their journal."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from tests.deploys.talking import Place
from tests.support.sites import Tried, tried
from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys import ordering
from totalaudio_ops.deploys.journal import Deploy, Journal
from totalaudio_ops.deploys.judging import Rules
from totalaudio_ops.deploys.means import Means
from totalaudio_ops.deploys.ordering import Wish
from totalaudio_ops.deploys.server.target import Server
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.deploys.targets import Serving

PRODUCTION = Environment.PRODUCTION
SMOKE = ("/",)
# Long enough that people meet the new version while it is watched.
RULES = Rules(seconds=1.0, enough=10)


@dataclass
class Deployed:
    """A site on which versions follow each other."""

    tried: Tried
    app: Deployable = Deployable.INTEL
    commits: dict[str, str] = field(default_factory=dict)
    rules: Rules = RULES
    ready_seconds: float = 4.0

    @property
    def journal(self) -> Journal:
        return Journal(self.tried.site.path / "journal")

    @property
    def server(self) -> Server:
        """The target; what never becomes ready is given up sooner than in life."""
        return replace(self.tried.server, ready_seconds=self.ready_seconds)

    @property
    def place(self) -> Place:
        """The front's door for this machine; people's rules, without TLS."""
        return Place(self.tried.site.inside, "app.example.com")

    @property
    def means(self) -> Means:
        return Means(self.server, self.journal, lambda _order: [], self.rules, 2.0)

    def wish(self, version: str, *faults: str, app: Deployable | None = None) -> Wish:
        """A version that is new, with these faults."""
        commit = self.commits.get(version) or self.tried.repository.commit(version, *faults)
        self.commits[version] = commit
        smoke = () if app is Deployable.WORKER else SMOKE
        return Wish(app or self.app, PRODUCTION, commit, "0.1.0", "olive", smoke=smoke)

    def deploy(self, version: str, *faults: str, app: Deployable | None = None) -> Deploy:
        return ordering.deploy(self.wish(version, *faults, app=app), self.means)

    def rollback(self, app: Deployable | None = None) -> Deploy:
        return ordering.rollback(app or self.app, PRODUCTION, self.means, "olive")

    def serving(self, app: Deployable | None = None) -> Serving:
        return self.tried.server.serving(app or self.app, PRODUCTION)

    def running(self, app: Deployable | None = None) -> list[str]:
        """The services of an app that somebody sees to."""
        services = self.tried.server.services
        base = f"{PRODUCTION}-{app or self.app}-"
        return [
            one for one in services.names() if one.startswith(base) and services.is_running(one)
        ]


@contextmanager
def deployed(first: str = "v0") -> Iterator[Deployed]:
    """A site whose first version serves already."""
    with tried() as site:
        found = Deployed(site)
        found.deploy(first)
        assert found.serving().release == found.commits[first][:12]
        yield found
