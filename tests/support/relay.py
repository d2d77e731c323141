"""A way to a database that can be cut and mended: while it is cut, nobody answers at its port."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from psycopg.conninfo import conninfo_to_dict, make_conninfo

_AT_ONCE: Final = 65_536


class Relay:
    """Listens on loopback and passes on what comes, in both directions; it begins cut."""

    def __init__(self, url: str) -> None:
        self._told = {name: str(value) for name, value in conninfo_to_dict(url).items() if value}
        self._lines: list[socket.socket] = []
        self._door = _bound(0)
        self.port: int = self._door.getsockname()[1]

    def through(self, url: str) -> str:
        """The address of the same database and role by this way."""
        return make_conninfo(url, host="127.0.0.1", port=self.port)

    def mend(self) -> None:
        """From now on connections come through."""
        self._door.listen()
        threading.Thread(target=self._open, args=(self._door,), daemon=True).start()

    def cut(self) -> None:
        """Connections end, and new ones are refused."""
        self.close()
        self._door = _bound(self.port)

    def close(self) -> None:
        """Nothing of it is left."""
        for line in (self._door, *self._lines):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()
        self._lines.clear()

    def _open(self, door: socket.socket) -> None:
        with suppress(OSError):  # cut
            while True:
                here, _ = door.accept()
                there = self._connected()
                self._lines += (here, there)
                for one, other in ((here, there), (there, here)):
                    threading.Thread(target=_pass_on, args=(one, other), daemon=True).start()

    def _connected(self) -> socket.socket:
        host, port = self._told.get("host", "127.0.0.1"), self._told.get("port", "5432")
        if not host.startswith("/"):
            return socket.create_connection((host, int(port)), timeout=None)
        there = socket.socket(socket.AF_UNIX)
        there.connect(f"{host}/.s.PGSQL.{port}")
        return there


@contextmanager
def relay(url: str) -> Iterator[Relay]:
    """A way to the server of this address, cut at first."""
    made = Relay(url)
    try:
        yield made
    finally:
        made.close()


def _bound(port: int) -> socket.socket:
    """A port that is ours and refuses everybody."""
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    door.bind(("127.0.0.1", port))
    return door


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while data := one.recv(_AT_ONCE):
            other.sendall(data)
    for line in (one, other):
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
