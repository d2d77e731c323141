-- A send goes with its target. What waits, may have gone, or went must not vanish in that way: whoever was written to
-- would be taken for new. Such a target goes only with its campaign.
GRANT CREATE ON SCHEMA totalaudio TO totalaudio_system;

CREATE FUNCTION targets_with_sends_v1(wanted uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = totalaudio, pg_temp AS $$
    SELECT DISTINCT target_id FROM pitch_send
    WHERE target_id = ANY (wanted) AND state IN ('queued', 'sending', 'sent', 'unknown')
$$;
COMMENT ON FUNCTION targets_with_sends_v1 IS 'Those of these targets that were written to, may have been, or will be.';

CREATE FUNCTION keep_target_v1() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM campaigns_campaign WHERE id = OLD.campaign_id)
        AND EXISTS (SELECT FROM targets_with_sends_v1(ARRAY[OLD.id]))
    THEN
        RAISE EXCEPTION 'target % was written to, or waits to be', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
COMMENT ON FUNCTION keep_target_v1 IS 'Refuses to delete a target that was written to, unless its campaign goes.';
CREATE TRIGGER campaigns_target_is_kept BEFORE DELETE ON campaigns_target
    FOR EACH ROW EXECUTE FUNCTION keep_target_v1();

REVOKE EXECUTE ON FUNCTION targets_with_sends_v1(uuid[]), keep_target_v1() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION targets_with_sends_v1(uuid[]) TO totalaudio_app, totalaudio_system;
ALTER FUNCTION targets_with_sends_v1(uuid[]) OWNER TO totalaudio_system;
ALTER FUNCTION keep_target_v1() OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA totalaudio FROM totalaudio_system;
