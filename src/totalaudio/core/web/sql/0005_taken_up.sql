-- A task that goes back into the queue gives up its queueing lock: another may have taken its place there meanwhile, and
-- the change would be refused. A task that is stuck in that way would keep its lock, and those behind it, for ever.
CREATE FUNCTION leave_queueing_lock_v1() RETURNS trigger
LANGUAGE plpgsql SET search_path = totalaudio, pg_temp AS $$
BEGIN
    NEW.queueing_lock := NULL;
    RETURN NEW;
END $$;
COMMENT ON FUNCTION leave_queueing_lock_v1 IS 'Lets a task be tried again whichever others wait by now.';
CREATE TRIGGER procrastinate_jobs_leave_queueing_lock BEFORE UPDATE OF status ON procrastinate_jobs
    FOR EACH ROW WHEN (OLD.status <> 'todo' AND NEW.status = 'todo') EXECUTE FUNCTION leave_queueing_lock_v1();
REVOKE EXECUTE ON FUNCTION leave_queueing_lock_v1() FROM PUBLIC;
