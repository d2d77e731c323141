"""Ranges as package.json writes them: what those who compare us with changesets have, and we have not."""

import re
from typing import Final

from totalaudio_ops.releases.ranges import PINNED, Range
from totalaudio_ops.releases.versions import read_version

_WRITTEN: Final = re.compile(r"(workspace:)?([\^~]?)(.*)", re.DOTALL)


def read_range(text: str) -> Range:
    """The range that is written, such as `^1.2.0` or `workspace:*`."""
    found = _WRITTEN.fullmatch(text)
    if found and found[1] and found[3] in ("", "*"):
        if not found[2] and found[3] == "*":
            return PINNED
        if found[2] and not found[3]:
            return Range(found[2])
    assert found
    assert not found[1]
    return Range(found[2], read_version(found[3], "a dependency"))
