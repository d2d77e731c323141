"""No reference and no change carries a row into another workspace; plain foreign keys would."""

import pytest
from psycopg import errors, sql

from tests.isolation.catalogue import Catalogue, Connection, Reference
from tests.isolation.people import ALICE, ALICES, CHARLIE, CHARLIES, acting
from tests.isolation.trying import taken_back
from tests.isolation.world import World, insertion
from tests.support.database import Urls

# They outlive whom and what they name, and the first two must be able to lie on several servers.
WITHOUT_REFERENCE = {
    ("events", "user_id"),
    ("events", "workspace_id"),
    ("usage_counters", "user_id"),
    ("usage_counters", "workspace_id"),
    ("payments", "user_id"),
    ("payments", "workspace_id"),
}


def test_every_reference_between_tables_of_workspaces_carries_the_workspace(world: World) -> None:
    plain = [
        reference.name
        for reference in world.catalogue.tenant_references
        if ("workspace_id", "workspace_id")
        not in zip(reference.columns, reference.keys, strict=True)
    ]
    assert plain == []


def test_every_column_that_names_another_row_has_its_reference(world: World) -> None:
    """A reference that was forgotten in the database is found by the name of its column."""
    catalogue = world.catalogue
    referring = {(r.table, column) for r in catalogue.references for column in r.columns}
    named = {
        (column.table, column.name)
        for table in catalogue.tenant_tables
        for column in catalogue.tables[table]
        if column.kind == "uuid" and column.name.endswith("_id")
    }
    assert named - referring == WITHOUT_REFERENCE


@pytest.mark.parametrize("actor", ["owner", "system"])
def test_no_row_refers_to_a_row_of_another_workspace(
    actor: str, world: World, walled: Urls
) -> None:
    tried = 0
    for reference in world.catalogue.tenant_references:
        with acting(walled, actor) as connection:
            if not _may_insert(connection, reference.table):
                continue
            values = world.new_values(reference.table, ALICE) | _charlies(world, reference)
            connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
            with taken_back(connection), pytest.raises(errors.ForeignKeyViolation):
                connection.execute(insertion(reference.table, values), list(values.values()))
            tried += 1
    assert tried >= 8


@pytest.mark.parametrize("actor", ["owner", "system"])
def test_no_row_is_changed_to_refer_to_a_row_of_another_workspace(
    actor: str, world: World, walled: Urls
) -> None:
    for reference in world.catalogue.tenant_references:
        with acting(walled, actor) as connection:
            if not _may_update(connection, world.catalogue, reference.table):
                continue
            for column, value in _charlies(world, reference).items():
                change = sql.SQL("UPDATE {} SET {} = %s WHERE workspace_id = %s").format(
                    sql.Identifier(reference.table), sql.Identifier(column)
                )
                connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
                with taken_back(connection), pytest.raises(errors.ForeignKeyViolation):
                    connection.execute(change, [value, ALICES])


def test_no_row_moves_to_another_workspace(world: World, walled: Urls) -> None:
    """A person who is a member of both could otherwise carry rows across."""
    for table in world.catalogue.tenant_tables:
        with acting(walled, "owner") as connection:
            if not _may_update(connection, world.catalogue, table):
                continue
            move = sql.SQL("UPDATE {} SET workspace_id = %s").format(sql.Identifier(table))
            with taken_back(connection), pytest.raises(errors.InsufficientPrivilege):
                connection.execute(move, [CHARLIES])


def _charlies(world: World, reference: Reference) -> dict[str, object]:
    """The referring columns but the workspace, as they would name Charlie's row."""
    row = next(row for row in world.rows[reference.target] if row.workspace == CHARLIE.workspace)
    named = dict(zip(world.catalogue.key(reference.target), row.key, strict=True)) | row.values
    pairs = zip(reference.columns, reference.keys, strict=True)
    return {column: named[key] for column, key in pairs if column != "workspace_id"}


def _may_insert(connection: Connection, table: str) -> bool:
    asked = connection.execute("SELECT has_table_privilege(%s, 'INSERT')", [table])
    return asked.fetchone() == (True,)


def _may_update(connection: Connection, catalogue: Catalogue, table: str) -> bool:
    assert catalogue.has(table, "workspace_id")
    asked = connection.execute("SELECT has_table_privilege(%s, 'UPDATE')", [table])
    return asked.fetchone() == (True,)
