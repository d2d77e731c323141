"""What of a database belongs to a backup: the platform's schemas, their roles, the extensions they need.

A managed server keeps schemas of its own in the same database. They are not ours to read or to bring back;
they are named, so that nobody thinks that they are in the archive.
"""

from dataclasses import dataclass

import psycopg

from totalaudio_ops.backups.queries import query

type Connection = psycopg.Connection[tuple[object, ...]]

ROLES = ("totalaudio_app", "totalaudio_owner", "totalaudio_system")
SCHEMAS = ("totalaudio", "ops")


@dataclass(frozen=True, slots=True)
class Extension:
    """An extension that the platform's tables need, and the schema it lies in."""

    name: str
    schema: str
    version: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What belongs to a backup of one database, and by name what does not.

    `left_out` are all other schemas, `other_schemas` those of them that hold something.
    """

    schemas: dict[int, str]
    roles: tuple[str, ...]
    extensions: tuple[Extension, ...]
    left_out: tuple[str, ...]
    other_schemas: tuple[str, ...]
    unreadable: tuple[str, ...]

    def parameters(self) -> dict[str, object]:
        """The same for the queries of the catalogue."""
        return {
            "schemas": list(self.schemas),
            "roles": list(self.roles),
            "extensions": [extension.name for extension in self.extensions],
        }


def read_scope(connection: Connection) -> Scope:
    """Finds what belongs to a backup; `unreadable` names the roles that take part and cannot be described."""
    schemas = {
        int(str(oid)): str(name)
        for oid, name in connection.execute(query("schemas"), {"schemas": list(SCHEMAS)})
    }
    found = connection.execute(
        query("roles_taking_part"), {"schemas": list(schemas), "roles": list(ROLES)}
    ).fetchall()
    roles = tuple(str(name) for _, name in found if name is not None)
    unknown = tuple(f"role with the number {oid}" for oid, name in found if name is None)
    neighbours = connection.execute(query("members_of_roles"), {"roles": list(roles)})
    extensions = connection.execute(query("extensions"), {"schemas": list(schemas)})
    others = connection.execute(query("other_schemas"), {"schemas": list(schemas)}).fetchall()
    return Scope(
        schemas,
        roles,
        tuple(
            Extension(str(name), str(place), str(version)) for name, place, version in extensions
        ),
        tuple(str(name) for name, _ in others),
        tuple(str(name) for name, is_in_use in others if is_in_use),
        unknown + tuple(str(name) for (name,) in neighbours),
    )
