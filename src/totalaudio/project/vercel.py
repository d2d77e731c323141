"""Where Vercel begins: it loads this file by its path, so it first says where the sources lie."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from totalaudio.project.wsgi import application

__all__ = ["application"]
