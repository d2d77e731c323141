"""Whether a role may read every row: a policy that hides some makes an empty backup that looks whole."""

from collections.abc import Iterator

from totalaudio_ops.backups.scope import Connection, Scope

# Row security applies to this role, and no policy lets it see all rows or one takes some away again.
_HIDDEN = """
    WITH mine AS (
        SELECT p.polrelid, p.polpermissive, pg_get_expr(p.polqual, p.polrelid) = 'true' AS is_all
        FROM pg_policy p WHERE p.polcmd IN ('*', 'r')
            AND EXISTS (SELECT FROM unnest(p.polroles) r WHERE r = 0 OR pg_has_role(r, 'USAGE'))
    )
    SELECT c.oid::regclass::text FROM pg_class c
    WHERE c.relnamespace = ANY (%(schemas)s) AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND row_security_active(c.oid)
        AND (NOT EXISTS (SELECT FROM mine m WHERE m.polrelid = c.oid AND m.polpermissive AND m.is_all)
            OR EXISTS (SELECT FROM mine m WHERE m.polrelid = c.oid AND NOT m.polpermissive AND m.is_all IS NOT TRUE))
    ORDER BY 1
"""
_FORBIDDEN = """
    SELECT c.oid::regclass::text FROM pg_class c
    WHERE c.relnamespace = ANY (%(schemas)s) AND c.relkind IN ('r', 'p', 'S', 'm')
        AND NOT (has_schema_privilege(c.relnamespace, 'USAGE') AND CASE c.relkind WHEN 'S'
            THEN has_sequence_privilege(c.oid, 'SELECT') ELSE has_table_privilege(c.oid, 'SELECT') END)
    ORDER BY 1
"""
_LARGE_OBJECTS = "SELECT oid::text FROM pg_largeobject_metadata ORDER BY oid LIMIT 5"


def hindrances(connection: Connection, scope: Scope) -> list[str]:
    """Says what of the scope the connected role cannot read whole; an empty list when it can read all."""
    return list(_hindrances(connection, scope))


def _hindrances(connection: Connection, scope: Scope) -> Iterator[str]:
    user = str(connection.info.user)
    if forbidden := _column(connection, _FORBIDDEN, scope):
        yield f"{user} may not read {', '.join(forbidden)}: GRANT SELECT there"
    if hidden := _column(connection, _HIDDEN, scope):
        yield (
            f"row security hides rows of {', '.join(hidden)} from {user}: "
            f"CREATE POLICY system … TO {user} USING (true) there"
        )
    if objects := _column(connection, _LARGE_OBJECTS, scope):
        yield f"large objects are not backed up, and the database has some (the first: {', '.join(objects)})"


def _column(connection: Connection, query: str, scope: Scope) -> list[str]:
    rows = connection.execute(query.encode(), scope.parameters())
    return [str(name) for (name,) in rows]
