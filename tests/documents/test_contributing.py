"""CONTRIBUTING.md is followed from top to bottom: what it shows fits, and what comes of it passes."""

import re
from pathlib import Path

import pytest

from tests.documents.blocks import Block, all_blocks
from tests.documents.copy import Copy, copied
from totalaudio.project.platform.places import ROOT

SHOWN = [block for block in all_blocks() if block.document == "CONTRIBUTING.md"]
TAKES_LONG = re.compile(r"^\./totalaudio (test|check|up|flags)\b.*\n", re.MULTILINE)


def test_every_file_and_module_that_it_names_is_there_or_made() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    touched = {word for block in SHOWN for word in block.text.split() if "touch " in block.text}
    made = {block.file for block in SHOWN} | touched
    named = set(re.findall(r"(?:src|tests|docs|db)/[\w/.-]+\.\w+", text))
    assert sorted(one for one in named if one not in made and not (ROOT / one).exists()) == []


@pytest.mark.timeout(1200)
def test_its_walks_end_in_something_that_works(tmp_path: Path, *, proofs: bool) -> None:
    """In the short form the commands that take minutes are left out, but for the tests that need no database."""
    copy = copied(tmp_path / "copy")
    wrong = [said for block in SHOWN if (said := _take(copy, block, in_full=proofs))]
    assert wrong == [], "\n".join(wrong)


def _take(copy: Copy, block: Block, *, in_full: bool) -> str:
    if block.language != "sh":
        return copy.take(block)
    if block.not_run or "./totalaudio up" in block.text:
        return ""  # the platform that other documents have
    script = block.script if in_full else TAKES_LONG.sub("", block.script)
    said = copy.run(block, script.replace("./totalaudio flags list\n", ""))
    pure = "src/totalaudio/intel/enrichment/steps/tests/test_dialling.py"
    if not said and not in_full and pure in block.script:
        return copy.run(block, f".totalaudio/venv/bin/python -m pytest -q -p no:django {pure}")
    return said
