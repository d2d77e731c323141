"""Migrated databases on a throwaway server, for benchmarks of what works on them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bench.platform import ROOT
from totalaudio_ops.postgres import throwaway_server
from totalaudio_ops.postgres.roles import DATABASE, Urls, ensure, ensure_database
from totalaudio_ops.schema import migrate as migrate_operations

_SECRET = "bench-" * 8
_SAID_ANEW = ("DATABASE_", "PG", "DJANGO_")


@dataclass(frozen=True, slots=True)
class Installation:
    """A migrated database: its administrator's address, and the address of each role."""

    admin: str
    urls: Urls

    def told(self, **addresses: str) -> dict[str, str]:
        """The environment of a process of the platform that holds these addresses."""
        kept = {name: said for name, said in os.environ.items() if not name.startswith(_SAID_ANEW)}
        return kept | {
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "PYTHONWARNINGS": "ignore",
            "DJANGO_SETTINGS_MODULE": "totalaudio.project.settings",
            "SECRET_KEY": _SECRET,
            "ENVIRONMENT": "test",
            "LOOK_OUTSIDE": "false",
            **addresses,
        }


@contextmanager
def installed() -> Iterator[dict[str, str]]:
    """The environment of a worker, whose database is gone afterwards."""
    with throwaway_server() as server:
        made = install(server.url)
        yield made.told(DATABASE_URL=made.urls.app, DATABASE_SYSTEM_URL=made.urls.system)


def install(server_url: str, name: str = DATABASE) -> Installation:
    """Make a database on the server of this administrator, with its roles and all migrations."""
    admin = ensure_database(server_url, name)
    made = Installation(admin, ensure(admin, _SECRET))
    migrate = ["-m", "django", "migrate", "--no-input", "--skip-checks", "-v", "0"]
    told = made.told(DATABASE_URL=made.urls.owner)
    subprocess.run([sys.executable, *migrate], env=told, cwd=ROOT, check=True)
    migrate_operations(made.urls.owner)
    return made
