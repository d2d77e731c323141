"""What a column of a list can become, and how sure the mapping is of it."""

import hashlib
from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from totalaudio.contacts import fields


class Target(StrEnum):
    """A field of a contact that a column can fill, or what else becomes of it."""

    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    EMAIL = "email"
    OTHER_EMAILS = "other_emails"
    OUTLET = "outlet"
    ROLE = "role"
    FORMAT = "format"
    COVERAGE = "coverage"
    COUNTRY = "country"
    GENRES = "genres"
    CONTACT_METHOD = "contact_method"
    BEST_TIMING = "best_timing"
    SUBMISSION_GUIDELINES = "submission_guidelines"
    PITCH_TIPS = "pitch_tips"
    NOTES = "notes"
    PHONE = "phone"
    WEBSITE = "website"
    SOCIALS = "socials"
    TAGS = "tags"
    KEEP_IN_NOTES = "keep_in_notes"
    SKIP = "skip"


_OF_LISTS_ALONE: Final = {
    Target.FIRST_NAME: "First name",
    Target.LAST_NAME: "Last name",
    Target.KEEP_IN_NOTES: "Keep in notes with its heading",
    Target.SKIP: "Skip",
}
LABELS: Final[Dict[Target, str]] = {
    target: _OF_LISTS_ALONE.get(target) or fields.LABELS[target] for target in Target
}

# Several columns may fill these; of the others the second is kept in the notes.
SHARED: Final = frozenset(
    {
        Target.EMAIL,
        Target.OTHER_EMAILS,
        Target.GENRES,
        Target.PITCH_TIPS,
        Target.NOTES,
        Target.PHONE,
        Target.SOCIALS,
        Target.TAGS,
        Target.KEEP_IN_NOTES,
        Target.SKIP,
    }
)


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """What becomes of one column, how surely (`confidence`, 0 to 1), and why, in words."""

    heading: str
    target: Target
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """What becomes of each column of a list, in the order of the columns."""

    columns: tuple[MappedColumn, ...]

    def changed(self, index: int, target: Target) -> "Mapping":
        """Return the mapping with one column set by the user."""
        columns = list(self.columns)
        columns[index] = replace(
            columns[index], target=target, confidence=1.0, reason="You chose this."
        )
        return Mapping(tuple(columns))

    def targets(self) -> tuple[Target, ...]:
        """Return the target of each column."""
        return tuple(column.target for column in self.columns)

    def to_json(self) -> dict[str, list[dict[str, str | float]]]:
        """Return the mapping as values that JSON can hold."""
        return {
            "columns": [
                {
                    "heading": column.heading,
                    "target": column.target.value,
                    "confidence": column.confidence,
                    "reason": column.reason,
                }
                for column in self.columns
            ]
        }

    @classmethod
    def from_json(cls, data: Dict[str, Sequence[Dict[str, str | float]]]) -> "Mapping":
        """Return the mapping that `to_json` wrote; KeyError or ValueError when the data is none."""
        return cls(
            tuple(
                MappedColumn(
                    str(column["heading"]),
                    Target(str(column["target"])),
                    float(column["confidence"]),
                    str(column["reason"]),
                )
                for column in data["columns"]
            )
        )


def header_fingerprint(header: Sequence[str] | None) -> str:
    """Return a text that is equal for equal headers, whatever their capitals; '' for none."""
    if not header:
        return ""
    plain = "\x1f".join(" ".join(heading.split()).casefold() for heading in header)
    return hashlib.sha256(plain.encode()).hexdigest()[:32]
