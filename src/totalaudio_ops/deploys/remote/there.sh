#!/bin/sh
# What is run at the other end of `totalaudio on`. It is sent there each time, so a server needs sh and git beforehand.
#
#   prepare SITE            makes the place that commits are sent to
#   run SITE COMMIT ID OUT ERR GREEN ACTOR WORD...
#                           runs ./totalaudio WORD... of that commit once for each ID, and follows what it says from
#                           the byte OUT of its answer and ERR of its talk
set -eu

kept=5 # checkouts beside those that something runs from

prepare() {
    mkdir -p "$1/checkouts"
    exec 9>"$1/checkouts/.lock"
    flock 9
    [ -e "$1/source.git/HEAD" ] || git init --quiet --bare "$1/source.git"
}

# A folder of its own for each commit: what already runs from one is never changed under it.
make_checkout() {
    [ ! -e "$folder" ] || return 0
    new=$site/checkouts/.new
    rm -rf "$new"
    git clone --quiet --shared --no-checkout "$site/source.git" "$new"
    git -C "$new" -c advice.detachedHead=false checkout --quiet --detach "$commit"
    mv "$new" "$folder"
}

is_in_use() {
    for process in /proc/[0-9]*/cmdline; do
        ! tr '\0' '\n' <"$process" 2>/dev/null | grep -qF -- "$1/" || return 0
    done
    return 1
}

remove_old_checkouts() {
    number=0
    # shellcheck disable=SC2012 # their names are ours: twelve hexadecimal digits
    ls -1t "$site/checkouts" | while IFS= read -r name; do
        number=$((number + 1))
        [ "$number" -gt "$kept" ] || continue
        is_in_use "$site/checkouts/$name" || rm -rf "${site:?}/checkouts/$name"
    done
}

is_alive() { [ -r "$state/pid" ] && kill -0 "$(cat "$state/pid")" 2>/dev/null; }

start() {
    rm -rf "$state"
    mkdir -p "$state"
    chmod 700 "$folder/.totalaudio/on" # what a command says is for whoever asked
    : >"$state/out" && : >"$state/err"
    # shellcheck disable=SC2016 # the inner shell expands them
    setsid sh -c 'state=$1; shift; "$@"; echo $? >"$state/status.new"; mv "$state/status.new" "$state/status"' \
        sh "$state" env "DEPLOY_SITE=$site" "GITHUB_ACTOR=$actor" ./totalaudio "$@" \
        </dev/null >"$state/out" 2>"$state/err" 9>&- &
    echo $! >"$state/pid"
}

# piece KIND NAME SEEN: sends what came since, behind a line with its kind and length, and sets $far.
piece() {
    tail -c "+$(($3 + 1))" "$state/$2" >"$part"
    length=$(($(wc -c <"$part")))
    far=$(($3 + length))
    [ "$length" -eq 0 ] || { printf '%s %d\n' "$1" "$length" && cat "$part"; }
}

follow() { # follow OUT ERR: o and e are pieces of its answer and of its talk, x is how it ended
    out=$1 err=$2 ended=
    part=$(mktemp)
    trap 'rm -f "$part"' EXIT
    while [ -z "$ended" ]; do
        [ ! -e "$state/status" ] && is_alive || ended=yes
        piece o out "$out" && out=$far
        piece e err "$err" && err=$far
        [ -n "$ended" ] || sleep 0.2
    done
    # Without a status it was killed, and is run again.
    [ ! -e "$state/status" ] || printf 'x %d\n' "$(cat "$state/status")"
}

run() {
    site=$1 commit=$2 id=$3 seen_out=$4 seen_err=$5 green=$6 actor=$7
    shift 7
    folder=$site/checkouts/$(printf %.12s "$commit")
    state=$folder/.totalaudio/on/$id
    # Another run may be at the same commit: an app and the worker are deployed at one moment.
    exec 9>"$site/checkouts/.lock"
    flock 9
    make_checkout
    touch "$folder"
    cd "$folder"
    if [ -n "$green" ]; then
        mkdir -p .totalaudio/green
        printf %s "$green" >".totalaudio/green/$commit"
    fi
    if [ ! -e "$state/status" ] && ! is_alive; then
        start "$@"
        seen_out=0 seen_err=0
        echo "n 0" # whatever was told before, this is told from its beginning
    fi
    remove_old_checkouts
    exec 9>&-
    follow "$seen_out" "$seen_err"
}

"$@"
