"""Where the status page lies and is read, composed from the settings; it knows no Django."""

from pathlib import Path
from typing import Final

from totalaudio.project.environment.reading import environment, given
from totalaudio.project.platform.children import Address
from totalaudio.project.platform.places import DEFAULT_DATA, SOURCE
from totalaudio.project.platform.status_port import ABOVE
from totalaudio_ops.status.files import Look, look_of

LOOK: Final[Look] = look_of(SOURCE / "totalaudio" / "core" / "ui" / "static" / "ui")


def folder_in(data: Path) -> Path:
    """Where the page is written in a data folder."""
    return data / "status"


def folder() -> Path:
    """Where the page of this process is written."""
    return folder_in(Path(given().get("data_dir") or DEFAULT_DATA))


def port() -> int:
    """Where its own server listens."""
    return environment().status_port or environment().port + ABOVE


def address() -> str:
    """Where people read it; in production only where somebody said so, '' otherwise."""
    if environment().status_url or environment().is_production:
        return environment().status_url.rstrip("/")
    return Address(environment().host, port()).url
