"""The status page as files in a folder: any web server can serve them, also when nothing else of the platform runs."""

import contextlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from totalaudio_ops.status.document import read_document, write_document
from totalaudio_ops.status.feed import write_feed
from totalaudio_ops.status.model import Page
from totalaudio_ops.status.rendering import NO_SIGHTS, render

STYLE: Final = Path(__file__).parent / "assets" / "status.css"
DOCUMENT, FEED, INDEX = "status.json", "feed.xml", "index.html"


@dataclass(frozen=True, slots=True)
class Look:
    """The product's own style sheets, fonts and mark, by the names under which the page asks for them."""

    files: Mapping[str, Path]


def look_of(static: Path) -> Look:
    """The look, out of the folder with the product's static files."""
    sheets = {
        f"css/{name}.css": static / "css" / f"{name}.css" for name in ("tokens", "fonts", "base")
    }
    fonts = {f"fonts/{found.name}": found for found in sorted(static.glob("fonts/*.woff2"))}
    return Look({"mark.svg": static / "mark.svg", "css/status.css": STYLE, **sheets, **fonts})


def write_files(folder: Path, page: Page, now: datetime, *, url: str, look: Look) -> list[str]:
    """Write what changed, each file whole or not at all, the page last; return the names of what was written."""
    wanted = {name: file.read_bytes() for name, file in look.files.items()}
    wanted[DOCUMENT] = write_document(page, now, NO_SIGHTS)
    wanted[FEED] = write_feed(page, url)
    wanted[INDEX] = render(page, now)
    return [name for name, content in wanted.items() if _write(folder / name, content)]


def read_files(folder: Path) -> Page | None:
    """The page that was written last; None when there is none, or it cannot be read."""
    try:
        return read_document((folder / DOCUMENT).read_bytes())
    except (OSError, ValueError):
        return None


def _write(file: Path, content: bytes) -> bool:
    with contextlib.suppress(OSError):
        if file.read_bytes() == content:
            return False
    file.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    # One name for each process: the worker and a person at the command line may write at once.
    new = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        new.write_bytes(content)
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)
    return True
