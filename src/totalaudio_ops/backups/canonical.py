"""One form for what PostgreSQL writes in two.

A list that was checked against a varchar column is written back as one cast of the whole list, and, read in again, as a
cast of each member; both mean the same. Everything else that it writes back stays as it was.
"""

import re

_MEMBER = r"'(?:[^']|'')*'::character varying"
_LIST = re.compile(rf"\(ARRAY\[({_MEMBER}(?:, {_MEMBER})*)\]\)::text\[\]")


def canonical(text: str) -> str:
    """Returns the same definition with each member of such a list cast by itself."""
    return _LIST.sub(lambda found: f"ARRAY[{_each(found[1])}]", text)


def _each(members: str) -> str:
    return re.sub(_MEMBER, lambda member: f"({member[0]})::text", members)
