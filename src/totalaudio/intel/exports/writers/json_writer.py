"""JSON: an array with one object per contact; its keys are a promise.

row, the 15 columns in snake_case (genres and pitch_tips are lists, confidence is 0 to 1), country (ISO 3166
alpha-2), email_kind, suggested_email, other_emails (a list), status, evidence. Unknown texts and numbers are
null, unknown lists are empty.
"""

from collections.abc import Iterable, Iterator

import msgspec

from totalaudio.intel.enrichment.findings import Finding
from totalaudio.intel.exports.rows import COLUMN_KEYS, ExportRow

type Json = str | float | list["Json"] | dict[str, "Json"] | None

_KEYS = ("row", *COLUMN_KEYS, "country", "email_kind", "suggested_email", "other_emails", "status")
_FLUSH = 64 * 1024
_ENCODER = msgspec.json.Encoder()


def json_chunks(rows: Iterable[ExportRow]) -> Iterator[bytes]:
    """Yield the array in pieces of about 64 KB, one contact per line."""
    buffer = bytearray(b"[")
    between = b"\n"
    for row in rows:
        buffer += between + _ENCODER.encode(as_object(row))
        between = b",\n"
        if len(buffer) > _FLUSH:
            yield bytes(buffer)
            buffer.clear()
    yield bytes(buffer) + (b"]\n" if between == b"\n" else b"\n]\n")


def as_object(row: ExportRow) -> dict[str, Json]:
    """Return one contact as the object of the array."""
    found: dict[str, Json] = {key: _plain(getattr(row, key)) for key in _KEYS}
    found["evidence"] = [_evidence(finding) for finding in row.evidence]
    return found


def _plain(value: str | tuple[str, ...] | float | None) -> Json:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, str):
        return str(value) or None
    return value


def _evidence(finding: Finding) -> dict[str, Json]:
    return {
        "field": finding.field,
        "value": _plain(finding.value),
        "step": finding.step,
        "source": finding.source,
        "url": finding.url,
        "quote": finding.quote,
        "checked_at": finding.checked_at.isoformat(timespec="seconds"),
        "confidence": finding.confidence,
    }
