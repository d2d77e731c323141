"""Runs `totalaudio enrich` as people do."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SRC = Path(__file__).parents[4]
LIST = b"Name,Email,Outlet\nAda Example,ada@example.com,KEXP\nBea Example,bea@gmial.com,\n"
COMMAND = [sys.executable, "-m", "totalaudio", "enrich"]
ENVIRONMENT = {"PYTHONPATH": str(SRC), "PATH": os.environ["PATH"], "NO_COLOR": "1"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a run of the command left."""

    code: int
    stdout: bytes
    said: str

    def contacts(self) -> list[dict[str, object]]:
        found: list[dict[str, object]] = json.loads(self.stdout)
        return found


def enrich(*arguments: str | Path, given: bytes = b"") -> Answer:
    """Run `totalaudio enrich --offline` as people do."""
    done = subprocess.run(
        [*COMMAND, "--offline", *map(str, arguments)],
        input=given,
        capture_output=True,
        env=ENVIRONMENT,
        check=False,
        timeout=60,
    )
    return Answer(done.returncode, done.stdout, done.stderr.decode())
