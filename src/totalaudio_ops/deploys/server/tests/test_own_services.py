"""Our own runner: detached, watchful, and stopped gently."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.platform.launch import until

from totalaudio_ops.deploys.server.services import held
from totalaudio_ops.deploys.server.services.own import OwnServices, children_of
from totalaudio_ops.deploys.server.services.service import Service
from totalaudio_ops.held_files import is_held

STAYS = "import time; print('here', flush=True); time.sleep(600)"
GENTLE = (
    "import signal, sys, time; signal.signal(signal.SIGTERM, lambda *_: (print('bye', flush=True), sys.exit(0)));"
    "print('here', flush=True); time.sleep(600)"
)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[OwnServices]:
    found = OwnServices(tmp_path / "services", tmp_path / "logs")
    found.logs.mkdir()
    yield found
    for name in found.names():
        found.remove(name)


def python(name: str, code: str) -> Service:
    return Service(name, (sys.executable, "-S", "-c", code), "/", stop_seconds=2)


def runner(services: OwnServices, name: str) -> int:
    found = held.holder(services.folder / f"{name}.pid")
    assert found is not None
    return found


def process(services: OwnServices, name: str) -> int:
    until(lambda: len(children_of(runner(services, name))) == 1, 10)
    return children_of(runner(services, name))[0]


def said(services: OwnServices, name: str) -> str:
    file = Path(services.said(name))
    return file.read_text() if file.exists() else ""


def test_a_service_that_dies_is_started_again(services: OwnServices) -> None:
    services.install(python("a", STAYS))
    services.start("a")
    first = process(services, "a")
    os.kill(first, signal.SIGKILL)
    until(lambda: process(services, "a") != first, 10)
    assert services.is_running("a")


def test_a_service_is_asked_to_end_and_then_gone(services: OwnServices) -> None:
    services.install(python("a", GENTLE))
    services.start("a")
    until(lambda: "here" in said(services, "a"), 10)
    services.stop("a")
    assert not services.is_running("a")
    assert " a bye\n" in said(services, "a")
    services.stop("a")


def test_one_that_will_not_end_is_ended(services: OwnServices) -> None:
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"
    services.install(python("a", deaf))
    services.start("a")
    until(lambda: "deaf" in said(services, "a"), 10)
    pid = process(services, "a")
    services.stop("a")
    assert not Path(f"/proc/{pid}").exists()


def test_started_twice_it_runs_once(services: OwnServices) -> None:
    services.install(python("a", STAYS))
    services.start("a")
    first = runner(services, "a")
    services.start("a")
    assert runner(services, "a") == first


def test_one_that_cannot_start_is_tried_again_until_it_is_stopped(services: OwnServices) -> None:
    services.install(Service("a", ("/nowhere/to/be/found",), "/"))
    services.start("a")
    until(lambda: said(services, "a").count("cannot start /nowhere/to/be/found") >= 2, 10)
    assert services.is_running("a")
    services.stop("a")
    assert not services.is_running("a")


def test_how_often_it_ended_and_what_it_said_last_is_known(services: OwnServices) -> None:
    for argv, said in (
        ((sys.executable, "-S", "-c", "print('no', flush=True); raise SystemExit(3)"), "no"),
        (("/nowhere/at/all",), "cannot start /nowhere/at/all: No such file or directory"),
    ):
        services.install(Service("a", argv, "/"))
        services.start("a")
        until(lambda: services.ends("a") >= 2, 10)
        assert services.last_words("a") == said
        services.stop("a")


def test_who_was_stopped_has_not_ended_by_itself_and_each_start_counts_anew(
    services: OwnServices,
) -> None:
    services.install(python("a", STAYS))
    services.start("a")
    os.kill(process(services, "a"), signal.SIGKILL)
    until(lambda: services.ends("a") == 1, 10)
    services.stop("a")
    assert services.ends("a") == 1
    services.start("a")
    assert (services.ends("a"), services.last_words("a")) == (0, "")


def test_it_outlives_whoever_started_it_and_has_no_terminal(services: OwnServices) -> None:
    services.install(python("a", STAYS))
    code = (
        "import sys; from pathlib import Path; from totalaudio_ops.deploys.server.services.own import OwnServices;"
        f"OwnServices(Path({str(services.folder)!r}), Path({str(services.logs)!r})).start('a')"
    )
    subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": os.pathsep.join(sys.path)}, check=True
    )
    pid = runner(services, "a")
    assert os.getsid(pid) != os.getsid(0)
    assert services.is_running("a")


def test_who_asks_whether_it_runs_keeps_nobody_from_starting_it(tmp_path: Path) -> None:
    lock, is_over = tmp_path / "x.pid", threading.Event()
    lock.touch()

    def ask() -> None:
        while not is_over.is_set():
            is_held(lock)
            time.sleep(0.0001)

    asking = [threading.Thread(target=ask) for _ in range(2)]
    for one in asking:
        one.start()
    try:
        assert [one for one in range(500) if is_held(lock)] == []
        for _ in range(50):
            descriptor = held.take(lock)
            assert descriptor is not None
            os.close(descriptor)
    finally:
        is_over.set()
        for one in asking:
            one.join()


def test_a_number_that_was_given_to_another_process_is_not_taken_for_the_runner(
    services: OwnServices, tmp_path: Path
) -> None:
    lock = tmp_path / "x.pid"
    descriptor = held.take(lock)
    assert descriptor is not None
    lock.write_text(f"{os.getpid()} 1\n")
    assert held.holder(lock) is None
    held.sign(descriptor)
    assert held.holder(lock) == os.getpid()
    os.close(descriptor)
    assert (held.holder(lock), is_held(lock)) == (None, False)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become somebody else")
def test_it_runs_as_the_user_that_it_names(services: OwnServices) -> None:
    services.install(Service("b", ("/bin/sh", "-c", "id -u; exec sleep 600"), "/", user="nobody"))
    services.start("b")
    until(lambda: " b 65534\n" in said(services, "b"), 10)


def test_what_is_forgotten_leaves_no_file(services: OwnServices) -> None:
    services.install(python("a", STAYS))
    services.start("a")
    services.remove("a")
    services.remove("a")
    assert list(services.folder.iterdir()) == []
