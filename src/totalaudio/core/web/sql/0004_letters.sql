-- The release before this one writes letters without attachments.
ALTER TABLE web_letter ALTER COLUMN attachments SET DEFAULT '[]';
COMMENT ON COLUMN web_letter.attachments IS 'Files: objects of name, kind (a media type) and content (base64).';

GRANT CREATE ON SCHEMA totalaudio TO totalaudio_system;

-- Whoever serves visitors may write to the staff without learning their addresses.
CREATE FUNCTION write_to_operators_v1(id uuid, sender text, subject text, body text, is_held boolean) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
    WITH staff AS (
        SELECT array_agg(u.email::text ORDER BY u.email) AS addresses
        FROM accounts_operator o JOIN accounts_user u ON u.id = o.user_id WHERE u.is_active
    ), written AS (
        INSERT INTO web_letter (id, sender, recipients, subject, body, is_held, written_at)
        SELECT $1, $2, addresses, $3, $4, $5, now() FROM staff WHERE addresses IS NOT NULL
        RETURNING 1
    )
    SELECT EXISTS (SELECT FROM written)
$$;
COMMENT ON FUNCTION write_to_operators_v1 IS 'Keeps a letter to all operators; false when there is none to write to.';

-- A letter has failed when its task has: all tries are used up.
CREATE FUNCTION letters_failed_v1() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
    SELECT count(*) FROM web_letter l
    WHERE is_operator_v1() AND NOT l.is_held AND EXISTS (
        SELECT FROM procrastinate_jobs j
        WHERE j.task_name = 'mail.deliver' AND j.status = 'failed' AND j.args ->> 'letter_id' = l.id::text)
$$;
COMMENT ON FUNCTION letters_failed_v1 IS 'How many letters could not be delivered after all tries; 0 for everybody but operators.';

REVOKE EXECUTE ON FUNCTION
    write_to_operators_v1(uuid, text, text, text, boolean), letters_failed_v1() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    write_to_operators_v1(uuid, text, text, text, boolean), letters_failed_v1() TO totalaudio_app, totalaudio_system;
ALTER FUNCTION write_to_operators_v1(uuid, text, text, text, boolean) OWNER TO totalaudio_system;
ALTER FUNCTION letters_failed_v1() OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA totalaudio FROM totalaudio_system;
