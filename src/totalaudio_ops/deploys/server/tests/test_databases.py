"""The database of an environment, made on a server of its own."""

from pathlib import Path

import psycopg
import pytest

from totalaudio_ops.deploys.server.databases import make_database
from totalaudio_ops.deploys.server.initial import Wanted, init
from totalaudio_ops.deploys.server.settings_file import ADDRESSES, fill, read_settings
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.postgres import throwaway_server
from totalaudio_ops.problems import Problem

PRODUCTION, PREVIEW = Environment.PRODUCTION, Environment.PREVIEW


def test_roles_are_made_and_their_addresses_written_once(tmp_path: Path) -> None:
    site = init(Wanted(tmp_path / "s", "example.com"))
    with throwaway_server() as server:
        said = make_database(site, PRODUCTION, server.url)
        settings = read_settings(site.settings(PRODUCTION))
        for name, role in zip(ADDRESSES, ("app", "system", "owner"), strict=True):
            with psycopg.connect(settings[name]) as connection:
                row = connection.execute("SELECT current_user, current_database()").fetchone()
            assert row == (f"totalaudio_{role}", "totalaudio")
        assert said.endswith("settings.env their addresses.")
        assert not any(settings[name].split("@")[0] in said for name in ADDRESSES)
        with pytest.raises(
            Problem, match="has DATABASE_URL, DATABASE_SYSTEM_URL, DATABASE_OWNER_URL already"
        ):
            make_database(site, PRODUCTION, server.url)
        with pytest.raises(Problem, match="production has the database totalaudio of that server"):
            make_database(site, PREVIEW, server.url)
        assert "DATABASE_URL" not in read_settings(site.settings(PREVIEW))
        assert "only a server each is a wall" in make_database(site, PREVIEW, server.url, "preview")
        for environment, database in ((PRODUCTION, "totalaudio"), (PREVIEW, "preview")):
            url = read_settings(site.settings(environment))["DATABASE_URL"]
            with psycopg.connect(url) as connection:
                assert connection.info.dbname == database
    assert site.settings(PRODUCTION).stat().st_mode & 0o777 == 0o600


def test_passwords_that_somebody_else_made_are_never_changed(tmp_path: Path) -> None:
    site = init(Wanted(tmp_path / "s", "example.com"))
    url = "postgresql://totalaudio_app:by-hand@db.example.com:5432/totalaudio"
    fill(site.settings(PRODUCTION), {"DATABASE_URL": url})
    with pytest.raises(Problem, match="the passwords of its roles were made by somebody else"):
        make_database(site, PREVIEW, "postgresql://admin:x@db.example.com/postgres", "preview")
