"""`totalaudio backup`: made, proved by restoring, listed and thrown away by rule."""

import sys
from contextlib import nullcontext
from datetime import UTC, datetime
from typing import Annotated

import psycopg
import typer

from totalaudio.project.cli.backup_answers import of_made, of_verified, say_verified
from totalaudio.project.cli.backup_product import product
from totalaudio.project.cli.backup_reaching import (
    database,
    find,
    keys,
    maybe_database,
    rule,
    settings,
    signing_key,
    store,
)
from totalaudio.project.cli.options import DATA, Data, Json, answer
from totalaudio.project.platform.places import ROOT
from totalaudio_ops.backups import making, naming, pruning
from totalaudio_ops.backups.crypt import recipients_of
from totalaudio_ops.backups.making import Order
from totalaudio_ops.backups.revision import revision_of
from totalaudio_ops.backups.verifying import record_of, verify, write_down
from totalaudio_ops.postgres.connecting import connect

Archive = Annotated[str, typer.Argument(help="An archive, or its name in the store.")]
Name = Annotated[str, typer.Option(help="What to call it: letters a to z, digits and hyphens.")]


def create(*, name: Name = "hand", json: Json = False, data: Data = DATA) -> None:
    """Make a backup: one snapshot of everything, as an archive in the store. It is not verified by that.

    Works while the platform runs and while it is stopped. In JSON: archive, name, snapshot_at, bytes, sha256,
    encrypted, tables, rows, seconds, verifiable_here, notes.

    Example: ./totalaudio backup create --name before-upgrade
    """
    found = make(name, "hand", data)
    if json:
        answer(found)
    else:
        sys.stdout.write(f"{found['archive']}\n")
    for note in found["notes"]:  # type: ignore[attr-defined]  # a list of sentences
        sys.stderr.write(f"{note}\n")


def make(name: str, trigger: str, data: Data, *, patience: float = 0.0) -> dict[str, object]:
    """Makes a backup with these settings, after another that ends within `patience` seconds; returns the answer."""
    naming.checked(name)
    told = settings()
    order = Order(
        store(data),
        name,
        trigger,
        tuple(recipients_of(told.backup_recipients)),
        signing_key(),
        revision_of(ROOT),
        patience,
    )
    with database(data) as urls:
        made = making.create(urls.system, order)
    return of_made(made, name, can_verify=not made.is_encrypted or bool(keys().identities))


def verify_archive(archive: Archive, *, json: Json = False, data: Data = DATA) -> None:
    """Verify a backup: fetch it again, check every byte, restore it into a throwaway server and compare everything.

    Exit status 1 says that something is wrong. In JSON: archive, ok, problems, notes, snapshot_at, restore_seconds,
    recorded.

    Example: ./totalaudio backup verify .totalaudio/data/backups/hand-20261123T141500Z.tar.gz
    """
    found = prove(archive, data)
    if json:
        answer(found)
    else:
        say_verified(found)
    if not found["ok"]:
        raise typer.Exit(1)


def prove(archive: str, data: Data) -> dict[str, object]:
    """Verifies an archive and writes down what came of it, where there is a database; returns the answer."""
    located = find(archive, data)
    with maybe_database(data) as url, connect(url) if url else nullcontext() as connection:
        found = verify(located, keys(), product(), record_of(connection, located.address))
        is_recorded = False
        if connection is not None:
            try:
                is_recorded = write_down(connection, found, store(data).address)
            except psycopg.Error as error:
                sys.stderr.write(f"It was not written down: {str(error).strip().splitlines()[0]}\n")
    return of_verified(found, is_recorded=is_recorded)


def prune(
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    json: Json = False,
    data: Data = DATA,
) -> None:
    """Throw away the backups that BACKUP_KEEP_DAYS or BACKUP_KEEP no longer keeps. Never the newest verified one.

    Only backups of this database; other files in the store are left alone. In JSON: pruned, dry_run.

    Example: ./totalaudio backup prune --dry-run
    """
    gone = sweep(data, dry_run=dry_run)
    if json:
        answer({"pruned": gone, "dry_run": dry_run})
    else:
        sys.stdout.write("".join(f"{archive}\n" for archive in gone))
        word = "would be thrown away" if dry_run else "thrown away"
        sys.stderr.write(f"{len(gone)} {word}.\n")


def sweep(data: Data, *, dry_run: bool) -> list[str]:
    """Prunes by the settings; returns the archives that go."""
    now, place = datetime.now(UTC), store(data)
    with database(data) as urls, connect(urls.system) as connection:
        found = pruning.plan(connection, place, rule(), now)
        if not dry_run:
            pruning.prune(connection, place, found, now)
    return [one.archive for one in found]
