"""Commands that fail for want of a right setting say so in a line, and show no secret."""

import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import quote

import psycopg
import pytest
from psycopg import sql

from tests.platform.launch import environment
from tests.secrets.marks import DATABASE, MAIL, SET, seen_in
from tests.support import provision
from totalaudio_ops.postgres.urls import replaced

SITE = "granian --interface wsgi --workers 1 --no-ws --port 0 totalaudio.project.wsgi:application"
UP = "totalaudio up --no-demo --port 1 --data {data}"
CHECK = "totalaudio env check audio-intel --env test --connect"
CHECK_WORKER = "totalaudio env check worker --env test --connect --json"
MIGRATE = "django migrate --no-input"
WORKER = "totalaudio worker"
COMMANDS = (SITE, UP, CHECK, CHECK_WORKER, MIGRATE, WORKER, "totalaudio demo")
# In each of these libpq, or whoever reads it, would say a part of the password when it complains.
BROKEN = (
    "postgresql://us:mark-of-the-database-Xw3@ss@127.0.0.1/tap",
    "postgresql://us:mark-of-the-database-Xw3/ss@127.0.0.1/tap",
    "postgresql://us:mark-of-the-database-Xw3%zz@127.0.0.1/tap",
    "postgresql://us:mark-of-the-database-Xw3 ss@127.0.0.1/tap",
    "postgresql://us@127.0.0.1:mark-of-the-database-Xw3/tap",
    "postgresql://us@127.0.0.1/tap?mark-of-the-database-Xw3=1",
    "mysql://us:mark-of-the-database-Xw3@127.0.0.1/tap",
    "mark-of-the-database-Xw3",
)
MARKED = SET | {"EMAIL_URL": f"smtps://us:{quote(MAIL.text, safe='')}@mail.example:465"}


def run(command: str, data: object, **told: str) -> dict[str, bytes]:
    """What a command that must fail says."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", *command.format(data=data).split()],
        env=environment(DJANGO_SETTINGS_MODULE="totalaudio.project.settings", **MARKED | told),
        cwd="/",
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0, command
    assert done.stdout + done.stderr, command
    return {f"{command}, stdout": done.stdout, f"{command}, stderr": done.stderr}


@pytest.fixture
def stranger_to_the_server(server: str) -> Iterator[str]:
    """The address of a role with another password than the one in it."""
    name = provision.unique("role")
    with psycopg.connect(server, autocommit=True) as admin:
        role = sql.Identifier(name)
        admin.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'another'").format(role))
        yield replaced(server, user=name, password=DATABASE.text)
        admin.execute(sql.SQL("DROP ROLE {}").format(role))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_server_that_refuses_the_password(
    command: str, stranger_to_the_server: str, tmp_path: object
) -> None:
    both = dict.fromkeys(["DATABASE_URL", *system(command)], stranger_to_the_server)
    said = run(command, tmp_path, **both)
    assert seen_in(said) == []


NOBODY = f"postgresql://us:{DATABASE.text}@127.0.0.1:1/tap"


def test_a_worker_that_waits_for_its_server() -> None:
    """It does not end for that; what it says until then."""
    told = dict.fromkeys(["DATABASE_URL", *system(WORKER)], NOBODY)
    with subprocess.Popen(
        [sys.executable, "-P", "-m", *WORKER.split()],
        env=environment(DJANGO_SETTINGS_MODULE="totalaudio.project.settings", **MARKED | told),
        cwd="/",
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as worker:
        assert worker.stderr
        first = worker.stderr.readline()
        worker.terminate()
        out, rest = worker.communicate(timeout=60)
    assert b"Until it answers, nothing is worked on" in first
    assert seen_in({"stdout": out, "stderr": first + rest}) == []


@pytest.mark.parametrize("command", [one for one in COMMANDS if one != WORKER])
def test_a_server_that_is_not_there(command: str, tmp_path: object) -> None:
    said = run(command, tmp_path, **dict.fromkeys(["DATABASE_URL", *system(command)], NOBODY))
    assert seen_in(said) == []


@pytest.mark.parametrize(
    ("command", "address"),
    [*((UP, address) for address in BROKEN), (WORKER, BROKEN[0]), (SITE, BROKEN[1])],
)
def test_an_address_that_is_broken(command: str, address: str, tmp_path: object) -> None:
    said = run(command, tmp_path, DATABASE_URL=address)
    assert seen_in(said) == []
    assert b"DATABASE_URL: " in b"".join(said.values())


def test_every_secret_wrong_at_once(tmp_path: object) -> None:
    wrong = {name: f" {value}" for name, value in MARKED.items()} | {
        "ENVIRONMENT": "production",
        "PORT": DATABASE.text,
        "DATABASE_URL": BROKEN[0],
    }
    for command in COMMANDS:
        said = run(command, tmp_path, **wrong)
        assert seen_in(said) == [], command


def system(command: str) -> list[str]:
    return ["DATABASE_SYSTEM_URL"] if "worker" in command or "demo" in command else []
