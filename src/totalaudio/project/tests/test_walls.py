"""A process with more than it may hold ends with one line, and names what to change."""

import os
import subprocess
import sys

import pytest
from django.db import OperationalError, connections
from psycopg.conninfo import make_conninfo
from tests.platform.launch import free_port
from tests.support.database import Urls

from totalaudio.project import walls
from totalaudio.project.platform.children import Address, Told, web, web_argv, worker
from totalaudio.project.platform.places import ROOT, SOURCE
from totalaudio_ops.postgres.roles import Urls as RoleUrls


def _start(module: str, **urls: str | None) -> tuple[int, str]:
    environment = {name: value for name, value in (os.environ | urls).items() if value is not None}
    done = subprocess.run(
        [sys.executable, "-c", f"import {module}"],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stderr


def test_the_web_process_starts_with_the_app_role_alone(db: Urls) -> None:
    assert _start("totalaudio.project.wsgi", DATABASE_URL=db.app) == (0, "")


def test_the_web_process_refuses_a_superuser_and_the_systems_address(db: Urls) -> None:
    status, said = _start(
        "totalaudio.project.wsgi",
        DATABASE_URL=db.admin,
        DATABASE_SYSTEM_URL=db.system,
        DATABASE_OWNER_URL=db.owner,
    )
    assert status == 1
    assert said == (
        "totalaudio: DATABASE_SYSTEM_URL: only the worker may hold this; unset it here. "
        "DATABASE_OWNER_URL: only migrations may hold this; unset it here. "
        "DATABASE_URL: postgres is a superuser, whom no policy stops; connect as totalaudio_app\n"
    )


def test_why_the_web_server_ended_is_the_last_that_it_says(db: Urls) -> None:
    """Whoever runs it repeats that line, as the step of a deploy does."""
    done = subprocess.run(
        web_argv(Address("127.0.0.1", free_port())),
        env=os.environ | {"DATABASE_URL": db.admin, "PYTHONPATH": str(SOURCE)},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout.splitlines()[-1]) == (
        1,
        (
            "totalaudio: DATABASE_URL: postgres is a superuser, whom no policy stops; "
            "connect as totalaudio_app"
        ),
    )


def test_an_address_that_is_wrong_is_not_waited_for(db: Urls) -> None:
    wrong = make_conninfo(db.app, dbname="no_such_database")
    assert _start("totalaudio.project.wsgi", DATABASE_URL=wrong) == (
        1,
        (
            "totalaudio: DATABASE_URL: the database cannot be asked who we are there "
            '(database "[hidden]" does not exist); check the server and the address\n'
        ),
    )


def test_a_reason_hides_what_the_address_holds_and_no_figures_beside_it(
    db: Urls, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = (
        'FATAL:  no pg_hba.conf entry for host "10.0.0.5", user "u", and not in 15 s either, p4ss'
    )
    address = connections["default"].settings_dict
    monkeypatch.setitem(address, "OPTIONS", address["OPTIONS"] | {"passfile": "p4ss"})
    assert walls._reason("default", OperationalError(said)) == said.removeprefix(
        "FATAL:  "
    ).replace("p4ss", "[hidden]")


def test_what_holds_threads_still_between_requests_does_not_wait() -> None:
    nobody = "postgresql://nobody@127.0.0.1:1/none"
    status, said = _start("totalaudio.project.wsgi", DATABASE_URL=nobody, VERCEL="1", APP="tracker")
    assert (status, said.count("\n")) == (1, 1)
    assert said.startswith("totalaudio: DATABASE_URL: the database cannot be asked who we are")


@pytest.mark.parametrize(
    ("module", "status"),
    [
        ("totalaudio.project.wsgi", 1),
        ("totalaudio.project.cli as cli, sys; sys.argv = ['', 'worker']; cli.main()", 2),
        ("totalaudio.project.cli as cli, sys; sys.argv = ['', 'demo']; cli.main()", 2),
    ],
)
def test_wrong_settings_are_a_line_each_and_no_traceback(
    module: str, status: int, db: Urls
) -> None:
    wrong = {"PORT": "many", "STRIPE_API_BASE": "http://stripe.example"}
    assert _start(module, DATABASE_URL=db.app, **wrong) == (
        status,
        (
            "totalaudio: PORT: cannot be read; set it to a number from 1 to 65535\n"
            "STRIPE_API_BASE: could be read on the way; use https, or an address of this machine\n"
        ),
    )


def test_the_worker_needs_the_systems_address(db: Urls) -> None:
    started = _start("totalaudio.project.worker as worker; worker.run()", DATABASE_URL=db.app)
    assert started == (
        1,
        "totalaudio: DATABASE_SYSTEM_URL: is missing; set it to the address of totalaudio_system\n",
    )


def test_a_process_with_the_owners_address_is_refused(db: Urls) -> None:
    """The tests themselves hold it, as no process of the product does."""
    assert [str(problem) for problem in walls.problems_of(walls.WORKER)] == [
        "owner: only the worker may hold this; unset it here"
    ]


def test_the_web_process_is_told_the_app_roles_address_and_no_other() -> None:
    told = Told("run", "key", ROOT, Address("127.0.0.1", 8000), demo=False)
    urls = RoleUrls(
        app="postgresql://app", system="postgresql://system", owner="postgresql://owner"
    )
    addresses = {n: v for n, v in web(told, urls).env.items() if "postgresql://" in v}
    assert addresses == {"DATABASE_URL": "postgresql://app"}
    addresses = {n: v for n, v in worker(told, urls).env.items() if "postgresql://" in v}
    assert addresses == {
        "DATABASE_URL": "postgresql://app",
        "DATABASE_SYSTEM_URL": "postgresql://system",
    }


def test_what_children_are_told_has_one_spelling() -> None:
    told = Told("run", "key", ROOT, Address("127.0.0.1", 8000), demo=False)
    around = {"port": "9", "Database_Owner_Url": "x", "database_url": "x", "LANG": "C"}
    found = told.environment(around, DATABASE_URL="postgresql://app", APP="all")
    spelt = {name.upper() for name in around}
    assert {name: value for name, value in found.items() if name.upper() in spelt} == {
        "PORT": "8000",
        "DATABASE_URL": "postgresql://app",
        "LANG": "C",
    }
