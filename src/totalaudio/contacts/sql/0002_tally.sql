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

REVOKE EXECUTE ON FUNCTION count_contacts_v1() FROM PUBLIC;
GRANT CREATE ON SCHEMA totalaudio TO totalaudio_system;
ALTER FUNCTION count_contacts_v1() OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA totalaudio FROM totalaudio_system;
