"""The front's configuration, as text: a front that was killed and starts again serves exactly what it served; pure."""

from collections.abc import Iterator, Mapping
from typing import Final

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.server.colours import Colour
from totalaudio_ops.deploys.server.routes import Route, backend
from totalaudio_ops.deploys.server.site import Site
from totalaudio_ops.deploys.server.written import ELSEWHERE
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.processes import Identity

type Active = Mapping[tuple[Environment, Deployable], Colour | None]

FULL: Final = 100  # the weight of the place that serves; the other has none
ASKED: Final = "X-Deployed"  # names the app that is meant, at the inner door
CHALLENGES: Final = "/.well-known/acme-challenge/"
_DEFAULTS: Final = """\
defaults
    mode http
    log global
    option dontlog-normal
    option dontlognull
    # A connection to a process is for one request: none is left over when the process ends.
    option http-server-close
    # Slow senders are waited for here, up to the size of a buffer, and hold no thread of the app.
    option http-buffer-request
    timeout http-request 30s
    timeout http-keep-alive 60s
    timeout client 120s
    timeout connect 5s
    timeout check 5s
    timeout server 300s
    timeout queue 30s
    # A process that is started again after a crash is waited for.
    retries 15
    retry-on conn-failure
    errorfile 503 {folder}/unavailable.http
"""
_REQUESTS: Final = """\
    # What people send under these names is not believed; _ and - are the same to an app.
    http-request del-header _ -m sub
    http-request del-header X-Forwarded- -m beg
    http-request del-header Forwarded
    http-request set-header X-Forwarded-For %[src]
    http-request set-header X-Forwarded-Proto https"""
_BEHIND: Final = """\
    # The machine before this one says who asks.
    http-request del-header _ -m sub
    option forwardfor if-none
    http-request set-header X-Forwarded-Proto https"""
_NOBODY: Final = (
    '    http-request return status 421 content-type text/plain string "This name is not served here." '
    "unless known"
)


def config(site: Site, routes: tuple[Route, ...], active: Active, identity: Identity | None) -> str:
    """The whole file; the front is this user once it listens."""
    parts = [
        _global(site, identity),
        _DEFAULTS.format(folder=site.haproxy),
        *_frontends(site, routes),
        *(
            _backend(site, environment, app, active.get((environment, app)))
            for environment in site.environments
            for app in Deployable
        ),
        f"backend acme\n    server here 127.0.0.1:{site.acme_port}\n",
    ]
    return "# Written by totalaudio: changes are lost.\n" + "\n".join(parts)


def unavailable() -> str:
    """What people get while no version runs."""
    body = (
        '<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Not available</title>'
        "<h1>This is not available at the moment</h1><p>Please try again in a minute.</p></html>\n"
    )
    head = (
        "HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"Cache-Control: no-store\r\nRetry-After: 30\r\nContent-Length: {len(body)}\r\n"
    )
    return f"{head}\r\n{body}"


def _global(site: Site, identity: Identity | None) -> str:
    user = f"    uid {identity.uid}\n    gid {identity.gid}\n" if identity else ""
    return (
        "global\n"
        "    log stdout format raw daemon notice\n"
        f"{user}"
        "    maxconn 4000\n"
        # Two of these for a request while it is on its way; headers must fit in one.
        "    tune.bufsize 65536\n"
        "    tune.http.maxhdr 100\n"
        "    ssl-default-bind-options ssl-min-ver TLSv1.2 no-tls-tickets\n"
        f"    stats socket {site.socket} mode 600 level admin expose-fd listeners\n"
        "    stats timeout 30s\n"
    )


def _frontends(site: Site, routes: tuple[Route, ...]) -> Iterator[str]:
    front = site.file.front
    rules = "\n".join(_rules(routes))
    plain = "\n".join(_binds(site, front.http))
    challenges = f"    use_backend acme if {{ path_beg {CHALLENGES} }}"
    if front.certificate == ELSEWHERE:
        yield f"frontend people\n{plain}\n{_BEHIND}\n{rules}\n"
    else:
        port = "" if front.https == 443 else f":{front.https}"
        yield (
            f"frontend plain\n{plain}\n"
            f"    http-request redirect code 308 location https://%[req.hdr(host),field(1,:)]{port}%[capture.req.uri]"
            f" unless {{ path_beg {CHALLENGES} }}\n{challenges}\n"
        )
        tls = f" ssl crt {site.haproxy}/certificates/ alpn h2,http/1.1"
        secure = "\n".join(_binds(site, front.https, tls))
        yield f"frontend people\n{secure}\n{_REQUESTS}\n{rules}\n"
    inner = "\n".join(_rules(routes, asked=True))
    yield f"frontend inside\n    bind 127.0.0.1:{site.inside}\n{_REQUESTS}\n{inner}\n"


def _binds(site: Site, port: int, tls: str = "") -> Iterator[str]:
    for address in site.file.front.addresses:
        place = {"*": "", "::": "[::]"}.get(address, f"[{address}]" if ":" in address else address)
        yield f"    bind {place}:{port}{tls}"


def _rules(routes: tuple[Route, ...], *, asked: bool = False) -> Iterator[str]:
    hosts = sorted({route.host for route in routes})
    yield f"    acl known req.hdr(host),field(1,:),lower -m str {' '.join(hosts)}"
    yield _NOBODY
    if (
        asked
    ):  # whoever watches a deploy means one app, also where several share a host and its addresses
        for name in sorted({route.backend for route in routes}):
            yield f"    use_backend {name} if {{ req.hdr({ASKED}) -m str {name} }}"
    for route in routes:
        yield f"    use_backend {route.backend} if {_condition(route)}"


def _condition(route: Route) -> str:
    host = f"{{ req.hdr(host),field(1,:),lower -m str {route.host} }}"
    if not route.paths:
        return host
    bare = [path.rstrip("/") for path in route.paths]
    exact = f"{{ path {' '.join([*bare, _health(route.app)])} }}"
    below = f"{{ path_beg {' '.join(f'{path}/' for path in bare)} }}"
    return f"{host} {exact} or {host} {below}"


def _health(app: Deployable) -> str:
    """Where an app that shares its host is asked for its health."""
    return f"/health/{app}/ready"


def _backend(site: Site, environment: Environment, app: Deployable, active: Colour | None) -> str:
    lines = [
        f"backend {backend(environment, app)}",
        "    balance roundrobin",
        "    option httpchk",
        "    http-check send meth GET uri /health/live hdr Host localhost hdr X-Forwarded-Proto https",
        "    http-check expect rstatus ^[2-4]",
        f"    http-request set-path /health/ready if {{ path {_health(app)} }}",
        "    default-server check inter 1s fall 30 rise 1",
    ]
    for colour in Colour:
        serves = f"weight {FULL}" if colour is active else "weight 0 disabled"
        lines.append(
            f"    server {colour} 127.0.0.1:{site.port(environment, app, colour)} {serves}"
        )
    return "\n".join(lines) + "\n"
