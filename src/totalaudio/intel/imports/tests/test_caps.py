"""How large a file may be is the installation's to say: less where its host takes less."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from totalaudio.intel.imports.forms import ListForm

MB = 1024 * 1024


def form_with(content: bytes) -> ListForm:
    return ListForm({}, MultiValueDict({"file": [SimpleUploadedFile("list.csv", content)]}))


def test_a_file_over_the_cap_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "UPLOAD_CAP", 4 * MB)
    form = form_with(b"x" * (4 * MB + 1))
    assert form.errors == {
        "file": [
            "list.csv is larger than 4 MB. Split it, or take out columns that you do not need."
        ]
    }
    assert form_with(b"x" * 4 * MB).is_valid()


def test_the_browser_knows_the_cap_before_anything_is_sent() -> None:
    assert f'data-most="{settings.UPLOAD_CAP}"' in str(ListForm()["file"])
