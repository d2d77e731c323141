"""What the database's own catalogue says of its walls: nothing is left to the care of whoever adds a table."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import errors

from tests.isolation.catalogue import Connection
from tests.isolation.world import World
from tests.support.database import Urls

ROLES = ["totalaudio_app", "totalaudio_owner", "totalaudio_system"]
# Beside those of the workspace: one's own membership and what one did, and what operators look at.
FROM_ELSEWHERE = {
    "accounts_member.mine",
    "billing_subscription.operators",
    "events.operators",
    "events.own",
    "payments.operators",
    "payments.own",
    "usage_counters.operators",
    "usage_counters.own",
}
# They make and drop partitions, which only the owner of a table may do.
OF_THE_OWNER = {"make_event_partitions_v1", "drop_event_partitions_v1"}
# Of the extensions: pure functions over their arguments.
_OURS = """
p.pronamespace = 'totalaudio'::regnamespace
AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""


@pytest.fixture
def admin(world: World) -> Iterator[Connection]:
    """An administrator of the database."""
    yield world.admin
    world.admin.rollback()


def _all(connection: Connection, query: str, *values: object) -> list[object]:
    return [row[0] for row in connection.execute(query, values).fetchall()]


def test_every_table_of_workspaces_has_its_policies_enabled_and_forced(
    admin: Connection, world: World
) -> None:
    walled = _all(
        admin,
        """SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'totalaudio'::regnamespace
        AND c.relrowsecurity AND c.relforcerowsecurity""",
    )
    assert set(world.catalogue.tenant_tables) - set(walled) == set()


@pytest.mark.parametrize("role", ROLES)
def test_every_walled_table_has_a_policy_for_each_role(role: str, admin: Connection) -> None:
    """A role without a policy would see nothing: a backup of no rows, a migration that changes none."""
    unknown = _all(
        admin,
        """SELECT c.relname FROM pg_class c
        WHERE c.relnamespace = 'totalaudio'::regnamespace AND c.relrowsecurity AND NOT EXISTS
            (SELECT FROM pg_policies p WHERE p.tablename = c.relname AND %s = ANY (p.roles))""",
        role,
    )
    assert unknown == []


def test_no_policy_is_for_everybody(admin: Connection) -> None:
    found = _all(
        admin, "SELECT tablename || '.' || policyname FROM pg_policies WHERE 'public' = ANY (roles)"
    )
    assert found == []


def test_every_policy_of_a_workspace_asks_for_the_workspace_and_the_role(
    admin: Connection, world: World
) -> None:
    found = _all(
        admin,
        """SELECT tablename || '.' || policyname FROM pg_policies
        WHERE tablename = ANY (%s) AND 'totalaudio_app' = ANY (roles)
        AND permissive = 'PERMISSIVE' AND NOT
            (coalesce(qual, with_check) LIKE '%%current_workspace_id_v1%%'
             AND coalesce(with_check, qual) LIKE '%%current_role_v1%%')""",
        world.catalogue.tenant_tables,
    )
    assert set(found) == FROM_ELSEWHERE


def test_what_may_be_seen_from_elsewhere_asks_who_it_is_and_changes_nothing(
    admin: Connection, world: World
) -> None:
    asked = {"own": "%user_id = %current_user_id_v1%", "mine": "%user_id = %current_user_id_v1%"}
    for name in FROM_ELSEWHERE:
        table, policy = name.split(".")
        row = admin.execute(
            "SELECT cmd, qual LIKE %s FROM pg_policies WHERE tablename = %s AND policyname = %s",
            [asked.get(policy, "%is_operator_v1%"), table, policy],
        ).fetchone()
        assert row == ("SELECT", True), name


@pytest.mark.parametrize("role", ROLES)
def test_no_role_may_pass_by_the_walls(role: str, admin: Connection) -> None:
    row = admin.execute(
        """SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication
        FROM pg_roles WHERE rolname = %s""",
        [role],
    ).fetchone()
    assert row == (False, False, False, False, False)


