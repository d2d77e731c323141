-- What a database may hold that the product's own does not. Run as the administrator.
CREATE ROLE "Auditor ""x""" NOLOGIN NOINHERIT;
CREATE ROLE "auditors$roles$" LOGIN CONNECTION LIMIT 3 VALID UNTIL '2031-01-01 00:00:00+00' CREATEDB;
GRANT "Auditor ""x""" TO "auditors$roles$" WITH ADMIN OPTION;
CREATE ROLE bystander LOGIN IN ROLE totalaudio_app;
GRANT CONNECT ON DATABASE house TO "Auditor ""x""" WITH GRANT OPTION;
ALTER ROLE totalaudio_app IN DATABASE house SET statement_timeout = '30s';
ALTER ROLE totalaudio_system IN DATABASE house SET application_name = '100% "system", x';
ALTER DATABASE house SET lock_timeout = '7s';
SET ROLE totalaudio_owner;
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO totalaudio_system;
ALTER DEFAULT PRIVILEGES GRANT SELECT ON SEQUENCES TO totalaudio_system;
ALTER DEFAULT PRIVILEGES IN SCHEMA totalaudio GRANT USAGE ON TYPES TO "Auditor ""x""";
SET search_path = totalaudio;

CREATE TYPE "Mood" AS ENUM ('sad', 'so-so', 'it''s ok');
ALTER TYPE "Mood" ADD VALUE 'merry' BEFORE 'sad';
CREATE TYPE pair AS (left_side int, "right side" text);
CREATE DOMAIN share AS numeric(5, 2) DEFAULT 1 NOT NULL CHECK (VALUE BETWEEN 0 AND 100);
CREATE TYPE shares AS RANGE (subtype = numeric);
CREATE COLLATION plain (provider = libc, locale = 'C');

