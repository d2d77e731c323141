SELECT 'index ' || i.indexrelid::regclass::text, concat_ws('; ', pg_get_indexdef(i.indexrelid),
    CASE WHEN i.indisvalid THEN 'valid' ELSE 'not valid' END,
    CASE WHEN i.indisclustered THEN 'clustered' END, CASE WHEN i.indisreplident THEN 'replica identity' END,
    'part of ' || (SELECT p.inhparent::regclass::text FROM pg_inherits p WHERE p.inhrelid = i.indexrelid),
    'statistics ' || (SELECT string_agg(a.attnum || ' ' || a.attstattarget, ', ' ORDER BY a.attnum) FROM pg_attribute a
        WHERE a.attrelid = i.indexrelid AND a.attstattarget >= 0))
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE c.relnamespace = ANY (%(schemas)s)
UNION ALL
SELECT 'statistics ' || s.stxnamespace::regnamespace::text || '.' || quote_ident(s.stxname), pg_get_statisticsobjdef(s.oid)
FROM pg_statistic_ext s WHERE s.stxnamespace = ANY (%(schemas)s)
