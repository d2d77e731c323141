"""The walls around operations: every table, verb and role, and what the catalogue says of each object."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.isolation.catalogue import Connection
from tests.isolation.operations import APPEND_ONLY, ROWS, TABLES, VERBS, answers, fill, try_verb
from tests.isolation.people import ACTORS, acting
from tests.isolation.world import World
from tests.support.database import Urls

# Health asks it before anybody is known, and it holds names of files alone.
OPEN = {"migrations"}
_TABLES = """SELECT c.relname::text FROM pg_class c
    WHERE c.relnamespace = 'ops'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')"""
_FUNCTIONS = "SELECT p.proname::text FROM pg_proc p WHERE p.pronamespace = 'ops'::regnamespace"


@pytest.fixture(scope="module")
def operations(world: World, walled: Urls) -> Iterator[Urls]:
    """Rows of operations that could leak, beside those of the workspaces."""
    with psycopg.connect(walled.admin, autocommit=True) as admin:
        fill(admin)
        yield walled
        for table in reversed(ROWS):
            admin.execute(
                f"DELETE FROM ops.{table}"
                + (" WHERE name = '0000_made_up'" if table in OPEN else "")
            )


@pytest.fixture
def admin(walled: Urls) -> Iterator[Connection]:
    with psycopg.connect(walled.admin) as connection:
        yield connection


def _all(connection: Connection, query: str, *values: object) -> list[object]:
    return [row[0] for row in connection.execute(query, values).fetchall()]


def test_every_table_has_a_declared_answer_and_a_row_and_nothing_else_has(
    admin: Connection,
) -> None:
    there = sorted(map(str, _all(admin, _TABLES)))
    assert sorted(TABLES) == there, "say in operations.toml who may do what"
    assert sorted(ROWS) == there, "give it a row in operations.py"


def test_every_shape_answers_for_every_verb_and_everybody() -> None:
    for table in TABLES:
        declared = answers(table)
        assert tuple(declared) == VERBS
        assert {tuple(words) for words in declared.values()} == {tuple(ACTORS)}, table


@pytest.mark.parametrize("table", TABLES)
def test_the_table_answers_everybody_as_declared(table: str, operations: Urls) -> None:
    declared = answers(table)
    for actor in ACTORS:
        with acting(operations, actor) as connection:
            for verb in VERBS:
                reached = try_verb(connection, table, verb)
                assert reached == declared[verb][actor], f"{actor} {verb}s ops.{table}"


@pytest.mark.parametrize("table", TABLES)
def test_migrations_see_all_rows(table: str, operations: Urls) -> None:
    """A migration that saw none would change none, and say nothing."""
    with psycopg.connect(operations.owner) as owner:
        assert try_verb(owner, table, "select") == "all"


def test_every_table_has_its_policies_enabled_and_forced(admin: Connection) -> None:
    open_to_all = _all(admin, _TABLES + " AND NOT (c.relrowsecurity AND c.relforcerowsecurity)")
    assert set(open_to_all) == OPEN


@pytest.mark.parametrize("role", ["totalaudio_app", "totalaudio_owner", "totalaudio_system"])
def test_every_table_has_a_policy_for_each_role(role: str, admin: Connection) -> None:
    known = _all(
        admin,
        "SELECT tablename::text FROM pg_policies WHERE schemaname = 'ops' AND roles = ARRAY[%s::name]",
        role,
    )
    assert set(_all(admin, _TABLES)) - set(known) == OPEN


def test_the_policy_of_the_app_asks_for_an_operator_and_no_policy_is_for_everybody(
    admin: Connection,
) -> None:
    asked = """SELECT tablename::text FROM pg_policies WHERE schemaname = 'ops' AND roles <> '{totalaudio_system}'
        AND roles <> '{totalaudio_owner}' AND NOT (roles = '{totalaudio_app}'
        AND coalesce(qual, with_check) LIKE '%is_operator_v1%'
        AND coalesce(with_check, qual) LIKE '%is_operator_v1%')"""
    assert [row[0] for row in admin.execute(asked)] == []


@pytest.mark.parametrize("role", ["totalaudio_app", "totalaudio_system"])
def test_nobody_but_the_owner_empties_a_table_or_changes_what_is_written_once(
    role: str, admin: Connection
) -> None:
    emptied = _all(admin, _TABLES + " AND has_table_privilege(%s, c.oid, 'TRUNCATE')", role)
    changed = _all(
        admin,
        _TABLES
        + """ AND c.relname = ANY (%s) AND (has_any_column_privilege(%s, c.oid, 'UPDATE')
        OR has_table_privilege(%s, c.oid, 'DELETE'))""",
        APPEND_ONLY,
        role,
        role,
    )
    assert (emptied, changed) == ([], [])


def test_the_public_has_no_right(admin: Connection) -> None:
    schema = _all(
        admin,
        """SELECT nspname FROM pg_namespace n, aclexplode(n.nspacl) a
        WHERE nspname = 'ops' AND a.grantee = 0""",
    )
    relations = _all(
        admin,
        """SELECT relname FROM pg_class c, aclexplode(c.relacl) a
        WHERE c.relnamespace = 'ops'::regnamespace AND a.grantee = 0""",
    )
    functions = _all(
        admin,
        """SELECT p.proname FROM pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
        WHERE p.pronamespace = 'ops'::regnamespace AND a.grantee = 0""",
    )
    assert (schema, relations, functions) == ([], [], [])


def test_every_function_knows_its_schema_and_every_definer_is_the_systems(
    admin: Connection,
) -> None:
    pinned = "ARRAY['search_path=ops, pg_temp']"
    assert _all(admin, _FUNCTIONS) != []
    assert _all(admin, f"{_FUNCTIONS} AND p.proconfig IS DISTINCT FROM {pinned}") == []
    assert (
        _all(admin, f"{_FUNCTIONS} AND p.prosecdef AND p.proowner <> 'totalaudio_system'::regrole")
        == []
    )


def test_a_definer_is_called_by_the_system_and_by_nobody_it_was_not_given_to(
    admin: Connection,
) -> None:
    """What the app may call is named here: a definer passes by every policy."""
    callers = admin.execute(
        """SELECT p.proname::text FROM pg_proc p, aclexplode(p.proacl) a
        WHERE p.pronamespace = 'ops'::regnamespace AND p.prosecdef AND a.grantee = 'totalaudio_app'::regrole"""
    ).fetchall()
    assert {str(row[0]) for row in callers} == {"count_requests_v1"}


@pytest.mark.parametrize("role", ["totalaudio_app", "totalaudio_system"])
def test_nobody_but_the_owner_makes_things_in_the_schema(role: str, admin: Connection) -> None:
    asked = admin.execute("SELECT has_schema_privilege(%s, 'ops', 'CREATE')", [role])
    assert asked.fetchone() == (False,)


def test_every_table_column_and_function_says_what_it_is(admin: Connection) -> None:
    tables = _all(admin, _TABLES + " AND obj_description(c.oid, 'pg_class') IS NULL")
    columns = _all(
        admin,
        """SELECT c.relname || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = 'ops'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
        AND a.attname <> 'id' AND col_description(c.oid, a.attnum) IS NULL""",
    )
    functions = _all(admin, _FUNCTIONS + " AND obj_description(p.oid, 'pg_proc') IS NULL")
    assert (tables, columns, functions) == ([], [], [])
