"""A process with a clock of its own: libfaketime of Debian."""

from pathlib import Path
from typing import Final

_LIBRARIES: Final = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
WANTED: Final = "needs faketime: apt-get install -y --no-install-recommends faketime"
IS_THERE: Final = bool(_LIBRARIES)


def clock(offset: str) -> dict[str, str]:
    """The variables for a process whose clock is so far off (+1h, -5m); its stop-watch goes as always."""
    return {
        "LD_PRELOAD": str(_LIBRARIES[0]),
        "FAKETIME": offset,
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "DONT_FAKE_MONOTONIC": "1",
    }
