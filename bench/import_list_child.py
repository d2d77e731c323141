"""One measurement of bench/import_list.py: an import as the worker does it, or its peer."""

import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from typing import BinaryIO, Final
from uuid import UUID

import django
import psycopg

_SEED: Final = 7
_STATIONS: Final = 20_000

_PEER: Final = (
    """INSERT INTO contacts_outlet (id, workspace_id, name, name_key, kind, domain, website, country, created_at)
    SELECT outlet_id, %(workspace)s, outlet_name, outlet_key, '', '', '', '', now()
    FROM incoming WHERE is_first_of_outlet""",
    """INSERT INTO contacts_contact (id, workspace_id, match_key, {columns},
        email_status, outlet_kind, status, source, created_at, updated_at)
    SELECT contact_id, %(workspace)s, match_key, {columns}, '', '', '', '', now(), now() FROM incoming""",
    """INSERT INTO contacts_affiliation (id, workspace_id, contact_id, outlet_id, role, created_at)
    SELECT affiliation_id, %(workspace)s, contact_id, its_outlet, role, now() FROM incoming""",
    """INSERT INTO intel_importedrow (id, workspace_id, of_id, row, contact_id, fields)
    SELECT record_id, %(workspace)s, %(import)s, row, contact_id, fields FROM incoming""",
)


def print_figures() -> None:
    """Print the figures of one measurement as JSON."""
    django.setup()
    what, rows = sys.argv[1], int(sys.argv[2])
    with tempfile.TemporaryFile() as source:
        write_list(source, rows)
        found = _times(source) if what == "time" else _memory(source)
    sys.stdout.write(json.dumps(found))


def write_list(source: BinaryIO, rows: int) -> None:
    """A clean list of made-up contacts, every one new."""
    pick = random.Random(_SEED)
    source.write(b"Name,E-mail,Station,Role,Genre(s),Country,Notes\n")
    for number in range(rows):
        station = pick.randrange(_STATIONS)
        line = (
            f"Test Person{number},person{number}@station{station}.example,Example FM {station},"
            f"Producer,indie; house,UK,Met at event {number}\n"
        )
        source.write(line.encode())
    source.seek(0)


def _memory(source: BinaryIO) -> dict[str, float]:
    _import(source)
    return {"megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _times(source: BinaryIO) -> dict[str, float]:
    ours = _import(source)
    prepared = _prepared(source)
    return {"ours": ours, "peer": _peer(prepared)}


def _import(source: BinaryIO) -> float:
    """Seconds that the worker takes from the stored bytes to the commit."""
    from totalaudio.core.tenancy.context import Actor, task_context
    from totalaudio.core.tenancy.roles import Role
    from totalaudio.intel.imports import actions
    from totalaudio.intel.imports.work import run_import
    from totalaudio.intel.models import Import

    workspace_id = _workspace()
    by = Actor(user_id=None, workspace_id=workspace_id, role=Role.MEMBER)
    source.seek(0)
    with task_context(workspace_id):
        imported = actions.receive(by=by, name="list.csv", source=source)
        actions.confirm(by=by, imported=imported, mapping=actions.mapping_of(imported))
    seconds = _timed(lambda: run_import(workspace_id=workspace_id, import_id=imported.id))
    done = Import.objects.using("system").get(id=imported.id)
    if done.state != "done" or not done.rows_new:
        raise RuntimeError(f"the import ended as {done.state}: {done.problem}")
    return seconds


def _workspace() -> UUID:
    from totalaudio.core.lib.ids import new_id
    from totalaudio.core.tenancy.models import Workspace

    made = Workspace.objects.using("system").create(id=new_id(), name="Bench", plan="self_hosted")
    return UUID(str(made.id))


def _timed(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _prepared(source: BinaryIO) -> bytes:
    """The same rows, parsed beforehand, with everything decided, as COPY wants them."""
    from django.db import connection

    from totalaudio.core.tenancy.context import context
    from totalaudio.intel.imports.incoming import copy_rows
    from totalaudio.intel.imports.mapping import suggest_mapping
    from totalaudio.intel.imports.parsing import row_parser
    from totalaudio.intel.imports.reading import open_list

    source.seek(0)
    with context(), open_list(source, name="list.csv") as opened:
        mapping = suggest_mapping(opened.header, [record.cells for record in opened.sample])
        driver = _driver(connection.connection)
        copy_rows(driver, map(row_parser(mapping), opened.rows()))
        with driver.cursor() as cursor, cursor.copy(f"COPY ({_DECIDED}) TO STDOUT") as copy:
            return b"".join(bytes(part) for part in copy)


_DECIDED: Final = """
SELECT *, row = min(row) OVER same AS is_first_of_outlet, first_value(outlet_id) OVER (same ORDER BY row) AS its_outlet
FROM incoming WINDOW same AS (PARTITION BY outlet_key) ORDER BY row
"""


def _peer(prepared: bytes) -> float:
    """Seconds for COPY into a temporary table and INSERT … SELECT into the same tables, as the same role."""
    from django.db import connection

    from totalaudio.core.tenancy.context import Actor, task_context
    from totalaudio.core.tenancy.roles import Role
    from totalaudio.intel.imports.incoming import CREATE, LISTS, TEXTS
    from totalaudio.intel.models import Import

    workspace_id = _workspace()
    by = Actor(user_id=None, workspace_id=workspace_id, role=Role.MEMBER)
    columns = ", ".join((*TEXTS, *LISTS))
    began = time.perf_counter()
    with task_context(workspace_id):
        imported = Import.objects.create(workspace_id=by.workspace_id, name="peer")
        with _driver(connection.connection).cursor() as cursor:
            cursor.execute(CREATE)
            cursor.execute(
                "ALTER TABLE incoming ADD is_first_of_outlet boolean, ADD its_outlet uuid"
            )
            with cursor.copy("COPY incoming FROM STDIN") as copy:
                copy.write(prepared)
            for statement in _PEER:
                names = {"workspace": workspace_id, "import": imported.id}
                cursor.execute(statement.format(columns=columns).encode(), names)
    return time.perf_counter() - began


def _driver(found: object) -> "psycopg.Connection[tuple[object, ...]]":
    if not isinstance(found, psycopg.Connection):
        raise TypeError("the bench needs the psycopg driver")
    return found


if __name__ == "__main__":
    print_figures()
