"""What an archive does outside of the platform's schemas is told: nothing that is compared would show it."""

from collections.abc import Iterator

import psycopg
import pytest

from totalaudio_ops.backups.surroundings import surroundings, trespasses
from totalaudio_ops.postgres import throwaway_server
from totalaudio_ops.postgres.roles import ensure_database

TRESPASSES = {
    "CREATE ROLE thief SUPERUSER LOGIN": "It brings the role thief",
    "ALTER ROLE totalaudio_app PASSWORD 'known'": "It brings the password of role totalaudio_app",
    "GRANT pg_read_server_files TO totalaudio_app": "the membership of totalaudio_app in pg_read_server_files",
    "ALTER ROLE ALL SET work_mem = '64kB'": "It brings the setting work_mem of everybody",
    "GRANT SET ON PARAMETER session_replication_role TO totalaudio_app": "brings the rights on the setting",
    "CREATE DATABASE another": "It brings the database another",
    "CREATE SCHEMA another": "It brings the schema another",
    "GRANT CREATE ON SCHEMA public TO PUBLIC": "It changes the schema public",
    "CREATE TABLE public.stolen (n int)": "It brings the relation public.stolen",
    "CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1'": "the function public.f()",
    "CREATE TYPE public.mood AS ENUM ('good')": "It brings the type public.mood",
    "GRANT EXECUTE ON FUNCTION pg_read_file(text) TO totalaudio_app": "changes the function pg_read_file(text)",
    "CREATE OR REPLACE FUNCTION pg_catalog.pg_size_bytes(text) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT AS"
    " 'SELECT 1::bigint'": "changes the function pg_size_bytes(text)",
    "GRANT SELECT ON pg_authid TO totalaudio_app": "It changes the relation pg_authid",
    "GRANT SELECT (rolpassword) ON pg_authid TO PUBLIC": "It changes the relation pg_authid",
    "SELECT lo_create(4711)": "It brings the large object 4711",
    "CREATE EXTENSION pg_trgm SCHEMA public": "It brings the extension pg_trgm",
    "CREATE PUBLICATION everything FOR ALL TABLES": "It brings the publication everything",
    "CREATE FOREIGN DATA WRAPPER far": "It brings the foreign-data wrapper far",
    "CREATE SERVER far FOREIGN DATA WRAPPER far": "It brings the foreign server far",
    "ALTER SYSTEM SET ssl_ciphers = 'HIGH'": "It brings the setting of the server ssl_ciphers",
    "DROP DATABASE postgres": "It takes the database postgres from the server",
}  # fmt: skip


@pytest.fixture(scope="module")
def told() -> Iterator[list[str]]:
    """All of them, done to one server."""
    with throwaway_server() as server:
        url = ensure_database(server.url)
        with psycopg.connect(url, autocommit=True) as admin:
            admin.execute("CREATE ROLE totalaudio_app LOGIN")
            before = surroundings(url)
            for statement in TRESPASSES:
                admin.execute(statement.encode())
        yield list(trespasses(before, surroundings(url), {}))


@pytest.mark.parametrize("statement", TRESPASSES)
def test_what_reaches_out_is_told(statement: str, told: list[str]) -> None:
    assert [line for line in told if TRESPASSES[statement] in line], told


def test_what_the_backup_names_belongs_to_it(told: list[str]) -> None:
    before = {"schema public": "a"}
    after = before | {
        "role totalaudio_app": "b", "extension pg_trgm": "c", "schema extensions": "d",
    }  # fmt: skip
    named = {"role totalaudio_app": "", "extension pg_trgm": "in schema extensions"}
    assert list(trespasses(before, after, named)) == []
    assert list(trespasses(before, after | {"role thief": "x"}, named)) == [
        "It brings the role thief, which is no part of a backup."
    ]
