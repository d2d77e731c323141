"""A platform with marked secrets: its terminal, logs, outbox and files tell none."""

import http.client
import re
import stat
from pathlib import Path
from urllib.parse import quote

from tests.platform.launch import Launched, launch, processes_of, urls
from tests.secrets.marks import SET, passwords_in, seen_in


def ask(platform: Launched, method: str, path: str, body: str = "", **headers: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", platform.port, timeout=30)
    connection.request(method, path, body or None, headers)
    answer = connection.getresponse()
    said = str(answer.getheaders()).encode() + answer.read()
    connection.close()
    return said


def sign_up(platform: Launched) -> bytes:
    """Somebody signs up, so that a letter with a signed link lies in the outbox."""
    page = ask(platform, "GET", "/accounts/signup/").decode()
    found = re.search(r"csrftoken=(\w+)", page)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert found
    assert token
    fields = {
        "csrfmiddlewaretoken": token[1],
        "email": "gina@example.com",
        "name": "Gina",
        "password1": "three odd words",
    }
    body = "&".join(f"{name}={quote(value)}" for name, value in fields.items())
    kind = "application/x-www-form-urlencoded"
    headers = {"Content-Type": kind, "Cookie": f"csrftoken={found[1]}"}
    return ask(platform, "POST", "/accounts/signup/", body, **headers)


def test_nothing_that_a_platform_writes_tells_a_secret(folder: Path) -> None:
    with (folder / "said").open("w+") as said:
        launched = launch(folder / "data", said, LOOK_OUTSIDE="false", **SET)
        try:
            launched.wait_until_ready()
            sign_up(launched)
            pages = {
                path: ask(launched, "GET", path) for path in ("/outbox/", "/health", "/nowhere")
            }
            made = passwords_in(**urls(launched))
            kept = (launched.data / "run.json").read_bytes()
            shown = shown_to_everybody(launched)
        finally:
            launched.stop_if_it_runs()
        logs = {path.name: path.read_bytes() for path in (folder / "data" / "logs").iterdir()}
        terminal = {"the terminal": launched.text().encode()}
    assert b"gina@example.com" in pages["/outbox/"]
    assert {"web.log", "migrate.log", "platform.log", "postgres.log"} <= logs.keys()
    assert len(made) == 3
    assert seen_in(pages | logs | terminal | shown, *made) == []
    assert seen_in({"run.json": kept}) == []


def shown_to_everybody(platform: Launched) -> dict[str, bytes]:
    """The command lines of all its processes; the file with passwords is for its owner alone."""
    assert stat.S_IMODE((platform.data / "run.json").stat().st_mode) == 0o600
    processes = processes_of(platform.run_file()["id"])
    assert len(processes) >= 3
    return {f"process {pid}": Path(f"/proc/{pid}/cmdline").read_bytes() for pid in processes}
