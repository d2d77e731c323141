SELECT 'numbering of sequence ' || c.oid::regclass::text, concat_ws('; ', format_type(s.seqtypid, NULL),
    'start ' || s.seqstart, 'step ' || s.seqincrement, 'from ' || s.seqmin, 'to ' || s.seqmax,
    'cache ' || s.seqcache, CASE WHEN s.seqcycle THEN 'cycles' END,
    (SELECT 'owned by ' || d.refobjid::regclass::text || '.' || quote_ident(a.attname)
        FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass
            AND d.deptype IN ('a', 'i')))
FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
WHERE c.relnamespace = ANY (%(schemas)s)
