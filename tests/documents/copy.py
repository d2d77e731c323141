"""A copy of the checkout, in which what CONTRIBUTING.md shows is done from top to bottom."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.documents.blocks import Block
from totalaudio.project.platform.places import ROOT

LEFT: Final = shutil.ignore_patterns(
    ".git", ".totalaudio", "__pycache__", "node_modules", ".*_cache", ".hypothesis"
)
NAMED: Final = ("NAME", "EMAIL")
OURS: Final = """#!/bin/sh
PYTHONPATH=src:. exec {python} -P -m {module} "$@"
"""


@dataclass(frozen=True, slots=True)
class Copy:
    """A folder that is a checkout, and what commands are told there."""

    folder: Path
    told: Mapping[str, str]

    def take(self, block: Block) -> str:
        """Does what a block shows, and returns what is wrong with it."""
        if block.file:
            return self._write(block)
        if block.language == "diff":
            return self.run(block, "patch --strip=1 --forward --fuzz=0", block.text)
        return self.run(block, block.script)

    def _write(self, block: Block) -> str:
        file = self.folder / block.file
        if file.exists():
            return f"{block.place}: {block.file} is there already"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block.text, encoding="utf-8")
        return ""

    def run(self, block: Block, script: str, typed: str = "") -> str:
        """Runs a script in the folder."""
        done = subprocess.run(
            ["sh", "-eu", "-c", script],
            cwd=self.folder,
            env=dict(self.told),
            input=typed,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return f"{block.place}: {done.returncode}\n{done.stdout}" if done.returncode else ""


def copied(folder: Path) -> Copy:
    """The checkout as it stands, committed, with the packages of this one."""
    shutil.copytree(ROOT, folder, ignore=LEFT)
    (folder / ".totalaudio").mkdir()
    (folder / ".totalaudio" / "venv").symlink_to(sys.prefix)
    (folder / "totalaudio").write_text(OURS.format(python=sys.executable, module="totalaudio"))
    (folder / "totalaudio").chmod(0o755)
    told = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    who = "docs@example.com"
    told |= {f"GIT_{role}_{what}": who for role in ("AUTHOR", "COMMITTER") for what in NAMED}
    made = Copy(folder, told)
    begin = "git init -q -b main && git add -A && git commit -q -m 'As it was'"
    assert not made.run(Block("copy", 0, "sh", ""), begin)
    return made
