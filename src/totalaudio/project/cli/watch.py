"""`totalaudio watch`: what the platform's own child runs to see every app from outside; not meant to be typed."""

import signal
import sys
from datetime import UTC, datetime

from totalaudio.project import alerting
from totalaudio.project.environment.reading import environment
from totalaudio.project.platform.children import Address, targets_of
from totalaudio.project.status_page import LOOK, address, folder, port
from totalaudio_ops.gauges import Gauges
from totalaudio_ops.probes.targets import read_targets
from totalaudio_ops.probes.watching import Watcher, connecting, now_in_utc
from totalaudio_ops.slo.declared import declared
from totalaudio_ops.standing_in.minute import Duties
from totalaudio_ops.standing_in.standing import StandIn
from totalaudio_ops.status.files import write_files
from totalaudio_ops.status.model import Page
from totalaudio_ops.status.serving import StatusPage, serve

ENDS = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}


def watch() -> None:
    """Ask every app every 15 seconds and serve the status page, until told to stop.

    While the worker gives no sign of life, its minutes are done here: judging, incidents, the page, telling people.

    Example: ./totalaudio watch
    """
    env = environment()
    own = targets_of(Address(env.host, env.port), env.app)
    targets = read_targets(environment().probe_urls) or own
    url = env.database_system_url or env.database_url
    connect = connecting(url.get_secret_value())
    watcher = Watcher(targets, connect, _say, trusts=environment().probe_trusts)
    # Blocked before any thread is started, so that they come to us alone.
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDS)
    page = StatusPage(folder(), address() or Address(env.host, port()).url, LOOK, watcher.sights)
    stand_in = StandIn(connect, _duties(), _say, now_in_utc)
    watcher.start()
    stand_in.start()
    with serve(page, env.host, port(), _gauges(url.get_secret_value()).answer) as at:
        _say(f"the status page is served at {Address(env.host, at).url}")
        signal.sigwait(ENDS)
    watcher.stop()
    stand_in.stop()


def _duties() -> Duties:
    def write(page: Page, now: datetime) -> None:
        write_files(folder(), page, now, url=address(), look=LOOK)

    return Duties(
        objectives=declared,
        audience=alerting.audience(),
        ways=alerting.ways(),
        write=write,
        prometheus_url=environment().prometheus_url,
    )


def _gauges(url: str) -> Gauges:
    env = environment()
    token = env.metrics_token.get_secret_value() if env.metrics_token else ""
    return Gauges(token, connecting(url), declared, now_in_utc, env.prometheus_url)


def _say(text: str) -> None:
    sys.stderr.write(f"{datetime.now(UTC):%H:%M:%S} {text}\n")
    sys.stderr.flush()
