"""Addresses of PostgreSQL, as libpq writes them."""

from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from psycopg.conninfo import conninfo_to_dict

from totalaudio_ops.problems import Problem


def socket_url(*, user: str, password: str, database: str, socket: Path) -> str:
    """Returns `postgresql://user:password@/database?host=/folder`, escaped."""
    parts = (quote(part, safe="") for part in (user, password, database, str(socket)))
    return "postgresql://{}:{}@/{}?host={}".format(*parts)


def replaced(url: str, **changes: str) -> str:
    """Returns the same address with other parts, named as libpq names them, as a URL."""
    parts = {name: str(value) for name, value in parse(url).items()} | changes
    user, password = (quote(parts.pop(name, ""), safe="") for name in ("user", "password"))
    database = quote(parts.pop("dbname", ""), safe="")
    if not parts.get("port", "").strip(","):  # of several hosts without ports libpq says ","
        parts.pop("port", None)
    host, place = parts.get("host", ""), ""
    if host and not any(mark in host for mark in "/,:@"):
        place = parts.pop("host") + (f":{parts.pop('port')}" if "port" in parts else "")
    options = f"?{urlencode(parts, quote_via=quote, safe='')}" if parts else ""
    return f"postgresql://{user}:{password}@{place}/{database}{options}"


def parse(url: str) -> dict[str, object]:
    """Returns the parts of a libpq address; raises Problem, without the address, for anything else."""
    try:
        return dict(conninfo_to_dict(url))
    except psycopg.ProgrammingError:
        raise Problem(
            "DATABASE_URL is not an address of PostgreSQL: "
            "write it as postgresql://user:password@host:5432/database."
        ) from None


def describe(url: str) -> str:
    """Names the server and database without the password."""
    parts = parse(url)
    place = f"{parts.get('host', 'localhost')}:{parts.get('port', 5432)}"
    return f"{place}/{parts.get('dbname', parts.get('user', ''))}"
