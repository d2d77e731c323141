WITH wanted AS (
    SELECT t.*, t.oid::regtype::text AS shown,
        CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range' WHEN 'c' THEN 'composite type' ELSE 'type' END AS kind
    FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
    WHERE t.typnamespace = ANY (%(schemas)s) AND (c.relkind = 'c' OR c.oid IS NULL)
        AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid) AND t.typtype <> 'm'
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
)
SELECT kind || ' ' || shown || ' itself', concat_ws('; ', typtype,
    (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = wanted.oid),
    'over ' || CASE WHEN typtype = 'd' THEN format_type(typbasetype, typtypmod) END,
    CASE WHEN typnotnull THEN 'not null' END, 'default ' || typdefault,
    'collation ' || CASE WHEN typtype = 'd' AND typcollation <> 0 THEN typcollation::regcollation::text END,
    'over ' || (SELECT r.rngsubtype::regtype::text FROM pg_range r WHERE r.rngtypid = wanted.oid))
FROM wanted
UNION ALL
SELECT 'owner of ' || kind || ' ' || shown || ' itself', pg_get_userbyid(typowner) FROM wanted
UNION ALL
SELECT 'object ' || pg_describe_object(o.classid, o.objid, 0), pg_get_userbyid(o.owner)
FROM (SELECT 'pg_collation'::regclass AS classid, oid AS objid, collowner AS owner, collnamespace AS place FROM pg_collation
    UNION ALL SELECT 'pg_conversion'::regclass, oid, conowner, connamespace FROM pg_conversion
    UNION ALL SELECT 'pg_operator'::regclass, oid, oprowner, oprnamespace FROM pg_operator
    UNION ALL SELECT 'pg_opclass'::regclass, oid, opcowner, opcnamespace FROM pg_opclass
    UNION ALL SELECT 'pg_opfamily'::regclass, oid, opfowner, opfnamespace FROM pg_opfamily
    UNION ALL SELECT 'pg_ts_config'::regclass, oid, cfgowner, cfgnamespace FROM pg_ts_config
    UNION ALL SELECT 'pg_ts_dict'::regclass, oid, dictowner, dictnamespace FROM pg_ts_dict) o
WHERE o.place = ANY (%(schemas)s)
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = o.classid AND d.objid = o.objid AND d.deptype = 'e')
