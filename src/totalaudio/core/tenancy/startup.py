"""What a process's database role may do; the walls hold only for a role that cannot pass them."""

from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

from .policies import APP_ROLE, OWNER_ROLE, SYSTEM_ROLE

_RIGHTS = """
SELECT current_user::text, r.rolsuper, r.rolbypassrls,
       EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname = 'totalaudio' AND pg_has_role(c.relowner, 'MEMBER')),
       EXISTS (SELECT FROM pg_roles s WHERE s.rolname = %s AND pg_has_role(s.oid, 'MEMBER'))
FROM pg_roles r WHERE r.rolname = current_user
"""


@dataclass(frozen=True, slots=True)
class Rights:
    """What the role of a connection is and may become."""

    name: str
    is_superuser: bool
    passes_by: bool
    owns_tables: bool
    acts_as_system: bool


def rights_of(connection: BaseDatabaseWrapper) -> Rights:
    """Ask the database who we are there."""
    with connection.cursor() as cursor:
        cursor.execute(_RIGHTS, [SYSTEM_ROLE])
        return Rights(*cursor.fetchone())


def faults_of(rights: Rights, *, wanted: str) -> list[str]:
    """Why this role must not serve as `wanted`, APP_ROLE or SYSTEM_ROLE; nothing when it may."""
    if rights.is_superuser:
        return [f"{rights.name} is a superuser, whom no policy stops"]
    faults = []
    if rights.passes_by:
        faults.append(f"{rights.name} has BYPASSRLS, so that no policy stops it")
    if rights.owns_tables:
        faults.append(f"{rights.name} owns tables, or may act as {OWNER_ROLE}")
    if rights.acts_as_system and wanted == APP_ROLE:
        faults.append(f"{rights.name} may act as {SYSTEM_ROLE}, who sees every workspace")
    if not rights.acts_as_system and wanted == SYSTEM_ROLE:
        faults.append(f"{rights.name} is not {SYSTEM_ROLE} and would see no rows")
    return faults
