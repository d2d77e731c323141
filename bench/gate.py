"""How many decisions the send gate makes a second, with what it has to look up in the database."""

import json
import subprocess
import sys

from bench.installation import installed
from bench.report import Figure, report

PITCHES = 1_000
LEAST = 500.0  # decisions a second
RUNS = 3


def main(json_output: bool) -> int:  # noqa: FBT001 - how the runner of benchmarks calls it
    """Print the figures as a table, or as JSON; 1 when the limit was missed."""
    with installed() as environ:
        command = [sys.executable, "-m", "bench.gate_child", str(PITCHES), str(RUNS)]
        done = subprocess.run(command, env=environ, check=True, stdout=subprocess.PIPE)
    found: dict[str, float] = json.loads(done.stdout)
    figures = [
        Figure(
            f"decisions a second, {PITCHES:,} at once, best of {RUNS}",
            PITCHES / found["seconds"],
            "/s",
            LEAST,
            at_least=True,
        ),
        Figure("one decision alone, as before a message is handed over", found["one"] * 1e3, "ms"),
        Figure("queries for all of them", found["queries"], "queries"),
        Figure("refused, with the reason", found["refused"], "pitches"),
    ]
    return report("gate", figures, json_output=json_output)
