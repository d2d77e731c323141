"""The commands of DEPLOYMENT.md bring a destroyed platform back, with its people and their sign-in."""

import http.cookiejar
import json
import re
import shutil
import subprocess
import urllib.parse
import urllib.request
from pathlib import Path

import psycopg
import pytest

from tests.platform.launch import ROOT, Launched, launch, totalaudio
from tests.platform.made import copy_made
from tests.support.cast import Person
from tests.support.database import Urls
from totalaudio.project.demo import EMAIL, PASSWORD
from totalaudio_ops.backups.folder_store import FolderStore
from totalaudio_ops.backups.making import Order, create
from totalaudio_ops.backups.programs import newest_programs
from totalaudio_ops.postgres import throwaway_server
from totalaudio_ops.postgres.roles import ensure_database


def signs_in(port: int) -> bool:
    """Whether the demo's person gets in with the password of before."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    address = f"http://127.0.0.1:{port}/accounts/login/"
    page = opener.open(address, timeout=20).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    form = {"csrfmiddlewaretoken": token[1], "login": EMAIL, "password": PASSWORD}
    request = urllib.request.Request(
        address, urllib.parse.urlencode(form).encode(), {"Referer": address}
    )
    with opener.open(request, timeout=20) as answer:
        return "sessionid" in {cookie.name for cookie in jar} and "login" not in answer.url


def answer(*arguments: str, data: Path) -> dict[str, object]:
    done = totalaudio("backup", *arguments, "--json", "--data", str(data))
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


@pytest.fixture
def said(folder: Path) -> Path:
    return folder / "said"


@pytest.mark.timeout(400)
def test_a_destroyed_platform_comes_back_from_its_newest_backup(
    folder: Path, said: Path, run: Path
) -> None:
    data = folder / "data"
    copy_made(run, data)
    with said.open("w+") as out:
        platform = launch(data, out, "--demo")
        try:
            platform.wait_until_ready()
            assert signs_in(platform.port)
            archive = str(answer("create", "--name", "while-it-runs", data=data)["archive"])
            _one_table(archive, data, platform)
            refused = totalaudio("backup", "restore", archive, "--data", str(data))
            assert (refused.returncode, "a platform runs in" in refused.stderr) == (2, True)
        finally:
            platform.stop()
    stopped = str(answer("create", "--name", "while-it-is-stopped", data=data)["archive"])
    found = answer("verify", Path(stopped).name, data=data)
    assert (found["ok"], found["problems"], found["recorded"]) == (True, [], True)
    states = [(one["name"], one["state"]) for one in answer("list", data=data)["backups"]]  # type: ignore[attr-defined]  # a list
    assert states == [("while-it-is-stopped", "verified"), ("while-it-runs", "made")]

    _destroy_and_restore(stopped, data)

    with said.open("w+") as out:
        platform = launch(data, out, "--demo")
        try:
            platform.wait_until_ready()
            assert signs_in(platform.port)
            drilled = answer("drill", data=data)
            assert (drilled["ok"], drilled["archive"]) == (True, stopped)
        finally:
            platform.stop()


def _destroy_and_restore(archive: str, data: Path) -> None:
    refused = totalaudio("backup", "restore", archive, "--data", str(data))
    assert (refused.returncode, "holds a database" in refused.stderr) == (2, True)
    shutil.rmtree(data / "postgres")
    (data / "secrets.json").unlink()
    plan = answer("restore", archive, "--dry-run", data=data)
    assert (plan["restored"], (data / "postgres").exists()) == (False, False)
    done = answer("restore", archive, data=data)
    assert done["restored"] is True
    assert "New secrets were made" in str(done["notes"])
    assert [line.split(" ", 2)[2] for line in (data / "restores.log").read_text().splitlines()][
        -1
    ] == "done"


def _one_table(archive: str, data: Path, platform: Launched) -> None:
    done = answer("restore", archive, "--table", "accounts_user", "--into", "before", data=data)
    assert done["notes"] == ["1 row is in before.accounts_user."]
    urls = platform.run_file()["database"]
    assert isinstance(urls, dict)
    with (
        psycopg.connect(urls["app"]) as app,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        app.execute("SELECT email FROM before.accounts_user")


def test_the_commands_that_the_document_shows_exist() -> None:
    text = (ROOT / "DEPLOYMENT.md").read_text()
    words = set(re.findall(r"\./totalaudio (backup [a-z]+)", text))
    assert {word.split()[1] for word in words} == {
        "create", "verify", "restore", "list", "prune", "drill",
    }  # fmt: skip
    options = set(re.findall(r"totalaudio backup [a-z]+[^`#\n]*?(--[a-z-]+)", text))
    for word in sorted(words):
        done = totalaudio(*word.split(), "--help")
        assert done.returncode == 0
        assert "Example: ./totalaudio" in done.stdout
        options -= set(re.findall(r"--[a-z-]+", done.stdout))
    assert options == set()


def test_an_archive_is_restored_by_the_document_s_own_line(
    db: Urls, alice: Person, tmp_path: Path
) -> None:
    """With tar and psql alone."""
    line = re.search(
        r"^tar -xzf ARCHIVE && .*$", (ROOT / "DEPLOYMENT.md").read_text(), re.MULTILINE
    )
    assert line is not None
    archive = create(db.system, Order(FolderStore(tmp_path / "store"), "hand")).archive
    with throwaway_server() as server:
        url = ensure_database(server.url)
        done = subprocess.run(
            ["sh", "-c", line[0].replace("ARCHIVE", archive, 1)],
            cwd=tmp_path,
            env={
                "PATH": f"{newest_programs().folder}:/usr/bin:/bin",
                "ADMINISTRATOR_URL": url,
                "LC_ALL": "C",
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        with psycopg.connect(url) as connection:
            row = connection.execute("SELECT email FROM totalaudio.accounts_user").fetchone()
    assert row == (alice.user.email,)


def test_wrong_use_is_said_in_one_line(tmp_path: Path) -> None:
    data = str(tmp_path / "nowhere")
    for arguments, said in (
        (("create", "--name", "No Name"), "cannot name a backup"),
        (("create",), "there is no database: the data folder"),
        (("list",), "there is no database"),
        (("restore", str(tmp_path / "none-20261123T020005Z.tar.gz")), "there is no "),
        (("restore", "x.tar.gz", "--into", "side"), "--into names the schema for a table"),
        (("verify",), "missing argument"),
    ):
        done = totalaudio("backup", *arguments, "--data", data)
        assert done.returncode == 2, (arguments, done)
        assert said in done.stderr, (arguments, done.stderr)
        assert done.stderr.count("\n") <= 2, done.stderr
        assert "Traceback" not in done.stderr


def test_whatever_is_no_archive_is_a_problem_and_no_traceback(tmp_path: Path) -> None:
    data = str(tmp_path / "nowhere")
    file = tmp_path / "daily-20261123T020005Z.tar.gz"
    for content in (b"", b"not an archive", b"\x1f\x8b\x08\x00", b"age-encryption.org/v1\n-> X"):
        file.write_bytes(content)
        done = totalaudio("backup", "verify", str(file), "--json", "--data", data)
        assert (done.returncode, done.stderr) == (1, "")
        found = json.loads(done.stdout)
        assert (found["ok"], len(found["problems"])) == (False, 1)
    file.unlink()
    done = totalaudio("backup", "verify", str(file), "--json", "--data", data)
    assert (done.returncode, json.loads(done.stdout)["ok"]) == (1, False)
