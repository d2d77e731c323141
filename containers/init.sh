#!/bin/sh
# Makes the folder of an environment, once: its settings with secrets of their own, and the database's password.
# containers/init.sh production promotion.example.com
set -eu

folder=${1:?which environment: production or preview}
host=${2:?the host under which people reach it, such as promotion.example.com}
here=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd -P)
case $folder in */*) ;; *) folder=$here/$folder ;; esac
if [ -e "$folder/settings.env" ]; then
    echo "$folder/settings.env is there already: nothing was changed." >&2
    exit 1
fi

secret() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }
key() { head -c 32 /dev/urandom | base64 | tr '+/' '-_'; }
address() { printf 'postgresql://totalaudio_%s:%s@postgres:5432/totalaudio' "$1" "$(secret)"; }

umask 077
mkdir -p "$folder"
printf '%s' "$(secret)" >"$folder/postgres_password"
cat >"$folder/settings.env" <<END
# Read by every app, each of which is given only what it may hold; docs/settings.md explains each.
SECRET_KEY=$(secret)
TOKEN_KEYS=$(key)
METRICS_TOKEN=$(secret)
DATABASE_URL=$(address app)
DATABASE_SYSTEM_URL=$(address system)
DATABASE_OWNER_URL=$(address owner)
PUBLIC_URL=https://$host
PROBE_URLS="audio-intel=http://audio-intel:8000/health/ready tracker=http://tracker:8000/health/ready \
pitch-generator=http://pitch-generator:8000/health/ready"
STATUS_URL=https://status.$host

# To be filled in: the mail server, as smtps://user:password@mail.example.com:465
EMAIL_URL=
END
# Containers read them as users of their own; on this machine the folder keeps everybody else out.
chmod 0644 "$folder/settings.env" "$folder/postgres_password"
echo "Made $folder. Fill in EMAIL_URL in settings.env, and put the certificate with its key there as certificate.pem." >&2
