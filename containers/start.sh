#!/bin/sh
# What one container runs: the process of its APP, or what it is told (watch, migrate, check, health, or any command).
set -eu

settings=${SETTINGS_FILE:-/run/secrets/settings}
python=${PYTHON:-/opt/totalaudio/bin/python}
life=/tmp/life
export PYTHONPATH="${PYTHONPATH:-/app/src}"

totalaudio() { exec "$python" -P -m totalaudio "$@"; }
serve() {
    process=$1
    shift
    totalaudio serve "$process" --app "$APP" --settings "$settings" --otherwise "DATA_DIR=${DATA_DIR:-/data}" "$@"
}
listening() { serve "$@" --tell HOST=0.0.0.0 --tell PORT=8000; }

answers() { # answers ADDRESS: whether it says 200
    "$python" -c 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=5)' "$1" 2>/dev/null
}

healthy() {
    case $APP in
        worker) [ -n "$(find "$life" -newermt '-60 seconds' 2>/dev/null)" ] ;;
        *) answers http://127.0.0.1:8000/health/ready ;;
    esac
}

case ${1-} in
    '')
        case $APP in
            all) totalaudio up --data "${DATA_DIR:-/data}" --host 0.0.0.0 --port 8000 ;;
            worker) serve worker --life "$life" ;;
            *) listening web ;;
        esac
        ;;
    watch) listening watch --tell STATUS_PORT=8100 ;;
    migrate | check) serve "$1" ;;
    health) healthy ;;
    *) # a command of the platform, with the settings of all apps
        export APP=all ENVIRONMENT=production
        exec "$python" -P -m dotenv -f "$settings" run -- "$python" -P -m totalaudio "$@"
        ;;
esac
