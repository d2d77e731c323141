"""Where a backup can be brought back to: the built-in database, another one, or a schema beside the living tables."""

import getpass
import json
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Protocol

from totalaudio.project.cli.backup_reaching import embedded
from totalaudio.project.platform.data import DataFolder, hold, is_held, read_secrets
from totalaudio.project.platform.running import end_orphans
from totalaudio_ops.backups.opening import Opened
from totalaudio_ops.backups.restoring import restore
from totalaudio_ops.backups.restoring_table import restore_table
from totalaudio_ops.backups.returning import Restoration, differing, logged, write_down
from totalaudio_ops.postgres import find_binaries, prepare_cluster
from totalaudio_ops.postgres.cluster import SUPERUSER
from totalaudio_ops.postgres.roles import DATABASE, ensure_database
from totalaudio_ops.postgres.throwaway import run_server
from totalaudio_ops.postgres.urls import describe, socket_url
from totalaudio_ops.problems import Problem

LOG: Final = "restores.log"
_NO_PASSWORDS: Final = (
    "The roles have no passwords yet: start the platform with DATABASE_URL set to this address, which sets them, "
    "or set them with \\password in psql."
)


@dataclass(frozen=True, slots=True)
class Filled:
    """What a person should know after a restore: what to do now, and what is not as in the backup."""

    notes: tuple[str, ...]
    problems: tuple[str, ...] = ()


class Target(Protocol):
    """A place to bring a backup back to."""

    @property
    def what(self) -> str:
        """The whole, or a table."""

    @property
    def shown(self) -> str:
        """The place, without secrets."""

    def plan(self) -> list[str]:
        """What would be done, in sentences; raises Problem when it would be refused."""

    def fill(self, found: Opened, archive: str) -> Filled:
        """Does it; returns what a person should know afterwards."""


class DataTarget:
    """The built-in database of a platform that is stopped."""

    what = "everything"

    def __init__(self, data: Path, *, is_told: bool) -> None:
        self._folder, self._is_told = DataFolder(data), is_told
        self.shown = str(data)

    def plan(self) -> list[str]:
        """Into an empty data folder, or beside the old database, which is put aside."""
        if is_held(self._folder.path):
            raise Problem(
                f"a platform runs in the data folder {self.shown}: stop it, and run this again."
            )
        if not self._folder.cluster.exists():
            return [f"A database is made in {self.shown} and filled."]
        if not self._is_told:
            raise Problem(
                f"the data folder {self.shown} holds a database: name another with --data, or say --yes "
                "to put that one aside."
            )
        return [f"The database in {self.shown} is put aside, and a new one is made and filled."]

    def fill(self, found: Opened, archive: str) -> Filled:
        """The new database takes its place when it is whole; a killed restore leaves all as it was."""
        data = self._folder.path
        new, had_secrets = data / "postgres.restoring", (data / "secrets.json").exists()
        restoration = _restoration(self)
        with hold(data) as folder:
            end_orphans(folder)
            shutil.rmtree(new, ignore_errors=True)
            put_aside = folder.cluster.exists()
            password = read_secrets(folder).postgres_password
            problems: list[str] = []

            def work() -> None:
                problems.extend(_fill_cluster(folder, new, password, found, archive, restoration))

            logged(restoration, archive, data / LOG, work)
            aside = data / f"postgres.before-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
            if put_aside:
                folder.cluster.rename(aside)
            new.rename(folder.cluster)
        notes = [f"The database that was there is in {aside} now."] if put_aside else []
        if not had_secrets:
            notes.append(
                "New secrets were made: everybody signs in again, and mailboxes whose passwords were encrypted "
                "with the lost SECRET_KEY are connected again."
            )
        notes.append(f"Start the platform: ./totalaudio up --data {data}")
        return Filled(tuple(notes), tuple(problems))


class UrlTarget:
    """A database that an administrator's address names."""

    what = "everything"

    def __init__(self, data: Path, url: str, *, is_told: bool) -> None:
        self._data, self._url, self._is_told = data, url, is_told
        self.shown = describe(url)

    def plan(self) -> list[str]:
        """The restore itself refuses what is not empty, in the transaction in which it would fill it."""
        replaced = "; what it holds is replaced" if self._is_told else ", which must be empty"
        return [f"The database at {self.shown} is filled{replaced}."]

    def fill(self, found: Opened, archive: str) -> Filled:
        """All of it, or nothing."""
        restoration = _restoration(self)
        began = logged(
            restoration,
            archive,
            _log(self._data),
            lambda: restore(found.folder, self._url, replace=self._is_told),
        )
        problems = _problems(self._url, found)
        write_down(self._url, restoration, archive, found.described, began, problems)
        return Filled(notes=(_NO_PASSWORDS,), problems=problems)


class TableTarget:
    """A schema of its own for one table, in the database of the platform or another."""

    def __init__(self, data: Path, url: str, table: str, schema: str) -> None:
        self._data, self._url, self._table, self._schema = data, url, table, schema
        self.what = f"the table {table}"
        self.shown = describe(url) if url else str(data)

    def plan(self) -> list[str]:
        """Nothing that lives is touched."""
        side = self._schema or "a schema of its own"
        return [f"The table {self._table} is put into {side} at {self.shown}; no other is touched."]

    def fill(self, found: Opened, archive: str) -> Filled:
        """One table."""
        if self._url:
            return self._put(found, archive, self._url)
        if is_held(self._data):
            return self._put(found, archive, _superuser(self._data))
        with embedded(self._data) as (admin, _):
            return self._put(found, archive, admin)

    def _put(self, found: Opened, archive: str, url: str) -> Filled:
        made = []

        def work() -> None:
            made.append(restore_table(found.folder, self._table, url, schema=self._schema or None))

        logged(_restoration(self), archive, _log(self._data), work)
        done = made[0]
        left_out = [f"Left out: {one}" for one in done.left_out]
        rows = "1 row is" if done.rows == 1 else f"{done.rows} rows are"
        return Filled((f"{rows} in {done.table}.", *left_out))


def _fill_cluster(
    folder: DataFolder,
    place: Path,
    password: str,
    found: Opened,
    archive: str,
    restoration: Restoration,
) -> tuple[str, ...]:
    began = datetime.now(UTC)
    cluster = prepare_cluster(find_binaries(os.environ), place, folder.socket, password)
    with cluster.spec() as spec, run_server(spec):
        admin = ensure_database(cluster.url())
        restore(found.folder, admin)
        problems = _problems(admin, found)
        write_down(admin, restoration, archive, found.described, began, problems)
        return problems


def _problems(url: str, found: Opened) -> tuple[str, ...]:
    """In sentences."""
    said = differing(url, found.described)
    return tuple(f"Not as in the backup: {one.rstrip('.')}." for one in said)


def _superuser(data: Path) -> str:
    """The administrator of the built-in server of a platform that runs."""
    folder = DataFolder(data)
    socket = str(json.loads(folder.run_file.read_text()).get("socket", ""))
    if not socket:
        raise Problem(
            "the platform runs on a database of its own: name its administrator's address with --to."
        )
    password = read_secrets(folder).postgres_password
    return socket_url(user=SUPERUSER, password=password, database=DATABASE, socket=Path(socket))


def _restoration(target: Target) -> Restoration:
    return Restoration(target.what, target.shown, getpass.getuser())


def _log(data: Path) -> Path:
    data.mkdir(mode=0o711, parents=True, exist_ok=True)
    return data / LOG
