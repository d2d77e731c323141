"""Opens the bodies that a script writes down: what a DO block runs, and what a replaced function will run."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

import postgast
from postgast import nodes as sql
from postgast import pg_query_pb2 as pg
from postgast.nodes import AstNode, ParseResult
from postgast.nodes.base import wrap

from totalaudio_ops.deploys.expanding.bodies import Inner, inner
from totalaudio_ops.deploys.expanding.naming import name_of
from totalaudio_ops.deploys.expanding.parsing import Statement

# What functions are for: how they read, write and lock rows is between them and who calls them.
_ORDINARY: Final = (
    sql.CallStmt,
    sql.DeleteStmt,
    sql.InsertStmt,
    sql.LockStmt,
    sql.MergeStmt,
    sql.NotifyStmt,
    sql.SelectStmt,
    sql.UpdateStmt,
    sql.VariableSetStmt,
)


def opened(parts: Iterable[Statement], *, fixed_line: bool = False) -> Iterator[Statement]:
    """Each statement, and after it those of its body, at their own lines, with what is declared of the whole."""
    for part in parts:
        yield part
        found = inner(part.node, part.text)
        if found:
            first = part.line + (0 if fixed_line else _lines_before_body(part))
            at = (
                replace(one, line=part.line if fixed_line else first + one.line - 1)
                for one in found
            )
            yield from _of_body(part, at, fixed_line=fixed_line)


def _of_body(part: Statement, found: Iterable[Inner], *, fixed_line: bool) -> Iterator[Statement]:
    routine = part.routine or ""
    if isinstance(part.node, sql.CreateFunctionStmt):
        routine = name_of(*part.node.funcname)
    own: set[str] = set()
    for one in found:
        here = Statement(part.node, one.text, one.line, part.declared, routine, one.rule)
        node = None if one.rule else _read(one.text)
        if node is None:
            yield here if one.rule else replace(here, known="unread")
        elif not routine:
            yield from opened([replace(here, node=node)], fixed_line=fixed_line)
        elif not _is_ordinary(node, own):
            yield replace(here, node=node)


def _is_ordinary(node: AstNode, own: set[str]) -> bool:
    """Whether a function may do it as long as it likes; the tables that last as long as its call are its own."""
    if isinstance(node, sql.CreateStmt) and node.relation and node.relation.relpersistence == "t":
        own.add(name_of(node.relation))
    if isinstance(node, sql.DropStmt):
        return {name_of(one) for one in node.objects} <= own
    return isinstance(node, _ORDINARY)


def _read(text: str) -> AstNode | None:
    try:
        tree = wrap(postgast.parse(text))
    except postgast.PgQueryError:
        return None
    assert isinstance(tree, ParseResult)  # noqa: S101 - for the types
    return tree.stmts[0].stmt if len(tree.stmts) == 1 else None


def _lines_before_body(part: Statement) -> int:
    before = None
    for one in postgast.scan(part.text).tokens:
        if one.token == pg.SCONST and (before == pg.AS or isinstance(part.node, sql.DoStmt)):
            return part.text.encode()[: one.start].count(b"\n")
        before = one.token
    return 0
