-- Counting: one statement changes the tally once, however many rows it wrote.

CREATE FUNCTION count_contacts_v1() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO contacts_tally (id, workspace_id, contacts)
            SELECT gen_random_uuid(), workspace_id, count(*) FROM changed GROUP BY workspace_id
            ON CONFLICT (workspace_id) DO UPDATE SET contacts = contacts_tally.contacts + excluded.contacts;
    ELSE
        UPDATE contacts_tally t SET contacts = t.contacts - gone.number
            FROM (SELECT workspace_id, count(*) AS number FROM changed GROUP BY workspace_id) gone
            WHERE t.workspace_id = gone.workspace_id;
    END IF;
    RETURN NULL;
END $$;
COMMENT ON FUNCTION count_contacts_v1 IS 'Keeps contacts_tally equal to the number of contacts.';

CREATE TRIGGER contacts_counted_in AFTER INSERT ON contacts_contact
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_contacts_v1();
CREATE TRIGGER contacts_counted_out AFTER DELETE ON contacts_contact
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_contacts_v1();

-- Searching: LIKE is not leakproof, so under row-level security the trigram index is never used. This function
-- looks as the system role, which has no filter, and names the caller's workspace itself.
CREATE FUNCTION search_contacts_v1(pattern text, at_most integer) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
    SELECT id FROM contacts_contact
    WHERE workspace_id = current_workspace_id_v1()
      AND current_role_v1() IN ('owner', 'admin', 'member')
      AND search_text LIKE sort_text_v1(pattern)
    LIMIT at_most
$$;
COMMENT ON FUNCTION search_contacts_v1 IS 'The contacts of the current workspace whose text is like the pattern, in no order.';

REVOKE EXECUTE ON FUNCTION count_contacts_v1(), search_contacts_v1(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_contacts_v1(text, integer) TO totalaudio_app, totalaudio_system;
GRANT CREATE ON SCHEMA totalaudio TO totalaudio_system;
ALTER FUNCTION count_contacts_v1() OWNER TO totalaudio_system;
ALTER FUNCTION search_contacts_v1(text, integer) OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA totalaudio FROM totalaudio_system;
