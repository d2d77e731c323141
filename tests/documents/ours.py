"""What becomes of commands that do not end (`up` runs until it is ready), take minutes, or run this already."""

import os
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.documents.typed import Typed, fault
from totalaudio.project.platform.places import ROOT

OURS: Final = (sys.executable, "-P", "-m", "totalaudio")
READY: Final = "is ready after"
# These are what runs this, or need a site that serves: tests/deploys and the tests of the server deploy for real.
ONLY_READ: Final = frozenset({"test", "bench", "lock", "deploy", "rollback", "promote"})
OF_SITES: Final = frozenset({"check", "start", "stop", "status", "certificate"})
IN_FULL_ONLY: Final = frozenset({"up", "check"})
IN_FULL: Final = "DOCUMENTS_IN_FULL"


def main(words: Sequence[str]) -> int:
    """The exit status of what was typed."""
    first, second = (*words, "", "")[:2]
    is_read = first in ONLY_READ or (first == "site" and second in OF_SITES)
    if is_read or (first in IN_FULL_ONLY and IN_FULL not in os.environ):
        said = fault(Typed("here", tuple(words), is_whole=True))
        sys.stderr.write(f"{said}\n" if said else f"only read: {shlex.join(words)}\n")
        return 2 if said else 0
    return until_ready(words) if first == "up" else subprocess.call([*OURS, *words], cwd=ROOT)


def until_ready(words: Sequence[str]) -> int:
    """The exit status of a platform of its own that is stopped, as by Ctrl-C, once it is ready."""
    with tempfile.TemporaryDirectory(prefix="ta-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        named = () if "--data" in words else ("--data", f"{folder}/data")
        process = subprocess.Popen(
            [*OURS, *words, *named], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert process.stdout is not None
        for line in process.stdout:
            sys.stdout.write(line)
            if READY in line:
                time.sleep(0.1)
                process.send_signal(signal.SIGINT)
        return process.wait(60)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
