"""Whether a port of this machine is free for a process of ours."""

import socket
import time
from typing import Final

from totalaudio_ops.problems import Problem

_LEFT_SECONDS: Final = 5.0  # what was killed holds its port for a moment
_TURN: Final = 0.1


def is_free(port: int) -> bool:
    """Whether nobody listens there; where we may not listen ourselves, it is not for us to say."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            return True
        except OSError:
            return False
        return True


def wait_until_free(port: int, seconds: float = _LEFT_SECONDS) -> None:
    """Whoever else answers there would be taken for the new version; raises Problem when somebody stays."""
    give_up_at = time.monotonic() + seconds
    while not is_free(port):
        if time.monotonic() > give_up_at:
            raise Problem(
                f"port {port} is in use by another program: stop that one, or name another first port in site.toml."
            )
        time.sleep(_TURN)
