"""An interrupt stops a deploy where it can be stopped, whether it was typed, sent, or a line that broke."""

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Final

_HEEDED: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interrupted(KeyboardInterrupt):
    """Somebody wants the deploy to end; `signal_name` is how that was said."""

    def __init__(self, signal_name: str) -> None:
        """Keeps the name for the journal."""
        super().__init__(signal_name)
        self.signal_name = signal_name


class Interrupts:
    """What was said to us, and whether it must wait."""

    def __init__(self) -> None:
        """Nobody has said anything."""
        self._waits = 0
        self._noted: str | None = None

    @contextlib.contextmanager
    def heeded(self) -> Iterator[None]:
        """Within the block the signals raise Interrupted; outside of the main thread none can come."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {one: signal.signal(one, self._note) for one in _HEEDED}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)

    @contextlib.contextmanager
    def held_back(self) -> Iterator[None]:
        """Within the block they wait: a line is written whole, and going back is not stopped in the middle."""
        self._waits += 1
        try:
            yield
        finally:
            self._waits -= 1

    def check(self) -> None:
        """Raise what came while it had to wait."""
        if self._noted and not self._waits:
            said, self._noted = self._noted, None
            raise Interrupted(said)

    def forget(self) -> None:
        """What came was heard."""
        self._noted = None

    def _note(self, number: int, _frame: FrameType | None) -> None:
        self._noted = signal.Signals(number).name
        self.check()
