"""All that is held on a person, as one ZIP: JSON for machines, HTML to read (UK GDPR, articles 15 and 20)."""

import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from django.db import connection
from django.template.loader import render_to_string
from django.utils import timezone

from totalaudio.contacts.suppression.queries import suppressed_among
from totalaudio.core.tenancy.context import Actor

from .identity import identity_of
from .people import Person, Row, rows_about

TITLES: Final = {
    "contacts_contact": "Contact",
    "contacts_evidence": "What was found out, and where",
    "contacts_affiliation": "Outlets",
    "contacts_listentry": "Lists",
    "campaigns_target": "Campaigns",
    "campaigns_touch": "What was done",
    "campaigns_reply": "Answers",
    "campaigns_outcome": "Outcomes",
    "campaigns_followup": "Follow-ups",
    "campaigns_entry": "Timeline",
    "intel_importedrow": "Rows of imported lists",
    "intel_runitem": "Enrichment runs",
    "pitch_pitch": "Pitches",
    "pitch_send": "Sends",
    "pitch_incoming": "Messages that came in",
    "pitch_localmessage": "Messages of the outbox",
    "pitch_recipient": "Basis for writing, and notice",
}
_SOURCES: Final = """
SELECT DISTINCT i.id, i.name, i.created_at FROM intel_importedrow r
JOIN intel_import i ON i.workspace_id = r.workspace_id AND i.id = r.of_id
WHERE r.workspace_id = %s AND r.contact_id = ANY (%s) ORDER BY i.created_at
"""


@dataclass(frozen=True, slots=True)
class Section:
    """A kind of rows with its title."""

    table: str
    title: str
    rows: Sequence[Row]


def title_of(table: str) -> str:
    """What a table is called on screen."""
    return TITLES.get(table, table.partition("_")[2].capitalize())


def held_on(by: Actor, person: Person) -> dict[str, object]:
    """Everything that this workspace holds on a person, as plain values."""
    sections = [Section(table, title_of(table), rows) for table, rows in rows_about(person) if rows]
    suppressed = suppressed_among(by.workspace_id, person.addresses)
    identity = identity_of(by)
    return {
        "made_at": timezone.now().isoformat(),
        "held_by": identity.organisation if identity else "",
        "addresses": person.addresses,
        "suppressed": {one: str(reason.label) for one, reason in suppressed.items()},
        "sources": _sources(by, person),
        "data": {section.table: section.rows for section in sections},
        "sections": sections,
    }


def zip_of(by: Actor, person: Person) -> bytes:
    """The ZIP that the person is given."""
    held = held_on(by, person)
    plain = {name: value for name, value in held.items() if name != "sections"}
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(plain, indent=2, ensure_ascii=False, default=str))
        archive.writestr("held.html", render_to_string("pitch/compliance_held.html", held))
    return packed.getvalue()


def _sources(by: Actor, person: Person) -> list[dict[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_SOURCES, [by.workspace_id, person.ids])
        return [{"list": name, "brought_at": at.isoformat()} for _, name, at in cursor.fetchall()]
