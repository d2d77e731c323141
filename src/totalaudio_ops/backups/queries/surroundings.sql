-- What a server holds beside the schemas of a backup; for its administrator, who may see all of it.
WITH others AS (
    SELECT oid, nspname, nspowner, nspacl FROM pg_namespace
    WHERE oid <> ALL (%(schemas)s) AND nspname !~ '^pg_(toast|temp)'
), members AS (
    SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
)
SELECT 'role ' || quote_ident(rolname), concat_ws(', ', rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolcanlogin) FROM pg_authid
UNION ALL SELECT 'password of role ' || quote_ident(rolname), md5(rolpassword) FROM pg_authid WHERE rolpassword IS NOT NULL
UNION ALL SELECT 'membership of ' || quote_ident(m.rolname) || ' in ' || quote_ident(g.rolname), a.admin_option::text
    FROM pg_auth_members a JOIN pg_authid m ON m.oid = a.member JOIN pg_authid g ON g.oid = a.roleid
UNION ALL SELECT 'setting ' || split_part(s.line, '=', 1) || ' of ' || coalesce(quote_ident(r.rolname), 'everybody')
        || CASE WHEN d.setdatabase = 0 THEN '' WHEN d.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
            THEN ' in this database' ELSE ' in another database' END,
        substr(s.line, strpos(s.line, '=') + 1)
    FROM pg_db_role_setting d LEFT JOIN pg_authid r ON r.oid = d.setrole CROSS JOIN unnest(d.setconfig) AS s (line)
UNION ALL SELECT 'setting of the server ' || name, string_agg(setting, ', ' ORDER BY seqno) FROM pg_file_settings GROUP BY name
UNION ALL SELECT 'rights on the setting ' || parname, paracl::text FROM pg_parameter_acl
UNION ALL SELECT 'database ' || quote_ident(datname), concat_ws('; ', pg_get_userbyid(datdba), datacl) FROM pg_database
    WHERE datname <> current_database()
UNION ALL SELECT 'schema ' || quote_ident(nspname), concat_ws('; ', pg_get_userbyid(nspowner), nspacl) FROM others
UNION ALL SELECT 'extension ' || quote_ident(extname), pg_get_userbyid(extowner) FROM pg_extension
UNION ALL SELECT 'publication ' || quote_ident(pubname), '' FROM pg_publication
UNION ALL SELECT 'subscription ' || quote_ident(subname), '' FROM pg_subscription
UNION ALL SELECT 'event trigger ' || quote_ident(evtname), evtenabled::text FROM pg_event_trigger
UNION ALL SELECT 'foreign-data wrapper ' || quote_ident(fdwname), fdwacl::text FROM pg_foreign_data_wrapper
UNION ALL SELECT 'foreign server ' || quote_ident(srvname), srvacl::text FROM pg_foreign_server
UNION ALL SELECT 'tablespace ' || quote_ident(spcname), spcacl::text FROM pg_tablespace
UNION ALL SELECT 'language ' || quote_ident(lanname), concat_ws('; ', pg_get_userbyid(lanowner), lanacl) FROM pg_language
UNION ALL SELECT 'large object ' || oid, '' FROM pg_largeobject_metadata
UNION ALL SELECT 'cast from ' || castsource::regtype || ' to ' || casttarget::regtype, castcontext::text FROM pg_cast
    WHERE (castfunc = 0 OR ('pg_proc'::regclass, castfunc) NOT IN (SELECT classid, objid FROM members))
        AND ('pg_cast'::regclass, oid) NOT IN (SELECT classid, objid FROM members)
UNION ALL SELECT 'relation ' || c.oid::regclass, concat_ws('; ', c.relkind, pg_get_userbyid(c.relowner), c.relacl,
        (SELECT string_agg(a.attname || ' ' || a.attacl::text, ', ' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attacl IS NOT NULL))
    FROM pg_class c WHERE c.relnamespace IN (SELECT oid FROM others)
        AND ('pg_class'::regclass, c.oid) NOT IN (SELECT classid, objid FROM members)
UNION ALL SELECT 'function ' || p.oid::regprocedure, concat_ws('; ', pg_get_userbyid(p.proowner), p.proacl, p.prosecdef, p.proconfig, md5(p.prosrc), p.probin)
    FROM pg_proc p WHERE p.pronamespace IN (SELECT oid FROM others)
        AND ('pg_proc'::regclass, p.oid) NOT IN (SELECT classid, objid FROM members)
UNION ALL SELECT 'type ' || t.oid::regtype, concat_ws('; ', pg_get_userbyid(t.typowner), t.typacl)
    FROM pg_type t WHERE t.typnamespace IN (SELECT oid FROM others)
        AND ('pg_type'::regclass, t.oid) NOT IN (SELECT classid, objid FROM members)
UNION ALL SELECT 'operator ' || o.oid::regoperator, pg_get_userbyid(o.oprowner)
    FROM pg_operator o WHERE o.oprnamespace IN (SELECT oid FROM others)
        AND ('pg_operator'::regclass, o.oid) NOT IN (SELECT classid, objid FROM members)
