"""`totalaudio watch`: what the platform's own child runs to see every app from outside; not meant to be typed."""

import signal
import sys
from datetime import UTC, datetime

from totalaudio.project.environment.reading import environment
from totalaudio.project.platform.children import Address, targets_of
from totalaudio.project.status_page import LOOK, address, folder, port
from totalaudio_ops.probes.targets import read_targets
from totalaudio_ops.probes.watching import Watcher, connecting
from totalaudio_ops.status.serving import StatusPage, serve

ENDS = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}


def watch() -> None:
    """Ask every app every 15 seconds and serve the status page, until told to stop. Example: ./totalaudio watch"""
    env = environment()
    own = targets_of(Address(env.host, env.port), env.app)
    targets = read_targets(environment().probe_urls) or own
    url = env.database_system_url or env.database_url
    watcher = Watcher(targets, connecting(url.get_secret_value()), _say)
    # Blocked before any thread is started, so that they come to us alone.
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDS)
    page = StatusPage(folder(), address() or Address(env.host, port()).url, LOOK, watcher.sights)
    watcher.start()
    with serve(page, env.host, port()) as at:
        _say(f"the status page is served at {Address(env.host, at).url}")
        signal.sigwait(ENDS)
    watcher.stop()


def _say(text: str) -> None:
    sys.stderr.write(f"{datetime.now(UTC):%H:%M:%S} {text}\n")
    sys.stderr.flush()
