"""Where things lie in the checkout."""

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[4]
SOURCE: Final = ROOT / "src"
SCHEMA_SQL: Final = ROOT / "db" / "schema.sql"
DEFAULT_DATA: Final = ROOT / ".totalaudio" / "data"
