#!/bin/sh
# Run once by the container of PostgreSQL, when its volume is empty: the roles, with the passwords of the settings.
set -eu

settings=${SETTINGS_FILE:-/run/secrets/settings}
ask() { psql --no-psqlrc --quiet -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" "$@"; }

ask --single-transaction --file "${ROLES_SQL:-/roles.sql}"
for role in totalaudio_app totalaudio_system totalaudio_owner; do
    password=$(sed -n "s|^DATABASE[A-Z_]*URL=postgresql://$role:\([^@]*\)@.*|\1|p" "$settings" | head -n 1)
    [ -n "$password" ] || { echo "$settings has no address of $role with a password" >&2; exit 1; }
    # By standard input: on the command line every process of the container could read it.
    printf "ALTER ROLE %s PASSWORD '%s';\n" "$role" "$password" | ask
done
