"""Connections that are made to checked addresses only, and end when their time is up."""

import ssl
import time
from collections.abc import Iterable, Sequence
from typing import Any

import httpcore
from httpcore import SOCKET_OPTION

from totalaudio.core.lib.fetching.public import Resolve, checked_addresses

_TRIED = 3  # addresses of one host


class Deadline:
    """The moment when everything about one fetch must be over."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def extend(self, seconds: float) -> None:
        """Waiting that the fetch is not to blame for does not count."""
        self._end += seconds

    def left(self, timeout: float | None) -> float:
        """The seconds that a single operation may take; raises once there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for this page is up")
        return left if timeout is None else min(timeout, left)


class GuardedBackend(httpcore.NetworkBackend):
    """Resolves, checks and connects in one go, so that the address checked is the one used.

    `allow` names hosts and ports that may be anywhere: for tests against servers on loopback.
    """

    def __init__(
        self, resolve: Resolve, allow: frozenset[tuple[str, int]], deadline: Deadline
    ) -> None:
        self._resolve = resolve
        self._allow = allow
        self._deadline = deadline
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connects to the first address that answers; TLS still speaks to `host` by its name."""
        error: Exception = httpcore.ConnectError(f"{host}: no address")
        for address in self._addresses(host, port)[:_TRIED]:
            try:
                stream = self._network.connect_tcp(
                    address, port, self._deadline.left(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as one:
                error = one
            else:
                return _TimedStream(stream, self._deadline)
        raise error

    def _addresses(self, host: str, port: int) -> Sequence[str]:
        if (host, port) in self._allow:
            return tuple(self._resolve(host))
        return checked_addresses(host, self._resolve)


class _TimedStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout)
        return _TimedStream(
            self._stream.start_tls(ssl_context, server_hostname, left), self._deadline
        )

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def open_pool(backend: GuardedBackend, tls: ssl.SSLContext) -> httpcore.ConnectionPool:
    """A pool of connections for one fetch, made through the guard."""
    return httpcore.ConnectionPool(ssl_context=tls, network_backend=backend, max_connections=2)
