-- Text as it is sorted and searched: accents and capitals do not count. Immutable, so that columns can be generated.

-- An entry of an index has a limit (2,704 bytes): text is compared by its first 600 letters. Written as RETURN, so that
-- a restored dump, which sets no search_path, finds what it calls.
CREATE FUNCTION sort_text_v1(given text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN translate(lower("left"(given, 600)),
    'àáâãäåāăąçćčďđèéêëēėęěğìíîïīįıķĺļľłñńņňòóôõöøōőŕřśşšșţťțùúûüūůűųýÿźżž',
    'aaaaaaaaacccddeeeeeeeegiiiiiiikllllnnnnoooooooorrsssstttuuuuuuuuyyzzz');
COMMENT ON FUNCTION sort_text_v1 IS 'The text without capitals and accents, for sorting.';

CREATE FUNCTION search_text_v1(name text, email text, outlet text, role text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN ' ' || sort_text_v1(name || ' ' || email || ' ' || outlet || ' ' || role);
COMMENT ON FUNCTION search_text_v1 IS 'What a search for a contact looks through.';

REVOKE EXECUTE ON FUNCTION sort_text_v1(text), search_text_v1(text, text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sort_text_v1(text), search_text_v1(text, text, text, text)
    TO totalaudio_app, totalaudio_system;
