"""Words that an older server does not know: the right to MAINTAIN a table came with PostgreSQL 17."""

import re

from totalaudio_ops.backups.quoting import block

_GRANT = re.compile(
    r"^(?P<verb>(?:ALTER DEFAULT PRIVILEGES .*)?(?:GRANT|REVOKE)(?: GRANT OPTION FOR)?) "
    r"(?P<rights>(?:[A-Z]+,)*MAINTAIN(?:,[A-Z]+)*) (?P<rest>ON .*;)$",
    re.MULTILINE,
)


def known_to_older(statements: str) -> str:
    """Returns the same grants, with that right in a statement of its own which older servers pass by."""
    return _GRANT.sub(_apart, statements)


def _apart(found: re.Match[str]) -> str:
    others = ",".join(right for right in found["rights"].split(",") if right != "MAINTAIN")
    known = f"{found['verb']} {others} {found['rest']}\n" if others else ""
    is_new = "pg_catalog.current_setting('server_version_num')::int >= 170000"
    newer = f"{found['verb']} MAINTAIN {found['rest']}"
    return known + block(f"BEGIN IF {is_new} THEN {newer} END IF; END").rstrip("\n")
