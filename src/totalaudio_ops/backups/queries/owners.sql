SELECT DISTINCT pg_get_userbyid(o.owner)::text FROM (
    SELECT nspowner AS owner FROM pg_namespace WHERE oid = ANY (%(schemas)s)
    UNION SELECT relowner FROM pg_class WHERE relnamespace = ANY (%(schemas)s)
    UNION SELECT proowner FROM pg_proc WHERE pronamespace = ANY (%(schemas)s)) o
WHERE pg_get_userbyid(o.owner) = ANY (%(roles)s)
