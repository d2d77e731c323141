"""What documents promise: every command exists, every link within the repository leads somewhere, pictures are told."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from totalaudio.project.cli.catalogue import COMMANDS, GROUPS
from totalaudio.project.platform.places import ROOT

IS_COMMAND = re.compile(r"\./totalaudio ((?:[a-z]+(?:-[a-z]+)* ?){1,2})")
IS_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?: \"[^\"]*\")?\)|(?:src|href)=\"([^\"]+)\"")
IS_ELSEWHERE = re.compile(r"[a-z]+:|//")
IS_HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)
IS_FENCED = re.compile(r"^( *)```.*?^\1```$", re.DOTALL | re.MULTILINE)
IS_UNTOLD = re.compile(r"!\[\s*\]\(([^)\s]+)")


def problems(root: Path = ROOT) -> list[str]:
    """Returns one line for everything that is wrong in the repository's documents."""
    return [
        f"{file.relative_to(root)}: {problem}"
        for file in documents(root)
        for problem in (*_commands(file), *_links(file, root), *_pictures(file))
    ]


def documents(root: Path) -> Iterator[Path]:
    """Every document of the repository that people read."""
    yield from sorted(root.glob("*.md"))
    yield from sorted((root / "docs").rglob("*.md"))


def _commands(file: Path) -> Iterator[str]:
    groups = {group.name for group in GROUPS}
    known = {f"{entry.group} {entry.name}".strip() for entry in COMMANDS}
    for found in IS_COMMAND.finditer(file.read_text(encoding="utf-8")):
        words = found[1].split()
        typed = " ".join(words[:2]) if words[0] in groups and len(words) > 1 else words[0]
        if typed not in known and typed not in groups:
            yield f"there is no command ./totalaudio {typed}"


def _links(file: Path, root: Path) -> Iterator[str]:
    for found in IS_LINK.finditer(IS_FENCED.sub("", file.read_text(encoding="utf-8"))):
        link = found[1] or found[2]
        if IS_ELSEWHERE.match(link):
            continue
        path, _, anchor = unquote(link).partition("#")
        place = root / path.lstrip("/") if path.startswith("/") else file.parent / path
        target = place if path else file
        if not target.exists():
            yield f"the link to {link} leads nowhere"
        elif anchor and target.suffix == ".md" and anchor not in anchors(target):
            yield f"the link to {link} names no heading there"


def anchors(file: Path) -> frozenset[str]:
    """The anchors that a document's headings have, as GitHub makes them."""
    text = IS_FENCED.sub("", file.read_text(encoding="utf-8"))
    return frozenset(_anchor(found[1]) for found in IS_HEADING.finditer(text))


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _pictures(file: Path) -> Iterator[str]:
    for found in IS_UNTOLD.finditer(file.read_text(encoding="utf-8")):
        yield f"the picture {found[1]} has no words for those who do not see it"


if __name__ == "__main__":
    found = problems()
    sys.stdout.write("\n".join(found) + "\n" if found else "")
    sys.exit(1 if found else 0)
