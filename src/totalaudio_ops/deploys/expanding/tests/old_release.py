"""A small database of a release that goes on while the next one changes it, and how it can be hurt."""

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
CREATE FUNCTION who() RETURNS name LANGUAGE sql SECURITY DEFINER SET search_path = old AS 'SELECT current_user';
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
CREATE TABLE shared (owner text);
INSERT INTO shared VALUES ('alice'), ('bob');
ALTER TABLE shared ENABLE ROW LEVEL SECURITY;
CREATE POLICY hers ON shared USING (owner = 'alice');
CREATE VIEW mine WITH (security_invoker) AS SELECT * FROM shared;
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
