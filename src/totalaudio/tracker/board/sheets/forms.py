"""What people hand in when they bring a file to a campaign."""

from pathlib import PurePath
from typing import Any, Final, cast

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from .reading import MAX_BYTES, MAX_ROWS

_LONGEST_NAME: Final = 120
_MOST: Final = min(MAX_BYTES, settings.UPLOAD_CAP)


class FileForm(forms.Form):
    """One CSV file."""

    file = forms.FileField(
        label="File",
        allow_empty_file=True,
        help_text=(
            f"CSV with headings, as exported here: up to {_MOST // 1024**2} MB"
            f" and {MAX_ROWS:,} rows."
        ),
        widget=forms.FileInput(attrs={"data-most": _MOST}),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """A file that is not over the cap."""
        file: Any = self.cleaned_data["file"]
        if (file.size or 0) > _MOST:
            raise forms.ValidationError(
                f"The file is larger than {_MOST // 1024**2} MB. Split it, and bring each part."
            )
        return cast("UploadedFile[bytes]", file)

    def name(self) -> str:
        """The file's name without its folders, and not too long to show."""
        given = str(self.cleaned_data["file"].name or "").replace("\\", "/").replace("\0", "")
        return PurePath(given).name.strip()[-_LONGEST_NAME:] or "Unnamed file"

    def content(self) -> bytes:
        """Its bytes."""
        data: bytes = self.cleaned_data["file"].read()
        return data
