-- An object is given to its owner only where the owner may make some; nobody but a superuser passes by that.
SELECT DISTINCT n.nspname::text, pg_get_userbyid(o.owner)::text
FROM (SELECT relnamespace AS place, relowner AS owner FROM pg_class
    UNION SELECT pronamespace, proowner FROM pg_proc p WHERE NOT EXISTS (SELECT FROM pg_depend d
        WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
    UNION SELECT typnamespace, typowner FROM pg_type t WHERE NOT EXISTS (SELECT FROM pg_depend d
        WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')) o
JOIN pg_namespace n ON n.oid = o.place
WHERE n.oid = ANY (%(schemas)s) AND o.owner <> n.nspowner AND pg_get_userbyid(o.owner) = ANY (%(roles)s)
    AND NOT EXISTS (SELECT FROM aclexplode(n.nspacl) g WHERE g.grantee = o.owner AND g.privilege_type = 'CREATE')
ORDER BY 1, 2
