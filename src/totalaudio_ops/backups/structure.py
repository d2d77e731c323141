"""schema.sql and constraints.sql: what pg_dump writes, chosen by its table of contents, for servers of 15 and later."""

import re
from collections.abc import Iterator
from pathlib import Path

from totalaudio_ops.backups.older import known_to_older
from totalaudio_ops.backups.preliminaries import preliminaries
from totalaudio_ops.backups.programs import Programs
from totalaudio_ops.backups.queries import query
from totalaudio_ops.backups.running import run
from totalaudio_ops.backups.scope import Connection, Scope
from totalaudio_ops.backups.working import work_folder

# Only what every supported server knows.
PREAMBLE = """\
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
SET datestyle = 'ISO, MDY';
SET intervalstyle = 'postgres';
SET timezone = 'UTC';
SET bytea_output = 'hex';

"""
_FIRST_ENTRY = re.compile(r"^--\n-- Name: ", re.MULTILINE)
_END = re.compile(
    r"(?:--\n-- PostgreSQL database dump complete\n--\n)?\s*(?:\\unrestrict \w+)?\s*\Z"
)
_OF_SCHEMA = re.compile(r"(?:ACL|COMMENT) - SCHEMA (?P<name>.*) \S+$")
# Written by ourselves (schemas, extensions), or a thing of the server and not of the platform.
_ELSEWHERE = re.compile(
    r"^(?:SCHEMA -|EXTENSION -|COMMENT - EXTENSION|ACL (?:pg_catalog|information_schema|public) )"
)
_ENTRY = re.compile(r"^\d+; (?P<class>\d+) (?P<oid>\d+) (?P<rest>.*)$")
_READING = "reading the dump"
_PUBLICATION, _EVENT_TRIGGER = "6104", "3466"


def write_structure(
    connection: Connection, scope: Scope, snapshot: str, programs: Programs, url: str, folder: Path
) -> None:
    """Writes both files as the snapshot shows it."""
    with work_folder() as place:
        made = place / "made"
        _dump(scope, snapshot, programs, url, made)
        contents = run([programs.path("pg_restore"), "--list", str(made)], url, _READING)
        chosen = list(_chosen(connection, scope, contents))
        lists = place / "objects", place / "rights"
        for path, is_right in zip(lists, (False, True), strict=True):
            path.write_text("\n".join(line for line in chosen if _is_right(line) == is_right))
        for section, name in (("pre-data", "schema.sql"), ("post-data", "constraints.sql")):
            objects, rights = (_read(programs, url, made, section, path) for path in lists)
            around = preliminaries(connection, scope) if section == "pre-data" else ("", "")
            body = objects + known_to_older(rights)
            (folder / name).write_text(PREAMBLE + body.join(around))


def _read(programs: Programs, url: str, made: Path, section: str, chosen: Path) -> str:
    command = [programs.path("pg_restore"), f"--section={section}", f"--use-list={chosen}"]
    return _body(run([*command, "--no-tablespaces", "--file=-", str(made)], url, _READING))


def _is_right(line: str) -> bool:
    entry = _ENTRY.match(line)
    return entry is not None and entry["rest"].startswith(("ACL ", "DEFAULT ACL "))


def _dump(scope: Scope, snapshot: str, programs: Programs, url: str, made: Path) -> None:
    others = [f'--exclude-schema="{name.replace(chr(34), chr(34) * 2)}"' for name in scope.left_out]
    command = [programs.path("pg_dump"), "--format=custom", "--compress=0", "--schema-only"]
    command += [f"--snapshot={snapshot}", "--lock-wait-timeout=60s", "--no-password", *others]
    run([*command, f"--file={made}"], url, "pg_dump")


def _chosen(connection: Connection, scope: Scope, contents: str) -> Iterator[str]:
    found = connection.execute(query("of_the_server"), scope.parameters())
    of_the_server = {str(oid) for (oid,) in found}
    for line in contents.splitlines():
        entry = _ENTRY.match(line)
        if entry is None or not _is_ours(entry["rest"], scope):
            continue
        if entry["class"] in {_PUBLICATION, _EVENT_TRIGGER} and entry["oid"] in of_the_server:
            continue
        yield line


def _is_ours(entry: str, scope: Scope) -> bool:
    if _ELSEWHERE.match(entry):
        return False
    if about_schema := _OF_SCHEMA.match(entry):
        return about_schema["name"] in scope.schemas.values()
    if entry.startswith("DEFAULT ACL - "):  # in every schema, for what one role makes
        return entry.rsplit(" ", 1)[-1] in scope.roles
    return True


def _body(text: str) -> str:
    """The entries without what pg_restore puts around them, which only its own version may know."""
    first, end = _FIRST_ENTRY.search(text), _END.search(text)
    return text[first.start() : end.start() if end else len(text)] + "\n" if first else ""
