"""What is run of a document's commands, and what is only read."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.documents.blocks import all_blocks
from tests.documents.names import NAMES, SETTINGS
from tests.documents.ours import is_only_read, program


@pytest.mark.parametrize(
    ("line", "short", "full"),
    [
        ("./totalaudio deploy tracker --env preview --plan   # talk", True, True),
        ("./totalaudio site start", True, True),
        ("./totalaudio site init /srv/totalaudio", False, False),
        ("./totalaudio site run --env production -- slo status", False, False),
        ("DATABASE_URL=x ./totalaudio up --port 8080", True, False),
        ("./totalaudio backup verify ARCHIVE", True, False),
        ("./totalaudio backup list", False, False),
        ("./totalaudio check", True, False),
        ("./totalaudio deployments", False, False),
        ("./totalaudio deploy tracker && ./totalaudio slo status", False, False),
        ("export DEPLOY_SITE=/srv/totalaudio", False, False),
        ("""curl -d '{"totalaudio": """, False, False),
    ],
)
def test_a_line_is_only_read_when_all_that_it_calls_is(
    line: str, *, short: bool, full: bool
) -> None:
    assert is_only_read(line, in_full=False) is short
    assert is_only_read(line, in_full=True) is full


@pytest.mark.parametrize(
    ("typed", "short", "full"),
    [
        ("up --port 1", "", "tests.documents.until_ready up --port 1\n"),
        ("up", "", "tests.documents.until_ready up\n"),
        ("check", "", "totalaudio check\n"),
        ("deploy tracker", "", ""),
        ("deployments", "totalaudio deployments\n", "totalaudio deployments\n"),
        ("backup drill", "", "totalaudio backup drill\n"),
        ("backup prune --dry-run", *["totalaudio backup prune --dry-run\n"] * 2),
        ("", "totalaudio\n", "totalaudio\n"),
    ],
)
def test_the_program_of_documents_calls_ours_for_the_rest(
    tmp_path: Path, typed: str, short: str, full: str
) -> None:
    said = []
    for in_full in (False, True):
        file = tmp_path / f"program-{in_full}"
        file.write_text(program("exec echo $module", in_full=in_full))
        done = subprocess.run(
            ["sh", file, *typed.split()], capture_output=True, text=True, env=os.environ, check=True
        )
        said.append(done.stdout)
    assert said == [short, full]


def test_every_name_that_something_stands_in_for_is_in_a_document() -> None:
    scripts = [block.script for block in all_blocks() if block.shows_commands]
    unused = [
        name.pattern
        for name in (*NAMES, *SETTINGS)
        if not any(name.search(script) for script in scripts)
    ]
    assert unused == []
