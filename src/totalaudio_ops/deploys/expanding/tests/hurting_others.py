"""Every other way to hurt it: indexes, locks, rows, rights, policies, functions, triggers, partitions, code."""

from totalaudio_ops.deploys.expanding.tests.old_release import READ, WRITE, Case, Hurt

HURTING_OTHERS = (
    Case("CREATE INDEX thing_kind ON thing (kind_id)", "index", WRITE, Hurt.WAITS),
    Case("CREATE UNIQUE INDEX thing_name ON thing (name)", "index", WRITE, Hurt.WAITS),
    Case(
        "CREATE INDEX CONCURRENTLY thing_kind ON thing (kind_id)",
        "concurrently",
        READ,
        Hurt.REFUSED,
    ),
    Case("LOCK TABLE thing", "lock", READ, Hurt.WAITS),
    Case(
        "UPDATE thing SET amount = 2",
        "all-rows",
        "UPDATE thing SET name = 'a' WHERE id = 1",
        Hurt.WAITS,
    ),
    Case(
        "UPDATE thing SET amount = 2 WHERE true",
        "all-rows",
        "DELETE FROM thing WHERE id = 1",
        Hurt.WAITS,
    ),
    Case("DELETE FROM thing", "all-rows", READ, Hurt.DIFFERS),
    Case(
        "WITH gone AS (DELETE FROM thing RETURNING 1) SELECT 1 FROM gone",
        "all-rows",
        READ,
        Hurt.DIFFERS,
    ),
    Case("TRUNCATE thing", "truncate", READ, Hurt.DIFFERS),
    Case("CLUSTER thing USING thing_pkey", "heavy", READ, Hurt.WAITS),
    Case("ALTER TABLE thing SET UNLOGGED", "heavy", READ, Hurt.WAITS),
    Case("REINDEX TABLE thing", "heavy", WRITE, Hurt.WAITS),
    Case("REFRESH MATERIALIZED VIEW counted", "heavy", "SELECT * FROM counted", Hurt.WAITS),
    Case("VACUUM FULL thing", "heavy", READ, Hurt.REFUSED),
    Case("REVOKE INSERT ON thing FROM totalaudio_app", "rights", WRITE),
    Case("REVOKE ALL ON ALL TABLES IN SCHEMA old FROM totalaudio_app", "rights", READ),
    Case(
        "REVOKE EXECUTE ON FUNCTION twice(integer) FROM totalaudio_app, PUBLIC",
        "rights",
        "SELECT twice(2)",
    ),
    Case("REVOKE USAGE ON SCHEMA old FROM totalaudio_app", "rights", READ),
    Case("ALTER VIEW names OWNER TO totalaudio_system", "owner", "SELECT * FROM names"),
    Case("ALTER TABLE thing ENABLE ROW LEVEL SECURITY", "row-security", READ, Hurt.DIFFERS),
    Case(
        "CREATE POLICY nobody ON walled AS RESTRICTIVE USING (false)",
        "row-security",
        "SELECT * FROM walled",
        Hurt.DIFFERS,
    ),
    Case(
        "ALTER POLICY everybody ON walled USING (false)",
        "row-security",
        "SELECT * FROM walled",
        Hurt.DIFFERS,
    ),
    Case(
        "CREATE FUNCTION twice(a integer, b integer DEFAULT 1) RETURNS integer LANGUAGE sql AS 'SELECT a * b'",
        "overload",
        "SELECT twice(2)",
    ),
    Case(
        "DROP FUNCTION twice(integer);"
        "CREATE FUNCTION twice(a integer) RETURNS text LANGUAGE sql AS $$ SELECT repeat(a::text, 2) $$",
        "drop",
        "SELECT twice(2) + 1",
    ),
    Case(
        "ALTER FUNCTION twice(integer) STRICT SECURITY DEFINER",
        "function",
        "SELECT prosecdef, proisstrict FROM pg_proc WHERE proname = 'twice'",
        Hurt.DIFFERS,
    ),
    Case(
        "ALTER TABLE said DISABLE TRIGGER shouts",
        "trigger",
        "INSERT INTO said VALUES ('a') RETURNING name",
        Hurt.DIFFERS,
    ),
    Case(
        "CREATE RULE ignored AS ON INSERT TO kind DO INSTEAD NOTHING",
        "query-rule",
        "INSERT INTO kind (id) VALUES (7) RETURNING id",
    ),
    Case(
        "ALTER TABLE part DETACH PARTITION part_2026",
        "drop",
        "INSERT INTO part VALUES ('2026-11-23', 'a')",
    ),
    Case(
        "ALTER TABLE part ATTACH PARTITION loose FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')",
        "constraint",
        "SELECT * FROM loose",
        Hurt.WAITS,
    ),
    Case("DO $$ BEGIN EXECUTE 'DROP TABLE ' || 'kind'; END $$", "built", "SELECT * FROM kind"),
    Case("DO $$ BEGIN EXECUTE 'DROP TABLE kind'; END $$", "drop", "SELECT * FROM kind"),
    Case(
        "DO $$ BEGIN IF true THEN ALTER TABLE kind DROP COLUMN label; END IF; END $$",
        "drop-column",
        "SELECT label FROM kind",
    ),
    Case("DO $$ BEGIN DELETE FROM kind; END $$", "all-rows", "SELECT * FROM kind", Hurt.DIFFERS),
    Case(
        "CREATE OR REPLACE FUNCTION twice(a integer) RETURNS integer LANGUAGE plpgsql AS "
        "$$ BEGIN DROP TABLE kind; RETURN 2 * a; END $$",
        "drop",
        "SELECT twice(2)",
    ),
    Case(
        "CREATE OR REPLACE FUNCTION twice(a integer) RETURNS integer LANGUAGE sql AS "
        "'ALTER TABLE kind RENAME TO kinds; SELECT 2 * a'",
        "rename",
        "SELECT twice(2)",
    ),
    Case(
        "CREATE OR REPLACE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN DROP TABLE kind; NEW.name := TG_OP; RETURN NEW; END $$",
        "drop",
        "INSERT INTO said VALUES ('a')",
    ),
    Case(
        "CREATE OR REPLACE FUNCTION who() RETURNS name LANGUAGE sql SET search_path = old AS 'SELECT current_user'",
        "promise",
        "SELECT who()",
        Hurt.DIFFERS,
    ),
    Case("SELECT setval('numbers', 7)", "unread", "SELECT nextval('numbers')", Hurt.DIFFERS),
    Case(
        "UPDATE thing SET amount = 2 WHERE id > 0",
        "many-rows",
        "UPDATE thing SET name = 'a' WHERE id = 1",
        Hurt.WAITS,
    ),
    Case(
        "UPDATE thing SET amount = 2 WHERE note IS NOT NULL AND amount = amount",
        "many-rows",
        "UPDATE thing SET name = 'a' WHERE id = 1",
        Hurt.WAITS,
    ),
    Case(
        "UPDATE thing SET amount = 2 WHERE id = 2 OR true",
        "many-rows",
        "UPDATE thing SET name = 'a' WHERE id = 1",
        Hurt.WAITS,
    ),
    Case(
        "SELECT id FROM thing FOR UPDATE",
        "lock",
        "UPDATE thing SET name = 'a' WHERE id = 1",
        Hurt.WAITS,
    ),
    Case(
        "INSERT INTO kind SELECT setval('numbers', 7)",
        "unread",
        "SELECT nextval('numbers')",
        Hurt.DIFFERS,
    ),
    Case(
        "ALTER SEQUENCE numbers RESTART WITH 7", "unread", "SELECT nextval('numbers')", Hurt.DIFFERS
    ),
    Case(
        "ALTER TABLE shared DISABLE ROW LEVEL SECURITY", "bare", "SELECT * FROM mine", Hurt.DIFFERS
    ),
    Case(
        "ALTER VIEW mine SET (security_invoker = false)",
        "unread",
        "SELECT * FROM mine",
        Hurt.DIFFERS,
    ),
    Case(
        "CREATE AGGREGATE twice(text) (sfunc = textcat, stype = text)",
        "unread",
        "SELECT twice('2') + 1",
    ),
    Case(
        "SET LOCAL search_path = pg_temp; CREATE TEMP TABLE kind (id int); DROP TABLE old.kind",
        "unread",
        "SELECT * FROM kind",
    ),
)
