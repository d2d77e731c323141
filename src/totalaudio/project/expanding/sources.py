"""Where the steps of a migration stand in its file, and what the comments above them declare."""

import ast
import io
import tokenize
from dataclasses import dataclass
from pathlib import Path

from totalaudio_ops.deploys.expanding.parsing import declared_in
from totalaudio_ops.deploys.expanding.scripts import Declared


@dataclass(frozen=True, slots=True)
class Place:
    """The line of a step, and its mark."""

    line: int = 1
    declared: Declared | None = None


def places(source: str, steps: int) -> list[Place]:
    """The place of each step of a migration; the first line where the list is not written out."""
    found = _elements(source)
    if len(found) != steps:
        return [Place()] * steps
    comments = _comments(source)
    said = []
    before = found[0].lineno - 2 if found else 0
    for element in found:
        last = element.end_lineno or element.lineno
        above = [text for line, text in comments if before < line <= last]
        before = last
        said.append(Place(element.lineno, declared_in("\n".join(above))))
    return said


def read_places(file: Path, steps: int) -> list[Place]:
    """The places in a file; one that cannot be read (a compiled module) has none."""
    try:
        return places(file.read_text(encoding="utf-8"), steps)
    except (OSError, SyntaxError, UnicodeDecodeError):
        return [Place()] * steps


def _elements(source: str) -> list[ast.expr]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Assign | ast.AnnAssign):
            continue
        named = node.targets if isinstance(node, ast.Assign) else [node.target]
        if any(isinstance(one, ast.Name) and one.id == "operations" for one in named):
            return list(node.value.elts) if isinstance(node.value, ast.List) else []
    return []


def _comments(source: str) -> list[tuple[int, str]]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return [(one.start[0], one.string) for one in tokens if one.type == tokenize.COMMENT]
