"""Where the blocks of one document are run: a folder that looks like a checkout, and a platform that runs."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from tests.documents.blocks import Block
from tests.documents.names import NAMES, SETTINGS
from tests.documents.ours import is_only_read, program
from tests.documents.visitor import Visitor, signed_in
from tests.platform.launch import ROOT, Launched, environment
from totalaudio_ops.backups.programs import newest_programs
from totalaudio_ops.postgres import throwaway_server
from totalaudio_ops.postgres.roles import ensure_database

SECONDS: Final = 120
TYPED: Final = "no-such-advantage\n" * 2  # where a command asks for a password, and once more
LENT: Final = ("src", "tests", "slos", "db", "deployables.toml", "pyproject.toml")
RUN: Final = f"PYTHONPATH={ROOT}/src:{ROOT} exec {sys.executable} -P -m $module"
# Without this curl ends with 0 whatever the platform answered.
CURL: Final = """#!/bin/sh
exec /usr/bin/curl --silent --show-error --fail-with-body "$@"
"""


@dataclass
class Scene:
    """One document's folder; what a block left there, the next one finds."""

    folder: Path
    platform: Launched
    in_full: bool
    left: ExitStack = field(default_factory=ExitStack)

    @property
    def address(self) -> str:
        """Of the platform's pages."""
        return f"http://127.0.0.1:{self.platform.port}"

    @cached_property
    def visitor(self) -> Visitor:
        """The demo's person, signed in."""
        return signed_in(self.address)

    def administrator(self) -> str:
        """The address of an empty database on a server of its own."""
        return ensure_database(self.left.enter_context(throwaway_server()).url)

    def run(self, block: Block) -> str:
        """Runs a block, and returns what is wrong with it; empty when it ended with 0."""
        script, told = self._filled(block.script), self._environment(block.script)
        if block.ready_when:
            return self._begin(block, script, told)
        done = subprocess.run(
            ["sh", "-eu", "-c", script],
            cwd=self.folder,
            env=told,
            input=TYPED,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=SECONDS * (5 if self.in_full else 1),
            check=False,
        )
        return f"{block.place}: {done.returncode}\n{done.stdout}" if done.returncode else ""

    def _filled(self, script: str) -> str:
        """With what stands here for each name; a line that is only read needs none of it made."""
        run = "".join(line for line in script.splitlines(keepends=True) if not self._is_read(line))
        for name, value in NAMES.items():
            if name.search(run):
                # A backslash in what stands here is one.
                script = name.sub(value(self).replace("\\", r"\\"), script)
        return script

    def _is_read(self, line: str) -> bool:
        return is_only_read(line, in_full=self.in_full)

    def _environment(self, script: str) -> dict[str, str]:
        told = environment(LOOK_OUTSIDE="false", DATA_DIR=str(self.platform.data), NO_COLOR="1")
        del told["PYTHONPATH"]
        programs = f"{self.folder}/bin:{newest_programs().folder}"
        told |= {"HOME": f"{self.folder}/home", "PATH": f"{programs}:{told['PATH']}"}
        for name, settings in SETTINGS.items():
            if name.search(script):
                told |= settings(self)
        return told

    def _begin(self, block: Block, script: str, told: dict[str, str]) -> str:
        """Starts what does not end, and leaves it there until the document is through."""
        said = self.folder / f"said-{block.line}"
        with said.open("w") as out:
            process = subprocess.Popen(
                ["sh", "-eu", "-c", script],
                cwd=self.folder, env=told, stdout=out, stderr=out, start_new_session=True,
            )  # fmt: skip
        self.left.callback(_end, process)
        give_up_at = time.monotonic() + SECONDS
        while block.ready_when not in said.read_text():
            if process.poll() is not None or time.monotonic() > give_up_at:
                return f"{block.place}: not ready\n{said.read_text()}"
            time.sleep(0.05)
        return ""


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    process.wait(30)


@contextmanager
def scene(folder: Path, platform: Launched, *, in_full: bool) -> Iterator[Scene]:
    """A folder for a document, with what a checkout has."""
    (folder / "bin").mkdir()
    (folder / "home").mkdir()
    (folder / ".totalaudio").mkdir()
    (folder / ".totalaudio" / "venv").symlink_to(sys.prefix)
    for name in LENT:
        (folder / name).symlink_to(ROOT / name)
    ours = program(RUN, in_full=in_full)
    for file, text in (("totalaudio", ours), ("bin/totalaudio", ours), ("bin/curl", CURL)):
        (folder / file).write_text(text)
        (folder / file).chmod(0o755)
    made = Scene(folder, platform, in_full)
    with made.left:
        yield made
