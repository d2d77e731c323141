"""What a release may do; several statements are one migration."""

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
    "-- expands: nothing writes as much\nALTER TABLE thing ADD CONSTRAINT few CHECK (amount < 5000) NOT VALID",
    "ALTER TABLE thing ADD COLUMN other bigint REFERENCES kind DEFERRABLE INITIALLY DEFERRED",
    "ALTER TABLE thing ADD COLUMN o bigint; ALTER TABLE thing ADD FOREIGN KEY (o) REFERENCES kind NOT VALID",
    "ALTER TABLE thing VALIDATE CONSTRAINT amount_is_small",
    "CREATE VIEW more AS SELECT * FROM thing",
    "CREATE FUNCTION twice_v2(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 2 * a'",
    "CREATE OR REPLACE FUNCTION twice(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a + a'",
    (
        "CREATE OR REPLACE FUNCTION twice(a integer) RETURNS integer LANGUAGE plpgsql AS "
        "$$ BEGIN CREATE TEMP TABLE own (id int); DELETE FROM own; DROP TABLE own; RETURN 2 * a; END $$"
    ),
    (
        "CREATE OR REPLACE FUNCTION who() RETURNS name LANGUAGE sql SECURITY DEFINER SET search_path = old "
        "AS 'SELECT current_user FROM kind LIMIT 1'"
    ),
    "DO $$ DECLARE n integer := 1; BEGIN n := 2; IF n = 3 THEN CREATE TABLE fresh (id bigint); END IF; END $$",
    "CREATE FUNCTION wipe() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DROP TABLE kind; END $$",
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
