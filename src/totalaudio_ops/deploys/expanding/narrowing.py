"""What a statement refuses from then on, although the release before may write it."""

from collections.abc import Iterator

from postgast import nodes as sql
from postgast import pg_query_pb2 as pg
from postgast.nodes import AstNode

from totalaudio_ops.deploys.expanding.house import House
from totalaudio_ops.deploys.expanding.naming import name_of


def narrowed_by(node: AstNode, house: House) -> Iterator[str]:
    """The rule that a new constraint, unique index or trigger of a standing table breaks.

    A key over a column that the same release adds, and that stays empty without it, refuses nothing.
    """
    match node:
        case sql.CreateTrigStmt():
            yield "narrows"
        case sql.IndexStmt() if node.unique:
            columns = {one.name for one in node.index_params if isinstance(one, sql.IndexElem)}
            if node.nulls_not_distinct or not _is_empty(node.relation, columns, house):
                yield "narrows"
        case sql.AlterTableStmt():
            for one in node.cmds:
                if isinstance(one, sql.AlterTableCmd) and isinstance(one.def_, sql.Constraint):
                    yield from _of_constraint(node.relation, one.def_, house)


def _of_constraint(
    table: sql.RangeVar | None, constraint: sql.Constraint, house: House
) -> Iterator[str]:
    # What its index refuses was told when that was built.
    if constraint.indexname:
        return
    columns = constraint.fk_attrs if constraint.contype == pg.CONSTR_FOREIGN else constraint.keys
    names = {one.sval for one in columns if isinstance(one, sql.String)}
    if constraint.nulls_not_distinct or not _is_empty(table, names, house):
        yield "narrows"


def _is_empty(table: sql.RangeVar | None, columns: set[str], house: House) -> bool:
    return any((name_of(table), column) in house.stays_empty for column in columns)
