"""SQL files as migration steps."""

from pathlib import Path

from django.db.migrations import RunSQL


def sql_file(beside: str, name: str) -> RunSQL:
    """Run the file `sql/NAME` of the app whose migration `beside` (its `__file__`) is; it is not reversible."""
    return RunSQL((Path(beside).parent.parent / "sql" / name).read_text(encoding="utf-8"))
