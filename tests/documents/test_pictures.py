"""Pictures of documents are small, and each is shown somewhere."""

import re
from typing import Final

from totalaudio.project.cli.documents import documents
from totalaudio.project.platform.places import ROOT

IS_PICTURE: Final = re.compile(r"!\[[^\]]+\]\(([^)\s]+)\)")
PICTURES: Final = sorted((ROOT / "docs" / "images").iterdir())
MOST_BYTES: Final = 150_000


def test_no_picture_is_larger_than_a_page_may_be() -> None:
    assert [one.name for one in PICTURES if one.stat().st_size > MOST_BYTES] == []


def test_every_picture_is_shown_by_a_document() -> None:
    shown = {
        (file.parent / found[1]).resolve()
        for file in documents(ROOT)
        for found in IS_PICTURE.finditer(file.read_text(encoding="utf-8"))
    }
    assert shown == set(PICTURES)
