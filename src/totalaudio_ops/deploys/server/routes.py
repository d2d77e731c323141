"""Which host and which path leads to which app; pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from totalaudio_ops.apps import WEB_APPS, Deployable
from totalaudio_ops.deployables import Deployables
from totalaudio_ops.deploys.server.site import Site
from totalaudio_ops.deploys.server.written import ELSEWHERE
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.problems import Problem


@dataclass(frozen=True, slots=True)
class Route:
    """Requests for `host` whose path begins with one of `paths` go to an app; no paths: whatever is left."""

    environment: Environment
    app: Deployable
    host: str
    paths: tuple[str, ...] = ()

    @property
    def backend(self) -> str:
        """The name in the front's configuration."""
        return backend(self.environment, self.app)


def backend(environment: Environment, app: Deployable) -> str:
    """What the front calls an app of an environment."""
    return f"{environment}-{app}"


def host_of(site: Site, deployables: Deployables, environment: Environment, app: Deployable) -> str:
    """The host of an app; of the worker that of the status page, '' where it has none."""
    written = site.written(environment)
    if app not in WEB_APPS:
        return written.status
    own = f"{deployables.of(app).host}.{written.domain}"
    return written.hosts.get(app) or written.host or own


def url_of(site: Site, deployables: Deployables, environment: Environment, app: Deployable) -> str:
    """The address that people use for an app, '' where it has none; links in the worker's mail lead to the first."""
    host = host_of(site, deployables, environment, app)
    usual = site.file.front.https == 443 or site.file.front.certificate == ELSEWHERE
    return f"https://{host}{'' if usual else f':{site.file.front.https}'}" if host else ""


def routes(site: Site, deployables: Deployables) -> tuple[Route, ...]:
    """Every route, those with paths before what is left; raises Problem when two environments share a host."""
    found = tuple(
        route
        for environment in site.environments
        for route in _of_environment(site, deployables, environment)
    )
    owners: dict[str, Environment] = {}
    for route in found:
        if owners.setdefault(route.host, route.environment) is not route.environment:
            raise Problem(
                f"production and preview share the host {route.host}: give each its own in site.toml."
            )
    return found


def _of_environment(
    site: Site, deployables: Deployables, environment: Environment
) -> Iterator[Route]:
    if status := host_of(site, deployables, environment, Deployable.WORKER):
        yield Route(environment, Deployable.WORKER, status)
    hosts = {app: host_of(site, deployables, environment, app) for app in WEB_APPS}
    if status in hosts.values():
        raise Problem(f"the status page of {environment} needs a host of its own in site.toml.")
    firsts = {host: app for app, host in reversed(hosts.items())}
    for app, host in hosts.items():
        if firsts[host] is not app:
            yield Route(environment, app, host, deployables.of(app).paths)
    for host, app in reversed(firsts.items()):
        yield Route(environment, app, host)
