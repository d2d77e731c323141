"""Where the status page lies and is read, composed from the settings; it knows no Django."""

from pathlib import Path
from typing import Final

from totalaudio.project.environment.fields import Environment
from totalaudio.project.environment.reading import given
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


def port(env: Environment) -> int:
    """Where its own server listens."""
    return env.status_port or env.port + ABOVE


def address(env: Environment) -> str:
    """Where people read it; in production only where somebody said so, '' otherwise."""
    if env.status_url or env.is_production:
        return env.status_url.rstrip("/")
    return Address(env.host, port(env)).url
