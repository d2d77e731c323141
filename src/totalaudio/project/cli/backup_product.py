"""What this release knows of itself, for verifying: its health check in a process of its own, and its schema."""

import json
import os
import secrets
import subprocess
import sys
from typing import Final

from totalaudio.project.platform.places import ROOT, SCHEMA_SQL, SOURCE
from totalaudio_ops.backups.proving import Health, Product
from totalaudio_ops.postgres.roles import Urls
from totalaudio_ops.schema import migrate as migrate_operations

_SECONDS: Final = 300
_KEPT: Final = ("PATH", "HOME", "LANG", "TMPDIR", "PG_BINDIR", "LD_LIBRARY_PATH")


def product() -> Product:
    """This release."""
    return Product(check, SCHEMA_SQL)


def check(urls: Urls) -> Health:
    """Asks whether this release would answer people from a database; an older one is migrated first, as by `up`."""
    found = _ready(urls)
    if found.get("status") == "ok":
        is_of_this_release = not found.get("unknown")
        return Health((), is_of_this_release=is_of_this_release, notes=())
    if found.get("reason") != "migrations":
        return Health((_unwell(found),), is_of_this_release=False)
    failed = _migrate(urls)
    if not failed and _ready(urls).get("status") == "ok":
        note = (
            "It is of an older release; this release's migrations were run on it, and it answers."
        )
        return Health((), is_of_this_release=False, notes=(note,))
    return Health((failed or _unwell(found),), is_of_this_release=False)


def _ready(urls: Urls) -> dict[str, object]:
    done = _run(["totalaudio", "ready"], DATABASE_URL=urls.app, DATABASE_SYSTEM_URL=urls.system)
    try:
        found = json.loads(done.stdout)
    except ValueError:
        found = None
    said = (done.stderr.strip() or "it said nothing").splitlines()[-1]
    return found if isinstance(found, dict) else {"reason": said}


def _unwell(found: dict[str, object]) -> str:
    return f"The product does not answer from the restored database: {found.get('reason')}."


def _migrate(urls: Urls) -> str:
    """Runs the migrations of this release; says what failed."""
    command = ["django", "migrate", "--no-input", "--skip-checks", "--verbosity=0"]
    done = _run(command, DATABASE_URL=urls.owner)
    if done.returncode:
        said = (done.stderr.strip() or "it said nothing").splitlines()[-1]
        return f"The migrations of this release do not run on the restored database: {said}"
    migrate_operations(urls.owner)
    return ""


def _run(command: list[str], **settings: str) -> subprocess.CompletedProcess[str]:
    """With settings of its own: what is wrong with those of the installation is no fault of an archive."""
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environment |= {
        "PYTHONPATH": str(SOURCE),
        "PYTHONWARNINGS": "ignore",
        "DJANGO_SETTINGS_MODULE": "totalaudio.project.settings",
        "SECRET_KEY": secrets.token_urlsafe(32),
        **settings,
    }
    return subprocess.run(
        [sys.executable, "-P", "-m", *command],
        env=environment,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
