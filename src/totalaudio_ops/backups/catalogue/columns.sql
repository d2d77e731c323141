SELECT 'column ' || c.oid::regclass::text || '.' || quote_ident(a.attname), concat_ws('; ',
    format_type(a.atttypid, a.atttypmod),
    'collation ' || CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END,
    CASE WHEN a.attnotnull THEN 'not null' END,
    'identity ' || nullif(a.attidentity::text, ''),
    CASE a.attgenerated WHEN '' THEN 'default ' WHEN 's' THEN 'stored ' ELSE 'virtual ' END || pg_get_expr(d.adbin, d.adrelid),
    'kept ' || CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage::text END,
    'compressed ' || nullif(a.attcompression::text, ''),
    'options ' || array_to_string(a.attoptions, ', '),
    'statistics ' || nullif(a.attstattarget, -1)::text)
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE c.relnamespace = ANY (%(schemas)s) AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND a.attnum > 0 AND NOT a.attisdropped
    AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
