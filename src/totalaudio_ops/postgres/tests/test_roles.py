"""The roles, on every server at hand, made by a superuser and by an administrator who is none."""

import socket
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from totalaudio_ops.postgres import throwaway_server
from totalaudio_ops.postgres.connecting import connect
from totalaudio_ops.postgres.roles import Urls, ensure, ensure_database, password_of
from totalaudio_ops.postgres.urls import replaced
from totalaudio_ops.problems import Problem

DEBIAN = Path("/usr/lib/postgresql/15/bin")
SERVERS = [{}, {"PG_BINDIR": str(DEBIAN)}] if DEBIAN.exists() else [{}]
FACTS = """
    SELECT rolname::text, rolcanlogin, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb, rolinherit
    FROM pg_roles WHERE rolname LIKE 'totalaudio%' ORDER BY 1
"""


@pytest.fixture(scope="module", params=SERVERS, ids=["embedded", "debian"][: len(SERVERS)])
def server(request: pytest.FixtureRequest) -> Iterator[str]:
    with throwaway_server(request.param) as running:
        yield running.url


@pytest.fixture
def clean(server: str) -> Iterator[str]:
    """The server without our roles and databases."""
    yield server
    with psycopg.connect(server, autocommit=True) as admin:
        for (name,) in admin.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE 'house%'"
        ).fetchall():
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())
        names = "SELECT rolname FROM pg_roles WHERE rolname ~ '^(totalaudio|manager|guest)' ORDER BY rolname DESC"
        for (name,) in admin.execute(names.encode()).fetchall():
            admin.execute(f'DROP OWNED BY "{name}" CASCADE'.encode())
            admin.execute(f'DROP ROLE "{name}"'.encode())


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url, autocommit=True) as connection:
        answer = connection.execute(query.encode())
        return answer.fetchall() if answer.description else []


def check_the_walls(urls: Urls) -> None:
    with psycopg.connect(urls.owner, autocommit=True) as owner:
        owner.execute("CREATE TABLE note (n int); GRANT SELECT ON note TO totalaudio_app")
        owner.execute("CREATE FUNCTION secret() RETURNS int LANGUAGE sql AS 'SELECT 1'")
        # As the migrations do, so that a function looks past the policies.
        owner.execute("GRANT CREATE ON SCHEMA totalaudio TO totalaudio_system")
        owner.execute("ALTER FUNCTION secret() OWNER TO totalaudio_system")
        owner.execute("REVOKE CREATE ON SCHEMA totalaudio FROM totalaudio_system")
    assert rows(urls.app, "SELECT count(*), similarity('abc', 'abc') FROM note") == [(0, 1.0)]
    for forbidden in (
        "SELECT secret()",
        "CREATE TABLE mine (n int)",
        "DELETE FROM note",
        "SET ROLE totalaudio_system",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            rows(urls.app, forbidden)


def test_the_roles_are_made_and_can_be_made_again(clean: str) -> None:
    admin_url = ensure_database(clean, "house")
    first = ensure(admin_url, "key")
    assert ensure(ensure_database(clean, "house"), "key") == first
    assert rows(first.system, FACTS) == [
        ("totalaudio_app", True, False, True),
        ("totalaudio_owner", True, False, False),
        ("totalaudio_system", True, False, True),
    ]
    check_the_walls(first)


def test_an_address_may_name_the_database_that_is_to_be_made(clean: str) -> None:
    wished = replaced(clean, dbname="house")
    assert ensure_database(wished, "house") == wished
    assert rows(wished, "SELECT current_database()") == [("house",)]
    with pytest.raises(Problem, match='database "attic" does not exist; make it, or name another'):
        ensure_database(replaced(clean, dbname="attic"), "house", variable="--administrator")


def test_nobody_else_may_connect(clean: str) -> None:
    ensure(admin_url := ensure_database(clean, "house"), "key")
    rows(clean, "CREATE ROLE guest LOGIN PASSWORD 'guest'")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(replaced(admin_url, user="guest", password="guest"))


def test_a_database_that_others_use_stays_open_to_them(clean: str) -> None:
    admin_url = ensure_database(clean, "house")
    rows(admin_url, "CREATE SCHEMA others; CREATE ROLE guest LOGIN PASSWORD 'guest'")
    ensure(admin_url, "key")
    assert rows(replaced(admin_url, user="guest", password="guest"), "SELECT 1") == [(1,)]


def test_extensions_that_lie_elsewhere_are_found(clean: str) -> None:
    admin_url = ensure_database(clean, "house")
    rows(
        admin_url, "CREATE SCHEMA extensions; CREATE EXTENSION pg_trgm SCHEMA extensions; SELECT 1"
    )
    rows(admin_url, "GRANT USAGE ON SCHEMA extensions TO PUBLIC")
    check_the_walls(ensure(admin_url, "key"))


def test_an_administrator_who_is_no_superuser_is_enough(clean: str) -> None:
    rows(clean, "CREATE ROLE manager LOGIN CREATEROLE PASSWORD 'm'")
    with psycopg.connect(clean, autocommit=True) as admin:
        admin.execute("CREATE DATABASE house OWNER manager")
    url = replaced(clean, user="manager", password="m", dbname="house")
    first = ensure(url, "key")
    assert ensure(url, "key") == first
    check_the_walls(first)


def test_a_role_that_may_not_create_roles_is_told_what_to_run(clean: str) -> None:
    ensure_database(clean, "house")
    rows(clean, "CREATE ROLE guest LOGIN PASSWORD 'g'")
    told = r"the role guest in DATABASE_URL may not create roles .* ALTER ROLE guest CREATEROLE"
    with pytest.raises(Problem, match=told):
        ensure(replaced(clean, user="guest", password="g", dbname="house"), "key")


def test_a_role_that_passes_by_the_policies_is_refused(clean: str) -> None:
    rows(clean, "CREATE ROLE totalaudio_app LOGIN BYPASSRLS")
    with pytest.raises(
        Problem, match="totalaudio_app is a superuser or passes by row-level security"
    ):
        ensure(ensure_database(clean, "house"), "key")


def test_another_key_gives_other_passwords(clean: str) -> None:
    admin_url = ensure_database(clean, "house")
    before = ensure(admin_url, "key")
    after = ensure(admin_url, "another")
    assert rows(after.app, "SELECT 1") == [(1,)]
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(before.app)


def test_a_password_depends_on_the_key_and_the_role() -> None:
    made = {password_of(role, key) for role in ("a", "b") for key in ("x", "y")}
    assert len(made) == 4


def test_a_wrong_password_is_one_line(server: str) -> None:
    with pytest.raises(Problem) as problem:
        connect(replaced(server, password="guess"))
    host = replaced(server).rpartition("host=")[2].replace("%2F", "/")
    assert str(problem.value) == (
        f"the database at {host}:5432/postgres refuses: password authentication failed for user "
        '"postgres"; check the user and the password in DATABASE_URL.'
    )


def test_a_database_that_is_not_there_is_one_line(server: str) -> None:
    with pytest.raises(
        Problem,
        match='refuses: database "attic" does not exist; make it, or name another in DATABASE',
    ):
        connect(replaced(server, dbname="attic"))


def test_a_server_that_does_not_run_is_one_line() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        with pytest.raises(Problem) as problem:
            connect(f"postgresql://a:b@127.0.0.1:{port}/house")
    assert "\n" not in str(problem.value)
    assert str(problem.value).startswith(f"the database at 127.0.0.1:{port}/house refuses: ")
    assert str(problem.value).endswith(
        "check that the server runs there and the port in DATABASE_URL."
    )
