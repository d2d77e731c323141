"""What a person wants of us: not to be written to again, or to play the record. Rather too little than too much."""

import re
from typing import Final

from .phrases import ADDING, DOUBT, NOT_STOP, STOP, STOP_SUBJECT, plain

_END: Final = re.compile(r"[.!?\n;]+")
_WRAPPED: Final = re.compile(r"^(.{50,}[^.!?:;\n])\n(?=[a-z])", re.MULTILINE)


def asks_to_stop(words: str, subject: str = "") -> bool:
    """Whether the new words, or the subject of our unsubscribe link by mail, ask not to be written to."""
    if STOP_SUBJECT.match(subject):
        return True
    return any(STOP.search(one) and not NOT_STOP.search(one) for one in _sentences(words))


def says_adding(words: str) -> bool:
    """Whether somebody says, without an if or a maybe, that they play or add the record."""
    return any(ADDING.search(one) and not DOUBT.search(one) for one in _sentences(words, keep="?"))


def _sentences(words: str, keep: str = "") -> list[str]:
    """Sentences; those that end in a mark of `keep` are left out, for a question promises nothing."""
    said = _unwrapped(plain(words))
    found, begin = [], 0
    for end in _END.finditer(said):
        if not (keep and keep in end.group()):
            found.append(said[begin : end.start()])
        begin = end.end()
    return [one.strip() for one in (*found, said[begin:]) if one.strip()]


def _unwrapped(text: str) -> str:
    """A line that was broken because it was full goes on in the next one."""
    return _WRAPPED.sub(r"\1 ", text)
