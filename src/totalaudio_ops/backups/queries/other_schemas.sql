SELECT n.nspname::text,
    EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = n.oid AND NOT EXISTS (SELECT FROM pg_depend d
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'))
    OR EXISTS (SELECT FROM pg_proc p WHERE p.pronamespace = n.oid AND NOT EXISTS (SELECT FROM pg_depend d
        WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'))
    OR EXISTS (SELECT FROM pg_type t WHERE t.typnamespace = n.oid AND NOT EXISTS (SELECT FROM pg_depend d
        WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e'))
FROM pg_namespace n
WHERE n.oid <> ALL (%(schemas)s) AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY 1
