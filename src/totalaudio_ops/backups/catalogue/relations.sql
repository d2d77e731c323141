WITH wanted AS (
    SELECT c.*, n.nspname, c.oid::regclass::text AS shown,
        CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence'
            WHEN 'f' THEN 'foreign table' WHEN 'c' THEN 'composite type' ELSE 'table' END AS kind
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.oid = ANY (%(schemas)s) AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c')
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
)
SELECT kind || ' ' || shown, concat_ws('; ',
    CASE relpersistence WHEN 'u' THEN 'unlogged' WHEN 'p' THEN 'permanent' ELSE relpersistence::text END,
    'partitioned by ' || CASE WHEN relkind = 'p' THEN pg_get_partkeydef(oid) END,
    'partition of ' || (SELECT string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno)
        FROM pg_inherits i WHERE i.inhrelid = wanted.oid) || coalesce(' ' || pg_get_expr(relpartbound, oid), ''),
    'options ' || array_to_string(reloptions, ', '),
    'stored as ' || (SELECT amname FROM pg_am a WHERE a.oid = relam),
    CASE WHEN relkind IN ('r', 'p', 'm') THEN 'identified by ' || relreplident::text END,
    CASE WHEN relkind = 'm' THEN CASE WHEN relispopulated THEN 'filled' ELSE 'not filled' END END,
    'of type ' || CASE WHEN reloftype <> 0 THEN format_type(reloftype, NULL) END,
    'columns ' || (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a
        WHERE a.attrelid = wanted.oid AND a.attnum > 0 AND NOT a.attisdropped AND relkind <> 'S'))
FROM wanted
UNION ALL
SELECT 'owner of ' || kind || ' ' || shown, pg_get_userbyid(relowner) FROM wanted
UNION ALL
SELECT 'definition of ' || kind || ' ' || shown, pg_get_viewdef(oid) FROM wanted WHERE relkind IN ('v', 'm')
UNION ALL
SELECT 'row security of table ' || shown,
    CASE WHEN relrowsecurity THEN 'on' ELSE 'off' END || ', ' || CASE WHEN relforcerowsecurity THEN 'forced' ELSE 'not forced' END
FROM wanted WHERE relkind IN ('r', 'p')