def test_the_app_owns_nothing_and_is_a_member_of_nothing(admin: Connection) -> None:
    owned = _all(
        admin,
        """SELECT objid::text FROM pg_shdepend WHERE refobjid = 'totalaudio_app'::regrole AND deptype = 'o'
        AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())""",
    )
    memberships = _all(
        admin,
        "SELECT roleid::regrole::text FROM pg_auth_members WHERE member = 'totalaudio_app'::regrole",
    )
    assert (owned, memberships) == ([], [])


def test_the_system_role_owns_functions_and_nothing_else(admin: Connection) -> None:
    owned = _all(
        admin,
        """SELECT DISTINCT classid::regclass::text FROM pg_shdepend
        WHERE refobjid = 'totalaudio_system'::regrole AND deptype = 'o'
        AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())""",
    )
    assert owned == ["pg_proc"]


@pytest.mark.parametrize("role", ["totalaudio_system", "totalaudio_owner", "postgres"])
def test_the_app_cannot_become_another(role: str, walled: Urls) -> None:
    with psycopg.connect(walled.app) as app, pytest.raises(errors.InsufficientPrivilege):
        app.execute(f'SET ROLE "{role}"')


@pytest.mark.parametrize("schema", ["totalaudio", "public"])
@pytest.mark.parametrize("role", ["totalaudio_app", "totalaudio_system"])
def test_nobody_but_the_owner_makes_things_in_a_schema(
    role: str, schema: str, admin: Connection
) -> None:
    asked = admin.execute("SELECT has_schema_privilege(%s, %s, 'CREATE')", [role, schema])
    assert asked.fetchone() == (False,)


def test_the_public_has_no_right_in_the_schema(admin: Connection) -> None:
    schema = _all(
        admin,
        """SELECT nspname FROM pg_namespace n, aclexplode(n.nspacl) a
        WHERE nspname = 'totalaudio' AND a.grantee = 0""",
    )
    relations = _all(
        admin,
        """SELECT relname FROM pg_class c, aclexplode(c.relacl) a
        WHERE c.relnamespace = 'totalaudio'::regnamespace AND a.grantee = 0""",
    )
    columns = _all(
        admin,
        """SELECT c.relname || '.' || t.attname FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid,
        aclexplode(t.attacl) a WHERE c.relnamespace = 'totalaudio'::regnamespace AND a.grantee = 0""",
    )
    functions = _all(
        admin,
        f"""SELECT DISTINCT p.proname FROM pg_proc p,
        aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a WHERE {_OURS} AND a.grantee = 0""",
    )
    assert (schema, relations, columns, functions) == ([], [], [], [])


def test_every_definer_function_is_the_systems_and_knows_its_schema(admin: Connection) -> None:
    definers = admin.execute(
        f"""SELECT p.proname, p.proowner::regrole::text, p.proconfig FROM pg_proc p
        WHERE {_OURS} AND p.prosecdef"""
    ).fetchall()
    assert len(definers) > 5
    owners = {name: owner for name, owner, _ in definers if owner != "totalaudio_system"}
    assert owners == dict.fromkeys(OF_THE_OWNER, "totalaudio_owner")
    pinned = repr("search_path=totalaudio, pg_temp")
    assert [name for name, _, settings in definers if pinned not in str(settings)] == []


def test_a_function_of_the_owner_is_called_by_the_worker_alone(admin: Connection) -> None:
    for name in OF_THE_OWNER:
        callers = _all(
            admin,
            """SELECT a.grantee::regrole::text FROM pg_proc p, aclexplode(p.proacl) a
            WHERE p.proname = %s AND a.grantee <> p.proowner""",
            name,
        )
        assert callers == ["totalaudio_system"], name


def test_nothing_lives_outside_the_schema(admin: Connection) -> None:
    elsewhere = _all(
        admin,
        """SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname NOT IN ('totalaudio', 'ops', 'information_schema') AND n.nspname !~ '^pg_'""",
    )
    assert elsewhere == []
