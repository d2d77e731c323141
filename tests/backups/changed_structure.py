"""What a bad dump can have lost or altered of tables, constraints, triggers, functions and types."""

from typing import Final

from tests.backups.change import CONTACTS, COUNTERS, Change

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
        f"ALTER TABLE {CONTACTS} ALTER email DROP NOT NULL",
        f"{CONTACTS}.email differs",
    ),
    Change(
        "an identity lost",
        "ALTER TABLE ops.happenings ALTER id DROP IDENTITY",
        "ops.happenings.id differs",
    ),
    Change(
        "a computed column made plain",
        f"ALTER TABLE {CONTACTS} ALTER name_sort DROP EXPRESSION",
        f"{CONTACTS}.name_sort differs",
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
        f"ALTER TABLE {COUNTERS} DROP CONSTRAINT usage_counters_pkey CASCADE",
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
        f"ALTER TABLE {CONTACTS} DISABLE TRIGGER contacts_counted_in",
        f"trigger contacts_counted_in of {CONTACTS} differs",
    ),
    Change(
        "a trigger gone",
        f"DROP TRIGGER contacts_counted_out ON {CONTACTS}",
        f"trigger contacts_counted_out of {CONTACTS} is missing",
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
        f"COMMENT ON TABLE {COUNTERS} IS 'Something else.'",
        f"comment on table {COUNTERS}",
    ),
    Change(
        "a partition missing",
        "DO $$ BEGIN EXECUTE (SELECT format('DROP TABLE %s', inhrelid::regclass) FROM pg_inherits"
        " WHERE inhparent = 'totalaudio.events'::regclass ORDER BY inhrelid::regclass::text DESC LIMIT 1); END $$",
        "table totalaudio.events_.* is missing",
    ),
)
