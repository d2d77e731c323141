"""Takes a script apart with PostgreSQL's own parser, so that no quote, comment or dollar sign is mistaken."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import postgast
from postgast import pg_query_pb2 as pg
from postgast.nodes import AstNode, ParseResult, RawStmt
from postgast.nodes.base import wrap

from totalaudio_ops.deploys.expanding.scripts import Declared, Mark, Script
from totalaudio_ops.problems import Problem

type Span = tuple[int, int]

IS_MARK: Final = re.compile(
    r"(?:^|--|#|/\*|\*)[ \t]*(contract|expands):[ \t]*(\S[^\n]*?)\s*(?:\*/)?$", re.M
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: its tree and text, its line in the script (from 1), and what the comments above it declare.

    In a body, `routine` names the function that it belongs to (nothing, for a DO block), and `known` is the rule when
    it cannot be read.
    """

    node: AstNode
    text: str
    line: int
    declared: Declared | None
    routine: str | None = None
    known: str = ""


def statements(script: Script) -> list[Statement]:
    """Every statement of a script; raises Problem when PostgreSQL would not understand it."""
    try:
        tree = wrap(postgast.parse(script.text))
    except postgast.PgQueryError as error:
        raise Problem(f"{script.file} is not SQL that PostgreSQL reads: {error}.") from None
    assert isinstance(tree, ParseResult)  # noqa: S101 - for the types
    return list(_taken_apart(script, tree.stmts))


def declared_in(comment: str) -> Declared | None:
    """The last mark in a comment."""
    found = list(IS_MARK.finditer(comment))
    return Declared(Mark(found[-1][1]), found[-1][2]) if found else None


def without_comments(text: str) -> str:
    """The same SQL on the same lines, with every comment blank: none may tell another linter to look away."""
    written = bytearray(text.encode())
    for start, end in _comments(text):
        for place in range(start, end):
            if written[place] != ord("\n"):
                written[place] = ord(" ")
    return written.decode()


def _comments(text: str) -> list[Span]:
    found = {pg.SQL_COMMENT, pg.C_COMMENT}
    return [(one.start, one.end) for one in postgast.scan(text).tokens if one.token in found]


def _taken_apart(script: Script, tree: Sequence[RawStmt]) -> Iterator[Statement]:
    text, comments, before = script.text.encode(), _comments(script.text), 0
    for raw in tree:
        end = raw.stmt_location + raw.stmt_len if raw.stmt_len else len(text)
        start = _start(text, raw.stmt_location, dict(comments))
        above = [text[a:b].decode() for a, b in comments if before <= a < start]
        before = end
        if raw.stmt is not None:
            line = 1 if script.fixed_line else text.count(b"\n", 0, start) + 1
            yield Statement(
                raw.stmt,
                text[start:end].decode(),
                line,
                declared_in("\n".join(above)) or script.declared,
            )


def _start(text: bytes, place: int, comment_ends: dict[int, int]) -> int:
    while place < len(text) and (place in comment_ends or text[place : place + 1].isspace()):
        place = comment_ends.get(place, place + 1)
    return place
