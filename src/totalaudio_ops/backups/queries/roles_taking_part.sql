WITH named AS (
    SELECT relowner AS owner, relacl AS acl FROM pg_class WHERE relnamespace = ANY (%(schemas)s)
    UNION ALL SELECT NULL, a.attacl FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE c.relnamespace = ANY (%(schemas)s) AND a.attacl IS NOT NULL
    UNION ALL SELECT NULL, p.proacl FROM pg_proc p WHERE p.pronamespace = ANY (%(schemas)s)
    UNION ALL SELECT p.proowner, NULL FROM pg_proc p WHERE p.pronamespace = ANY (%(schemas)s)
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
    UNION ALL SELECT nspowner, nspacl FROM pg_namespace WHERE oid = ANY (%(schemas)s)
    UNION ALL SELECT NULL, typacl FROM pg_type WHERE typnamespace = ANY (%(schemas)s)
    UNION ALL SELECT defaclrole, defaclacl FROM pg_default_acl WHERE defaclnamespace = ANY (%(schemas)s)
), taking_part AS (
    SELECT owner AS oid FROM named WHERE owner IS NOT NULL
    UNION SELECT g.grantee FROM named, aclexplode(named.acl) g
    UNION SELECT r FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid, unnest(p.polroles) r
        WHERE c.relnamespace = ANY (%(schemas)s)
    UNION SELECT oid FROM pg_roles WHERE rolname = ANY (%(roles)s)
)
SELECT t.oid, r.rolname::text FROM taking_part t LEFT JOIN pg_roles r ON r.oid = t.oid WHERE t.oid <> 0 ORDER BY 2, 1