CREATE FUNCTION loud(word text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN upper(word) || '!';
CREATE FUNCTION odd_body() RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $body$
BEGIN
    -- \unrestrict and CREATE TABLE stay as they are
    RETURN '
--
-- Name: forged; Type: TABLE; Schema: totalaudio; Owner: nobody
--
\unrestrict forged
';
END $body$;
REVOKE EXECUTE ON FUNCTION odd_body() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION odd_body() TO "Auditor ""x""" WITH GRANT OPTION;
CREATE PROCEDURE nothing_much(INOUT n int) LANGUAGE sql AS 'SELECT n + 1';
CREATE AGGREGATE total_of(int) (sfunc = int4pl, stype = int, initcond = '0');

CREATE TABLE "Odd ""one"" ü" (
    id bigint GENERATED ALWAYS AS IDENTITY (START 7 INCREMENT 3 CACHE 5) PRIMARY KEY,
    gone int,
    "select" text COLLATE "C" DEFAULT 'it''s; -- $$',
    content bytea, tags text[], grid int[][], document jsonb, amount numeric, ratio double precision,
    happened_at timestamptz, day date, length interval, address inet, mood "Mood", parts pair, part share, spread shares,
    twice text GENERATED ALWAYS AS (loud("select")) STORED,
    CONSTRAINT "no ""zero""" CHECK (ratio IS DISTINCT FROM 0), UNIQUE NULLS NOT DISTINCT (amount, day),
    EXCLUDE USING gist (spread WITH &&) DEFERRABLE INITIALLY DEFERRED
) WITH (fillfactor = 70);
ALTER TABLE "Odd ""one"" ü" DROP COLUMN gone;
ALTER TABLE "Odd ""one"" ü" ALTER COLUMN content SET STORAGE EXTERNAL, ALTER COLUMN tags SET STATISTICS 40;
INSERT INTO "Odd ""one"" ü" ("select", content, tags, grid, document, amount, ratio, happened_at, day, length, address, mood, parts, spread)
VALUES
    (E'tab\there\nline\\n\\.\r\x01 end', '\x00ff5c2e0a', ARRAY['', NULL, 'a,b', '"', E'\\', '{}'], '{{1,2},{3,NULL}}',
        '{"a": [null, "\u2028", 1e400]}', 'NaN', 'Infinity', 'infinity', '-infinity', '-1 mons +2 days -03:04:05.000006',
        '2001:db8::/32', 'it''s ok', ROW(1, 'x"y'), '[1,2)'),
    ('', '', '{}', '{}', 'null', '-Infinity', 'NaN', '-infinity', 'infinity', '0', '192.0.2.1', 'so-so', ROW(NULL, ''), '[2,3)'),
    (E'\\.', NULL, NULL, NULL, NULL, 1e100, 1e-310, '0044-03-15 12:00:00.000001+00 BC', '4713-01-01 BC', NULL, NULL, NULL, NULL, NULL),
    ('😀 日本 ‮x', '\x5c2e', ARRAY[E'\n'], NULL, '"\\N"', 0.000, 0.1, '2026-03-29 01:30:00+00', '2026-02-28', '1 year', '::1', 'sad', NULL, 'empty'),
    (NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    (E'\\N', NULL, NULL, NULL, '{}', 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE INDEX "odd index" ON "Odd ""one"" ü" (lower("select") DESC NULLS LAST, amount) INCLUDE (day) WHERE mood = 'sad';
CREATE STATISTICS odd_figures (dependencies) ON amount, day FROM "Odd ""one"" ü";
ALTER TABLE "Odd ""one"" ü" REPLICA IDENTITY FULL;

CREATE TABLE no_columns ();
INSERT INTO no_columns SELECT FROM generate_series(1, 3);
CREATE UNLOGGED TABLE quick (n int, owner_id bigint REFERENCES "Odd ""one"" ü" ON DELETE CASCADE DEFERRABLE);
INSERT INTO quick VALUES (1, 7), (2, NULL);
CREATE TABLE heir (extra text) INHERITS (quick);
ALTER TABLE quick ADD CONSTRAINT small CHECK (n < 100) NOT VALID;
INSERT INTO heir VALUES (3, 7, 'own');
CREATE TABLE parted (month date NOT NULL, kind text, n int, CONSTRAINT parted_key UNIQUE (month, n, kind)) PARTITION BY RANGE (month);
CREATE TABLE parted_2026_11 PARTITION OF parted FOR VALUES FROM ('2026-11-01') TO ('2026-12-01') PARTITION BY LIST (kind);
CREATE TABLE "parted 2026-11 a" PARTITION OF parted_2026_11 FOR VALUES IN ('a', NULL);
CREATE TABLE parted_rest PARTITION OF parted DEFAULT;
ALTER TABLE parted_rest ADD CHECK (n > 0);
INSERT INTO parted VALUES ('2026-11-05', 'a', 1), ('2026-11-06', NULL, 2), ('2031-01-01', 'z', 3);
CREATE INDEX ON parted (kind);

CREATE SEQUENCE circle AS smallint INCREMENT -2 MINVALUE -9 MAXVALUE 9 START 9 CYCLE OWNED BY quick.n;
SELECT nextval('circle'), nextval('circle');
CREATE SEQUENCE untouched;
CREATE VIEW odd_view WITH (security_invoker, security_barrier) AS
    SELECT o.id, q.n FROM "Odd ""one"" ü" o LEFT JOIN quick q ON q.owner_id = o.id WHERE o.mood IN ('sad', 'so-so');
CREATE MATERIALIZED VIEW filled AS SELECT count(*) AS n FROM quick;
CREATE MATERIALIZED VIEW of_filled AS SELECT n FROM filled;
CREATE MATERIALIZED VIEW empty AS SELECT 1 AS n WITH NO DATA;
CREATE UNIQUE INDEX ON filled (n);
CREATE RULE quietly AS ON INSERT TO odd_view DO INSTEAD NOTHING;

CREATE FUNCTION seen() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER seen BEFORE INSERT OR UPDATE OF n ON quick FOR EACH ROW WHEN (NEW.n > 1) EXECUTE FUNCTION seen();
CREATE TRIGGER unseen AFTER DELETE ON quick REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION seen();
CREATE CONSTRAINT TRIGGER late AFTER INSERT ON quick DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION seen();
CREATE TRIGGER parted_seen BEFORE INSERT ON parted FOR EACH ROW EXECUTE FUNCTION seen();
ALTER TABLE quick DISABLE TRIGGER unseen;
ALTER TABLE quick ENABLE ALWAYS TRIGGER seen;

ALTER TABLE "Odd ""one"" ü" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Odd ""one"" ü" FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON "Odd ""one"" ü" TO totalaudio_system USING (true) WITH CHECK (true);
CREATE POLICY migrations ON "Odd ""one"" ü" TO totalaudio_owner USING (true) WITH CHECK (true);
CREATE POLICY "only ""some""" ON "Odd ""one"" ü" AS RESTRICTIVE FOR UPDATE TO "Auditor ""x""", totalaudio_app
    USING (amount > 1) WITH CHECK (loud("select") <> 'X!');
ALTER TABLE quick FORCE ROW LEVEL SECURITY;
CREATE TABLE sealed (n int);
ALTER TABLE sealed ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON sealed FOR SELECT TO PUBLIC USING (true);
GRANT SELECT, INSERT ("select", amount), UPDATE (day) ON "Odd ""one"" ü" TO totalaudio_app WITH GRANT OPTION;
GRANT ALL ON quick TO "Auditor ""x""";
GRANT SELECT (n) ON heir TO PUBLIC;
GRANT ALL ON sealed TO "auditors$roles$";
REVOKE UPDATE ON quick FROM totalaudio_owner;
GRANT USAGE ON SEQUENCE circle TO totalaudio_app;
GRANT USAGE ON SCHEMA totalaudio TO "Auditor ""x""";
REVOKE USAGE ON TYPE "Mood" FROM PUBLIC;
COMMENT ON COLUMN "Odd ""one"" ü"."select" IS 'It''s $$ a ; comment' ;
COMMENT ON POLICY system ON sealed IS 'on a policy';
COMMENT ON TRIGGER seen ON quick IS E'on a trigger\nof two lines';
COMMENT ON CONSTRAINT small ON quick IS 'on a constraint';
COMMENT ON INDEX "odd index" IS 'on an index';
COMMENT ON TYPE "Mood" IS 'on a type';
COMMENT ON SCHEMA totalaudio IS 'on a schema';
RESET ROLE;
GRANT CREATE ON SCHEMA totalaudio TO totalaudio_system;
ALTER FUNCTION totalaudio.odd_body() OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA totalaudio FROM totalaudio_system;
CREATE FUNCTION totalaudio.watched() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
ALTER FUNCTION totalaudio.watched() OWNER TO totalaudio_owner;
CREATE EVENT TRIGGER watched ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION totalaudio.watched();
CREATE PUBLICATION told FOR TABLE totalaudio.sealed WITH (publish = 'insert');
