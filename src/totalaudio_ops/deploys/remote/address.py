"""Where a site is on a server: `ssh://USER@HOST:PORT/PATH`."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from totalaudio_ops.problems import Problem

# Both become words of a command line: none begins with a hyphen or needs quotes.
_HOST: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9a-f:]+:[0-9a-f:]*")
_USER: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_PATH: Final = re.compile(r"(/[A-Za-z0-9_][A-Za-z0-9._-]*)+")
_EXAMPLE: Final = "write it as ssh://deploy@server.example.com/srv/totalaudio"


@dataclass(frozen=True, slots=True)
class Address:
    """A server, who signs in there ('' for ssh's own choice), and the folder of the site."""

    host: str
    path: str
    user: str = ""
    port: int | None = None

    @property
    def login(self) -> str:
        """As ssh takes it."""
        return f"{self.user}@{self.host}" if self.user else self.host

    @property
    def source(self) -> str:
        """Where commits are sent to, as git takes it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        user, port = f"{self.user}@" if self.user else "", f":{self.port}" if self.port else ""
        return f"ssh://{user}{host}{port}{self.path}/source.git"


def parsed(text: str) -> Address:
    """Reads an address; raises Problem that says what is wrong and never repeats a password."""
    try:
        parts = urlsplit(text)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        raise Problem(f"the address of the site is none: {_EXAMPLE}.") from None
    path = parts.path.rstrip("/")
    if parts.scheme != "ssh" or not _HOST.fullmatch(host) or parts.query or parts.fragment:
        raise Problem(f"the address of the site names no server: {_EXAMPLE}.")
    if parts.password is not None or (parts.username and not _USER.fullmatch(parts.username)):
        raise Problem(
            f"the address of the site may name a user, and no password: {_EXAMPLE}, and sign in by a key."
        )
    if not _PATH.fullmatch(path):
        raise Problem(
            f"the address of the site names no folder of letters, digits, . _ and -: {_EXAMPLE}."
        )
    return Address(host, path, parts.username or "", port)
