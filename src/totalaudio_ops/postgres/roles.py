"""Makes the database's roles, gives each its password, and knows their addresses."""

import hashlib
import hmac
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from totalaudio_ops.postgres.connecting import connect
from totalaudio_ops.postgres.urls import describe, parse, replaced
from totalaudio_ops.problems import Problem

ROLES_SQL = Path(__file__).resolve().parents[3] / "db" / "roles.sql"
DATABASE = "totalaudio"
ROLES = ("owner", "app", "system")
_OWN = "postgres"


@dataclass(frozen=True, slots=True)
class Urls:
    """How each role reaches the database."""

    app: str
    system: str
    owner: str


def password_of(role: str, secret: str) -> str:
    """Derives a role's password, so that its address can be made again at any time."""
    return hmac.new(secret.encode(), role.encode(), hashlib.sha256).hexdigest()


def urls_of(url: str, secret: str) -> Urls:
    """Returns an administrator's address with each of the platform's roles in its place."""

    def for_role(short: str) -> str:
        role = f"totalaudio_{short}"
        return replaced(url, user=role, password=password_of(role, secret))

    return Urls(app=for_role("app"), system=for_role("system"), owner=for_role("owner"))


def ensure(admin_url: str, secret: str) -> Urls:
    """Makes roles, schema and extensions where they are missing; returns the URL of each role."""
    with connect(admin_url) as connection:
        _refuse_weak_administrator(connection, admin_url)
        try:
            with connection.transaction():
                connection.execute(ROLES_SQL.read_bytes())
                for short in ROLES:
                    _set_password(connection, f"totalaudio_{short}", secret)
        except psycopg.Error as error:
            raise Problem(
                f"the roles could not be made at {describe(admin_url)}: {_first_line(error)}; "
                "run db/roles.sql there as an administrator, and set DATABASE_APP_URL, "
                "DATABASE_SYSTEM_URL and DATABASE_OWNER_URL."
            ) from None
    return urls_of(admin_url, secret)


def ensure_database(admin_url: str, database: str = DATABASE, *, variable: str = "--data") -> str:
    """Makes a database if it is missing, also where the address names it already; returns its address."""
    with _somewhere(admin_url, database, variable) as connection:
        row = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        if row.fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
    return replaced(admin_url, dbname=database)


def _somewhere(
    admin_url: str, database: str, variable: str
) -> psycopg.Connection[tuple[object, ...]]:
    """The database of the address; the server's own one where that is the one to be made."""
    try:
        return connect(admin_url, variable)
    except Problem as problem:
        if parse(admin_url).get("dbname") != database or "does not exist" not in str(problem):
            raise
    return connect(replaced(admin_url, dbname=_OWN), variable)


def _refuse_weak_administrator(
    connection: psycopg.Connection[tuple[object, ...]], admin_url: str
) -> None:
    row = connection.execute(
        "SELECT rolsuper OR rolcreaterole, current_user::text,"
        " has_database_privilege(current_database(), 'CREATE')"
        " FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    may_create_roles, user, may_create_schemas = row or (False, "", False)
    if may_create_roles and may_create_schemas:
        return
    missing = "create schemas in it" if may_create_roles else "create roles"
    raise Problem(
        f"the role {user} in DATABASE_URL may not {missing} at {describe(admin_url)}: run "
        f"{'ALTER ROLE ' + str(user) + ' CREATEROLE' if not may_create_roles else 'GRANT CREATE'} "
        "there as an administrator, or run db/roles.sql there and set DATABASE_APP_URL, "
        "DATABASE_SYSTEM_URL and DATABASE_OWNER_URL."
    )


def _set_password(
    connection: psycopg.Connection[tuple[object, ...]], role: str, secret: str
) -> None:
    """Sends a verifier, so that the password is in no log of the server."""
    password = password_of(role, secret).encode()
    verifier = connection.pgconn.encrypt_password(password, role.encode(), b"scram-sha-256")
    connection.execute(
        sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), verifier.decode())
    )


def _first_line(error: psycopg.Error) -> str:
    return str(error).strip().splitlines()[0]
