"""A migrated database on a throwaway server, for benchmarks of what works on it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from totalaudio_ops.postgres import throwaway_server
from totalaudio_ops.postgres.roles import ensure, ensure_database

_SECRET = "bench " * 8


@contextmanager
def installed() -> Iterator[dict[str, str]]:
    """The environment of a process of the platform, whose database is gone afterwards."""
    with throwaway_server() as server:
        urls = ensure(ensure_database(server.cluster.url()), _SECRET)
        told = {
            "DJANGO_SETTINGS_MODULE": "totalaudio.project.settings",
            "SECRET_KEY": _SECRET,
            "ENVIRONMENT": "test",
            "LOOK_OUTSIDE": "false",
        }
        subprocess.run(
            [sys.executable, "-m", "django", "migrate", "--no-input", "--skip-checks", "-v", "0"],
            env=os.environ | told | {"DATABASE_URL": urls.owner},
            check=True,
        )
        yield told | {"DATABASE_URL": urls.app, "DATABASE_SYSTEM_URL": urls.system}
