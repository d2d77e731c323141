"""roles.sql: makes the roles that take part where they are missing, without passwords.

It runs as a superuser and as an administrator who may only create roles. A role that is there already keeps what it is.
"""

import re
from pathlib import Path

from totalaudio_ops.backups.queries import query
from totalaudio_ops.backups.quoting import block, name, text
from totalaudio_ops.backups.scope import ROLES, Connection, Scope

OWNER = "totalaudio_owner"
_HEAD = """\
-- The roles of the platform, without passwords. Run by an administrator of the database, before schema.sql.
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SET client_min_messages = warning;

"""
_DATABASE = """
BEGIN
    IF NOT pg_catalog.pg_has_role(current_user, (SELECT datdba FROM pg_catalog.pg_database
        WHERE datname = current_database()), 'USAGE') THEN
        RETURN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_'
        AND nspname NOT IN ('information_schema', 'public', {ours})) THEN
        EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    END IF;{grants}
END"""
_LISTS = ("search_path", "local_preload_libraries", "session_preload_libraries", "temp_tablespaces")
_NAME = r'(?:"(?:[^"]|"")*"|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)'
_IS_LIST = re.compile(rf"{_NAME}(?:, *{_NAME})*")


def write_roles(connection: Connection, scope: Scope, path: Path) -> None:
    """Writes the file for the roles of the scope."""
    parameters = scope.parameters()
    bodies = [
        *(
            _role(str(role), str(is_))
            for role, is_ in connection.execute(query("role_attributes"), parameters)
        ),
        *(_membership(*row) for row in connection.execute(query("memberships"), parameters)),
        *(_help(role) for role in _owners(connection, scope)),
        *(_setting(*row) for row in connection.execute(query("role_settings"), parameters)),
        _database(connection.execute(query("rights_on_database"), parameters).fetchall(), scope),
    ]
    path.write_text(_HEAD + "\n".join(block(body) for body in bodies))


def _role(role: str, attributes: str) -> str:
    """Makes a role; one of the platform that passes by row security here already is refused."""
    known = f"EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = {text(role)}"
    refused = ""
    if role in ROLES:
        refused = f"""
    ELSIF {known} AND (rolsuper OR rolbypassrls)) THEN
        RAISE EXCEPTION 'the role {role} is a superuser or passes by row-level security here';"""
    return f"""
BEGIN
    IF NOT {known}) THEN
        CREATE ROLE {name(role)} {attributes};{refused}
    END IF;
END"""


def _membership(
    group: object, member: object, is_admin: object, inherits: object, may_become: object
) -> str:
    """Puts a role into another; what a member inherits was its own attribute before PostgreSQL 16."""
    grant = f"GRANT {name(str(group))} TO {name(str(member))}"
    options = f"ADMIN {_yes(is_admin)}, INHERIT {_yes(inherits)}, SET {_yes(may_become)}"
    older = f"{grant} WITH ADMIN OPTION" if is_admin else grant
    is_new = "current_setting('server_version_num')::int >= 160000"
    return f"""
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_auth_members a
        JOIN pg_catalog.pg_roles g ON g.oid = a.roleid JOIN pg_catalog.pg_roles m ON m.oid = a.member
        WHERE g.rolname = {text(str(group))} AND m.rolname = {text(str(member))}) THEN
        EXECUTE CASE WHEN {is_new} THEN {text(f"{grant} WITH {options}")} ELSE {text(older)} END;
    END IF;
END"""


def _owners(connection: Connection, scope: Scope) -> list[str]:
    """Who owns something, the platform's owner first: it is a member of others."""
    found = connection.execute(query("owners"), scope.parameters())
    return sorted((str(role) for (role,) in found), key=lambda role: (role != OWNER, role))


def _help(role: str) -> str:
    """Lets an administrator who is not a superuser act for an owner, as its member (a superuser may anyway)."""
    return f"""
BEGIN
    IF NOT pg_catalog.pg_has_role(current_user, {text(role)}, 'USAGE') THEN
        GRANT {name(role)} TO CURRENT_USER;
    END IF;
END"""


def _setting(role: object, is_here: object, setting: object, value: object) -> str:
    """A role's setting, in whatever database this runs; one that the server does not know is left out."""
    shown = str(value)
    if str(setting) not in _LISTS or not _IS_LIST.fullmatch(shown):
        shown = text(shown)
    whose = f"ROLE {name(str(role))}" if role else "DATABASE %I"
    where = " IN DATABASE %I" if role and is_here else ""
    change = f"SET {name(*str(setting).split('.'))} TO ".replace("%", "%%") + shown.replace(
        "%", "%%"
    )
    statement = text(f"ALTER {whose}{where} {change}")
    known = text(str(setting))
    return f"""
BEGIN
    IF {known} LIKE '%.%' OR EXISTS (SELECT FROM pg_catalog.pg_settings WHERE name = {known}) THEN
        EXECUTE format({statement}, current_database());
    END IF;
END"""


def _database(rights: list[tuple[object, ...]], scope: Scope) -> str:
    """Who may connect; others are shut out unless they have schemas of their own in the database."""
    grants = "".join(
        f"\n    EXECUTE format('GRANT {privilege} ON DATABASE %I TO ' || {text(_role_name(role))}"
        f" || '{' WITH GRANT OPTION' if is_grantable else ''}', current_database());"
        for role, privilege, is_grantable in rights
    )
    ours = ", ".join(text(schema) for schema in scope.schemas.values())
    return _DATABASE.replace("{ours}", ours).replace("{grants}", grants)


def _role_name(role: object) -> str:
    return "PUBLIC" if role is None else name(str(role)).replace("%", "%%")


def _yes(value: object) -> str:
    return "TRUE" if value else "FALSE"
