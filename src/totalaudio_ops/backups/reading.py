"""Whether a role may read every row: a policy that hides some makes an empty backup that looks whole."""

from collections.abc import Iterator

from totalaudio_ops.backups.queries import one_row, query
from totalaudio_ops.backups.scope import Connection, Scope


def hindrances(connection: Connection, scope: Scope) -> list[str]:
    """Says what of the scope the connected role cannot read whole; an empty list when it can read all."""
    return list(_hindrances(connection, scope))


def _hindrances(connection: Connection, scope: Scope) -> Iterator[str]:
    user = str(one_row(connection, "SELECT current_user")[0])
    if forbidden := _column(connection, "forbidden", scope):
        yield f"{user} may not read {', '.join(forbidden)}: GRANT SELECT there"
    if hidden := _column(connection, "hidden", scope):
        yield (
            f"row security hides rows of {', '.join(hidden)} from {user}: "
            f"CREATE POLICY system … TO {user} USING (true) there"
        )
    if objects := _column(connection, "large_objects", scope):
        yield f"large objects are not backed up, and the database has some (the first: {', '.join(objects)})"


def _column(connection: Connection, name: str, scope: Scope) -> list[str]:
    rows = connection.execute(query(name), scope.parameters())
    return [str(name) for (name,) in rows]
