"""The fenced blocks of a document, and which of them show commands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from totalaudio.project.cli.documents import documents
from totalaudio.project.platform.places import ROOT

IS_FENCE: Final = re.compile(r"^(?P<indent> *)```(?P<language>[a-z]*)\s*$")
IS_NOTE: Final = re.compile(r"^ *<!-- (?P<kind>not run|ready when|file): (?P<text>.+?) -->$")
COMMANDS: Final = frozenset({"sh", "bash", "console"})
PROGRAMS: Final = frozenset({"./totalaudio", "totalaudio", "curl", "psql", "git"})
IS_SETTING: Final = re.compile(r"^[A-Z_]+=")


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: where it stands, what it says, and what a comment right before it says of running it."""

    document: str
    line: int
    language: str
    text: str
    not_run: str = ""
    ready_when: str = ""
    file: str = ""

    @property
    def place(self) -> str:
        """Where a person finds it."""
        return f"{self.document}:{self.line}"

    @property
    def shows_commands(self) -> bool:
        """Whether somebody would type what is in it."""
        return self.language in COMMANDS or (not self.language and _begins_with_a_program(self))

    @property
    def script(self) -> str:
        """What a shell is given; of a console only what was typed."""
        if self.language != "console":
            return self.text
        typed = (line[2:] for line in self.text.splitlines() if line.startswith(("$ ", "> ")))
        return "\n".join(typed) + "\n"


def _begins_with_a_program(block: Block) -> bool:
    words = [word for word in block.text.split() if not IS_SETTING.match(word)]
    return bool(words) and words[0] in PROGRAMS


def blocks_of(text: str, document: str) -> Iterator[Block]:
    """Every fenced block, in order; raises ValueError for one that does not end."""
    lines = iter(enumerate(text.splitlines(), start=1))
    note: dict[str, str] = {}
    for number, line in lines:
        fence = IS_FENCE.match(line)
        if fence:
            body = "".join(_body(lines, fence["indent"], f"{document}:{number}"))
            kinds = {kind.replace(" ", "_"): said for kind, said in note.items()}
            yield Block(document, number, fence["language"], body, **kinds)
        found = IS_NOTE.match(line)
        note = {found["kind"]: found["text"]} if found else note if not line.strip() else {}


def _body(lines: Iterator[tuple[int, str]], indent: str, place: str) -> Iterator[str]:
    for _, line in lines:
        if line == f"{indent}```":
            return
        yield line.removeprefix(indent) + "\n"
    raise ValueError(f"{place}: the block does not end")


def all_blocks(root: Path = ROOT) -> tuple[Block, ...]:
    """The blocks of every document of the repository."""
    return tuple(
        block
        for file in documents(root)
        for block in blocks_of(file.read_text(encoding="utf-8"), str(file.relative_to(root)))
    )
