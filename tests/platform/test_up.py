"""`up` from end to end: what it starts, what it tells, and what it survives."""

import json
import os
import signal
import time
from pathlib import Path

import psycopg
import pytest

from tests.platform.launch import Launched, count_rows, totalaudio, until, urls, write_rows


def test_it_says_where_it_is_and_how_to_stop_it(platform: Launched) -> None:
    said = platform.text()
    assert f"Open     http://127.0.0.1:{platform.port}\n" in said
    assert "Status   http://127.0.0.1:" in said
    assert f"Data     {platform.data}\n" in said
    assert "Stop     Ctrl-C\n" in said
    assert platform.get("/health/ready") == 200


def test_each_child_is_told_only_what_it_needs(platform: Launched) -> None:
    # Other tests kill what these two lean on; they are up for good once they answer and beat.
    until(lambda: platform.get("/health/ready") == 200)

    def told(name: str) -> bytes:
        return Path(f"/proc/{platform.child(name)}/environ").read_bytes()

    passwords = {
        role: url.split(":")[2].split("@")[0].encode() for role, url in urls(platform).items()
    }
    assert {role for role, password in passwords.items() if password in told("web")} == {"app"}
    assert {role for role, password in passwords.items() if password in told("worker")} == {
        "app",
        "system",
    }


def test_what_holds_passwords_is_private(platform: Launched) -> None:
    for name in ("run.json", "secrets.json", "logs"):
        assert (platform.data / name).stat().st_mode & 0o077 == 0
    assert (platform.data / "postgres").stat().st_mode & 0o077 == 0


def test_a_second_platform_in_the_same_folder_is_refused_in_one_line(platform: Launched) -> None:
    done = totalaudio("up", "--data", str(platform.data), "--port", "1")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"totalaudio: the data folder {platform.data} is in use by the platform that runs at "
        f"http://127.0.0.1:{platform.port}: stop that one first, or name another with --data.\n"
    )


def test_a_port_in_use_is_one_line(platform: Launched, folder: Path) -> None:
    done = totalaudio("up", "--data", str(folder / "other"), "--port", str(platform.port))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"totalaudio: port {platform.port} on 127.0.0.1 is in use by another program: stop that one, "
        f"or name another, as in --port {platform.port + 1}.\n"
    )
    assert not (folder / "other" / "postgres").exists()


@pytest.mark.parametrize("role", ["app", "system", "owner"])
def test_the_database_can_be_reached_as_each_role(platform: Launched, role: str) -> None:
    done = totalaudio("db", "url", "--role", role, "--data", str(platform.data))
    assert done.stdout == urls(platform)[role] + "\n"
    in_json = totalaudio("db", "url", "--role", role, "--data", str(platform.data), "--json")
    assert json.loads(in_json.stdout) == {"role": role, "url": urls(platform)[role]}
    with psycopg.connect(done.stdout.strip()) as connection:
        assert connection.execute("SELECT current_user::text").fetchone() == (f"totalaudio_{role}",)


@pytest.mark.parametrize("name", ["web", "worker", "postgres"])
def test_a_killed_child_is_back_and_no_committed_row_is_lost(platform: Launched, name: str) -> None:
    owner = urls(platform)["owner"]
    write_rows(owner, 20)
    before, killed = count_rows(owner), platform.child(name)
    os.kill(killed, signal.SIGKILL)
    killed_at = time.monotonic()
    until(lambda: platform.child(name) != killed and platform.get("/health/ready") == 200)
    until(lambda: f"{name} runs again." in platform.text())
    assert time.monotonic() - killed_at < 20
    assert count_rows(owner) == before


def test_a_database_killed_again_and_again_keeps_every_row(
    platform: Launched, *, proofs: bool
) -> None:
    owner = urls(platform)["owner"]
    write_rows(owner, 0)
    before = count_rows(owner)
    for _ in range(times := 30 if proofs else 2):
        write_rows(owner, 5)
        killed = platform.child("postgres")
        os.kill(killed, signal.SIGKILL)
        until(lambda killed=killed: platform.child("postgres") != killed and answers(owner), 60)  # type: ignore[misc]  # the default binds the loop's value
    assert count_rows(owner) == before + 5 * times
    until(lambda: platform.get("/health/ready") == 200)


def answers(url: str) -> bool:
    try:
        return count_rows(url) >= 0
    except psycopg.OperationalError:
        return False
