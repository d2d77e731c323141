"""What `up` refuses, in one line that says what to do."""

import socket
from pathlib import Path

from tests.platform.launch import free_port, totalaudio


def test_a_folder_below_a_file_is_one_line(folder: Path) -> None:
    (folder / "file").write_text("")
    done = totalaudio("up", "--data", str(folder / "file" / "data"))
    assert (done.returncode, done.stderr) == (
        2,
        (
            f"totalaudio: cannot write in the data folder {folder}/file/data: Not a directory; "
            "make it writable for this user, or name another with --data.\n"
        ),
    )


def test_a_database_that_refuses_is_one_line(folder: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        done = totalaudio(
            "up",
            "--data",
            str(folder / "elsewhere"),
            DATABASE_URL=f"postgresql://a:b@127.0.0.1:{port}/house",
        )
    assert (done.returncode, done.stderr) == (
        2,
        (
            f"totalaudio: the database at 127.0.0.1:{port}/house refuses: Connection refused; "
            "check that the server runs there and the port in DATABASE_URL.\n"
        ),
    )
    assert not (folder / "elsewhere" / "postgres").exists()


def test_beyond_this_machine_everything_that_is_missing_is_named_at_once(folder: Path) -> None:
    done = totalaudio("up", "--host", "0.0.0.0", "--data", str(folder / "public"))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    for name in ("ENVIRONMENT", "SECRET_KEY", "TOKEN_KEYS", "PUBLIC_URL", "EMAIL_URL"):
        assert f"{name}: " in done.stderr


def test_beyond_this_machine_the_demo_is_refused(folder: Path) -> None:
    done = totalaudio(
        *("up", "--demo", "--host", "0.0.0.0", "--data", str(folder / "public")),
        ENVIRONMENT="production",
        SECRET_KEY="Zy8-kd0_Qm3.xPw7-Lr2_Vb5.Tn9-Hc4_",
        TOKEN_KEYS="MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
        PUBLIC_URL="https://promotion.example",
        EMAIL_URL="smtps://user:password@mail.example:465",
    )
    assert (done.returncode, done.stderr) == (
        2,
        (
            "totalaudio: 0.0.0.0 can be reached from outside, so these must be right. "
            "--demo: leave it out, the demo sign-in is known to everybody.\n"
        ),
    )


def test_settings_that_say_nothing_of_use_are_named(folder: Path) -> None:
    done = totalaudio(
        *("up", "--no-demo", "--data", str(folder / "wrong"), "--port", str(free_port())),
        ENVIRONMENT="festival",
        LOOK_OUTSIDE="perhaps",
    )
    assert done.returncode == 2
    assert done.stderr == (
        "totalaudio: ENVIRONMENT: cannot be read; set it to development, test or production. "
        "LOOK_OUTSIDE: cannot be read; set it to true or false. Set that right and run this again.\n"
    )
