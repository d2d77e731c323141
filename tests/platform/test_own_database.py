"""A server of one's own in place of the embedded one: the oldest supported, and an administrator without superuser."""

from pathlib import Path

import psycopg
import pytest

from tests.platform.launch import free_port, launch, totalaudio, urls
from totalaudio_ops.postgres import throwaway_server
from totalaudio_ops.postgres.urls import replaced

DEBIAN = Path("/usr/lib/postgresql/15/bin")
SERVERS = [{}, {"PG_BINDIR": str(DEBIAN)}] if DEBIAN.exists() else [{}]


@pytest.mark.parametrize("environ", SERVERS, ids=["newest", "oldest"][: len(SERVERS)])
def test_the_platform_runs_on_a_given_server_and_starts_none(
    environ: dict[str, str], folder: Path
) -> None:
    name = f"data {len(environ)}"
    with throwaway_server(environ) as server, (folder / f"said {name}").open("w+") as said:
        with psycopg.connect(server.url, autocommit=True) as admin:
            admin.execute("CREATE ROLE manager LOGIN CREATEROLE PASSWORD 'm'")
            admin.execute("CREATE DATABASE house OWNER manager")
        url = replaced(server.url, user="manager", password="m", dbname="house")
        launched = launch(folder / name, said, DATABASE_URL=url)
        try:
            launched.wait_until_ready()
            assert not (folder / name / "postgres").exists()
            with psycopg.connect(urls(launched)["app"]) as app:
                found = app.execute(
                    "SELECT current_user::text, current_database()::text"
                ).fetchone()
            assert found == ("totalaudio_app", "house")
            assert b"manager" not in Path(f"/proc/{launched.child('web')}/environ").read_bytes()
        finally:
            launched.stop_if_it_runs()


def test_given_addresses_of_the_roles_are_taken_as_they_are(folder: Path) -> None:
    with throwaway_server() as server, (folder / "said given").open("w+") as said:
        from totalaudio_ops.postgres.roles import ensure, ensure_database

        made = ensure(ensure_database(server.url), "a key of an administrator's own")
        given = {
            "DATABASE_APP_URL": made.app,
            "DATABASE_SYSTEM_URL": made.system,
            "DATABASE_OWNER_URL": made.owner,
        }
        launched = launch(folder / "given", said, **given)
        try:
            launched.wait_until_ready()
            assert urls(launched) == {"app": made.app, "system": made.system, "owner": made.owner}
        finally:
            launched.stop_if_it_runs()


def test_roles_of_an_older_release_are_refused_with_what_their_administrator_runs(
    folder: Path,
) -> None:
    """The owner may not make a schema; its migrations would stumble over one that is not there."""
    with throwaway_server() as server:
        from totalaudio_ops.postgres.roles import ensure, ensure_database

        admin_url = ensure_database(server.url)
        made = ensure(admin_url, "a key of an administrator's own")
        with psycopg.connect(admin_url) as admin:
            admin.execute("DROP SCHEMA ops")
        done = totalaudio(
            *("up", "--port", str(free_port()), "--data", str(folder / "older")),
            DATABASE_APP_URL=made.app,
            DATABASE_SYSTEM_URL=made.system,
            DATABASE_OWNER_URL=made.owner,
        )
    assert (done.returncode, done.stderr) == (
        2,
        "totalaudio: the database has no schema ops: run db/roles.sql there as an administrator, and this again.\n",
    )
