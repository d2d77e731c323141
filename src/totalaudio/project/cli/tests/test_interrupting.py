import os
import signal
from contextlib import suppress

import pytest

from totalaudio.project.cli.interrupting import heeding_interrupts


def test_an_interrupt_that_was_swallowed_is_raised_at_the_next_look() -> None:
    with heeding_interrupts() as check:
        check()
        with suppress(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            check()


def test_an_interrupt_is_raised_at_once_and_the_handler_before_comes_back() -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt), heeding_interrupts():
        os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before
