"""Every call of our command line in a document is one that it takes."""

from pathlib import Path

import pytest

from tests.documents.blocks import all_blocks
from tests.documents.not_run import REASONS
from tests.documents.typed import all_typed, calls, fault


def test_every_call_in_a_document_is_one_that_the_command_line_takes() -> None:
    found = list(all_typed())
    assert len(found) > 60
    assert [said for call in found if (said := fault(call))] == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("./totalaudio backup list", ""),
        ("DATABASE_URL=x ./totalaudio up --port 8080 # talk", ""),
        ("./totalaudio fly", "No such command 'fly'."),
        ("./totalaudio backup dump", "No such command 'dump'."),
        ("./totalaudio backup list --all", "No such option: --all"),
        ("./totalaudio up --port many", "Invalid value for '--port'"),
        ("./totalaudio backup verify", "Missing argument 'archive'"),
    ],
)
def test_a_call_that_would_be_refused_is_found(line: str, said: str) -> None:
    (call,) = calls("here", line, is_whole=True)
    assert (said in fault(call)) if said else fault(call) == ""


@pytest.mark.parametrize(
    "line",
    [
        "./totalaudio site run --env production -- backup dump",
        "./totalaudio on ssh://deploy@server.example.com/srv/totalaudio backup dump",
    ],
)
def test_a_call_that_is_handed_on_is_looked_at_too(line: str) -> None:
    outer, inner = calls("here", line, is_whole=True)
    assert (fault(outer), inner.words) == ("", ("backup", "dump"))
    assert "No such command 'dump'." in fault(inner)


def test_what_running_text_leaves_out_is_no_fault() -> None:
    (call,) = calls("here", "./totalaudio backup verify", is_whole=False)
    assert fault(call) == ""


def test_several_calls_of_one_line_are_read_apart() -> None:
    line = 'cd /opt && ./totalaudio check; echo "./totalaudio fly" | ./totalaudio up > log'
    assert [call.words for call in calls("here", line, is_whole=True)] == [("check",), ("up",)]


def test_what_is_not_run_says_one_of_the_reasons_and_holds_what_it_speaks_of() -> None:
    marked = [block for block in all_blocks() if block.not_run]
    wrong = [
        f"{block.place}: {block.not_run}"
        for block in marked
        if block.not_run not in REASONS or not REASONS[block.not_run].search(block.text)
    ]
    assert wrong == []
    assert {block.not_run for block in marked} == set(REASONS)


def test_blocks_are_read_as_they_stand(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(
        "# A\n\n<!-- not run: it needs Citus -->\n\n```sh\npsql\n```\n\ntalk\n\n"
        "1. step\n\n   ```sh\n   ./totalaudio up\n   ```\n\n```json\n{}\n```\n\n```\nA=1 curl x\n```\n\n"
        "```console\n$ ./totalaudio up\nready\n```\n"
    )
    found = all_blocks(tmp_path)
    assert [(block.line, block.not_run, block.shows_commands, block.script) for block in found] == [
        (5, "it needs Citus", True, "psql\n"),
        (13, "", True, "./totalaudio up\n"),
        (17, "", False, "{}\n"),
        (21, "", True, "A=1 curl x\n"),
        (25, "", True, "./totalaudio up\n"),
    ]
