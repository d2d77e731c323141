"""What a mail server that somebody named may cost us: so much time, and so many bytes."""

import smtplib
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from typing import BinaryIO, Final

_MOST_BYTES: Final = 65_536  # of one reply


@contextmanager
def within(opened: socket.socket, seconds: float) -> Iterator[None]:
    """Whatever happens inside ends in this time: a server that keeps talking is cut off."""
    timer = Timer(seconds, _cut, [opened])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _cut(opened: socket.socket) -> None:
    # Of the socket itself: in TLS its own shutdown would change what the other thread is reading with.
    with suppress(OSError):
        socket.socket.shutdown(opened, socket.SHUT_RDWR)


class CappedReplies:
    """The lines of a server, of which one reply has only so many."""

    def __init__(self, lines: BinaryIO) -> None:
        self._lines, self._left = lines, _MOST_BYTES

    def begin(self) -> None:
        """A new reply begins."""
        self._left = _MOST_BYTES

    def readline(self, limit: int = -1) -> bytes:
        """The next line; a reply without an end counts as a connection that ended."""
        line = self._lines.readline(limit)
        self._left -= len(line)
        if self._left < 0:
            raise smtplib.SMTPServerDisconnected("the reply does not end")
        return line

    def close(self) -> None:
        """Let go of the lines."""
        self._lines.close()
