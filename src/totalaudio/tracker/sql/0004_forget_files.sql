-- Whoever is erased may stand in a file that waits for its preview to be confirmed; a file is brought again in a moment.
GRANT CREATE ON SCHEMA totalaudio TO totalaudio_system;
CREATE FUNCTION forget_files_v1() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
BEGIN
    DELETE FROM tracker_campaignfile WHERE workspace_id IN (SELECT DISTINCT workspace_id FROM gone);
    RETURN NULL;
END $$;
COMMENT ON FUNCTION forget_files_v1 IS 'Deletes the waiting files of a workspace whose contacts go.';
CREATE TRIGGER tracker_files_forgotten AFTER DELETE ON contacts_contact
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION forget_files_v1();
REVOKE EXECUTE ON FUNCTION forget_files_v1() FROM PUBLIC;
ALTER FUNCTION forget_files_v1() OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA totalaudio FROM totalaudio_system;
