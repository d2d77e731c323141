"""Where things lie in the checkout."""

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[4]
SOURCE: Final = ROOT / "src"
ROLES_SQL: Final = ROOT / "db" / "roles.sql"
SCHEMA_SQL: Final = ROOT / "db" / "schema.sql"
LOCK_FILES: Final = tuple(
    ROOT / "requirements" / f"{name}.txt" for name in ("runtime", "dev", "uv")
)
DEFAULT_DATA: Final = ROOT / ".totalaudio" / "data"
