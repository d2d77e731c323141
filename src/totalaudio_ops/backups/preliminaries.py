"""What stands around the objects in schema.sql: schemas and extensions, and rights lent while objects are made."""

from collections.abc import Iterator

from psycopg import sql

from totalaudio_ops.backups.scope import Connection, Scope

_SCHEMAS = """
    SELECT nspname::text, pg_get_userbyid(nspowner)::text FROM pg_namespace WHERE oid = ANY (%(schemas)s) ORDER BY 1
"""
# An object is given to its owner only where the owner may make some; nobody but a superuser passes by that.
_LENT = """
    SELECT DISTINCT n.nspname::text, pg_get_userbyid(o.owner)::text
    FROM (SELECT relnamespace AS place, relowner AS owner FROM pg_class
        UNION SELECT pronamespace, proowner FROM pg_proc p WHERE NOT EXISTS (SELECT FROM pg_depend d
            WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
        UNION SELECT typnamespace, typowner FROM pg_type t WHERE NOT EXISTS (SELECT FROM pg_depend d
            WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')) o
    JOIN pg_namespace n ON n.oid = o.place
    WHERE n.oid = ANY (%(schemas)s) AND o.owner <> n.nspowner AND pg_get_userbyid(o.owner) = ANY (%(roles)s)
        AND NOT EXISTS (SELECT FROM aclexplode(n.nspacl) g WHERE g.grantee = o.owner AND g.privilege_type = 'CREATE')
    ORDER BY 1, 2
"""


def preliminaries(connection: Connection, scope: Scope) -> tuple[str, str]:
    """Returns what comes before the objects, and what comes after them."""
    lent = connection.execute(_LENT, scope.parameters()).fetchall()
    pairs = [(sql.Identifier(str(schema)), sql.Identifier(str(role))) for schema, role in lent]
    lend = [sql.SQL("GRANT CREATE ON SCHEMA {} TO {}").format(*pair) for pair in pairs]
    take_back = [sql.SQL("REVOKE CREATE ON SCHEMA {} FROM {}").format(*pair) for pair in pairs]
    before = [*_schemas(connection, scope), *_extensions(scope), *lend]
    return _text(connection, before), _text(connection, take_back)


def _schemas(connection: Connection, scope: Scope) -> Iterator[sql.Composed]:
    for schema, owner in connection.execute(_SCHEMAS, scope.parameters()):
        name, role = sql.Identifier(str(schema)), sql.Identifier(str(owner))
        yield sql.SQL("CREATE SCHEMA {}").format(name)
        yield sql.SQL("ALTER SCHEMA {} OWNER TO {}").format(name, role)


def _extensions(scope: Scope) -> Iterator[sql.Composed]:
    """Those that the tables need, of any version; a server may have them in a schema of its own."""
    for extension in scope.extensions:
        name, place = sql.Identifier(extension.name), sql.Identifier(extension.schema)
        if extension.schema not in scope.schemas.values():
            yield sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(place)
            yield sql.SQL("GRANT USAGE ON SCHEMA {} TO PUBLIC").format(place)
        yield sql.SQL("CREATE EXTENSION IF NOT EXISTS {} WITH SCHEMA {}").format(name, place)


def _text(connection: Connection, statements: list[sql.Composed]) -> str:
    return "".join(f"{statement.as_string(connection)};\n" for statement in statements) + "\n"
