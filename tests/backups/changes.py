"""What a bad dump can have lost, widened or altered: each is a change of the database from which it is taken.

The description in the archive stays as the whole database was, because who damages a dump does not know its facts;
`told` is what a problem must say, so that nothing is caught for another reason.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Change:
    """One kind of damage; `sql` makes it, `told` is in what a person is told (a pattern)."""

    name: str
    sql: str
    told: str

    def __str__(self) -> str:
        return self.name


_CONTACTS: Final = "totalaudio.contacts_contact"
_COUNTERS: Final = "totalaudio.usage_counters"

ROWS: Final = (
    Change("a table emptied", f"DELETE FROM {_COUNTERS}", rf"{_COUNTERS} has 0 rows instead of"),
    Change(
        "a table of operations emptied", "DELETE FROM ops.happenings", "ops.happenings has 0 rows"
    ),
    Change(
        "one row gone",
        f"DELETE FROM {_CONTACTS} WHERE ctid = (SELECT min(ctid) FROM {_CONTACTS})",
        rf"{_CONTACTS} has \d+ rows instead of",
    ),
    Change(
        "one row twice",
        f"ALTER TABLE {_COUNTERS} DROP CONSTRAINT usage_counters_pkey;"
        f" INSERT INTO {_COUNTERS} SELECT * FROM {_COUNTERS} LIMIT 1",
        rf"{_COUNTERS} has \d+ rows instead of",
    ),
    Change(
        "one row in another's place",
        f"ALTER TABLE {_COUNTERS} DROP CONSTRAINT usage_counters_pkey;"
        f" DELETE FROM {_COUNTERS} WHERE ctid = (SELECT max(ctid) FROM {_COUNTERS});"
        f" INSERT INTO {_COUNTERS} SELECT * FROM {_COUNTERS} LIMIT 1",
        f"{_COUNTERS} has other contents",
    ),
    Change(
        "one letter changed",
        f"UPDATE {_CONTACTS} SET notes = notes || '.' WHERE ctid = (SELECT min(ctid) FROM {_CONTACTS})",
        f"{_CONTACTS} has other contents",
    ),
    Change(
        "values swapped between rows",
        f"UPDATE {_CONTACTS} c SET notes = o.notes FROM {_CONTACTS} o"
        f" WHERE o.id <> c.id AND c.id IN (SELECT id FROM {_CONTACTS} ORDER BY id LIMIT 2)"
        f" AND o.id IN (SELECT id FROM {_CONTACTS} ORDER BY id LIMIT 2)",
        f"{_CONTACTS} has other contents",
    ),
    Change(
        "values swapped between columns",
        f"UPDATE {_CONTACTS} SET role = format, format = role",
        f"{_CONTACTS} has other contents",
    ),
    Change(
        "nothing in place of an empty text",
        f"ALTER TABLE {_CONTACTS} ALTER notes DROP NOT NULL; UPDATE {_CONTACTS} SET notes = NULL",
        f"{_CONTACTS} has other contents",
    ),
    Change(
        "a number a little off",
        f"UPDATE {_CONTACTS} SET confidence = 0.1 + 0.2",
        f"{_CONTACTS} has other contents",
    ),
    Change(
        "a time a microsecond off",
        f"UPDATE {_COUNTERS} SET updated_at = updated_at + interval '1 microsecond'",
        f"{_COUNTERS} has other contents",
    ),
    Change(
        "bytes changed",
        "UPDATE totalaudio.tracker_campaignfile SET content = content || '\\x00'",
        "tracker_campaignfile has other contents",
    ),
    Change(
        "rows of a partition gone",
        "DELETE FROM totalaudio.events",
        r"totalaudio.events has 0 rows instead of",
    ),
    Change(
        "a sequence behind",
        "SELECT setval('totalaudio.procrastinate_jobs_id_seq', 1, false)",
        "position of sequence totalaudio.procrastinate_jobs_id_seq",
    ),
    Change(
        "an identity's sequence behind",
        "ALTER TABLE totalaudio.auth_permission ALTER id RESTART",
        "position of sequence totalaudio.auth_permission_id_seq",
    ),
    Change(
        "a materialised view unfilled",
        "REFRESH MATERIALIZED VIEW totalaudio.kept_by_test_sums WITH NO DATA",
        "kept_by_test_sums",
    ),
)

RIGHTS: Final = (
    Change(
        "a policy dropped",
        f"DROP POLICY tenant_select ON {_CONTACTS}",
        f"policy tenant_select of {_CONTACTS} is missing",
    ),
    Change(
        "a policy widened to everything",
        f"ALTER POLICY tenant_select ON {_CONTACTS} USING (true)",
        f"policy tenant_select of {_CONTACTS} differs",
    ),
    Change(
        "a policy's check gone wide",
        f"ALTER POLICY tenant_insert ON {_CONTACTS} WITH CHECK (true)",
        f"policy tenant_insert of {_CONTACTS} differs",
    ),
    Change(
        "a policy for another role",
        f"ALTER POLICY system ON {_CONTACTS} TO totalaudio_app",
        f"policy system of {_CONTACTS} differs",
    ),
    Change(
        "a policy too many",
        f"CREATE POLICY more ON {_CONTACTS} FOR SELECT USING (true)",
        f"policy more of {_CONTACTS} should not be there",
    ),
    Change(
        "row security not forced",
        f"ALTER TABLE {_CONTACTS} NO FORCE ROW LEVEL SECURITY",
        f"row security of table {_CONTACTS} differs",
    ),
    Change(
        "row security off",
        f"ALTER TABLE {_CONTACTS} DISABLE ROW LEVEL SECURITY",
        f"row security of table {_CONTACTS} differs",
    ),
    Change(
        "row security off for operations",
        "ALTER TABLE ops.backups DISABLE ROW LEVEL SECURITY",
        "row security of table ops.backups differs",
    ),
    Change(
        "a table open to more",
        f"GRANT DELETE ON {_COUNTERS} TO totalaudio_app",
        f"totalaudio_app may do with table {_COUNTERS}",
    ),
    Change(
        "a table open to everybody",
        f"GRANT SELECT ON {_COUNTERS} TO PUBLIC",
        f"PUBLIC may do with table {_COUNTERS}",
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
        f"REVOKE SELECT ON {_CONTACTS} FROM totalaudio_app",
        f"totalaudio_app may do with table {_CONTACTS}",
    ),
    Change(
        "a right that can be handed on",
        f"GRANT SELECT ON {_CONTACTS} TO totalaudio_app WITH GRANT OPTION",
        f"totalaudio_app may do with table {_CONTACTS}.*grant option",
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
        f"ALTER TABLE {_CONTACTS} OWNER TO totalaudio_system",
        f"owner of table {_CONTACTS} differs",
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

STRUCTURE: Final = (
    Change(
        "a table missing",
        "DROP TABLE totalaudio.web_letter CASCADE",
        "table totalaudio.web_letter is missing",
    ),
    Change(
        "a table too many",
        "CREATE TABLE totalaudio.more (n int)",
        "table totalaudio.more should not be there",
    ),
    Change(
        "a table that a crash empties",
        "ALTER TABLE totalaudio.web_letter SET UNLOGGED",
        "table totalaudio.web_letter differs",
    ),
    Change(
        "a column missing",
        "ALTER TABLE totalaudio.web_letter DROP COLUMN subject",
        "web_letter.subject is missing",
    ),
    Change(
        "a column too many",
        "ALTER TABLE totalaudio.web_letter ADD COLUMN more text",
        "web_letter.more should not be there",
    ),
    Change(
        "a column of another type",
        "ALTER TABLE totalaudio.campaigns_target ALTER fit TYPE bigint",
        "campaigns_target.fit differs",
    ),
    Change(
        "a column of another length",
        "ALTER TABLE totalaudio.tenancy_workspace ALTER name TYPE varchar(5000)",
        "tenancy_workspace.name differs",
    ),
    Change(
        "a default changed",
        "ALTER TABLE totalaudio.procrastinate_jobs ALTER attempts SET DEFAULT 9",
        "procrastinate_jobs.attempts differs",
    ),
    Change(
        "a default gone",
        "ALTER TABLE ops.happenings ALTER at DROP DEFAULT",
        "ops.happenings.at differs",
    ),
    Change(
        "an empty value allowed",
        f"ALTER TABLE {_CONTACTS} ALTER email DROP NOT NULL",
        f"{_CONTACTS}.email differs",
    ),
    Change(
        "an identity lost",
        "ALTER TABLE ops.happenings ALTER id DROP IDENTITY",
        "ops.happenings.id differs",
    ),
    Change(
        "a computed column made plain",
        f"ALTER TABLE {_CONTACTS} ALTER name_sort DROP EXPRESSION",
        f"{_CONTACTS}.name_sort differs",
    ),
    Change(
        "a check gone",
        "ALTER TABLE totalaudio.campaigns_touch DROP CONSTRAINT campaigns_touch_channel",
        "constraint campaigns_touch_channel of totalaudio.campaigns_touch is missing",
    ),
    Change(
        "a check that is another",
        "ALTER TABLE totalaudio.campaigns_target DROP CONSTRAINT campaigns_target_fit_check;"
        " ALTER TABLE totalaudio.campaigns_target ADD CONSTRAINT campaigns_target_fit_check CHECK (fit >= -1)",
        "constraint campaigns_target_fit_check of totalaudio.campaigns_target differs",
    ),
    Change(
        "a foreign key gone",
        "DO $$ BEGIN EXECUTE (SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname)"
        " FROM pg_constraint WHERE conrelid = 'totalaudio.campaigns_touch'::regclass AND contype = 'f' LIMIT 1);"
        " END $$",
        "constraint .* of totalaudio.campaigns_touch is missing",
    ),
    Change(
        "a foreign key not checked",
        "DO $$ DECLARE c record; BEGIN SELECT conname, pg_get_constraintdef(oid) AS said INTO c"
        " FROM pg_constraint WHERE conrelid = 'totalaudio.campaigns_touch'::regclass AND contype = 'f' LIMIT 1;"
        " EXECUTE format('ALTER TABLE totalaudio.campaigns_touch DROP CONSTRAINT %I', c.conname);"
        " EXECUTE format('ALTER TABLE totalaudio.campaigns_touch ADD CONSTRAINT %I %s NOT VALID', c.conname, c.said);"
        " END $$",
        "constraint .* of totalaudio.campaigns_touch differs",
    ),
    Change(
        "a primary key gone",
        f"ALTER TABLE {_COUNTERS} DROP CONSTRAINT usage_counters_pkey CASCADE",
        "usage_counters_pkey.* is missing",
    ),
    Change(
        "an index gone",
        "DROP INDEX totalaudio.contacts_contact_by_name",
        "index totalaudio.contacts_contact_by_name is missing",
    ),
    Change(
        "an index that is no longer unique",
        "DROP INDEX totalaudio.accounts_user_email_lower;"
        " CREATE INDEX accounts_user_email_lower ON totalaudio.accounts_user (lower((email)::text))",
        "index totalaudio.accounts_user_email_lower differs",
    ),
    Change(
        "a trigger off",
        f"ALTER TABLE {_CONTACTS} DISABLE TRIGGER contacts_counted_in",
        f"trigger contacts_counted_in of {_CONTACTS} differs",
    ),
    Change(
        "a trigger gone",
        f"DROP TRIGGER contacts_counted_out ON {_CONTACTS}",
        f"trigger contacts_counted_out of {_CONTACTS} is missing",
    ),
    Change(
        "foreign keys not enforced",
        "ALTER TABLE totalaudio.campaigns_touch DISABLE TRIGGER ALL",
        "of totalaudio.campaigns_touch differs",
    ),
    Change(
        "a definer that became an invoker",
        "ALTER FUNCTION totalaudio.is_operator_v1() SECURITY INVOKER",
        r"function totalaudio.is_operator_v1\(\) differs",
    ),
    Change(
        "a function without its search path",
        "ALTER FUNCTION totalaudio.is_operator_v1() RESET search_path",
        r"function totalaudio.is_operator_v1\(\) differs",
    ),
    Change(
        "a function with another body",
        "CREATE OR REPLACE FUNCTION totalaudio.is_operator_v1() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER"
        " SET search_path TO 'totalaudio', 'pg_temp' AS $$ SELECT true $$",
        r"function totalaudio.is_operator_v1\(\) differs",
    ),
    Change(
        "a function gone",
        "DROP FUNCTION totalaudio.letters_failed_v1()",
        r"function totalaudio.letters_failed_v1\(\) is missing",
    ),
    Change(
        "a view that shows more",
        "CREATE OR REPLACE VIEW totalaudio.kept_by_test_view AS"
        " SELECT n, note FROM totalaudio.kept_by_test",
        "view totalaudio.kept_by_test_view differs",
    ),
    Change(
        "a view that asks as its owner",
        "ALTER VIEW totalaudio.kept_by_test_view RESET (security_invoker)",
        "view totalaudio.kept_by_test_view differs",
    ),
    Change(
        "a word of an enumeration too many",
        "ALTER TYPE totalaudio.kept_by_test_kind ADD VALUE 'purple'",
        "enum totalaudio.kept_by_test_kind itself differs",
    ),
    Change(
        "a word of an enumeration renamed",
        "ALTER TYPE totalaudio.kept_by_test_kind RENAME VALUE 'red' TO 'pink'",
        "enum totalaudio.kept_by_test_kind itself differs",
    ),
    Change(
        "an extension missing",
        "DROP EXTENSION btree_gin CASCADE",
        "extension btree_gin is missing",
    ),
    Change(
        "a comment changed",
        f"COMMENT ON TABLE {_COUNTERS} IS 'Something else.'",
        f"comment on table {_COUNTERS}",
    ),
    Change(
        "a partition missing",
        "DO $$ BEGIN EXECUTE (SELECT format('DROP TABLE %s', inhrelid::regclass) FROM pg_inherits"
        " WHERE inhparent = 'totalaudio.events'::regclass ORDER BY inhrelid::regclass::text DESC LIMIT 1); END $$",
        "table totalaudio.events_.* is missing",
    ),
)

CHANGES: Final = (*ROWS, *RIGHTS, *STRUCTURE)
