"""Starts children one after the other, restarts those that die, and stops them in reverse order.

One thread, one loop: a child is told of the death of the thread that started it, and a fork beside
other threads is not safe.
"""

import contextlib
import os
import selectors
import signal
import socket
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import FrameType

from totalaudio_ops.processes.backoff import recent, wait_after
from totalaudio_ops.processes.child import Child, Spec, describe_exit
from totalaudio_ops.processes.lines import Lines
from totalaudio_ops.processes.outcomes import Event, StartFailed, Stopped

TURN_SECONDS = 0.05
QUIET_SECONDS = 0.5  # a death or a signal wakes it before
HURRIED_SECONDS = 2.0
ASKS_TO_STOP = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(slots=True)
class _Place:
    """One child's place: it outlives the processes that fill it."""

    spec: Spec
    child: Child | None = None
    lines: Lines = field(default_factory=Lines)
    said: deque[str] = field(default_factory=lambda: deque(maxlen=20))
    deaths: tuple[float, ...] = ()
    status: int = 1
    started_at: float = 0.0
    start_at: float | None = None
    is_ready: bool = False
    is_kept: bool = True
    is_heard: bool = False


class Supervisor:
    """Looks after children; `on_line` gets every line they say, `on_event` what happens to them."""

    def __init__(
        self,
        on_line: Callable[[str, str], None],
        on_event: Callable[[str, Event, str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._on_line, self._on_event, self._clock = on_line, on_event, clock
        self._places: list[_Place] = []
        self._selector = selectors.DefaultSelector()
        self._asked = 0

    @property
    def is_asked(self) -> bool:
        """Whether somebody asked to stop."""
        return self._asked > 0

    def ask_to_stop(self) -> None:
        """Makes `run` return; asked twice, `stop` waits no longer than two seconds for a child."""
        self._asked += 1

    @contextlib.contextmanager
    def signals(self) -> Iterator[None]:
        """Within it SIGINT, SIGTERM and SIGHUP ask to stop, and a child's death is seen at once."""
        ours, theirs = socket.socketpair()
        ours.setblocking(False)  # noqa: FBT003 - its only parameter
        theirs.setblocking(False)  # noqa: FBT003 - its only parameter
        watched = (*ASKS_TO_STOP, signal.SIGCHLD)
        before = {number: signal.signal(number, self._handle) for number in watched}
        old_wakeup = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        self._selector.register(ours, selectors.EVENT_READ, None)
        try:
            yield
        finally:
            self._selector.unregister(ours)
            signal.set_wakeup_fd(old_wakeup)
            for number, handler in before.items():
                signal.signal(number, handler)
            ours.close()
            theirs.close()

    def _handle(self, number: int, _frame: FrameType | None) -> None:
        if number in ASKS_TO_STOP:
            self.ask_to_stop()

    def start(self, spec: Spec) -> None:
        """Starts a child and waits until it is ready; raises StartFailed or Stopped."""
        place = _Place(spec, is_kept=False)
        self._places.append(place)
        self._launch(place)
        while not place.is_ready:
            self._turn()
            if self._asked:
                raise Stopped
            self._refuse_failed(place)
        place.is_kept = True

    def complete(self, spec: Spec) -> None:
        """Runs a child to its end; raises StartFailed when it fails, or Stopped."""
        place = _Place(spec, is_kept=False)
        self._places.append(place)
        self._launch(place)
        while place.child:
            self._turn()
            if self._asked:
                raise Stopped
        self._places.remove(place)
        if place.status != 0:
            raise StartFailed(spec.name, describe_exit(place.status), tuple(place.said))

    def _refuse_failed(self, place: _Place) -> None:
        if place.is_ready:
            return
        if place.child is None:
            reason = f"ended while it started ({describe_exit(place.status)})"
            raise StartFailed(place.spec.name, reason, tuple(place.said))
        if self._clock() - place.started_at > place.spec.ready_seconds:
            reason = f"not ready after {place.spec.ready_seconds:g} s"
            raise StartFailed(place.spec.name, reason, tuple(place.said))

    def run(self, every_turn: Callable[[], None] = lambda: None) -> None:
        """Keeps the children running until asked to stop."""
        while not self._asked:
            self._turn()
            every_turn()

    def stop(self) -> None:
        """Stops the children in reverse order; none of them is left when it returns."""
        for place in self._places:
            place.is_kept, place.start_at = False, None
        for place in reversed(self._places):
            if place.child:
                self._stop(place, place.child)
        self._places.clear()

    def _stop(self, place: _Place, child: Child) -> None:
        asked, hurried = max(self._asked, 1), False
        child.send(place.spec.stop_signal)
        seconds = HURRIED_SECONDS if asked > 1 else place.spec.stop_seconds
        give_up_at = self._clock() + seconds
        while place.child:
            self._turn()
            if self._asked > asked:
                asked, give_up_at = self._asked, min(give_up_at, self._clock() + HURRIED_SECONDS)
            if place.child and self._clock() > give_up_at:
                child.send(signal.SIGKILL if hurried else place.spec.hurry_signal)
                hurried, give_up_at = True, self._clock() + HURRIED_SECONDS

    def _turn(self) -> None:
        is_quiet = all(place.is_ready and place.is_kept and place.child for place in self._places)
        for key, _ in self._selector.select(QUIET_SECONDS if is_quiet else TURN_SECONDS):
            if isinstance(key.data, _Place):
                self._read(key.data)
            elif isinstance(key.fileobj, socket.socket):
                with contextlib.suppress(BlockingIOError):
                    key.fileobj.recv(4096)
        for place in self._places:
            self._look_at(place)

    def _look_at(self, place: _Place) -> None:
        if place.child is None:
            if place.is_kept and place.start_at is not None and self._clock() >= place.start_at:
                self._launch(place)
            return
        status = place.child.poll()
        if status is not None:
            self._bury(place, place.child, status)
        elif not place.is_ready and place.spec.is_ready(place.child.pid):
            place.is_ready = True
            self._on_event(place.spec.name, Event.READY, f"process {place.child.pid}")
        elif place.is_ready and place.is_kept and place.spec.is_leaving(place.child.pid):
            place.child.send(place.spec.stop_signal)

    def _launch(self, place: _Place) -> None:
        place.spec.before()
        place.start_at, place.is_ready, place.lines = None, False, Lines()
        place.started_at = self._clock()
        try:
            place.child = Child(place.spec)
        except OSError as error:
            self._say(place, [f"cannot start {place.spec.argv[0]}: {error.strerror}"])
            self._count_death(place)
            return
        os.set_blocking(place.child.output, False)
        self._selector.register(place.child.output, selectors.EVENT_READ, place)
        place.is_heard = True
        self._on_event(place.spec.name, Event.STARTED, f"process {place.child.pid}")

    def _bury(self, place: _Place, child: Child, status: int) -> None:
        self._read(place)
        self._say(place, place.lines.close())
        self._stop_hearing(place, child)
        child.close()
        place.child, place.status = None, status
        self._count_death(place)
        event = Event.DIED if place.is_kept else Event.STOPPED
        self._on_event(place.spec.name, event, describe_exit(status))

    def _count_death(self, place: _Place) -> None:
        now = self._clock()
        place.deaths = (*recent(place.deaths, now), now)
        place.start_at = now + wait_after(place.deaths, now)

    def _read(self, place: _Place) -> None:
        if place.child is None or not place.is_heard:
            return
        with contextlib.suppress(BlockingIOError):
            for _ in range(16):  # a child that never stops talking must not stop the loop
                received = os.read(place.child.output, 65536)
                if not received:
                    self._stop_hearing(place, place.child)
                    return
                self._say(place, place.lines.feed(received))

    def _stop_hearing(self, place: _Place, child: Child) -> None:
        if place.is_heard:
            self._selector.unregister(child.output)
            place.is_heard = False

    def _say(self, place: _Place, lines: list[str]) -> None:
        for line in lines:
            place.said.append(line)
            self._on_line(place.spec.name, line)
