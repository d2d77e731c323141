"""What PostgreSQL's container does once: the roles of the settings can sign in, and have no more rights than ours."""

import os
import subprocess
from pathlib import Path

import psycopg
import pytest

from totalaudio.project.environment.reading import given_by
from totalaudio.project.platform.places import ROOT
from totalaudio_ops.postgres import find_binaries, throwaway_server
from totalaudio_ops.postgres.urls import parse, replaced

ROLES = ROOT / "containers" / "roles.sh"


def run(url: str, settings: Path) -> subprocess.CompletedProcess[str]:
    parts = {name: str(value) for name, value in parse(url).items()}
    psql = Path(find_binaries().path("psql"))
    environment = {
        "PATH": f"{psql.parent}:{os.environ['PATH']}",
        "PGHOST": parts["host"],
        "PGPORT": parts.get("port", "5432"),
        "PGPASSWORD": parts.get("password", ""),
        "POSTGRES_USER": parts["user"],
        "POSTGRES_DB": "totalaudio",
        "SETTINGS_FILE": str(settings),
        "ROLES_SQL": str(ROOT / "db" / "roles.sql"),
    }
    return subprocess.run(
        ["sh", ROLES], env=environment, capture_output=True, text=True, check=False
    )


def test_the_roles_sign_in_with_the_passwords_of_the_settings(tmp_path: Path) -> None:
    settings = tmp_path / "made" / "settings.env"
    init = ROOT / "containers" / "init.sh"
    subprocess.run(["sh", init, settings.parent, "x.example.com"], check=True, capture_output=True)
    told, _ = given_by(settings)
    with throwaway_server() as server:
        with psycopg.connect(server.url, autocommit=True) as admin:
            admin.execute("CREATE DATABASE totalaudio")
        for _ in range(2):  # it can be run again
            done = run(server.url, settings)
            assert done.returncode == 0, done.stderr
        for name, role in (("database_url", "app"), ("database_system_url", "system")):
            given = parse(told[name])
            url = replaced(
                server.url,
                user=str(given["user"]),
                password=str(given["password"]),
                dbname="totalaudio",
            )
            with psycopg.connect(url) as connection:
                found = connection.execute(
                    "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
                )
                assert found.fetchone() == (f"totalaudio_{role}", False, False)


@pytest.mark.parametrize(
    "text", ["", "DATABASE_URL=postgresql://totalaudio_app@postgres/totalaudio\n"]
)
def test_settings_without_passwords_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.env").write_text(text)
    (tmp_path / "psql").write_text("#!/bin/sh\ncat >/dev/null\n")
    (tmp_path / "psql").chmod(0o755)
    environment = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "POSTGRES_USER": "postgres",
        "POSTGRES_DB": "totalaudio",
        "SETTINGS_FILE": str(tmp_path / "settings.env"),
    }
    done = subprocess.run(
        ["sh", ROLES], env=environment, input="", capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "has no address of totalaudio_app with a password" in done.stderr
