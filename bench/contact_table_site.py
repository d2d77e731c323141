"""A database with contacts and a web process in front of it, as long as a block lasts."""

import http.client
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

import psycopg

from bench.contact_table_rows import fill
from bench.installation import install
from bench.platform import ROOT, free_port
from totalaudio.core.lib.ids import new_id

_OTHERS = 50  # workspaces of a few contacts beside the one that is measured
_PATIENCE = 60  # seconds
_SESSION = """
import django; django.setup()
import sys
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from totalaudio.core.accounts.models import User
user = User(id=sys.argv[1], email="bench@example.com", password="!")
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
print(session.session_key)
"""


@dataclass(frozen=True, slots=True)
class Site:
    """Where the contacts are served, and the session of somebody who may see them."""

    contacts: int
    port: int
    session: str


@contextmanager
def serve(server_url: str, name: str, contacts: int) -> Iterator[Site]:
    """Make the database, fill it, serve it on loopback."""
    made = install(server_url, name)
    user, _ = people(made.admin, contacts)
    told = made.told(DATABASE_URL=made.urls.app)
    port = free_port()
    with web(told, port):
        yield Site(contacts, port, sign_in(told, user))


def sign_in(told: dict[str, str], user: UUID) -> str:
    """The key of a session in which this person, whose password is `!`, is signed in."""
    command = [sys.executable, "-c", _SESSION, str(user)]
    return subprocess.check_output(command, env=told, cwd=ROOT, text=True).strip()


def people(admin_url: str, contacts: int) -> tuple[UUID, UUID]:
    """Somebody in a workspace with so many contacts, beside others with a few; the ids of both."""
    user = new_id()
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute("SET search_path = totalaudio")
        admin.execute(
            "INSERT INTO accounts_user (id, email, password, name, zone, is_active, joined_at)"
            " VALUES (%s, 'bench@example.com', '!', 'Bench', 'Europe/London', true, now())",
            [user],
        )
        measured = _workspace(admin)
        admin.execute(
            "INSERT INTO accounts_member (id, workspace_id, user_id, role, joined_at)"
            " VALUES (%s, %s, %s, 'owner', now())",
            [new_id(), measured, user],
        )
        for _ in range(_OTHERS):
            fill(admin, _workspace(admin), 20)
        fill(admin, measured, contacts)
    return user, measured


def _workspace(admin: psycopg.Connection[tuple[object, ...]]) -> UUID:
    workspace = new_id()
    admin.execute(
        "INSERT INTO tenancy_workspace (id, name, plan, created_at) VALUES (%s, 'Bench', 'self_hosted', now())",
        [workspace],
    )
    return workspace


@contextmanager
def web(told: dict[str, str], port: int, *, threads: int = 8) -> Iterator[None]:
    """One web process on loopback, as long as the block lasts."""
    options = (
        "--interface",
        "wsgi",
        "--workers",
        "1",
        "--blocking-threads",
        str(threads),
        "--no-ws",
    )
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", *options, "--host", "127.0.0.1", "--port", str(port),
         "totalaudio.project.wsgi:application"],
        env=told, cwd=ROOT, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(server, port)
        yield
    finally:
        server.terminate()
        server.wait(_PATIENCE)


def _wait(server: "subprocess.Popen[bytes]", port: int) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/health/live", headers={"Host": "localhost"})
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(
        "The web process did not answer on /health/live; run granian by hand to see why."
    )
