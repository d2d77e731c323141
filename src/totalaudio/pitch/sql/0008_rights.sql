-- A link in an old message offers what it does for as long as anything is left to do: a consent may have lifted what its
-- first use did. And what the API answered goes with whoever is erased.

GRANT CREATE ON SCHEMA totalaudio TO totalaudio_system;

CREATE FUNCTION unsubscribe_offer_v2(wanted_hash text) RETURNS TABLE (organisation text, is_done boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
    SELECT coalesce(i.organisation, w.name), EXISTS (
        SELECT FROM contacts_suppression s
        WHERE s.workspace_id = k.workspace_id AND s.address_hash = k.address_hash
          AND s.reason NOT IN ('bounced', 'by-hand'))
    FROM pitch_unsubscribekey k
    JOIN tenancy_workspace w ON w.id = k.workspace_id
    LEFT JOIN pitch_senderidentity i ON i.workspace_id = k.workspace_id
    WHERE k.key_hash = wanted_hash
$$;
COMMENT ON FUNCTION unsubscribe_offer_v2 IS
    'Who sent the message with this key, and whether its reader has said already that they want no more; no row for a key that is none.';

CREATE FUNCTION forget_api_answers_v1(instead bytea) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
DECLARE
    forgotten integer;
BEGIN
    IF current_workspace_id_v1() IS NULL OR current_role_v1() NOT IN ('owner', 'admin') THEN
        RAISE EXCEPTION 'only owners and admins take away what the API answered'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE accounts_apianswer SET status = 410, content_type = 'application/problem+json', body = instead
        WHERE workspace_id = current_workspace_id_v1();
    GET DIAGNOSTICS forgotten = ROW_COUNT;
    RETURN forgotten;
END $$;
COMMENT ON FUNCTION forget_api_answers_v1 IS
    'Puts a problem in the place of all that the API answered in the current workspace, so that nothing is done twice.';
REVOKE EXECUTE ON FUNCTION unsubscribe_offer_v2(text), forget_api_answers_v1(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION unsubscribe_offer_v2(text), forget_api_answers_v1(bytea) TO totalaudio_app, totalaudio_system;
ALTER FUNCTION unsubscribe_offer_v2(text) OWNER TO totalaudio_system;
ALTER FUNCTION forget_api_answers_v1(bytea) OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA totalaudio FROM totalaudio_system;
