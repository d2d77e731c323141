"""A release in a folder whose commands answer what a test wants, as a process of its own."""

import json
from pathlib import Path

from totalaudio_ops.deploys.checks import Program

MAIN = """
import json, os, sys, pathlib
here = pathlib.Path(__file__).parent
(here / "asked.json").write_text(json.dumps({"arguments": sys.argv[1:], "environ": dict(os.environ)}))
sys.stderr.write((here / "stderr").read_text())
sys.stdout.write((here / "stdout").read_text())
sys.exit(int((here / "status").read_text()))
"""


def program(root: Path, stdout: object, *, stderr: str = "", status: int = 0) -> Program:
    """A release that answers with this."""
    package = root / "src" / "totalaudio"
    package.mkdir(parents=True, exist_ok=True)
    text = stdout if isinstance(stdout, str) else json.dumps(stdout)
    for name, content in {
        "__init__.py": "",
        "__main__.py": MAIN,
        "stdout": text,
        "stderr": stderr,
        "status": str(status),
    }.items():
        (package / name).write_text(content)
    return Program(root)


def asked(root: Path) -> list[str]:
    """The words with which it was asked."""
    return list(_told(root)["arguments"])


def environ(root: Path) -> dict[str, str]:
    """The environment in which it was asked."""
    return dict(_told(root)["environ"])


def _told(root: Path) -> dict[str, dict[str, str]]:
    found = json.loads((root / "src" / "totalaudio" / "asked.json").read_text())
    assert isinstance(found, dict)
    return found
