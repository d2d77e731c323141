"""The supervisor, with children that die, hang, talk and will not stop."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from totalaudio_ops.processes import Event, Spec, StartFailed, Stopped, Supervisor

SLEEPS = "import time; time.sleep(600)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"


class Watch:
    """A supervisor, with what it told."""

    def __init__(self) -> None:
        self.events: list[tuple[str, Event, str]] = []
        self.lines: list[tuple[str, str]] = []
        self.supervisor = Supervisor(
            lambda name, line: self.lines.append((name, line)),
            lambda name, event, detail: self.events.append((name, event, detail)),
        )

    def told(self, event: Event) -> list[str]:
        return [name for name, one, _ in self.events if one is event]

    def pid(self, name: str) -> int:
        """The process that was started last."""
        started = [
            said for one, event, said in self.events if (one, event) == (name, Event.STARTED)
        ]
        return int(started[-1].removeprefix("process "))

    def run_until(self, condition: Callable[[], bool], seconds: float = 20) -> None:
        give_up_at = time.monotonic() + seconds

        def look() -> None:
            if condition() or time.monotonic() > give_up_at:
                self.supervisor.ask_to_stop()

        self.supervisor.run(look)
        assert condition()


def python(name: str, code: str, **options: object) -> Spec:
    spec = Spec(name=name, argv=(sys.executable, "-S", "-c", code), env=dict(os.environ))
    return Spec(**{part: getattr(spec, part) for part in spec.__dataclass_fields__} | options)


def exists(pid: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


@pytest.fixture
def watch() -> object:
    watch = Watch()
    yield watch
    watch.supervisor.ask_to_stop()
    watch.supervisor.ask_to_stop()
    watch.supervisor.stop()


def test_a_killed_child_is_back_at_once(watch: Watch) -> None:
    watch.supervisor.start(python("web", SLEEPS))
    first = watch.pid("web")
    os.kill(first, signal.SIGKILL)
    started_at = time.monotonic()
    watch.run_until(lambda: watch.told(Event.STARTED) == ["web", "web"])
    assert time.monotonic() - started_at < 2
    assert watch.pid("web") != first
    assert ("web", Event.DIED, "killed by SIGKILL") in watch.events


def test_a_child_that_dies_again_and_again_is_waited_for_longer_each_time(watch: Watch) -> None:
    watch.supervisor.start(python("web", "import time; time.sleep(0.2); raise SystemExit(3)"))
    began_at = time.monotonic()
    watch.run_until(lambda: watch.told(Event.DIED) == ["web"] * 4)
    assert (
        time.monotonic() - began_at >= 4 * 0.2 + 0.25 + 0.5
    )  # its lives, and the waits before the last two
    assert {detail for _, event, detail in watch.events if event is Event.DIED} == {"exit status 3"}


def test_a_child_that_leaves_and_waits_for_others_is_stopped_and_started_again(
    watch: Watch, tmp_path: Path
) -> None:
    note = tmp_path / "leaving"
    spec = python(
        "web", SLEEPS, is_leaving=lambda pid: note.exists() and note.read_text() == str(pid)
    )
    watch.supervisor.start(spec)
    first = watch.pid("web")
    note.write_text(str(first))
    watch.run_until(lambda: watch.told(Event.READY) == ["web", "web"])
    assert watch.pid("web") != first


def test_what_a_dead_child_started_dies_with_it(watch: Watch, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    code = (
        "import subprocess, sys, time\n"
        f"child = subprocess.Popen([sys.executable, '-S', '-c', {SLEEPS!r}])\n"
        f"open({str(note)!r}, 'w').write(str(child.pid))\n"
        "time.sleep(600)"
    )
    watch.supervisor.start(
        python("web", code, is_ready=lambda pid: note.exists() and note.read_text() != "")
    )
    grandchild = int(note.read_text())
    os.kill(watch.pid("web"), signal.SIGKILL)
    watch.run_until(lambda: watch.told(Event.DIED) == ["web"] and not exists(grandchild))


def test_children_stop_in_reverse_order(watch: Watch) -> None:
    for name in ("database", "web", "worker"):
        watch.supervisor.start(python(name, SLEEPS))
    watch.supervisor.stop()
    assert watch.told(Event.STOPPED) == ["worker", "web", "database"]
    assert not any(exists(watch.pid(name)) for name in ("database", "web", "worker"))


def test_a_child_that_will_not_stop_is_killed(watch: Watch) -> None:
    watch.supervisor.start(
        python("web", DEAF, stop_seconds=0.3, is_ready=lambda pid: ("web", "deaf") in watch.lines)
    )
    watch.supervisor.stop()
    assert watch.events[-1] == ("web", Event.STOPPED, "killed by SIGKILL")


def test_asking_twice_hurries(watch: Watch) -> None:
    watch.supervisor.start(
        python("web", DEAF, stop_seconds=60, is_ready=lambda pid: ("web", "deaf") in watch.lines)
    )
    watch.supervisor.ask_to_stop()
    threading.Timer(0.3, watch.supervisor.ask_to_stop).start()
    started_at = time.monotonic()
    watch.supervisor.stop()
    assert time.monotonic() - started_at < 10


def test_a_child_that_ends_while_it_starts_says_why(watch: Watch) -> None:
    with pytest.raises(StartFailed) as failure:
        watch.supervisor.start(
            python("web", "print('no such thing'); raise SystemExit(7)", is_ready=lambda pid: False)
        )
    assert str(failure.value) == "web: ended while it started (exit status 7)"
    assert failure.value.said == ("no such thing",)


def test_a_child_that_is_never_ready_is_given_up(watch: Watch) -> None:
    with pytest.raises(StartFailed, match=r"web: not ready after 0\.2 s"):
        watch.supervisor.start(python("web", SLEEPS, is_ready=lambda pid: False, ready_seconds=0.2))


def test_a_program_that_is_not_there_is_named(watch: Watch) -> None:
    with pytest.raises(StartFailed) as failure:
        watch.supervisor.start(Spec(name="web", argv=("/nonexistent/web",)))
    assert failure.value.said == ("cannot start /nonexistent/web: No such file or directory",)


def test_a_task_runs_to_its_end_and_its_failure_is_told(watch: Watch) -> None:
    watch.supervisor.complete(python("migrate", "print('done')"))
    assert watch.lines == [("migrate", "done")]
    with pytest.raises(StartFailed, match="migrate: exit status 1"):
        watch.supervisor.complete(python("migrate", "raise SystemExit(1)"))


def test_asked_to_stop_while_a_child_starts(watch: Watch) -> None:
    watch.supervisor.ask_to_stop()
    with pytest.raises(Stopped):
        watch.supervisor.start(python("web", SLEEPS, is_ready=lambda pid: False))


def test_a_signal_asks_to_stop_and_the_handlers_are_put_back(watch: Watch) -> None:
    before = signal.getsignal(signal.SIGTERM)
    with watch.supervisor.signals():
        watch.supervisor.start(python("web", SLEEPS))
        os.kill(os.getpid(), signal.SIGTERM)
        watch.supervisor.run()
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_child_that_talks_without_end_does_not_stop_the_others(watch: Watch) -> None:
    watch.supervisor.start(python("loud", "while True: print('x' * 5000)"))
    watch.supervisor.start(python("web", SLEEPS))
    os.kill(watch.pid("web"), signal.SIGKILL)
    watch.run_until(lambda: watch.told(Event.STARTED) == ["loud", "web", "web"])


@pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells a child of its parent's death"
)
def test_children_end_when_the_supervisor_is_killed(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from totalaudio_ops.processes import Spec, Supervisor\n"
        "s = Supervisor(lambda *a: None, lambda n, e, said: print(e, said, flush=True))\n"
        f"s.start(Spec(name='web', argv=(sys.executable, '-S', '-c', {SLEEPS!r})))\n"
        "s.run()"
    )
    source = str(Path(__file__).resolve().parents[3])
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": source},
    ) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline().removeprefix(b"started process "))
        assert exists(child)
        parent.kill()
    give_up_at = time.monotonic() + 10
    while exists(child) and time.monotonic() < give_up_at:
        time.sleep(0.05)
    assert not exists(child)
