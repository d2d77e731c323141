"""Every block of commands in a document ends with 0 on a platform that runs."""

import pytest

from tests.documents.blocks import Block, all_blocks
from tests.documents.scene import scene
from tests.platform.launch import Launched

# What these show changes the checkout: test_contributing.py and test_releases.py follow them in a copy.
APART = {"CONTRIBUTING.md", "docs/releases.md"}
RUN = [
    block
    for block in all_blocks()
    if block.shows_commands and not block.not_run and block.document not in APART
]


def _by_document() -> dict[str, list[Block]]:
    return {
        name: [block for block in RUN if block.document == name]
        for name in sorted({block.document for block in RUN})
    }


@pytest.mark.timeout(3600)
def test_the_commands_of_every_document_do_what_it_says(
    shown_platform: Launched, tmp_path_factory: pytest.TempPathFactory, *, proofs: bool
) -> None:
    """One test, so that one platform serves however many processes share the suite."""
    said: list[str] = []
    for blocks in _by_document().values():
        with scene(tmp_path_factory.mktemp("document"), shown_platform, in_full=proofs) as here:
            said += [wrong for block in blocks if (wrong := here.run(block))]
    assert said == [], "\n".join(said)
