SELECT DISTINCT pg_get_userbyid(a.member)::text FROM pg_auth_members a
WHERE pg_get_userbyid(a.roleid) = ANY (%(roles)s) AND NOT pg_get_userbyid(a.member) = ANY (%(roles)s) ORDER BY 1
