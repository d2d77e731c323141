"""`totalaudio site`, as it is typed."""

import json
from pathlib import Path

import pytest
from tests.platform.launch import totalaudio
from tests.support import proxy
from tests.support.sites import free_ports, write_site


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_site(tmp_path / "s")
    return tmp_path / "s"


def test_a_site_is_made_and_says_what_comes_next(tmp_path: Path) -> None:
    first, http, https = map(str, free_ports())
    ports = ("--ports", first, "--http", http, "--https", https)
    done = totalaudio("site", "init", str(tmp_path / "s"), "--domain", "example.com", *ports)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(f"then ./totalaudio site check --site {tmp_path / 's'}\n")


def test_what_serves_is_shown_for_people_and_programs(site: Path) -> None:
    port = next(
        line for line in (site / "site.toml").read_text().splitlines() if "https" in line
    ).split()[-1]
    shown = totalaudio("site", "status", DEPLOY_SITE=str(site))
    assert shown.returncode == 0
    lines = shown.stdout.splitlines()
    assert lines[1] == f"production tracker         not deployed  https://app.example.com:{port}"
    assert (len(lines), lines[7]) == (8, "preview    worker          not deployed")
    told = json.loads(totalaudio("site", "status", "--json", "--site", str(site)).stdout)
    assert told["ok"] is True
    assert told["apps"][1] == {
        "environment": "production", "app": "tracker", "release": None, "previous": None, "place": None,
        "url": f"https://app.example.com:{port}", "problem": "",
    }  # fmt: skip


@pytest.mark.skipif(not proxy.IS_THERE, reason=proxy.WANTED)
def test_what_is_wrong_ends_with_one(site: Path) -> None:
    (site / "preview" / "settings.env").chmod(0o644)
    done = totalaudio("site", "check", "--json", "--site", str(site))
    told = json.loads(done.stdout)
    assert (done.returncode, told["ok"]) == (1, False)
    assert told["problems"][-1].endswith(f"chmod 600 {site}/preview/settings.env.")


@pytest.mark.skipif(not proxy.IS_THERE, reason=proxy.WANTED)
def test_it_is_started_and_stopped(site: Path) -> None:
    try:
        started = totalaudio("site", "start", "--site", str(site))
        assert (started.returncode, started.stderr) == (0, "")
        certificate = totalaudio("site", "certificate", "--site", str(site))
        assert certificate.stdout == "This site keeps no certificate that could be renewed.\n"
    finally:
        stopped = totalaudio("site", "stop", "--site", str(site))
    assert stopped.stdout == "Stopped: haproxy.\n"
    assert totalaudio("site", "stop", "--site", str(site)).stdout == "Nothing was running.\n"


def test_a_folder_that_is_no_site_is_one_line(tmp_path: Path) -> None:
    done = totalaudio("site", "status", "--site", str(tmp_path))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "make the site with ./totalaudio site init" in done.stderr


def test_a_release_leaves_away_what_an_app_may_not_hold(tmp_path: Path) -> None:
    file = tmp_path / "settings.env"
    file.write_text(
        "SECRET_KEY=0123456789abcdefghijklmnopqrstuvwxyz-0123\nEMAIL_URL=smtps://a:b@mail.example.org\n"
        "DATABASE_URL=postgresql://totalaudio_app:x@db.example.org/t\n"
        "DATABASE_SYSTEM_URL=postgresql://totalaudio_system:x@db.example.org/t\n"
        "DATABASE_OWNER_URL=postgresql://totalaudio_owner:x@db.example.org/t\n"
    )
    words = ("--settings", str(file), "--tell", "PUBLIC_URL=https://app.example.org")
    done = totalaudio("serve", "check", "--app", "tracker", *words)
    assert (done.returncode, done.stdout, done.stderr) == (0, "ok\n", "")
    worker = totalaudio("serve", "check", "--app", "worker", *words)
    assert worker.returncode == 1
    assert worker.stdout.startswith("TOKEN_KEYS: is missing")
    web = totalaudio("serve", "web", "--app", "pitch-generator", *words)
    assert (web.returncode, web.stdout) == (2, "")
    assert "TOKEN_KEYS: is missing" in web.stderr


def test_without_the_owner_nothing_is_migrated(tmp_path: Path) -> None:
    file = tmp_path / "settings.env"
    file.write_text("DATABASE_URL=postgresql://totalaudio_app:x@db.example.org/t\n")
    done = totalaudio("serve", "migrate", "--app", "tracker", "--settings", str(file))
    assert done.returncode == 2
    assert "has no DATABASE_OWNER_URL" in done.stderr
