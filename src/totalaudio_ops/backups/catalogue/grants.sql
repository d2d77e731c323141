-- What an owner has by default is written out, so that taking it away is a difference. MAINTAIN came with PostgreSQL 17:
-- an owner there has it without anybody's doing.
WITH objects AS (
    SELECT CASE WHEN c.relkind = 'S' THEN 'sequence ' ELSE 'table ' END || c.oid::regclass::text AS shown, c.relowner AS owner,
        coalesce(c.relacl, acldefault(CASE WHEN c.relkind = 'S' THEN 's' ELSE 'r' END::"char", c.relowner)) AS acl,
        'pg_class'::regclass AS classid, c.oid AS objid
    FROM pg_class c WHERE c.relnamespace = ANY (%(schemas)s) AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
    UNION ALL
    SELECT 'column ' || a.attrelid::regclass::text || '.' || quote_ident(a.attname), c.relowner, a.attacl, 'pg_class'::regclass, c.oid
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = ANY (%(schemas)s) AND a.attacl IS NOT NULL AND NOT a.attisdropped
    UNION ALL
    SELECT 'function ' || p.oid::regprocedure::text, p.proowner, coalesce(p.proacl, acldefault('f', p.proowner)), 'pg_proc'::regclass, p.oid
    FROM pg_proc p WHERE p.pronamespace = ANY (%(schemas)s)
    UNION ALL
    SELECT 'schema ' || quote_ident(n.nspname), n.nspowner, coalesce(n.nspacl, acldefault('n', n.nspowner)), 'pg_namespace'::regclass, n.oid
    FROM pg_namespace n WHERE n.oid = ANY (%(schemas)s)
    UNION ALL
    SELECT 'type ' || t.oid::regtype::text, t.typowner, coalesce(t.typacl, acldefault('T', t.typowner)), 'pg_type'::regclass, t.oid
    FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
    WHERE t.typnamespace = ANY (%(schemas)s) AND (c.relkind = 'c' OR c.oid IS NULL) AND t.typtype <> 'm'
        AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)
    UNION ALL
    SELECT 'the database', d.datdba, coalesce(d.datacl, acldefault('d', d.datdba)), 'pg_database'::regclass, d.oid
    FROM pg_database d WHERE d.datname = current_database()
    UNION ALL
    SELECT 'new ' || CASE d.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions'
            WHEN 'T' THEN 'types' WHEN 'n' THEN 'schemas' ELSE d.defaclobjtype::text END || ' of ' || pg_get_userbyid(d.defaclrole)
            || CASE WHEN d.defaclnamespace = 0 THEN '' ELSE ' in schema ' || d.defaclnamespace::regnamespace::text END,
        d.defaclrole, d.defaclacl, 'pg_default_acl'::regclass, d.oid
    FROM pg_default_acl d
    WHERE d.defaclnamespace = ANY (%(schemas)s) OR (d.defaclnamespace = 0 AND pg_get_userbyid(d.defaclrole) = ANY (%(roles)s))
), single AS (
    SELECT o.shown, CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(g.grantee)::text END AS grantee,
        g.privilege_type || CASE WHEN bool_or(g.is_grantable) THEN ' with grant option' ELSE '' END AS privilege
    FROM objects o, aclexplode(o.acl) g
    WHERE NOT (g.privilege_type = 'MAINTAIN' AND g.grantee = o.owner)
        AND NOT (o.classid = 'pg_database'::regclass AND g.grantee = o.owner)
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = o.classid AND d.objid = o.objid AND d.deptype = 'e')
    GROUP BY o.shown, g.grantee, g.privilege_type
)
SELECT 'rights on ' || shown || ' of ' || grantee, string_agg(privilege, ', ' ORDER BY privilege) FROM single GROUP BY shown, grantee
