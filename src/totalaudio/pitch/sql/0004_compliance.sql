-- Whoever holds the key of a message is nobody to us: these look for them, and say nothing of whom it was sent to.

GRANT CREATE ON SCHEMA totalaudio TO totalaudio_system;

CREATE FUNCTION unsubscribe_offer_v1(wanted_hash text) RETURNS TABLE (organisation text, is_done boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
    SELECT coalesce(i.organisation, w.name), k.used_at IS NOT NULL
    FROM pitch_unsubscribekey k
    JOIN tenancy_workspace w ON w.id = k.workspace_id
    LEFT JOIN pitch_senderidentity i ON i.workspace_id = k.workspace_id
    WHERE k.key_hash = wanted_hash
$$;
COMMENT ON FUNCTION unsubscribe_offer_v1 IS 'Who sent the message with this key, and whether it was used; no row for a key that is none.';

CREATE FUNCTION unsubscribe_v1(wanted_hash text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
DECLARE
    key pitch_unsubscribekey;
BEGIN
    SELECT * INTO key FROM pitch_unsubscribekey WHERE key_hash = wanted_hash FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    INSERT INTO contacts_suppression AS known (id, workspace_id, address_hash, reason, created_at)
        VALUES (gen_random_uuid(), key.workspace_id, key.address_hash, 'unsubscribed', now())
        ON CONFLICT (workspace_id, address_hash) DO UPDATE
            SET reason = excluded.reason, created_by_id = NULL, created_at = excluded.created_at
            WHERE known.reason IN ('bounced', 'by-hand');
    UPDATE pitch_unsubscribekey SET used_at = coalesce(used_at, now()) WHERE id = key.id;
    -- Each time: the link must also end what was queued after it was used first.
    PERFORM enqueue_task_v1('pitch', 'pitch.unsubscribed',
        jsonb_build_object('workspace_id', key.workspace_id, 'key_id', key.id), NULL);
    RETURN true;
END $$;
COMMENT ON FUNCTION unsubscribe_v1 IS
    'Suppresses the address that the message with this key went to; false for a key that is none.';

CREATE FUNCTION notice_by_key_v1(wanted_key text)
RETURNS TABLE (organisation text, postal_address text, source text, updated_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
    SELECT i.organisation, i.postal_address, i.source, i.updated_at
    FROM pitch_senderidentity i WHERE i.notice_key = wanted_key
$$;
COMMENT ON FUNCTION notice_by_key_v1 IS 'What the privacy notice with this key says of who writes.';

REVOKE EXECUTE ON FUNCTION unsubscribe_offer_v1(text), unsubscribe_v1(text), notice_by_key_v1(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION unsubscribe_offer_v1(text), unsubscribe_v1(text), notice_by_key_v1(text)
    TO totalaudio_app, totalaudio_system;
ALTER FUNCTION unsubscribe_offer_v1(text) OWNER TO totalaudio_system;
ALTER FUNCTION unsubscribe_v1(text) OWNER TO totalaudio_system;
ALTER FUNCTION notice_by_key_v1(text) OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA totalaudio FROM totalaudio_system;
