SELECT coalesce('ALTER TABLE ' || i.indrelid::regclass::text || ' ADD CONSTRAINT ' || quote_ident(o.conname) || ' '
    || pg_get_constraintdef(o.oid), pg_get_indexdef(i.indexrelid))
FROM pg_index i LEFT JOIN pg_constraint o ON o.conindid = i.indexrelid AND o.contype IN ('p', 'u', 'x')
WHERE i.indrelid = %s::regclass ORDER BY i.indisprimary DESC, 1
