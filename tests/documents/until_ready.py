"""`up` for documents: a platform of its own that is stopped, as by Ctrl-C, once it is ready."""

import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from totalaudio.project.platform.places import ROOT

OURS: Final = (sys.executable, "-P", "-m", "totalaudio")
READY: Final = "is ready after"


def main(words: Sequence[str]) -> int:
    """Its exit status."""
    with tempfile.TemporaryDirectory(prefix="ta-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        named = () if "--data" in words else ("--data", f"{folder}/data")
        process = subprocess.Popen(
            [*OURS, *words, *named],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
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
