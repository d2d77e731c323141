"""What people hand in when they bring a list."""

import io
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, BinaryIO, cast

from django import forms
from django.conf import settings

from totalaudio.intel.imports.mapping import LABELS, Mapping, Target
from totalaudio.intel.imports.pieces import too_large

_LONGEST_NAME = 120


class ListForm(forms.Form):
    """A file or pasted text, one of the two."""

    file = forms.FileField(
        label="File",
        required=False,
        allow_empty_file=True,
        help_text=(
            f"CSV, TSV, Excel or OpenDocument, up to {settings.UPLOAD_CAP // 1024**2} MB."
            " Any encoding, with or without a header."
        ),
        widget=forms.FileInput(attrs={"data-most": settings.UPLOAD_CAP}),
    )
    text = forms.CharField(
        label="Or paste contacts",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text="One contact a line: a table copied from a spreadsheet, or just addresses.",
    )

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two, and none over the cap."""
        cleaned = super().clean() or {}
        file, text = cleaned.get("file"), (cleaned.get("text") or "").strip()
        if file is None and not text:
            raise forms.ValidationError("Choose a file or paste some contacts.")
        if file is not None and text:
            raise forms.ValidationError("Choose a file or paste contacts, not both.")
        if file is not None and (file.size or 0) > settings.UPLOAD_CAP:
            self.add_error("file", too_large(file.name or "The file"))
        return cleaned

    def source(self) -> tuple[str, BinaryIO]:
        """The list's name and its bytes, whichever way it came."""
        file = self.cleaned_data["file"]
        if file is not None:
            return display_name(file.name), cast("BinaryIO", file.file)
        return "Pasted list", io.BytesIO(str(self.cleaned_data["text"]).encode())


def display_name(given: str | None) -> str:
    """The file's name without its folders, and not too long to show."""
    name = PurePath((given or "").replace("\\", "/")).name.replace("\0", "").strip()
    return name[-_LONGEST_NAME:] or "Unnamed list"


class MappingForm(forms.Form):
    """What becomes of each column; one choice per column, named column-0, column-1 …"""

    def __init__(self, mapping: Mapping, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mapping = mapping
        for index, column in enumerate(mapping.columns):
            self.fields[f"column-{index}"] = forms.ChoiceField(
                label=column.heading or f"Column {index + 1}",
                choices=[(target.value, label) for target, label in LABELS.items()],
                initial=column.target.value,
            )

    def chosen(self) -> Mapping:
        """The mapping with what the person changed."""
        mapping = self.mapping
        for index, target in self._changes():
            mapping = mapping.changed(index, target)
        return mapping

    def _changes(self) -> Iterator[tuple[int, Target]]:
        for index, column in enumerate(self.mapping.columns):
            target = Target(self.cleaned_data[f"column-{index}"])
            if target is not column.target:
                yield index, target
