"""Our own runner: one detached process for each service, that keeps it running until it is told to stop.

Run as `python -m totalaudio_ops.deploys.server.services.running FILE LOGS`; it returns once the service was started.
"""

import os
import pwd
import sys
import time
from pathlib import Path
from typing import Final

import msgspec

from totalaudio_ops.deploys.server.services import held
from totalaudio_ops.deploys.server.services.ended import Endings
from totalaudio_ops.deploys.server.services.service import Service
from totalaudio_ops.processes import Event, Identity, Spec, StartFailed, Stopped, Supervisor
from totalaudio_ops.processes.backoff import recent, wait_after
from totalaudio_ops.processes.logs import Logs

_TURN: Final = 0.05


def main(file: Path, logs: Path) -> int:
    """Become the runner of a service; 0 when it runs, or another runner has it already."""
    service = msgspec.json.decode(file.read_bytes(), type=Service)
    descriptor = held.take(file.with_suffix(".pid"))
    if descriptor is None:
        return 0
    told, tells = os.pipe()
    if os.fork():
        os.close(tells)
        os.close(descriptor)  # the child holds it on
        os.read(told, 1)
        return 0
    os.close(told)
    _detach()
    held.sign(descriptor)
    endings = Endings(file.with_suffix(".ended"))
    endings.begin()
    os.close(tells)
    _look_after(service, logs, endings)
    os.ftruncate(descriptor, 0)
    os._exit(0)


def _detach() -> None:
    """Leave the terminal and the session of whoever started us."""
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    os.close(nothing)
    os.chdir("/")


def _look_after(service: Service, logs: Path, endings: Endings) -> None:
    log = Logs(logs, lambda _line: None)

    def heard(name: str, line: str) -> None:
        log.line(name, line)
        endings.heard(line)

    def happened(name: str, event: Event, detail: str) -> None:
        log.line(name, f"{name} {event}: {detail}")
        if not supervisor.is_asked:
            endings.happened(event, detail)

    spec = _spec(service)
    deaths: tuple[float, ...] = ()
    supervisor = Supervisor(heard, happened)
    with supervisor.signals():
        while True:
            before = endings.ended.times
            try:
                supervisor.start(spec)
                supervisor.run()
            except StartFailed as failure:
                log.line(service.name, f"{service.name}: {failure.reason}")
                if endings.ended.times == before:  # no process came into being
                    endings.note(failure.reason)
                supervisor.stop()
                deaths = (*recent(deaths, time.monotonic()), time.monotonic())
                if _was_asked_within(supervisor, wait_after(deaths, time.monotonic()) + _TURN):
                    break
            except Stopped:
                break
            else:
                break
        supervisor.stop()


def _was_asked_within(supervisor: Supervisor, seconds: float) -> bool:
    """Wait for the next attempt; whether somebody asked to stop meanwhile."""
    give_up_at = time.monotonic() + seconds
    while not supervisor.is_asked and time.monotonic() < give_up_at:
        time.sleep(_TURN)
    return supervisor.is_asked


def _spec(service: Service) -> Spec:
    return Spec(
        name=service.name,
        argv=service.argv,
        env=service.env,
        cwd=Path(service.cwd),
        stop_seconds=service.stop_seconds,
        identity=_identity(service.user),
    )


def _identity(user: str) -> Identity | None:
    if not user or os.geteuid() != 0:
        return None
    found = pwd.getpwnam(user)
    return Identity(found.pw_uid, found.pw_gid)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
