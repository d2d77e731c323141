"""Which rows a statement touches, and which functions it calls on the way."""

from collections.abc import Iterator
from typing import Final

import postgast
from postgast import nodes as sql
from postgast import pg_query_pb2 as pg
from postgast.nodes import AstNode
from postgast.nodes.base import wrap

from totalaudio_ops.deploys.expanding.house import House
from totalaudio_ops.deploys.expanding.naming import name_of

_QUIET: Final = frozenset({"pg_advisory_xact_lock", "now", "count", "to_regclass"})
# PostgreSQL's own that do more than answer, wherever they are called.
_LOUD: Final = frozenset({"dblink_exec", "pg_sleep", "query_to_xml", "set_config", "setval"})
_NAMES_ROWS: Final = frozenset({pg.AEXPR_OP, pg.AEXPR_OP_ANY, pg.AEXPR_IN})


def touched_by(node: AstNode, house: House) -> Iterator[str]:
    """The rules that a statement breaks by the rows that it changes or locks, and by what it calls."""
    for one in within(node):
        if isinstance(one, sql.UpdateStmt | sql.DeleteStmt):
            yield from _rows(one, house)
    if isinstance(node, sql.SelectStmt):
        if node.locking_clause:
            yield "lock"
        if _called(node) - _QUIET:
            yield "unread"
    elif isinstance(node, _OF_ROWS) and _called(node) & (_LOUD | house.routines.keys()):
        yield "unread"


def within(node: AstNode) -> Iterator[AstNode]:
    """A statement and everything in it."""
    # The walk is made for the messages that the typed nodes stand for.
    return (wrap(message) for _, message in postgast.walk(node._pb))  # noqa: SLF001


_OF_ROWS: Final = (sql.CreateTableAsStmt, sql.DeleteStmt, sql.InsertStmt, sql.UpdateStmt)


def _rows(change: sql.UpdateStmt | sql.DeleteStmt, house: House) -> Iterator[str]:
    if name_of(change.relation) in house.made:
        return
    if change.where_clause is None or not _has_column(change.where_clause):
        yield "all-rows"
    elif not any(_names_rows(one) for one in _conditions(change.where_clause)):
        yield "many-rows"


def _conditions(where: AstNode) -> Iterator[AstNode]:
    if isinstance(where, sql.BoolExpr) and where.boolop == pg.AND_EXPR:
        for one in where.args:
            yield from _conditions(one)
    else:
        yield where


def _names_rows(condition: AstNode) -> bool:
    """Whether it is a column that has one of the values that are written out here."""
    return (
        isinstance(condition, sql.A_Expr)
        and condition.kind in _NAMES_ROWS
        and name_of(*condition.name) == "="
        and isinstance(condition.lexpr, sql.ColumnRef)
        and condition.rexpr is not None
        and not _has_column(condition.rexpr)
    )


def _has_column(node: AstNode) -> bool:
    return any(isinstance(one, sql.ColumnRef) for one in within(node))


def _called(node: AstNode) -> set[str]:
    return {name_of(*one.funcname) for one in within(node) if isinstance(one, sql.FuncCall)}
