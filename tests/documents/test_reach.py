"""What a stranger needs is found from README.md, without searching."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from totalaudio.project.cli.documents import IS_ELSEWHERE, IS_FENCED, IS_LINK, documents
from totalaudio.project.platform.places import ROOT

CLICKS: Final = 2


def test_every_document_is_within_two_clicks_of_the_readme() -> None:
    reached = {ROOT / "README.md"}
    for _ in range(CLICKS):
        reached |= {there for file in reached if file.suffix == ".md" for there in _linked(file)}
    missing = [file for file in documents(ROOT) if not {file, file.parent} & reached]
    assert [str(file.relative_to(ROOT)) for file in missing] == []


def _linked(file: Path) -> Iterator[Path]:
    """Documents, and folders, in which a person sees what there is."""
    for found in IS_LINK.finditer(IS_FENCED.sub("", file.read_text(encoding="utf-8"))):
        link = (found[1] or found[2]).partition("#")[0]
        if link and not IS_ELSEWHERE.match(link):
            yield (file.parent / link).resolve()
