"""The id of a request: in its answer, and in every line of the log that it causes."""

import re
from contextvars import ContextVar
from typing import Final

from totalaudio.core.lib.ids import new_id

HEADER: Final = "X-Request-ID"
# What others send ends up in our log and in our answer: nothing that could be more than one word.
_SANE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")

current: Final[ContextVar[str]] = ContextVar("request_id", default="")


def request_id(sent: str | None) -> str:
    """The id that a request brings, if it is one word of at most 64 plain characters; else a new one."""
    return sent if sent and _SANE.fullmatch(sent) else str(new_id())
