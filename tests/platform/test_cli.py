"""The command line: quick help, one line for a mistake, promises kept."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.platform.launch import environment, totalaudio
from totalaudio import __version__
from totalaudio.project.cli.catalogue import COMMANDS
from totalaudio.project.cli.documents import problems
from totalaudio.project.cli.entry import PANELS, Entry
from totalaudio.project.cli.overview import overview
from totalaudio.project.cli.schema import normalised

SHOWN = [entry for entry in COMMANDS if not entry.hidden]


def words(entry: Entry) -> str:
    return f"{entry.group} {entry.name}".strip()


def test_the_first_page_names_every_command() -> None:
    said = totalaudio("--help")
    assert said.returncode == 0
    assert [words(entry) for entry in SHOWN if f"\n  {words(entry)} " not in said.stdout] == []
    assert totalaudio().stdout == said.stdout
    assert "\033" not in said.stdout


def test_the_first_page_fits_a_terminal_and_each_of_its_parts_a_screen() -> None:
    said = overview(with_colour=False)
    assert [line for line in said.splitlines() if len(line) > 80] == []
    assert {entry.panel for entry in SHOWN} == set(PANELS)
    assert max(part.count("\n") for part in said.split("\n\n")) < 24


def test_the_first_page_loads_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['totalaudio', '--help']; from totalaudio.project.cli import main; main();"
        "print(sorted({'typer', 'rich', 'django', 'psycopg', 'pydantic'} & set(sys.modules)))"
    )
    command = [sys.executable, "-P", "-c", code]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout.endswith("\n[]\n")


def test_the_first_page_takes_little_longer_than_python_itself() -> None:
    def seconds(*command: str) -> float:
        started_at = time.monotonic()
        subprocess.run(
            [sys.executable, "-P", *command], env=environment(), capture_output=True, check=True
        )
        return time.monotonic() - started_at

    alone = min(seconds("-c", "pass") for _ in range(5))
    assert min(seconds("-m", "totalaudio", "--help") for _ in range(5)) - alone < 0.25


@pytest.mark.parametrize("entry", COMMANDS, ids=words)
def test_every_command_shows_an_example(entry: Entry) -> None:
    done = totalaudio(*words(entry).split(), "--help", NO_COLOR="1", COLUMNS="200")
    assert done.returncode == 0
    assert "Example: " in done.stdout


def test_the_version() -> None:
    assert totalaudio("--version").stdout == f"totalaudio {__version__}\n"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("fly", "no such command 'fly'; see ./totalaudio --help."),
        ("db dump", "no such command 'dump'; see ./totalaudio db --help."),
        (
            "slo statu",
            "no such command 'statu'. Did you mean 'status'? See ./totalaudio slo --help.",
        ),
        ("enrich", "missing argument 'file'; see ./totalaudio enrich --help."),
        (
            "up --port 0",
            (
                "invalid value for '--port' (env var: 'PORT'): Input should be greater than or equal to 1; "
                "see ./totalaudio up --help."
            ),
        ),
        (
            "db url --role root",
            (
                "invalid value for '--role': 'root' is not one of 'app', 'system', 'owner'; "
                "see ./totalaudio db url --help."
            ),
        ),
    ],
)
def test_wrong_use_is_one_line_and_2(typed: str, said: str) -> None:
    done = totalaudio(*typed.split())
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"totalaudio: {said}\n")


def test_a_benchmark_that_does_not_exist_is_answered_with_those_that_do() -> None:
    listed = [row["name"] for row in json.loads(totalaudio("bench", "--json").stdout)]
    done = totalaudio("bench", "x")
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        f"totalaudio: there is no benchmark x: choose one of {', '.join(listed)}.\n",
    )


def test_no_platform_no_database(tmp_path: Path) -> None:
    done = totalaudio("db", "url", "--data", str(tmp_path))
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        (
            f"totalaudio: no platform runs in the data folder {tmp_path}: start it with ./totalaudio up, "
            "or name its folder with --data; on a site, put site run --env production -- before the command.\n"
        ),
    )


def test_a_reader_who_had_enough_is_no_error() -> None:
    command = (
        f"{sys.executable} -P -m totalaudio --help | head -c 1 >/dev/null; echo ${{PIPESTATUS[0]}}"
    )
    done = subprocess.run(
        ["bash", "-c", command], env=environment(), capture_output=True, text=True, check=True
    )
    assert done.stderr == ""


def test_documents_that_promise_too_much_are_found(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "there.md").write_text(
        "Run `./totalaudio db url`, `./totalaudio up --port 1`, [home](../README.md), [part](#a-part).\n## A `part`\n"
    )
    (tmp_path / "README.md").write_text(
        "`./totalaudio fly` and `./totalaudio db dump`.\n"
        "[a](docs/there.md#a-part) [b](docs/gone.md) ![c](picture.png) [d](https://example.com) [e](#here)\n"
        "```\n# here\n[in code](nowhere)\n```\n![](docs/there.md)\n"
    )
    assert problems(tmp_path) == [
        "README.md: there is no command ./totalaudio fly",
        "README.md: there is no command ./totalaudio db dump",
        "README.md: the link to docs/gone.md leads nowhere",
        "README.md: the link to picture.png leads nowhere",
        "README.md: the link to #here names no heading there",
        "README.md: the picture docs/there.md has no words for those who do not see it",
    ]


def test_a_dump_loses_what_differs_from_run_to_run() -> None:
    dump = (
        "--\n-- PostgreSQL database dump\n--\n\n\\restrict aBc\n\nSET lock_timeout = 0;\n"
        "SELECT pg_catalog.set_config('search_path', '', false);\n"
        "COMMENT ON SCHEMA totalaudio IS 'x';\n\n\nCREATE TABLE t (\n    n integer\n);\n\n\n\\unrestrict aBc\n"
    )
    assert normalised(dump.splitlines()) == "CREATE TABLE t (\n    n integer\n);\n\n"
