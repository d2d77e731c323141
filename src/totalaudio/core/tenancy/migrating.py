"""SQL files as migration steps."""

from pathlib import Path

from django.db.migrations import RunSQL


class SqlFile(RunSQL):
    """Runs a file, and knows which; it is not reversible."""

    def __init__(self, file: Path) -> None:
        super().__init__(file.read_text(encoding="utf-8"))
        self.file = file


def sql_file(beside: str, name: str) -> SqlFile:
    """Run the file `sql/NAME` of the app whose migration `beside` (its `__file__`) is; it is not reversible."""
    return SqlFile(Path(beside).parent.parent / "sql" / name)
