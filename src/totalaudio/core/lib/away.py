"""Whether a database cannot be reached now, which passes, or says no for good, which is somebody's mistake."""

import re
from typing import Final

# Classes of SQLSTATE: the connection, the server's resources, an operator who stops it.
_CLASSES: Final = ("08", "53", "57P")
# libpq and psycopg say these in English.
_NOBODY: Final = (
    r"connection refused",
    r"connection reset",
    r"connection timed out",
    r"timeout expired",
    r"no route to host",
    r"network is unreachable",
    r"could not translate host name",
    r"failed to resolve host",
    r"server closed the connection",
    r"the connection is (?:lost|closed)",
    r"ssl connection has been closed",
    r"eof detected",
    r"\.s\.pgsql\.\d+\" failed: no such file",
)
# So does a server, unless its own messages are in another language (lc_messages): while somebody connects, libpq tells
# no state either, and such a server is taken for a mistake. Afterwards the state decides.
_NOT_NOW: Final = (
    r"the database system is ",
    r"is not currently accepting connections",
    r"sorry, too many clients already",
    r"too many connections for ",
    r"remaining connection slots are reserved",
    r"terminating connection due to administrator command",
    r"session is read-only",
)
# PgBouncer is there, and the server behind it is not.
_BEHIND: Final = (
    r"query_wait_timeout",
    r"server_login_retry",
    r"server login has been failing",
    r"server conn crashed",
    r"no more connections allowed",
    r"pgbouncer cannot connect to server",
)
_AWAY: Final = re.compile("|".join((*_NOBODY, *_NOT_NOW, *_BEHIND)), re.IGNORECASE)
# Of several addresses psycopg tells each, after the last.
_EACH: Final = re.compile(r"^- host: .*?(?=^- host: |\Z)", re.MULTILINE | re.DOTALL)


def is_away(said: str, sqlstate: str | None = None) -> bool:
    """Whether all that libpq, a server or a pooler said is that it cannot be reached now.

    A password that is wrong at one address of several is a mistake, whatever the others said.
    """
    if sqlstate:
        return sqlstate.startswith(_CLASSES)
    return all(_AWAY.search(one) for one in _EACH.findall(said) or [said])
