"""The workflows as data."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".github" / "workflows"
FILES = sorted(FOLDER.glob("*.yml"))
NAMES = [file.name for file in FILES]


def read(file: Path) -> dict[str, Any]:
    """A workflow; `on` stays a word."""
    found = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def jobs(file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each job by its id."""
    yield from read(file)["jobs"].items()


def steps(file: Path) -> Iterator[dict[str, Any]]:
    """Every step of every job."""
    for _, job in jobs(file):
        yield from job["steps"]


def commands() -> list[str]:
    """Every command that a workflow runs."""
    return [step["run"] for file in FILES for step in steps(file) if "run" in step]
