"""Connection URLs of a server on a Unix socket."""

from pathlib import Path
from urllib.parse import quote


def socket_url(*, user: str, password: str, database: str, socket: Path) -> str:
    """Returns `postgresql://user:password@/database?host=/folder`, escaped."""
    parts = (quote(part, safe="") for part in (user, password, database, str(socket)))
    return "postgresql://{}:{}@/{}?host={}".format(*parts)
