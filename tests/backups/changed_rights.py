"""What a bad dump can have lost or widened of policies, grants, owners and roles."""

from typing import Final

from tests.backups.change import CONTACTS, COUNTERS, Change

RIGHTS: Final = (
    Change(
        "a policy dropped",
        f"DROP POLICY tenant_select ON {CONTACTS}",
        f"policy tenant_select of {CONTACTS} is missing",
    ),
    Change(
        "a policy widened to everything",
        f"ALTER POLICY tenant_select ON {CONTACTS} USING (true)",
        f"policy tenant_select of {CONTACTS} differs",
    ),
    Change(
        "a policy's check gone wide",
        f"ALTER POLICY tenant_insert ON {CONTACTS} WITH CHECK (true)",
        f"policy tenant_insert of {CONTACTS} differs",
    ),
    Change(
        "a policy for another role",
        f"ALTER POLICY system ON {CONTACTS} TO totalaudio_app",
        f"policy system of {CONTACTS} differs",
    ),
    Change(
        "a policy too many",
        f"CREATE POLICY more ON {CONTACTS} FOR SELECT USING (true)",
        f"policy more of {CONTACTS} should not be there",
    ),
    Change(
        "row security not forced",
        f"ALTER TABLE {CONTACTS} NO FORCE ROW LEVEL SECURITY",
        f"row security of table {CONTACTS} differs",
    ),
    Change(
        "row security off",
        f"ALTER TABLE {CONTACTS} DISABLE ROW LEVEL SECURITY",
        f"row security of table {CONTACTS} differs",
    ),
    Change(
        "row security off for operations",
        "ALTER TABLE ops.backups DISABLE ROW LEVEL SECURITY",
        "row security of table ops.backups differs",
    ),
    Change(
        "a table open to more",
        f"GRANT DELETE ON {COUNTERS} TO totalaudio_app",
        f"totalaudio_app may do with table {COUNTERS}",
    ),
    Change(
        "a table open to everybody",
        f"GRANT SELECT ON {COUNTERS} TO PUBLIC",
        f"PUBLIC may do with table {COUNTERS}",
    ),
    Change(
        "a column open to more",
        "GRANT UPDATE (plan) ON totalaudio.tenancy_workspace TO totalaudio_app",
        "tenancy_workspace.plan",
    ),
    Change(
        "a column's right gone",
        "REVOKE UPDATE (name) ON totalaudio.tenancy_workspace FROM totalaudio_app",
        "tenancy_workspace.name is missing",
    ),
    Change(
        "a schema open to writing",
        "GRANT CREATE ON SCHEMA totalaudio TO totalaudio_app",
        "totalaudio_app may do with schema totalaudio",
    ),
    Change(
        "a schema closed",
        "REVOKE USAGE ON SCHEMA ops FROM totalaudio_app",
        "totalaudio_app may do with schema ops is missing",
    ),
    Change(
        "a right gone",
        f"REVOKE SELECT ON {CONTACTS} FROM totalaudio_app",
        f"totalaudio_app may do with table {CONTACTS}",
    ),
    Change(
        "a right that can be handed on",
        f"GRANT SELECT ON {CONTACTS} TO totalaudio_app WITH GRANT OPTION",
        f"totalaudio_app may do with table {CONTACTS}.*grant option",
    ),
    Change(
        "a sequence open to more",
        "GRANT UPDATE ON SEQUENCE totalaudio.procrastinate_jobs_id_seq TO PUBLIC",
        "PUBLIC may do with sequence",
    ),
    Change(
        "a function that everybody may call",
        "GRANT EXECUTE ON FUNCTION totalaudio.installation_v1() TO PUBLIC",
        r"PUBLIC may do with function totalaudio.installation_v1\(\)",
    ),
    Change(
        "a function that fewer may call",
        "REVOKE EXECUTE ON FUNCTION totalaudio.is_operator_v1() FROM totalaudio_app",
        r"totalaudio_app may do with function totalaudio.is_operator_v1\(\) is missing",
    ),
    Change(
        "functions to come open to everybody",
        "ALTER DEFAULT PRIVILEGES FOR ROLE totalaudio_owner GRANT EXECUTE ON FUNCTIONS TO PUBLIC",
        "new functions of totalaudio_owner",
    ),
    Change(
        "the database open to everybody",
        "DO $$ BEGIN EXECUTE format('GRANT CONNECT ON DATABASE %I TO PUBLIC', current_database()); END $$",
        "PUBLIC may do with the database",
    ),
    Change(
        "a table with a wrong owner",
        f"ALTER TABLE {CONTACTS} OWNER TO totalaudio_system",
        f"owner of table {CONTACTS} differs",
    ),
    Change(
        "a function with a wrong owner",
        "ALTER FUNCTION totalaudio.is_operator_v1() OWNER TO totalaudio_owner",
        r"owner of function totalaudio.is_operator_v1\(\) differs",
    ),
    Change(
        "a schema with a wrong owner",
        "ALTER SCHEMA ops OWNER TO totalaudio_system",
        "owner of schema ops differs",
    ),
    Change(
        "a role that is a superuser",
        "ALTER ROLE totalaudio_system SUPERUSER",
        "role totalaudio_system differs",
    ),
    Change(
        "a role that passes by the policies",
        "ALTER ROLE totalaudio_app BYPASSRLS",
        "role totalaudio_app differs",
    ),
    Change(
        "a role that makes roles",
        "ALTER ROLE totalaudio_app CREATEROLE",
        "role totalaudio_app differs",
    ),
    Change(
        "a role that inherits",
        "ALTER ROLE totalaudio_owner INHERIT",
        "role totalaudio_owner differs|membership of totalaudio_owner",
    ),
    Change(
        "a membership too many",
        "GRANT totalaudio_system TO totalaudio_app",
        "membership of totalaudio_app in totalaudio_system should not be there",
    ),
    Change(
        "a membership gone",
        "REVOKE totalaudio_system FROM totalaudio_owner",
        "membership of totalaudio_owner in totalaudio_system is missing",
    ),
    Change(
        "a role's search path gone",
        "DO $$ BEGIN EXECUTE format('ALTER ROLE totalaudio_app IN DATABASE %I RESET search_path', current_database());"
        " END $$",
        "setting search_path of totalaudio_app",
    ),
)
