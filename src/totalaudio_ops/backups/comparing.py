"""What differs between two databases, one sentence each."""

import re
from collections.abc import Iterator

from totalaudio_ops.backups.facts import Facts

_LONGEST = 160
# Views are written back from a parsed form, and PostgreSQL 16 began to leave out needless qualifications.
_REWRITTEN = ("definition of view ", "definition of materialized view ", "rule ")
_QUALIFIER = re.compile(r'(?:"(?:[^"]|"")+"|[a-z_][\w$]*)\.(?=["a-z_*])')


def differences(wanted: Facts, found: Facts) -> list[str]:
    """Returns what is missing, too much or other in `found`, an empty list for none."""
    return [*_items(wanted, found), *_rows(wanted, found)]


def _items(wanted: Facts, found: Facts) -> Iterator[str]:
    is_other_major = wanted.major != found.major
    for item in sorted(wanted.items.keys() | found.items.keys()):
        before, after = wanted.items.get(item), found.items.get(item)
        if after is None:
            if not (is_other_major and before == "MAINTAIN"):
                yield f"{_the(item)} is missing"
        elif before is None:
            yield f"{_the(item)} should not be there: {_short(after)}"
        elif before != after and not (
            is_other_major and _loosely(item, before) == _loosely(item, after)
        ):
            yield f"{_the(item)} differs: {_apart(before, after)}"


def _rows(wanted: Facts, found: Facts) -> Iterator[str]:
    for table in sorted(wanted.rows.keys() & found.rows.keys()):
        before, after = wanted.rows[table], found.rows[table]
        if before.count != after.count:
            yield f"the table {table} has {after.count} rows instead of {before.count}"
        elif before.hash != after.hash:
            yield f"the table {table} has other contents in its {before.count} rows"
    for table in sorted(wanted.rows.keys() - found.rows.keys()):
        yield f"the rows of the table {table} are missing"
    for table in sorted(found.rows.keys() - wanted.rows.keys()):
        yield f"the rows of the table {table} should not be there"


def _loosely(item: str, text: str) -> str:
    """The text without what servers of different versions write differently."""
    if item.startswith("rights on "):
        return ", ".join(right for right in text.split(", ") if not right.startswith("MAINTAIN"))
    if item.startswith(_REWRITTEN):
        return re.sub(r"[\s()]+", "", _QUALIFIER.sub("", text))
    return text


def _the(item: str) -> str:
    return f"the {item}" if not item.startswith("rights on ") else f"what {_rights(item)}"


def _rights(item: str) -> str:
    thing, _, role = item.removeprefix("rights on ").rpartition(" of ")
    return f"{role} may do with {thing}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _apart(before: str, after: str) -> str:
    """Both, from a little before the place where they part."""
    one, other = " ".join(before.split()), " ".join(after.split())
    same = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    begin = max(0, same - 60) if max(len(one), len(other)) > _LONGEST else 0
    lead = "…" if begin else ""
    return f"it should be “{lead}{_short(one[begin:])}” and is “{lead}{_short(other[begin:])}”"
