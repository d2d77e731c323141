"""What stands in documents for something that differs from place to place, and what it is here."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xlsxwriter import Workbook

from tests.documents.visitor import api_key, event_key
from tests.platform.launch import free_port, totalaudio, urls
from totalaudio.core.lib.ids import new_id
from totalaudio.project.demo import EMAIL

CONTACTS: Final = (
    ("Name", "Email", "Outlet"),
    ("Alex Example", "music@example.com", "BBC Radio 6 Music"),
    ("Sam Sample", "", "KEXP"),
)

if TYPE_CHECKING:
    from tests.documents.scene import Scene

    type Value = Callable[[Scene], str]
    type Settings = Callable[[Scene], dict[str, str]]


def _archive(scene: Scene) -> str:
    found = sorted((scene.platform.data / "backups").glob("*.tar.gz"), key=_made_at)
    if found:
        return str(found[-1])
    data = ("--json", "--data", str(scene.platform.data))
    return str(json.loads(totalaudio("backup", "create", *data).stdout)["archive"])


def _made_at(archive: Path) -> int:
    return archive.stat().st_mtime_ns


def _incident(scene: Scene) -> str:
    """The newest incident; where there is none, one is opened."""
    data = ("--json", "--data", str(scene.platform.data))
    listed = json.loads(totalaudio("incident", "list", "--all", *data).stdout)
    if listed:
        return max(str(one["ref"]) for one in listed)
    opened = totalaudio("incident", "open", "Tried", "--level", "P2", *data)
    return str(json.loads(opened.stdout)["ref"])


def _port(scene: Scene) -> str:
    """One port for a document, so that its blocks find each other."""
    file = scene.folder / "port"
    if not file.exists():
        file.write_text(str(free_port()))
    return file.read_text()


def _key(scene: Scene) -> str:
    file = scene.folder / "key"
    if not file.exists():
        file.write_text(api_key(scene.visitor))
    return file.read_text()


NAMES: Final[dict[re.Pattern[str], Value]] = {
    re.compile(r"\bARCHIVE\b"): _archive,
    re.compile(r"\bINC-2026-11-23-001\b"): _incident,
    re.compile(r"postgresql://admin:\w+@db\.example\.com(:5432)?/totalaudio"): lambda scene: (
        scene.administrator()
    ),
    re.compile(r"https://(promotion\.example\.com|your-platform\.example)"): lambda scene: (
        scene.address
    ),
    re.compile(r"/srv/totalaudio\b"): lambda scene: f"{scene.folder}/site",
    # Who is on every machine.
    re.compile(r"(?<=--user )totalaudio\b"): lambda _: "nobody --preview-user daemon",
    re.compile(r"(?<=127\.0\.0\.1:)8000\b"): lambda scene: str(scene.platform.port),
    re.compile(r"\b(8080|12111)\b"): _port,
    re.compile(r"tap_pub_…"): lambda scene: event_key(scene.visitor),
    re.compile(r"\bola@example\.com\b"): lambda _: EMAIL,
    re.compile(r"019ab1c2-…"): lambda _: str(new_id()),
}


def _production(scene: Scene) -> dict[str, str]:
    """Settings that the rules of production let through, in the environment and in .env."""
    roles = urls(scene.platform)
    told = {
        "SECRET_KEY": "made-up-for-the-documents-and-for-nothing-else-1",
        "TOKEN_KEYS": "bWFkZS11cC1mb3ItdGhlLWRvY3VtZW50cy1vbmx5LTE=",
        "DATABASE_URL": roles["app"],
        "PUBLIC_URL": "https://promotion.example.org",
        "EMAIL_URL": "smtps://tried:tried-here-only@mail.example.org:465",
    }
    of_worker = told | {"DATABASE_SYSTEM_URL": roles["system"]}
    lines = (f"{name}='{value}'\n" for name, value in of_worker.items())
    (scene.folder / ".env").write_text("".join(lines))
    return told


def _contacts(scene: Scene) -> dict[str, str]:
    """A short list, as CSV and as a workbook."""
    with Workbook(str(scene.folder / "contacts.xlsx")) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(CONTACTS):
            sheet.write_row(number, 0, row)
    lines = (",".join(row) + "\n" for row in CONTACTS)
    (scene.folder / "contacts.csv").write_text("".join(lines))
    return {}


SETTINGS: Final[dict[re.Pattern[str], Settings]] = {
    re.compile(r"--env production"): _production,
    re.compile(r"contacts\.(csv|xlsx)"): _contacts,
    re.compile(r"\$ADMINISTRATOR_URL"): lambda scene: {"ADMINISTRATOR_URL": scene.administrator()},
    re.compile(r"\$KEY\b"): lambda scene: {"KEY": _key(scene)},
    re.compile(r"\btotalaudio (site|deploy|rollback|promote|deployments)\b"): lambda scene: {
        "DEPLOY_SITE": f"{scene.folder}/site"
    },
    re.compile(r"\btotalaudio up\b"): lambda _: {"PORT": str(free_port())},
}
