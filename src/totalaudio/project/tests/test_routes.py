"""The process of one app loads its own product: what it serves with goes out anew when it changes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from totalaudio.project.platform.places import ROOT, SOURCE
from totalaudio_ops.apps import WEB_APPS, Deployable
from totalaudio_ops.releases.owning import deployed_by

# The models of all products belong to one database, and are there before any route is.
LOADED = """
import json, sys
import django
django.setup()
before = set(sys.modules)
from totalaudio.project.urls import urlpatterns
own = [m for n, m in sys.modules.items() if n.startswith("totalaudio") and n not in before]
print(json.dumps([m.__file__ for m in own if m.__file__]))
"""


def loaded(app: Deployable) -> list[str]:
    """The files of ours that this app's routes bring into its process."""
    told = {
        "APP": app.value,
        "DATABASE_URL": "postgresql://totalaudio_app@127.0.0.1:1/none",
        "DJANGO_SETTINGS_MODULE": "totalaudio.project.settings",
        "ENVIRONMENT": "development",
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(SOURCE),
        "SECRET_KEY": "x" * 50,
    }
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", LOADED],
        env=told,
        capture_output=True,
        text=True,
        check=True,
    )
    return [Path(file).relative_to(ROOT).as_posix() for file in json.loads(done.stdout)]


@pytest.mark.parametrize("app", WEB_APPS)
def test_whatever_an_app_serves_with_redeploys_it_when_it_changes(app: Deployable) -> None:
    files = [file for file in loaded(app) if not file.endswith("__init__.py")]
    assert len(files) > 100
    assert [file for file in files if app not in deployed_by(file)] == []
