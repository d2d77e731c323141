"""The lines of documents that call our command line, and whether it would take them."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from tests.documents.blocks import all_blocks
from totalaudio.project.cli.app import build
from totalaudio.project.cli.documents import documents
from totalaudio.project.platform.places import ROOT
from totalaudio_ops.problems import Problem

OURS: Final = frozenset({"./totalaudio", "totalaudio"})
OPERATORS: Final = frozenset({"|", "||", "&&", ";", "&", ">", ">>", "<", ")"})
IS_INLINE: Final = re.compile(r"`((?:[A-Z_]+=\S+ )*(?:\./)?totalaudio [a-z-][^`]*)`")
IS_FENCED: Final = re.compile(r"^( *)```.*?^\1```$", re.DOTALL | re.MULTILINE)
IS_SETTING: Final = re.compile(r"[A-Z_]+=")
# In running text: what a person fills in.
LEFT_OUT: Final = "…"
FILLED_IN: Final = {"APP": "tracker"}


@dataclass(frozen=True, slots=True)
class Typed:
    """One call: where it stands, its words, and whether it is all of it; running text may leave things out."""

    place: str
    words: tuple[str, ...]
    is_whole: bool


def all_typed(root: Path = ROOT) -> Iterator[Typed]:
    """Every call that the documents show."""
    for block in all_blocks(root):
        if block.shows_commands:
            for line in block.script.replace("\\\n", " ").splitlines():
                yield from calls(block.place, line, is_whole=True)
    for file in documents(root):
        prose = IS_FENCED.sub("", file.read_text(encoding="utf-8"))
        for found in IS_INLINE.finditer(prose):
            yield from calls(str(file.relative_to(root)), found[1], is_whole=False)


def calls(place: str, line: str, *, is_whole: bool) -> Iterator[Typed]:
    """A line's calls: what follows `#` is talk, and what stands in quotes is a word."""
    if not any(ours in line for ours in OURS):
        return
    read = shlex.shlex(line, posix=True, punctuation_chars=True)
    read.whitespace_split = True
    words = list(read)
    for start in [n for n in range(len(words)) if words[n] in OURS and _is_begin(words[:n])]:
        end = next((n for n in range(start, len(words)) if words[n] in OPERATORS), len(words))
        call = Typed(place, tuple(words[start + 1 : end]), is_whole)
        yield call
        yield from _handed_on(call)


def _handed_on(call: Typed) -> Iterator[Typed]:
    """What a site is asked to run, and what is run on another machine, are calls of their own."""
    match call.words:
        case ("site", "run", *_) if "--" in call.words:
            words = call.words[call.words.index("--") + 1 :]
        case ("on", _, *words) if words:
            pass
        case _:
            return
    if words:
        yield Typed(call.place, tuple(words), call.is_whole)


def _is_begin(before: list[str]) -> bool:
    """Whether what follows these words is a command."""
    return not before or before[-1] in OPERATORS or bool(IS_SETTING.match(before[-1]))


def fault(call: Typed) -> str:
    """What the command line has against a call; empty when nothing."""
    words = [word for word in call.words if word != LEFT_OUT]
    if not call.is_whole:
        words = [FILLED_IN.get(word, word) for word in words]
    try:
        _parse(typer.main.get_command(build(words)), words)
    except typer.Exit:
        return ""
    except (TyperException, Problem) as error:
        said = error.format_message() if isinstance(error, TyperException) else str(error)
        # What a variable may hold instead was exported further up.
        is_left_out = said.startswith("Missing") and (not call.is_whole or "env var" in said)
        return "" if is_left_out or not said else f"{call.place}: {shlex.join(words)}: {said}"
    return ""


def _parse(command: object, words: list[str]) -> None:
    """As the command line itself reads them, without doing anything."""
    assert isinstance(command, typer.core.TyperCommand | TyperGroup)
    context = command.make_context("totalaudio", list(words))
    if isinstance(command, TyperGroup):
        _, found, left = command.resolve_command(context, [*context._protected_args, *context.args])
        _parse(found, left)
