"""Where the status page listens: where it is told to, else near the platform's own port."""

import socket
from collections.abc import Mapping
from typing import Final

from totalaudio.project.platform.children import Address
from totalaudio_ops.problems import Problem

ABOVE: Final = 100


def status_port(address: Address, environ: Mapping[str, str]) -> int:
    """Returns the port; raises Problem when the one that was asked for is in use.

    Nobody asked for the one near the platform's: when it is in use, any that is free will do.
    """
    if told := environ.get("STATUS_PORT"):
        if not _is_free(address.host, int(told)):
            raise Problem(
                f"port {told} on {address.host} is in use by another program: stop that one, or name "
                "another port for the status page in STATUS_PORT."
            )
        return int(told)
    near = address.port + ABOVE
    return near if near <= 65535 and _is_free(address.host, near) else _any(address.host)


def _is_free(host: str, port: int) -> bool:
    try:
        with _listening(host, port):
            return True
    except OSError:
        return False


def _any(host: str) -> int:
    with _listening(host, 0) as found:
        return int(found.getsockname()[1])


def _listening(host: str, port: int) -> socket.socket:
    family, kind, *_, place = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)[0]
    opened = socket.socket(family, kind)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind(place)
        opened.listen(1)
    except OSError:
        opened.close()
        raise
    return opened
