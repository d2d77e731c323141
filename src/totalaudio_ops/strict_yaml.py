"""YAML with its line numbers: a small and strict part of it, in which no text can grow beyond its own size."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, NodeEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

type Value = str | int | Decimal | bool | list[Value] | dict[str, Value] | None
type Path = tuple[str | int, ...]

# The reader takes time that grows with the square of some texts; what we read is never so large or deep.
LARGEST: Final = 64_000
DEEPEST: Final = 20
_TAG: Final = "tag:yaml.org,2002:"
_WHOLE: Final = re.compile(r"-?[0-9]{1,18}", re.ASCII)
# No exponents: a number of ten characters would take gigabytes as an exact fraction.
_BROKEN: Final = re.compile(r"-?[0-9]{1,18}\.[0-9]{1,18}", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One mistake; `line` counts from 1."""

    file: str
    line: int
    said: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.said}"


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a file, and the line on which each of its values stands."""

    file: str
    value: Value
    lines: dict[Path, int] = field(default_factory=dict)

    def fault(self, path: Path, said: str) -> Fault:
        """A mistake at a value, or at what would hold it where it is missing."""
        known = next(path[:end] for end in range(len(path), -1, -1) if path[:end] in self.lines)
        return Fault(self.file, self.lines[known], said)


class _RefusedError(Exception):
    def __init__(self, node: Node | NodeEvent, said: str) -> None:
        self.line = node.start_mark.line + 1
        self.said = said


def read_documents(file: str, text: str) -> tuple[list[Document], list[Fault]]:
    """The documents of a text, or the first mistake for which it is no YAML that is read here."""
    if len(text) > LARGEST:
        return [], [Fault(file, 1, f"The file is longer than {LARGEST} characters; split it.")]
    try:
        _refuse(text)
        found = [_document(file, node) for node in YAML(pure=True).compose_all(text)]
    except _RefusedError as problem:
        return [], [Fault(file, problem.line, problem.said)]
    except MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        said = " ".join(str(problem.problem or problem.context).split())
        return [], [Fault(file, mark.line + 1 if mark else 1, f"This is no YAML: {said}.")]
    except (YAMLError, ValueError) as problem:
        said = " ".join(str(problem).split())[:200]
        return [], [Fault(file, 1, f"This is no YAML: {said}")]
    return [one for one in found if one.value is not None], []


def _refuse(text: str) -> None:
    """Raise for what could grow or call: aliases, tags, and depth, before anything is built from it."""
    depth = 0
    for event in YAML(pure=True).parse(text):
        if isinstance(event, AliasEvent):
            raise _RefusedError(event, "Aliases (*name) are not read; write the value out.")
        if isinstance(event, NodeEvent) and (event.anchor or getattr(event, "tag", None)):
            raise _RefusedError(
                event, "Anchors (&name) and tags (!name) are not read; write the value."
            )
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > DEEPEST:
            raise _RefusedError(event, f"This is nested more than {DEEPEST} deep.")


def _document(file: str, node: Node) -> Document:
    lines: dict[Path, int] = {(): node.start_mark.line + 1}
    return Document(file, _value(node, (), lines), lines)


def _value(node: Node, path: Path, lines: dict[Path, int]) -> Value:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, SequenceNode):
        return [_value(one, (*path, place), lines) for place, one in enumerate(node.value)]
    if isinstance(node, MappingNode):
        return dict(_items(node, path, lines))
    return _scalar(node) if isinstance(node, ScalarNode) else None


def _items(node: MappingNode, path: Path, lines: dict[Path, int]) -> Iterator[tuple[str, Value]]:
    seen: dict[str, int] = {}
    for key, value in node.value:
        if not isinstance(key, ScalarNode):
            raise _RefusedError(key, "A key is a word, not a list or a mapping.")
        line = key.start_mark.line + 1
        if key.value in seen:
            said = f"The key {key.value!r} stands twice, first on line {seen[key.value]}; keep one."
            raise _RefusedError(key, said)
        seen[key.value] = line
        lines[*path, key.value] = line
        yield key.value, _value(value, (*path, key.value), lines)


def _scalar(node: ScalarNode) -> Value:
    text = str(node.value)
    if node.tag == f"{_TAG}null":
        return None
    if node.tag == f"{_TAG}bool" and text.lower() in {"true", "false"}:
        return text.lower() == "true"
    if node.tag == f"{_TAG}int" and _WHOLE.fullmatch(text):
        return int(text)
    if node.tag == f"{_TAG}float" and _BROKEN.fullmatch(text):
        return Decimal(text)
    return text
