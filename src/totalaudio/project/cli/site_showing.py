"""How a site is, as text and for programs."""

from collections.abc import Iterable

from totalaudio_ops.deploys.server.operating import Standing


def told(found: Iterable[Standing]) -> dict[str, object]:
    """For programs."""
    rows = list(found)
    return {"ok": not any(row.problem for row in rows), "apps": [_row(row) for row in rows]}


def shown(found: Iterable[Standing]) -> str:
    """A line for each app."""
    return "".join(f"{_line(row)}\n" for row in found)


def _row(row: Standing) -> dict[str, object]:
    return {
        "environment": row.environment,
        "app": row.app,
        "release": row.release,
        "previous": row.previous,
        "place": row.place,
        "url": row.url,
        "problem": row.problem,
    }


def _line(row: Standing) -> str:
    state = "not deployed" if row.release is None else row.problem or f"serves {row.release}"
    before = f" (before: {row.previous})" if row.previous and not row.problem else ""
    return f"{row.environment:<11}{row.app:<16}{state}{before}  {row.url}".rstrip()
