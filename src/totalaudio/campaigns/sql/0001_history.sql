-- The timeline is written once: not even the worker changes it. It goes with its campaign.
REVOKE UPDATE, DELETE ON campaigns_entry FROM totalaudio_system;

-- When a contact goes, by deletion or erasure, what was written about them goes too; stages, dates and counts stay.
GRANT CREATE ON SCHEMA totalaudio TO totalaudio_system;
CREATE FUNCTION forget_target_v1() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
BEGIN
    UPDATE campaigns_touch SET note = '' WHERE workspace_id = NEW.workspace_id AND target_id = NEW.id;
    UPDATE campaigns_reply SET text = '' WHERE workspace_id = NEW.workspace_id AND target_id = NEW.id;
    UPDATE campaigns_followup SET note = '', state = CASE state WHEN 'open' THEN 'stopped' ELSE state END
        WHERE workspace_id = NEW.workspace_id AND target_id = NEW.id;
    RETURN NULL;
END $$;
COMMENT ON FUNCTION forget_target_v1 IS 'Empties the texts about a target whose contact is gone, and ends its follow-ups.';
CREATE TRIGGER campaigns_target_forgets AFTER UPDATE OF contact_id ON campaigns_target
    FOR EACH ROW WHEN (OLD.contact_id IS NOT NULL AND NEW.contact_id IS NULL) EXECUTE FUNCTION forget_target_v1();
REVOKE EXECUTE ON FUNCTION forget_target_v1() FROM PUBLIC;
ALTER FUNCTION forget_target_v1() OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA totalaudio FROM totalaudio_system;
