SELECT 'constraint ' || quote_ident(o.conname) || ' of ' ||
        CASE WHEN o.conrelid <> 0 THEN o.conrelid::regclass::text ELSE o.contypid::regtype::text END,
    pg_get_constraintdef(o.oid)
FROM pg_constraint o
WHERE o.connamespace = ANY (%(schemas)s) AND o.contype IN ('c', 'f', 'p', 'u', 'x')
