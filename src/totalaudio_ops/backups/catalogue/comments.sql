WITH placed AS (
    SELECT d.*, CASE d.classoid
        WHEN 'pg_class'::regclass THEN (SELECT relnamespace FROM pg_class WHERE oid = d.objoid)
        WHEN 'pg_proc'::regclass THEN (SELECT pronamespace FROM pg_proc WHERE oid = d.objoid)
        WHEN 'pg_type'::regclass THEN (SELECT typnamespace FROM pg_type WHERE oid = d.objoid)
        WHEN 'pg_constraint'::regclass THEN (SELECT connamespace FROM pg_constraint WHERE oid = d.objoid)
        WHEN 'pg_namespace'::regclass THEN d.objoid
        WHEN 'pg_trigger'::regclass THEN (SELECT relnamespace FROM pg_class c JOIN pg_trigger t ON t.tgrelid = c.oid WHERE t.oid = d.objoid)
        WHEN 'pg_policy'::regclass THEN (SELECT relnamespace FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid WHERE p.oid = d.objoid)
        WHEN 'pg_rewrite'::regclass THEN (SELECT relnamespace FROM pg_class c JOIN pg_rewrite r ON r.ev_class = c.oid WHERE r.oid = d.objoid)
        END AS place
    FROM pg_description d
)
SELECT 'comment on ' || pg_describe_object(p.classoid, p.objoid, p.objsubid), p.description
FROM placed p
WHERE p.place = ANY (%(schemas)s)
    AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = p.classoid AND e.objid = p.objoid AND e.deptype = 'e')
