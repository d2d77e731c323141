"""What docs/pitches.md says of the fields is what there is."""

from pathlib import Path

from totalaudio.pitch.writers.fields import FIELDS

DOCUMENT = Path(__file__).parents[5] / "docs" / "pitches.md"


def test_the_document_lists_every_field_as_it_is() -> None:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    start = lines.index("| field | what it says | example |") + 2
    rows = [f"| `{{{field.label}}}` | {field.says} | {field.example} |" for field in FIELDS]
    assert lines[start : lines.index("", start)] == rows
