WITH wanted AS (
    SELECT p.*, p.oid::regprocedure::text AS shown,
        CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END AS kind
    FROM pg_proc p
    WHERE p.pronamespace = ANY (%(schemas)s)
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
)
SELECT kind || ' ' || shown, CASE WHEN prokind <> 'a' THEN pg_get_functiondef(oid) ELSE (
    SELECT concat_ws('; ', a.aggtransfn::regprocedure, a.aggfinalfn::regprocedure, a.aggcombinefn::regprocedure,
        format_type(a.aggtranstype, NULL), a.agginitval, a.aggkind)
    FROM pg_aggregate a WHERE a.aggfnoid = wanted.oid) END
FROM wanted
UNION ALL
SELECT 'owner of ' || kind || ' ' || shown, pg_get_userbyid(proowner) FROM wanted
