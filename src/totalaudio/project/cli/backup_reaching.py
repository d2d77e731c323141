"""How commands of backups reach what they need: settings, store, keys, and a database that may be stopped."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import psycopg

from totalaudio.project.cli.operating import urls_of
from totalaudio.project.environment.fields import Environment
from totalaudio.project.environment.reading import given, read
from totalaudio.project.platform.data import DataFolder, hold, is_held, read_secrets
from totalaudio.project.platform.running import end_orphans
from totalaudio_ops.backups.crypt import identities_of
from totalaudio_ops.backups.keeping import Rule, rule_of
from totalaudio_ops.backups.opening import Keys
from totalaudio_ops.backups.records import Record
from totalaudio_ops.backups.s3_store import S3Settings
from totalaudio_ops.backups.stores import Located, Store, locate, store_at
from totalaudio_ops.backups.verifying import record_of
from totalaudio_ops.postgres import find_binaries, prepare_cluster
from totalaudio_ops.postgres.connecting import connect
from totalaudio_ops.postgres.roles import Urls, ensure, ensure_database
from totalaudio_ops.postgres.throwaway import run_server
from totalaudio_ops.problems import Problem

type Connection = psycopg.Connection[tuple[object, ...]]


def settings() -> Environment:
    """The settings, of which those of backups must be right; raises Problem for the first that is not."""
    found = read(given())
    wrong = next((fault for fault in found.faults if fault.name.startswith("BACKUP_")), None)
    if wrong:
        raise Problem(f"{wrong.name} {wrong.wrong}: {wrong.fix}.")
    return found.environment


def s3_settings() -> S3Settings:
    """How to reach an S3-compatible store."""
    told = settings()
    key, secret = told.backup_s3_access_key_id, told.backup_s3_secret_access_key
    return S3Settings(
        told.backup_s3_endpoint,
        told.backup_s3_region,
        key.get_secret_value() if key else "",
        secret.get_secret_value() if secret else "",
        told.backup_s3_path_style,
    )


def store(data: Path) -> Store:
    """Where backups are kept."""
    return store_at(settings().backup_store or str(data / "backups"), s3_settings())


def find(archive: str, data: Path) -> Located:
    """An archive by its address, or by the name under which it lies in the store, as list shows it."""
    if "/" not in archive and not Path(archive).exists():
        place = store(data)
        if any(one.name == archive for one in place.stored()):
            return Located(place, archive)
    return locate(archive, s3_settings())


def keys() -> Keys:
    """What opens archives here, and what signs them."""
    told = settings()
    file = Path(told.backup_identity_file) if told.backup_identity_file else None
    return Keys(tuple(identities_of(file)), signing_key())


def signing_key() -> str:
    """The key that signs, '' for none."""
    found = settings().backup_signing_key
    return found.get_secret_value() if found else ""


def rule() -> Rule:
    """What is kept."""
    told = settings()
    return rule_of(told.backup_keep, told.backup_keep_days)


@contextlib.contextmanager
def database(data: Path) -> Iterator[Urls]:
    """The database: of the platform that runs, of the settings, or the built-in one, started for the time."""
    told = given()
    if is_held(data) or told.get("database_system_url"):
        yield urls_of(data)
    elif admin := told.get("database_url"):
        yield ensure(admin, _secret(DataFolder(data)))
    elif DataFolder(data).cluster.exists():
        with embedded(data) as (admin, folder):
            yield ensure(admin, _secret(folder))
    else:
        raise Problem(
            f"there is no database: the data folder {data} has none, and neither DATABASE_SYSTEM_URL nor "
            "DATABASE_URL is set; name the folder with --data, or set one of them."
        )


@contextlib.contextmanager
def maybe_database(data: Path) -> Iterator[str | None]:
    """The system role's address where there is a database that answers, None otherwise."""
    with contextlib.ExitStack() as stack:
        url: str | None = None
        with contextlib.suppress(Problem, psycopg.Error):
            url = stack.enter_context(database(data)).system
            psycopg.connect(url, connect_timeout=10).close()
        yield url


@contextlib.contextmanager
def known(data: Path, archive: str) -> Iterator[Record | None]:
    """What a database that runs knows of an archive; a restore starts none to ask it."""
    found = None
    if is_held(data) or given().get("database_system_url"):
        with maybe_database(data) as url:
            if url:
                with connect(url) as connection:
                    found = record_of(connection, archive)
    yield found


@contextlib.contextmanager
def embedded(data: Path) -> Iterator[tuple[str, DataFolder]]:
    """Runs the built-in server of a stopped platform; yields its administrator's address of the database."""
    with hold(data) as folder:
        end_orphans(folder)
        password = read_secrets(folder).postgres_password
        cluster = prepare_cluster(
            find_binaries(os.environ), folder.cluster, folder.socket, password
        )
        with cluster.spec() as spec, run_server(spec):
            yield ensure_database(cluster.url()), folder


def _secret(folder: DataFolder) -> str:
    return os.environ.get("SECRET_KEY") or read_secrets(folder).secret_key
