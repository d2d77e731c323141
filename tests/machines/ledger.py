"""A ledger that the database itself keeps of the queue: which worker took and ended which task."""

import psycopg

from tests.support.database import Urls

_KEEP = """
CREATE TABLE totalaudio.ledger (
    job bigint NOT NULL, task text NOT NULL, args jsonb NOT NULL, said text NOT NULL, worker bigint,
    at timestamptz NOT NULL DEFAULT clock_timestamp());
CREATE FUNCTION totalaudio.write_ledger() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO totalaudio.ledger VALUES (NEW.id, NEW.task_name, NEW.args, 'added', NULL);
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO totalaudio.ledger VALUES (OLD.id, OLD.task_name, OLD.args, 'done', OLD.worker_id);
    ELSIF NEW.status <> OLD.status THEN
        INSERT INTO totalaudio.ledger VALUES (NEW.id, NEW.task_name, NEW.args, NEW.status::text, NEW.worker_id);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger AFTER INSERT OR UPDATE OR DELETE ON totalaudio.procrastinate_jobs
    FOR EACH ROW EXECUTE FUNCTION totalaudio.write_ledger();
"""


def keep_ledger(urls: Urls) -> None:
    """From now on every task is in the ledger: added, doing, and done or what else became of it."""
    with psycopg.connect(urls.admin, autocommit=True) as admin:
        admin.execute(_KEEP)
