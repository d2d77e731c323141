"""Whether an app builds: its release is made as a server makes it, and answers on a database of its own."""

import os
import secrets
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from cryptography.fernet import Fernet

from totalaudio_ops.apps import WEB_APPS, Deployable
from totalaudio_ops.deployables import read_deployables
from totalaudio_ops.deploys.knocking import check
from totalaudio_ops.deploys.server.releases import Release, build
from totalaudio_ops.deploys.targets import Place
from totalaudio_ops.held_folders import held_folder
from totalaudio_ops.postgres import throwaway_server
from totalaudio_ops.postgres.roles import Urls, ensure, ensure_database
from totalaudio_ops.problems import Problem

HOST: Final = "trial.example.com"
SECONDS: Final = 60.0
_PREFIX: Final = "totalaudio-trial-"


def try_out(root: Path, commit: str, app: Deployable, port: int) -> str:
    """Builds the release of a commit, migrates an empty database with it, starts the app and asks its pages.

    Returns one sentence; raises Problem with what did not work. Nothing is left behind.
    """
    place = Path(tempfile.gettempdir())
    with held_folder(_PREFIX, place) as folder, throwaway_server() as server:
        began = time.monotonic()
        release, _ = build(folder / "releases", root, commit)
        built = time.monotonic() - began
        urls = ensure(ensure_database(server.url), secrets.token_urlsafe(16))
        settings = _settings(folder / "settings.env", urls)
        _run(release, folder, "migrate", app, settings)
        said = _started(release, folder, app, settings, port)
    return f"{app}: built in {built:.0f} s; {said}"


def _started(release: Release, folder: Path, app: Deployable, settings: Path, port: int) -> str:
    life, declared = folder / "alive", read_deployables(release.path).of(app)
    if app not in WEB_APPS:
        words = ("--life", str(life), "--tell", f"DATA_DIR={folder}")
        with _process(release, folder, "worker", app, settings, *words):
            return _lives(life, folder)
    words = ("--tell", f"PORT={port}", "--tell", f"DATA_DIR={folder}")
    with _process(release, folder, "web", app, settings, *words):
        headers = (("Host", HOST), ("X-Forwarded-Proto", "https"))
        try:
            return check(Place(f"http://127.0.0.1:{port}", headers), declared.smoke, SECONDS)
        except Problem as problem:
            raise Problem(f"{problem}; it said: {_said(folder)}") from None


def _lives(life: Path, folder: Path) -> str:
    until = time.monotonic() + SECONDS
    while not life.exists():
        if time.monotonic() > until:
            raise Problem(f"the worker gave no sign of life in {SECONDS:g} s: {_said(folder)}")
        time.sleep(0.1)
    return "The worker gave a sign of life."


def _run(release: Release, folder: Path, process: str, app: Deployable, settings: Path) -> None:
    with _process(release, folder, process, app, settings) as running:
        if running.wait():
            raise Problem(f"{process} of the release failed: {_said(folder)}")


@contextmanager
def _process(
    release: Release, folder: Path, process: str, app: Deployable, settings: Path, *more: str
) -> Iterator["subprocess.Popen[bytes]"]:
    words = release.command("serve", process, "--app", app, "--settings", str(settings), *more)
    with (folder / "log").open("ab") as log:
        running = subprocess.Popen(
            words,
            cwd=release.path,
            env={"PYTHONPATH": str(release.source), "PATH": os.environ.get("PATH", os.defpath)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        yield running
    finally:
        running.terminate()
        running.wait()


def _settings(file: Path, urls: Urls) -> Path:
    told = {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "TOKEN_KEYS": Fernet.generate_key().decode(),
        "DATABASE_URL": urls.app,
        "DATABASE_SYSTEM_URL": urls.system,
        "DATABASE_OWNER_URL": urls.owner,
        "PUBLIC_URL": f"https://{HOST}",
        "EMAIL_URL": f"smtp+tls://{HOST}:587",
    }
    file.touch(mode=0o600)
    file.write_text("".join(f"{name}={value}\n" for name, value in told.items()), "utf-8")
    return file


def _said(folder: Path) -> str:
    lines = (folder / "log").read_text("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "nothing"
