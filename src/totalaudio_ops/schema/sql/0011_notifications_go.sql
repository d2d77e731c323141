-- Who was told what is thrown away by age; what was not sent stays, whatever the system asks for.
ALTER TABLE ops.notifications
    ADD COLUMN is_repeat boolean NOT NULL DEFAULT false,
    ADD COLUMN overtaken_at timestamptz;
COMMENT ON COLUMN ops.notifications.is_repeat IS 'The same was told a short while before: it waits, and what is newer takes its place.';
COMMENT ON COLUMN ops.notifications.overtaken_at IS 'When something newer took its place; then it is not sent.';

CREATE FUNCTION ops.keep_unsent_v1() RETURNS trigger
LANGUAGE plpgsql SET search_path = ops, pg_temp AS $$
BEGIN
    IF OLD.sent_at IS NULL AND current_user = 'totalaudio_system' THEN
        RAISE EXCEPTION 'notification % was not sent: only what was sent can be deleted', OLD.id
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN OLD;
END $$;
REVOKE EXECUTE ON FUNCTION ops.keep_unsent_v1() FROM PUBLIC;
COMMENT ON FUNCTION ops.keep_unsent_v1 IS 'Lets the system delete notifications that were sent, and no others.';
-- expands: the release before has no right to delete here, so nothing of it is refused.
CREATE TRIGGER keep_unsent BEFORE DELETE ON ops.notifications
    FOR EACH ROW EXECUTE FUNCTION ops.keep_unsent_v1();
GRANT CREATE ON SCHEMA ops TO totalaudio_system;
ALTER FUNCTION ops.keep_unsent_v1() OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA ops FROM totalaudio_system;
GRANT DELETE ON ops.notifications TO totalaudio_system;
