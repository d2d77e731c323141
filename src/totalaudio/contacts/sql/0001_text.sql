-- Text as it is sorted and searched: accents and capitals do not count. Immutable, so that columns can be generated.

CREATE FUNCTION sort_text_v1(given text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$
    SELECT translate(lower(given),
        'àáâãäåāăąçćčďđèéêëēėęěğìíîïīįıķĺļľłñńņňòóôõöøōőŕřśşšșţťțùúûüūůűųýÿźżž',
        'aaaaaaaaacccddeeeeeeeegiiiiiiikllllnnnnoooooooorrsssstttuuuuuuuuyyzzz')
$$;
COMMENT ON FUNCTION sort_text_v1 IS 'The text without capitals and accents, for sorting.';

CREATE FUNCTION search_text_v1(name text, email text, outlet text, role text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$ SELECT sort_text_v1(name || ' ' || email || ' ' || outlet || ' ' || role) $$;
COMMENT ON FUNCTION search_text_v1 IS 'What a search for a contact looks through.';

REVOKE EXECUTE ON FUNCTION sort_text_v1(text), search_text_v1(text, text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sort_text_v1(text), search_text_v1(text, text, text, text)
    TO totalaudio_app, totalaudio_system;
