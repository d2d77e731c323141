import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from totalaudio.project.cli.tests.enriching import COMMAND, ENVIRONMENT, LIST, enrich


@pytest.fixture
def contacts(tmp_path: Path) -> Path:
    path = tmp_path / "contacts.csv"
    path.write_bytes(LIST)
    return path


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty. Choose the file with the contacts."),
        (b"Name,Email\n", "has a header but no rows below it. Add the contacts."),
        (b"%PDF-1.7", "is a PDF document, not a list."),
        (bytes(range(256)) * 50, "is not text and not a workbook that can be read."),
    ],
)
def test_unusable_input_is_one_line_and_exit_code_2(
    tmp_path: Path, data: bytes, message: str
) -> None:
    path, out = tmp_path / "list.csv", tmp_path / "out.csv"
    path.write_bytes(data)
    answer = enrich(path, "--out", out)
    assert (answer.code, answer.stdout, out.exists()) == (2, b"", False)
    assert answer.said.startswith(f"totalaudio enrich: {path} {message}")
    assert answer.said.count("\n") == 1


def test_a_missing_file_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    answer = enrich(tmp_path / "none.csv")
    assert (answer.code, answer.said) == (
        2,
        f"totalaudio enrich: {tmp_path / 'none.csv'} does not exist. Check the path.\n",
    )


def test_the_list_itself_is_never_overwritten(contacts: Path) -> None:
    for option in ("--out", "--refused"):
        answer = enrich(contacts, option, contacts)
        assert (answer.code, contacts.read_bytes()) == (2, LIST)
        assert (
            answer.said
            == f"totalaudio enrich: {option} {contacts} is the list itself. Choose another name.\n"
        )


def test_a_place_that_cannot_be_written_is_said_at_once(contacts: Path, tmp_path: Path) -> None:
    answer = enrich(contacts, "--out", tmp_path / "none" / "out.csv")
    assert (answer.code, answer.said.count("\n")) == (2, 1)
    assert "out.csv cannot be written: No such file or directory" in answer.said
    assert enrich(contacts, "--out", tmp_path).code == 2


def test_an_unusable_list_leaves_the_earlier_result_alone(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("earlier")
    assert enrich("-", "--out", out, given=b"").code == 2
    assert out.read_text() == "earlier"


def test_offline_opens_no_socket(contacts: Path) -> None:
    program = (
        "import socket, sys\n"
        "def refuse(*_, **__): raise SystemExit('a socket was opened')\n"
        "sys.addaudithook(lambda event, _: refuse() if event.startswith('socket.') else None)\n"
        "from totalaudio.project.cli import main\n"
        f"sys.argv = ['totalaudio', 'enrich', {str(contacts)!r}, '--offline']\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=ENVIRONMENT, capture_output=True, check=False
    )
    assert (done.returncode, b"Ada Example" in done.stdout) == (0, True), done.stderr.decode()


def test_the_command_knows_neither_django_nor_a_database(contacts: Path) -> None:
    program = (
        "import sys\n"
        "sys.modules['django'] = sys.modules['psycopg'] = None\n"
        "from totalaudio.project.cli import main\n"
        f"sys.argv = ['totalaudio', 'enrich', {str(contacts)!r}, '--offline']\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=ENVIRONMENT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


def _endless() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [
            sys.executable,
            "-u",
            "-c",
            "print('Name,Email')\nwhile True: print('Ada,ada@example.com')",
        ],
        stdout=subprocess.PIPE,
    )


def test_an_interrupt_leaves_no_half_result(tmp_path: Path) -> None:
    feeder = _endless()
    try:
        running = subprocess.Popen(
            [*COMMAND, "-", "--offline", "--out", str(tmp_path / "out.csv")],
            stdin=feeder.stdout,
            stderr=subprocess.PIPE,
            env=ENVIRONMENT,
        )
        deadline = time.monotonic() + 30
        while not list(tmp_path.iterdir()) and time.monotonic() < deadline:
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        said = running.communicate(timeout=30)[1].decode()
    finally:
        feeder.kill()
        feeder.communicate()
    assert (running.returncode, said) == (
        130,
        "totalaudio enrich: Interrupted. Nothing was written.\n",
    )
    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_goes_away_is_no_drama() -> None:
    feeder = _endless()
    try:
        running = subprocess.Popen(
            [*COMMAND, "-", "--offline"],
            stdin=feeder.stdout,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=ENVIRONMENT,
        )
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline().startswith(b"\xef\xbb\xbfName")
        running.stdout.close()
        said = running.stderr.read()
        running.wait(timeout=30)
        running.stderr.close()
    finally:
        feeder.kill()
        feeder.communicate()
    assert (running.returncode, said) == (141, b"")
