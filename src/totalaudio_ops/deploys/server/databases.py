"""The database of an environment: its roles made, and their addresses written into the settings."""

from totalaudio_ops.deploys.server.settings_file import ADDRESSES, fill, read_settings
from totalaudio_ops.deploys.server.site import Site
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.postgres.roles import DATABASE, ensure, ensure_database
from totalaudio_ops.postgres.urls import describe, parse
from totalaudio_ops.problems import Problem


def make_database(
    site: Site, environment: Environment, administrator: str, database: str = DATABASE
) -> str:
    """Makes database and roles where they are missing and fills in the settings; returns a sentence.

    Raises Problem for settings that name a database already, and for a server that another environment uses: roles are
    of a whole server, and new passwords would lock the other one out.
    """
    file = site.settings(environment)
    settings = read_settings(file)
    if there := [name for name in ADDRESSES if settings.get(name)]:
        raise Problem(
            f"{file} has {', '.join(there)} already: empty the three addresses there first, if this is to be "
            "another database."
        )
    _refuse_server_of_others(site, environment, administrator)
    urls = ensure(ensure_database(administrator, database), settings["SECRET_KEY"])
    values = zip(ADDRESSES, (urls.app, urls.system, urls.owner), strict=True)
    fill(file, dict(values))
    return f"The database at {describe(urls.app)} has its roles, and {file} their addresses."


def servers_and_databases(site: Site) -> dict[Environment, tuple[str, str]]:
    """The server and the database of each environment whose settings name one."""
    found = {}
    for environment in site.environments:
        url = read_settings(site.settings(environment)).get("DATABASE_URL")
        if url:
            found[environment] = (_server(url), str(parse(url).get("dbname", "")))
    return found


def _refuse_server_of_others(site: Site, environment: Environment, administrator: str) -> None:
    for other, (server, _) in servers_and_databases(site).items():
        if other is not environment and server == _server(administrator):
            raise Problem(
                f"{other} uses the server at {server}, and roles are of a whole server: make another for "
                f"{environment} (Debian: pg_createcluster 17 {environment} --start) and name it with --administrator."
            )


def _server(url: str) -> str:
    parts = parse(url)
    host = str(parts.get("host") or "localhost")
    same = "localhost" if host in {"127.0.0.1", "::1"} else host
    return f"{same}:{parts.get('port') or 5432}"
