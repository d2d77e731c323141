"""The database of an environment: its roles made, and their addresses written into the settings."""

from typing import Final

from totalaudio_ops.deploys.server.settings_file import ADDRESSES, fill, read_settings
from totalaudio_ops.deploys.server.site import Site
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.postgres.roles import DATABASE, ensure, ensure_database, password_of
from totalaudio_ops.postgres.urls import describe, parse
from totalaudio_ops.problems import Problem

_WALLS: Final = (
    "Its roles are those of {other}, on the same server: only a server each is a wall between them."
)


def make_database(
    site: Site, environment: Environment, administrator: str, database: str = DATABASE
) -> str:
    """Makes database and roles where they are missing and fills in the settings; returns a sentence.

    Roles are of a whole server. On one that another environment uses they keep the passwords that they have, so that
    nobody is locked out. Raises Problem for settings that name a database already, and for the other's own database.
    """
    file = site.settings(environment)
    settings = read_settings(file)
    if there := [name for name in ADDRESSES if settings.get(name)]:
        raise Problem(
            f"{file} has {', '.join(there)} already: empty the three addresses there first, if this is to be "
            "another database."
        )
    other = _other_on(site, environment, administrator)
    if other and servers_and_databases(site)[other][1] == database:
        raise Problem(
            f"{other} has the database {database} of that server: give {environment} its own with --name."
        )
    secret = _secret_of(site, other) if other else settings["SECRET_KEY"]
    named = ensure_database(administrator, database, variable="--administrator")
    urls = ensure(named, secret)
    fill(file, dict(zip(ADDRESSES, (urls.app, urls.system, urls.owner), strict=True)))
    said = f"The database at {describe(urls.app)} has its roles, and {file} their addresses."
    return f"{said} {_WALLS.format(other=other)}" if other else said


def servers_and_databases(site: Site) -> dict[Environment, tuple[str, str]]:
    """The server and the database of each environment whose settings name one."""
    found = {}
    for environment in site.environments:
        url = read_settings(site.settings(environment)).get("DATABASE_URL")
        if url:
            found[environment] = (_server(url), str(parse(url).get("dbname", "")))
    return found


def _other_on(site: Site, environment: Environment, administrator: str) -> Environment | None:
    """Another environment whose database lies on the same server."""
    found = servers_and_databases(site).items()
    same = (one for one, (server, _) in found if server == _server(administrator))
    return next((one for one in same if one is not environment), None)


def _secret_of(site: Site, other: Environment) -> str:
    """What the passwords of another environment were made from; raises Problem when somebody else made them."""
    settings = read_settings(site.settings(other))
    secret = settings.get("SECRET_KEY", "")
    if parse(settings["DATABASE_URL"]).get("password") != password_of("totalaudio_app", secret):
        raise Problem(
            f"{other} uses the same server, and the passwords of its roles were made by somebody else: name another "
            "server with --administrator, or write the three addresses into settings.env by hand."
        )
    return secret


def _server(url: str) -> str:
    parts = parse(url)
    host = str(parts.get("host") or "localhost")
    same = "localhost" if host in {"127.0.0.1", "::1"} else host
    return f"{same}:{parts.get('port') or 5432}"
