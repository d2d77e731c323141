"""Tries a verb on a table as somebody, without a filter of its own, and says which rows it reached."""

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import errors, sql
from psycopg.pq import TransactionStatus

from tests.isolation.catalogue import Connection
from tests.isolation.world import Key, World, insertion

REFUSED = "refused"


def try_verb(connection: Connection, world: World, table: str, verb: str) -> set[Key] | str:
    """The keys of the rows that the verb reached, or REFUSED when the role has no such right on the table."""
    match verb:
        case "select":
            return _select(connection, world, table)
        case "insert":
            return _insert(connection, world, table)
        case "update":
            column = _changeable(connection, world, table)
            return _change(
                connection,
                world,
                table,
                sql.SQL("UPDATE {} SET {} = {}").format(sql.Identifier(table), column, column),
            )
        case _:
            return _change(
                connection, world, table, sql.SQL("DELETE FROM {}").format(sql.Identifier(table))
            )


def _select(connection: Connection, world: World, table: str) -> set[Key] | str:
    names = sql.SQL(", ").join(map(sql.Identifier, world.catalogue.key(table)))
    with taken_back(connection):
        try:
            query = sql.SQL("SELECT {} FROM {}").format(names, sql.Identifier(table))
            return set(connection.execute(query).fetchall())
        except errors.InsufficientPrivilege:
            return REFUSED


def _insert(connection: Connection, world: World, table: str) -> set[Key] | str:
    reached: set[Key] = set()
    for row in world.rows[table]:
        values = world.new_values(table, row.whose)
        with taken_back(connection):
            try:
                connection.execute(insertion(table, values), list(values.values()))
                reached.add(row.key)
            except errors.UniqueViolation:
                reached.add(row.key)  # the walls are asked before the keys are
            except errors.InsufficientPrivilege as error:
                if "row-level security" not in str(error):
                    return REFUSED
    return reached


def _change(
    connection: Connection, world: World, table: str, statement: sql.Composed
) -> set[Key] | str:
    """Once bare, so that only the policy of the verb is asked, and once with the keys that came back."""
    names = sql.SQL(", ").join(map(sql.Identifier, world.catalogue.key(table)))
    with taken_back(connection):
        try:
            number = connection.execute(statement).rowcount
        except errors.InsufficientPrivilege:
            return REFUSED
    with taken_back(connection):
        reached = set(connection.execute(statement + sql.SQL(" RETURNING ") + names).fetchall())
    assert len(reached) == number, f"{table}: reached {number} rows and showed {len(reached)}"
    return reached


def _changeable(connection: Connection, world: World, table: str) -> sql.Identifier:
    """A column that the role may write, else any."""
    columns = [column.name for column in world.catalogue.tables[table] if not column.is_generated]
    for name in columns:
        asked = "SELECT has_column_privilege(%s, %s, 'UPDATE')"
        if connection.execute(asked, [table, name]).fetchone() == (True,):
            return sql.Identifier(name)
    return sql.Identifier(columns[0])


@contextmanager
def taken_back(connection: Connection) -> Iterator[None]:
    """Whatever happens inside leaves no trace, and the context stays."""
    connection.execute("SAVEPOINT tried")
    try:
        yield
    finally:
        if connection.info.transaction_status is not TransactionStatus.UNKNOWN:
            connection.execute("ROLLBACK TO SAVEPOINT tried")
