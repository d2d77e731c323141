"""Who may import whom: the contracts in pyproject.toml hold."""

import subprocess
import sys

from tests.architecture.sources import ROOT

RUN = "from importlinter.cli import lint_imports_command as run; run(['--no-logo', '--no-cache'])"


def test_the_contracts_of_imports_hold() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", RUN],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert "0 broken" in done.stdout, done.stdout + done.stderr
