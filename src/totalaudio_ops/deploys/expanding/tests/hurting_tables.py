"""Every way to hurt the old release by its tables, views, columns and constraints."""

from totalaudio_ops.deploys.expanding.tests.old_release import READ, WRITE, Case, Hurt

HURTING_TABLES = (
    Case("DROP TABLE kind", "drop", "SELECT * FROM kind"),
    Case("DROP TABLE IF EXISTS kind CASCADE", "drop", "SELECT * FROM kind"),
    Case("ALTER TABLE thing DROP COLUMN amount", "drop-column", "SELECT amount FROM thing"),
    Case("DROP VIEW names", "drop", "SELECT * FROM names"),
    Case("DROP MATERIALIZED VIEW counted", "drop", "SELECT * FROM counted"),
    Case("DROP FUNCTION twice(integer)", "drop", "SELECT twice(2)"),
    Case("DROP SEQUENCE numbers", "drop", "SELECT nextval('numbers')"),
    Case(
        "DROP TRIGGER shouts ON said",
        "drop",
        "INSERT INTO said VALUES ('a') RETURNING name",
        Hurt.DIFFERS,
    ),
    Case("DROP TYPE mood CASCADE", "drop", "SELECT 'sad'::mood"),
    Case("DROP DOMAIN size CASCADE", "drop", "SELECT 3::size"),
    Case("DROP SCHEMA old CASCADE", "drop", READ),
    Case("DROP POLICY everybody ON walled", "row-security", "SELECT * FROM walled", Hurt.DIFFERS),
    Case(
        "DROP INDEX thing_note",
        "drop-index",
        "INSERT INTO thing (id, name, note) VALUES (9, 'a', 'note 1') ON CONFLICT (note) DO NOTHING",
    ),
    Case("DROP INDEX CONCURRENTLY thing_note", "drop-index", WRITE, Hurt.REFUSED),
    Case(
        "ALTER TABLE thing DROP CONSTRAINT thing_pkey",
        "drop-constraint",
        "INSERT INTO thing (id, name) VALUES (1, 'a') ON CONFLICT (id) DO NOTHING",
    ),
    Case("ALTER TABLE thing RENAME TO things", "rename", READ),
    Case("ALTER TABLE thing RENAME COLUMN name TO title", "rename", "SELECT name FROM thing"),
    Case("ALTER VIEW names RENAME TO titles", "rename", "SELECT * FROM names"),
    Case("ALTER FUNCTION twice(integer) RENAME TO double", "rename", "SELECT twice(2)"),
    Case("ALTER SEQUENCE numbers RENAME TO digits", "rename", "SELECT nextval('numbers')"),
    Case("ALTER SCHEMA old RENAME TO older", "rename", READ),
    Case("ALTER TYPE mood RENAME TO feeling", "rename", "SELECT 'sad'::mood"),
    Case("ALTER TYPE mood RENAME VALUE 'sad' TO 'low'", "rename", "SELECT 'sad'::mood"),
    Case("ALTER TABLE thing SET SCHEMA totalaudio", "rename", READ),
    Case("ALTER TABLE thing ALTER COLUMN note TYPE varchar(4)", "type", READ, Hurt.REFUSED),
    Case("ALTER TABLE thing ALTER COLUMN amount TYPE bigint", "type", READ, Hurt.WAITS),
    Case(
        "ALTER TABLE thing ALTER COLUMN amount TYPE text",
        "type",
        "SELECT sum(amount) FROM thing",
        Hurt.REFUSED,  # the constraint compares it with a number
    ),
    Case(
        "ALTER TABLE kind ALTER COLUMN label SET NOT NULL",
        "not-null",
        "INSERT INTO kind (id) VALUES (2)",
    ),
    Case("ALTER TABLE kind ADD COLUMN rank integer NOT NULL", "not-null", READ, Hurt.REFUSED),
    Case(
        "ALTER TABLE thing ADD COLUMN rank integer NOT NULL DEFAULT 0;"
        "ALTER TABLE thing ALTER COLUMN rank DROP DEFAULT",
        "drop-default",
        WRITE,
    ),
    Case("ALTER TABLE thing ALTER COLUMN note DROP DEFAULT", "drop-default", WRITE),
    Case(
        "ALTER TABLE thing ADD COLUMN luck double precision DEFAULT random()",
        "rewrite",
        READ,
        Hurt.WAITS,
    ),
    Case(
        "ALTER TABLE thing ADD COLUMN key uuid DEFAULT gen_random_uuid()",
        "rewrite",
        READ,
        Hurt.WAITS,
    ),
    Case("ALTER TABLE thing ADD COLUMN number bigserial", "rewrite", READ, Hurt.WAITS),
    Case(
        "ALTER TABLE thing ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY",
        "rewrite",
        READ,
        Hurt.WAITS,
    ),
    Case(
        "ALTER TABLE thing ADD COLUMN twice integer GENERATED ALWAYS AS (amount * 2) STORED",
        "rewrite",
        READ,
        Hurt.WAITS,
    ),
    Case("ALTER TABLE thing ADD CHECK (amount < 50)", "constraint", READ, Hurt.WAITS),
    Case(
        "ALTER TABLE thing ADD FOREIGN KEY (kind_id) REFERENCES kind",
        "constraint",
        WRITE,
        Hurt.WAITS,
    ),
    Case("ALTER TABLE thing ADD UNIQUE (name)", "constraint", READ, Hurt.WAITS),
    Case("ALTER TABLE thing ADD EXCLUDE (name WITH =)", "constraint", READ, Hurt.WAITS),
    Case("ALTER TABLE felt ADD PRIMARY KEY (size)", "constraint", "SELECT * FROM felt", Hurt.WAITS),
    Case(
        "ALTER TABLE thing ADD COLUMN other bigint DEFAULT 1 REFERENCES kind",
        "constraint",
        WRITE,
        Hurt.WAITS,
    ),
    Case("ALTER TABLE thing ADD COLUMN code text UNIQUE", "constraint", READ, Hurt.WAITS),
    Case(
        "ALTER TABLE thing ADD COLUMN age integer CHECK (age > 0)", "constraint", READ, Hurt.WAITS
    ),
    Case(
        "ALTER DOMAIN size ADD CHECK (VALUE > 5) NOT VALID",
        "constraint",
        "INSERT INTO felt VALUES ('sad', 4)",
    ),
    Case("ALTER DOMAIN size SET NOT NULL", "not-null", "INSERT INTO felt (mood) VALUES ('sad')"),
    Case(
        "ALTER TABLE thing ADD CONSTRAINT few CHECK (amount < 50) NOT VALID;"
        "ALTER TABLE thing VALIDATE CONSTRAINT few",
        "validate-apart",
        READ,
        Hurt.WAITS,
    ),
    Case("CREATE SCHEMA kind; DROP TABLE kind", "drop", "SELECT * FROM kind"),
    Case(
        "CREATE FUNCTION kind() RETURNS int LANGUAGE sql AS 'SELECT 1'; DROP TABLE kind",
        "drop",
        "SELECT * FROM kind",
    ),
    Case("CREATE TEMP TABLE kind (id int); DROP TABLE old.kind", "drop", "SELECT label FROM kind"),
    Case("ALTER TABLE thing ALTER COLUMN note SET DEFAULT NULL", "drop-default", WRITE),
    Case(
        "ALTER TABLE thing ADD COLUMN rank integer NOT NULL DEFAULT NULL::integer",
        "not-null",
        READ,
        Hurt.REFUSED,
    ),
    Case(
        "ALTER TABLE thing ADD CONSTRAINT few CHECK (amount < 50) NOT VALID",
        "narrows",
        "UPDATE thing SET amount = 60 WHERE id = 1",
    ),
    Case(
        "ALTER TABLE thing ADD CONSTRAINT kinds FOREIGN KEY (kind_id) REFERENCES kind NOT VALID",
        "narrows",
        "INSERT INTO thing (id, name, kind_id) VALUES (9, 'nine', 404)",
    ),
    Case(
        "CREATE UNIQUE INDEX thing_kind ON thing (kind_id) WHERE id > 3",
        "narrows",
        "INSERT INTO thing (id, name, note, kind_id) VALUES (8, 'a', 'a', 1), (9, 'b', 'b', 1)",
    ),
    Case(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;"
        "CREATE TRIGGER refuses BEFORE INSERT ON thing FOR EACH ROW EXECUTE FUNCTION refuse()",
        "narrows",
        WRITE,
    ),
)
