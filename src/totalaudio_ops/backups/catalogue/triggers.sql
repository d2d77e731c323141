SELECT 'trigger ' || quote_ident(t.tgname) || ' of ' || t.tgrelid::regclass::text,
    pg_get_triggerdef(t.oid) || '; ' || CASE t.tgenabled WHEN 'O' THEN 'on' WHEN 'D' THEN 'off' WHEN 'R' THEN 'on a replica' ELSE 'always' END
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE c.relnamespace = ANY (%(schemas)s) AND NOT t.tgisinternal
UNION ALL -- what enforces a foreign key can be switched off without a trace in its definition
SELECT 'enforcement of constraint ' || quote_ident(o.conname) || ' of ' || o.conrelid::regclass::text,
    CASE WHEN bool_and(t.tgenabled = 'O') THEN 'on' ELSE 'switched off' END
FROM pg_trigger t JOIN pg_constraint o ON o.oid = t.tgconstraint
WHERE o.connamespace = ANY (%(schemas)s) AND t.tgisinternal
GROUP BY o.conname, o.conrelid
UNION ALL
SELECT 'rule ' || quote_ident(r.rulename) || ' of ' || c.oid::regclass::text,
    pg_get_ruledef(r.oid) || CASE WHEN r.ev_enabled = 'O' THEN '' ELSE '; ' || r.ev_enabled::text END
FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
WHERE c.relnamespace = ANY (%(schemas)s) AND r.rulename <> '_RETURN'
UNION ALL
SELECT 'event trigger ' || quote_ident(e.evtname), concat_ws('; ', e.evtevent, e.evtfoid::regprocedure, e.evtenabled, e.evttags)
FROM pg_event_trigger e JOIN pg_proc p ON p.oid = e.evtfoid
WHERE p.pronamespace = ANY (%(schemas)s)
