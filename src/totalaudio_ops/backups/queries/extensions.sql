WITH members AS (SELECT classid, objid, refobjid AS extension FROM pg_depend
    WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e'),
ours AS (
    SELECT 'pg_class'::regclass AS classid, oid AS objid FROM pg_class WHERE relnamespace = ANY (%(schemas)s)
    UNION ALL SELECT 'pg_proc'::regclass, oid FROM pg_proc WHERE pronamespace = ANY (%(schemas)s)
    UNION ALL SELECT 'pg_type'::regclass, oid FROM pg_type WHERE typnamespace = ANY (%(schemas)s)
    UNION ALL SELECT 'pg_constraint'::regclass, oid FROM pg_constraint WHERE connamespace = ANY (%(schemas)s)
    UNION ALL SELECT 'pg_attrdef'::regclass, d.oid FROM pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid
        WHERE c.relnamespace = ANY (%(schemas)s)
)
SELECT e.extname::text, n.nspname::text, e.extversion
FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
WHERE e.extname <> 'plpgsql' AND (n.oid = ANY (%(schemas)s) OR e.oid IN (
    SELECT m.extension FROM ours o JOIN pg_depend d ON d.classid = o.classid AND d.objid = o.objid
    JOIN members m ON m.classid = d.refclassid AND m.objid = d.refobjid))
ORDER BY 1
