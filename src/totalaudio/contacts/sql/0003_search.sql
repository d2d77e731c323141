-- Searching and filtering. Neither LIKE nor @> is leakproof, so under row-level security the app role never gets to
-- use an index for them. These functions look as the system role, which has no filter, and name the workspace.

-- What a list can be filtered by, as words of one array: one index serves every combination.
CREATE FUNCTION facets_v1(email text, email_kind text, status text, country text, outlet text, genres text[])
RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT array_remove(ARRAY[
        'kind:' || nullif(email_kind, ''),
        'status:' || nullif(status, ''),
        'country:' || nullif(country, ''),
        CASE WHEN status = '' THEN 'no:status' END,
        CASE WHEN email = '' THEN 'no:email' END,
        CASE WHEN outlet = '' THEN 'no:outlet' END,
        CASE WHEN country = '' THEN 'no:country' END,
        CASE WHEN genres = '{}' THEN 'no:genres' END
    ], NULL)
$$;
COMMENT ON FUNCTION facets_v1 IS 'What a contact can be filtered by, beside its genres.';

-- The pending part of the index is read by every search: it stays small.
CREATE INDEX contacts_contact_facets ON contacts_contact USING gin (
    workspace_id, facets_v1(email, email_kind, status, country, outlet_name, genres), genres
) WITH (gin_pending_list_limit = 256);
ALTER INDEX contacts_contact_search SET (gin_pending_list_limit = 256);
CREATE INDEX contacts_outlet_search ON contacts_outlet USING gin (
    workspace_id, (' ' || sort_text_v1(name)) gin_trgm_ops
) WITH (gin_pending_list_limit = 256);

-- Planned anew for each call with the values at hand: the best way differs between a rare word and a frequent one, and
-- behind the policy the planner cannot know that this workspace is the one with 100,000 contacts.
CREATE FUNCTION search_contacts_v1(patterns text[], facets text[], wanted_genres text[], at_most integer)
RETURNS SETOF contacts_contact
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
DECLARE
    query text := 'SELECT * FROM contacts_contact WHERE workspace_id = $1';
BEGIN
    IF current_workspace_id_v1() IS NULL OR current_role_v1() NOT IN ('owner', 'admin', 'member') THEN
        RETURN;
    END IF;
    FOR i IN 1 .. cardinality(patterns) LOOP
        query := query || format(' AND search_text LIKE sort_text_v1($2[%s])', i);
    END LOOP;
    IF facets <> '{}' THEN
        query := query || ' AND facets_v1(email, email_kind, status, country, outlet_name, genres) @> $3';
    END IF;
    IF wanted_genres <> '{}' THEN
        query := query || ' AND genres @> $4';
    END IF;
    RETURN QUERY EXECUTE query || ' LIMIT $5'
        USING current_workspace_id_v1(), patterns, facets, wanted_genres, at_most;
END $$;
COMMENT ON FUNCTION search_contacts_v1 IS
    'The contacts of the current workspace whose text is like all patterns and that have all facets, in no order.';

CREATE FUNCTION search_outlets_v1(patterns text[], at_most integer) RETURNS SETOF contacts_outlet
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
DECLARE
    query text := 'SELECT * FROM contacts_outlet WHERE workspace_id = $1';
BEGIN
    IF current_workspace_id_v1() IS NULL OR current_role_v1() NOT IN ('owner', 'admin', 'member') THEN
        RETURN;
    END IF;
    FOR i IN 1 .. cardinality(patterns) LOOP
        query := query || format(' AND '' '' || sort_text_v1(name) LIKE sort_text_v1($2[%s])', i);
    END LOOP;
    RETURN QUERY EXECUTE query || ' LIMIT $3' USING current_workspace_id_v1(), patterns, at_most;
END $$;
COMMENT ON FUNCTION search_outlets_v1 IS
    'The outlets of the current workspace whose name is like all patterns, in no order.';

REVOKE EXECUTE ON FUNCTION facets_v1(text, text, text, text, text, text[]),
    search_contacts_v1(text[], text[], text[], integer), search_outlets_v1(text[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION facets_v1(text, text, text, text, text, text[]),
    search_contacts_v1(text[], text[], text[], integer), search_outlets_v1(text[], integer)
    TO totalaudio_app, totalaudio_system;
GRANT CREATE ON SCHEMA totalaudio TO totalaudio_system;
ALTER FUNCTION search_contacts_v1(text[], text[], text[], integer) OWNER TO totalaudio_system;
ALTER FUNCTION search_outlets_v1(text[], integer) OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA totalaudio FROM totalaudio_system;
