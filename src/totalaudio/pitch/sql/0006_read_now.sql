-- Whoever waits for an answer presses a button, and presses it again: one task for a mailbox waits at most, the same
-- that is put there every five minutes.

GRANT CREATE ON SCHEMA totalaudio TO totalaudio_system;
CREATE FUNCTION read_mailbox_soon_v1(wanted uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
DECLARE
    its_lock text := 'pitch.poll ' || wanted;
BEGIN
    IF NOT EXISTS (SELECT FROM pitch_mailbox m WHERE m.workspace_id = current_workspace_id_v1() AND m.id = wanted) THEN
        RETURN false;
    END IF;
    INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args)
        VALUES ('pitch', 'pitch.poll', 0, its_lock, its_lock,
            jsonb_build_object('workspace_id', current_workspace_id_v1(), 'mailbox_id', wanted))
        ON CONFLICT (queueing_lock) WHERE status = 'todo' DO NOTHING;
    RETURN FOUND;
END $$;
COMMENT ON FUNCTION read_mailbox_soon_v1 IS
    'Lets the worker read a mailbox of the current workspace; false when that waits already, or it is none of its own.';
REVOKE EXECUTE ON FUNCTION read_mailbox_soon_v1(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION read_mailbox_soon_v1(uuid) TO totalaudio_app, totalaudio_system;
ALTER FUNCTION read_mailbox_soon_v1(uuid) OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA totalaudio FROM totalaudio_system;
