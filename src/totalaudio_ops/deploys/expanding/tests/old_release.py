"""A small database of a release that goes on while the next one changes it, and every way to hurt it."""

from dataclasses import dataclass
from enum import StrEnum

HOUSE = """
CREATE TABLE kind (id bigint PRIMARY KEY, label text);
INSERT INTO kind VALUES (1, 'blog');
CREATE TABLE thing (
    id bigint PRIMARY KEY, name text NOT NULL, note text NOT NULL DEFAULT '', amount integer DEFAULT 1, kind_id bigint
);
INSERT INTO thing SELECT g, 'thing ' || g, 'note ' || g, 1, 1 FROM generate_series(1, 3) g;
ALTER TABLE thing ADD CONSTRAINT amount_is_small CHECK (amount < 100);
CREATE INDEX thing_amount ON thing (amount);
CREATE UNIQUE INDEX thing_note ON thing (note);
CREATE VIEW names AS SELECT id, name FROM thing;
CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM thing;
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE DOMAIN size AS integer;
CREATE TABLE felt (mood mood, size size);
INSERT INTO felt VALUES ('sad', 3);
CREATE SEQUENCE numbers;
CREATE FUNCTION twice(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 2 * a';
CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.name := upper(NEW.name); RETURN NEW; END $$;
CREATE TABLE said (name text);
CREATE TRIGGER shouts BEFORE INSERT ON said FOR EACH ROW EXECUTE FUNCTION shout();
CREATE TABLE part (at date NOT NULL, what text) PARTITION BY RANGE (at);
CREATE TABLE part_2026 PARTITION OF part FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE loose (at date NOT NULL, what text);
CREATE TABLE walled (owner text);
INSERT INTO walled VALUES ('alice');
ALTER TABLE walled ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybody ON walled USING (true);
GRANT ALL ON ALL TABLES IN SCHEMA old TO totalaudio_app;
GRANT ALL ON ALL SEQUENCES IN SCHEMA old TO totalaudio_app;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA old TO totalaudio_app;
GRANT USAGE ON SCHEMA old TO totalaudio_app;
"""


class Hurt(StrEnum):
    """What the old release meets: an error, another answer, or a wait for as long as the change runs."""

    FAILS = "fails"
    DIFFERS = "differs"
    WAITS = "waits"
    # PostgreSQL itself refuses the change.
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Case:
    """A change, the rule that it breaks, and the statement of the old release that notices."""

    change: str
    rule: str
    old: str
    hurt: Hurt = Hurt.FAILS

    def __str__(self) -> str:
        return self.change


WRITE = "INSERT INTO thing (id, name) VALUES (9, 'nine')"
READ = "SELECT * FROM thing ORDER BY id"

BREAKING = (
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
        "ALTER TABLE thing ADD COLUMN other bigint REFERENCES kind", "constraint", WRITE, Hurt.WAITS
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
    Case("DO $$ BEGIN EXECUTE 'DROP TABLE ' || 'kind'; END $$", "unread", "SELECT * FROM kind"),
    Case("SELECT setval('numbers', 7)", "unread", "SELECT nextval('numbers')", Hurt.DIFFERS),
)

# What a release may do; several statements are one migration.
EXPANDING = (
    "CREATE TABLE fresh (id bigint PRIMARY KEY, name text NOT NULL UNIQUE, kind_id bigint REFERENCES kind)",
    "CREATE TABLE fresh (id bigint); CREATE INDEX fresh_id ON fresh (id)",
    "CREATE TABLE fresh (id bigint); ALTER TABLE fresh ALTER COLUMN id SET NOT NULL",
    "CREATE TABLE fresh (id bigint); UPDATE fresh SET id = 1; ALTER TABLE fresh RENAME TO fresher",
    "CREATE TABLE fresh (id bigint); REVOKE ALL ON fresh FROM PUBLIC; ALTER TABLE fresh ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE thing ADD COLUMN extra text",
    "ALTER TABLE thing ADD COLUMN extra text NOT NULL DEFAULT ''",
    "ALTER TABLE thing ADD COLUMN seen_at timestamptz DEFAULT now()",
    "ALTER TABLE thing ADD COLUMN extra jsonb NOT NULL DEFAULT '[]'",
    "ALTER TABLE thing ADD COLUMN extra integer DEFAULT 5; ALTER TABLE thing ALTER COLUMN extra DROP DEFAULT",
    "ALTER TABLE thing ALTER COLUMN amount SET DEFAULT 2",
    "ALTER TABLE thing ALTER COLUMN name DROP NOT NULL",
    "ALTER TABLE thing ADD CONSTRAINT few CHECK (amount < 50) NOT VALID",
    "ALTER TABLE thing ADD CONSTRAINT kinds FOREIGN KEY (kind_id) REFERENCES kind NOT VALID",
    "ALTER TABLE thing VALIDATE CONSTRAINT amount_is_small",
    "CREATE VIEW more AS SELECT * FROM thing",
    "CREATE FUNCTION twice_v2(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 2 * a'",
    "CREATE OR REPLACE FUNCTION twice(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a + a'",
    "CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1'; REVOKE ALL ON FUNCTION f() FROM PUBLIC",
    "CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1'; ALTER FUNCTION f() OWNER TO totalaudio_system",
    "CREATE POLICY more ON walled USING (owner = 'bob')",
    "GRANT SELECT ON thing TO totalaudio_system",
    "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO totalaudio_system",
    "ALTER TYPE mood ADD VALUE 'calm'",
    "CREATE TYPE size_of AS ENUM ('small'); CREATE SEQUENCE more_numbers",
    "CREATE TABLE part_2028 PARTITION OF part FOR VALUES FROM ('2028-01-01') TO ('2029-01-01')",
    "INSERT INTO kind VALUES (3, 'radio')",
    "UPDATE thing SET amount = 2 WHERE id = 1",
    "COMMENT ON TABLE thing IS 'DROP TABLE thing; -- contract: no'",
    "SELECT 'UPDATE thing SET amount = 2'",
)
