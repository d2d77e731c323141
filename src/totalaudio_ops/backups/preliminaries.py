"""What stands around the objects in schema.sql: schemas and extensions, and rights lent while objects are made."""

from collections.abc import Iterator

from psycopg import sql

from totalaudio_ops.backups.queries import query
from totalaudio_ops.backups.scope import Connection, Scope


def preliminaries(connection: Connection, scope: Scope) -> tuple[str, str]:
    """Returns what comes before the objects, and what comes after them."""
    lent = connection.execute(query("lent_rights"), scope.parameters()).fetchall()
    pairs = [(sql.Identifier(str(schema)), sql.Identifier(str(role))) for schema, role in lent]
    lend = [sql.SQL("GRANT CREATE ON SCHEMA {} TO {}").format(*pair) for pair in pairs]
    take_back = [sql.SQL("REVOKE CREATE ON SCHEMA {} FROM {}").format(*pair) for pair in pairs]
    before = [*_schemas(connection, scope), *_extensions(scope), *lend]
    return _text(connection, before), _text(connection, take_back)


def _schemas(connection: Connection, scope: Scope) -> Iterator[sql.Composed]:
    for schema, owner in connection.execute(query("owners_of_schemas"), scope.parameters()):
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
