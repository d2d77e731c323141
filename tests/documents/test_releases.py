"""docs/releases.md is followed in a copy of the checkout."""

from pathlib import Path

import pytest

from tests.documents.blocks import all_blocks
from tests.documents.copy import copied


@pytest.mark.timeout(300)
def test_its_commands_end_with_0(tmp_path: Path) -> None:
    copy = copied(tmp_path / "copy")
    shown = [one for one in all_blocks() if one.document == "docs/releases.md"]
    run = [block for block in shown if block.shows_commands]
    assert len(run) >= 2
    assert [said for block in run if (said := copy.run(block, block.script))] == []
