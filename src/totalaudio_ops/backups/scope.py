"""What of a database belongs to a backup: the platform's schemas, their roles, the extensions they need.

A managed server keeps schemas of its own in the same database. They are not ours to read or to bring back;
they are named, so that nobody thinks that they are in the archive.
"""

from dataclasses import dataclass

import psycopg

type Connection = psycopg.Connection[tuple[object, ...]]

ROLES = ("totalaudio_app", "totalaudio_owner", "totalaudio_system")
SCHEMAS = ("totalaudio", "ops")

_SCHEMAS = """
    SELECT oid, nspname::text FROM pg_namespace
    WHERE nspname = ANY (%(schemas)s) OR pg_get_userbyid(nspowner) = ANY (%(roles)s) ORDER BY nspname
"""
_OTHERS = """
    SELECT n.nspname::text FROM pg_namespace n
    WHERE n.oid <> ALL (%(schemas)s) AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND (EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = n.oid AND NOT EXISTS (SELECT FROM pg_depend d
                WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'))
            OR EXISTS (SELECT FROM pg_proc p WHERE p.pronamespace = n.oid AND NOT EXISTS (SELECT FROM pg_depend d
                WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')))
    ORDER BY 1
"""
_ACLS = """
    SELECT relowner AS owner, relacl AS acl FROM pg_class WHERE relnamespace = ANY (%(schemas)s)
    UNION ALL SELECT NULL, a.attacl FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE c.relnamespace = ANY (%(schemas)s) AND a.attacl IS NOT NULL
    UNION ALL SELECT NULL, p.proacl FROM pg_proc p WHERE p.pronamespace = ANY (%(schemas)s)
    UNION ALL SELECT p.proowner, NULL FROM pg_proc p WHERE p.pronamespace = ANY (%(schemas)s)
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
    UNION ALL SELECT nspowner, nspacl FROM pg_namespace WHERE oid = ANY (%(schemas)s)
    UNION ALL SELECT NULL, typacl FROM pg_type WHERE typnamespace = ANY (%(schemas)s)
    UNION ALL SELECT defaclrole, defaclacl FROM pg_default_acl WHERE defaclnamespace = ANY (%(schemas)s)
"""
_ROLES = f"""
    WITH named AS ({_ACLS}), taking_part AS (
        SELECT owner AS oid FROM named WHERE owner IS NOT NULL
        UNION SELECT g.grantee FROM named, aclexplode(named.acl) g
        UNION SELECT r FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid, unnest(p.polroles) r
            WHERE c.relnamespace = ANY (%(schemas)s)
        UNION SELECT oid FROM pg_roles WHERE rolname = ANY (%(roles)s)
    )
    SELECT t.oid, r.rolname::text FROM taking_part t LEFT JOIN pg_roles r ON r.oid = t.oid WHERE t.oid <> 0 ORDER BY 2, 1
"""
_NEIGHBOURS = """
    SELECT DISTINCT pg_get_userbyid(a.member)::text FROM pg_auth_members a
    WHERE pg_get_userbyid(a.roleid) = ANY (%(roles)s) AND NOT pg_get_userbyid(a.member) = ANY (%(roles)s) ORDER BY 1
"""
_EXTENSIONS = """
    WITH members AS (SELECT classid, objid, refobjid AS extension FROM pg_depend
        WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e'),
    ours AS (
        SELECT 'pg_class'::regclass AS classid, oid AS objid FROM pg_class WHERE relnamespace = ANY (%(schemas)s)
        UNION ALL SELECT 'pg_proc'::regclass, oid FROM pg_proc WHERE pronamespace = ANY (%(schemas)s)
        UNION ALL SELECT 'pg_type'::regclass, oid FROM pg_type WHERE typnamespace = ANY (%(schemas)s)
        UNION ALL SELECT 'pg_constraint'::regclass, oid FROM pg_constraint WHERE connamespace = ANY (%(schemas)s)
        UNION ALL SELECT 'pg_attrdef'::regclass, d.oid FROM pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid
            WHERE c.relnamespace = ANY (%(schemas)s)
    )
    SELECT e.extname::text, n.nspname::text, e.extversion
    FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
    WHERE e.extname <> 'plpgsql' AND (n.oid = ANY (%(schemas)s) OR e.oid IN (
        SELECT m.extension FROM ours o JOIN pg_depend d ON d.classid = o.classid AND d.objid = o.objid
        JOIN members m ON m.classid = d.refclassid AND m.objid = d.refobjid))
    ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Extension:
    """An extension that the platform's tables need, and the schema it lies in."""

    name: str
    schema: str
    version: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What belongs to a backup of one database, and by name what does not."""

    schemas: dict[int, str]
    roles: tuple[str, ...]
    extensions: tuple[Extension, ...]
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
    names = {"schemas": list(SCHEMAS), "roles": list(ROLES)}
    schemas = {int(str(oid)): str(name) for oid, name in connection.execute(_SCHEMAS, names)}
    found = connection.execute(_ROLES, {"schemas": list(schemas), "roles": list(ROLES)}).fetchall()
    roles = tuple(str(name) for _, name in found if name is not None)
    unknown = tuple(f"role with the number {oid}" for oid, name in found if name is None)
    neighbours = connection.execute(_NEIGHBOURS, {"roles": list(roles)})
    extensions = connection.execute(_EXTENSIONS, {"schemas": list(schemas)})
    others = connection.execute(_OTHERS, {"schemas": list(schemas)})
    return Scope(
        schemas,
        roles,
        tuple(
            Extension(str(name), str(place), str(version)) for name, place, version in extensions
        ),
        tuple(str(name) for (name,) in others),
        unknown + tuple(str(name) for (name,) in neighbours),
    )
