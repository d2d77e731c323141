"""Which rules an ALTER TABLE breaks, command by command, beside those that squawk looks at."""

from collections.abc import Iterator
from typing import Final

from postgast import nodes as sql
from postgast import pg_query_pb2 as pg
from postgast.nodes import AstNode

from totalaudio_ops.deploys.expanding.house import House, columns_added, constraints_of, is_empty
from totalaudio_ops.deploys.expanding.naming import kind, name_of

_HARMLESS: Final = frozenset(
    {
        "AT_AddColumn",  # its column is looked at
        "AT_AddConstraint",  # squawk's
        "AT_AlterColumnType",  # squawk's
        "AT_ColumnDefault",  # squawk's, but for DEFAULT NULL
        "AT_DropColumn",  # squawk's
        "AT_DropNotNull",
        "AT_EnableTrig",
        "AT_ReplicaIdentity",
        "AT_ResetOptions",
        "AT_ResetRelOptions",
        "AT_SetNotNull",  # squawk's
        "AT_SetOptions",
        "AT_SetRelOptions",
        "AT_SetStatistics",
        "AT_SetStorage",
        "AT_ValidateConstraint",
    }
)
_RULES: Final = {
    "AT_AddInherit": "constraint",
    "AT_ChangeOwner": "owner",
    "AT_DetachPartition": "drop",
    "AT_DetachPartitionFinalize": "drop",
    "AT_DisableRowSecurity": "bare",
    "AT_DisableRule": "trigger",
    "AT_DisableTrig": "trigger",
    "AT_DisableTrigAll": "trigger",
    "AT_DisableTrigUser": "trigger",
    "AT_DropConstraint": "drop-constraint",
    "AT_DropExpression": "not-null",
    "AT_DropIdentity": "drop-default",
    "AT_DropInherit": "drop",
    "AT_EnableRowSecurity": "row-security",
    "AT_ForceRowSecurity": "row-security",
    "AT_NoForceRowSecurity": "bare",
    "AT_SetAccessMethod": "heavy",
    "AT_SetExpression": "rewrite",
    "AT_SetLogged": "heavy",
    "AT_SetTableSpace": "heavy",
    "AT_SetUnLogged": "heavy",
}
# Of a column that is added: squawk does not look at these.
_OF_COLUMNS: Final = {
    "CONSTR_CHECK": "constraint",
    "CONSTR_FOREIGN": "constraint",
    "CONSTR_GENERATED": "rewrite",
    "CONSTR_IDENTITY": "rewrite",
    "CONSTR_PRIMARY": "constraint",
    "CONSTR_UNIQUE": "constraint",
}
_COUNTED: Final = frozenset({"smallserial", "serial", "bigserial", "serial2", "serial4", "serial8"})


def broken_by_table(node: AstNode, house: House) -> Iterator[str]:
    """The rules that an ALTER TABLE of a standing table (view, index, sequence) breaks."""
    if not isinstance(node, sql.AlterTableStmt):
        return
    for command in node.cmds:
        if isinstance(command, sql.AlterTableCmd):
            yield from _of_command(command, house)
    for column in columns_added(node):
        yield from _of_column(column)
    # With whose rights a view reads is one of its options.
    if kind(node.objtype) == "OBJECT_VIEW":
        yield "unread"


def fills_itself(node: AstNode, house: House) -> bool:
    """Whether every default that is dropped is of a column that the same release made, and that may stay empty."""
    if not isinstance(node, sql.AlterTableStmt):
        return False
    table = name_of(node.relation)
    commands = [one for one in node.cmds if isinstance(one, sql.AlterTableCmd)]
    dropped = [one.name for one in commands if _drops_default(one)]
    return all((table, name) in house.may_be_null for name in dropped)


def only_adds_columns(node: AstNode) -> bool:
    """Whether every command adds a column, whose constraints are looked at here."""
    return isinstance(node, sql.AlterTableStmt) and len(list(columns_added(node))) == len(node.cmds)


def validated(node: AstNode) -> bool:
    """Whether a constraint is validated, for which the whole table is read."""
    return isinstance(node, sql.AlterTableStmt) and any(
        isinstance(one, sql.AlterTableCmd) and one.subtype == pg.AT_ValidateConstraint
        for one in node.cmds
    )


def _of_command(command: sql.AlterTableCmd, house: House) -> Iterator[str]:
    name = str(pg.AlterTableType.Name(command.subtype))
    if name == "AT_AttachPartition":
        partition = command.def_
        if not (isinstance(partition, sql.PartitionCmd) and name_of(partition.name) in house.made):
            yield "constraint"
    elif name == "AT_ColumnDefault" and _drops_default(command):
        yield "drop-default"
    elif name not in _HARMLESS:
        yield _RULES.get(name, "unread")


def _of_column(column: sql.ColumnDef) -> Iterator[str]:
    found = constraints_of(column)
    if is_empty(column):
        # PostgreSQL has nothing to look up then, and reads no row.
        found.discard("CONSTR_FOREIGN")
    yield from (_OF_COLUMNS[one] for one in found if one in _OF_COLUMNS)
    if "CONSTR_NOTNULL" in found and any(_is_null(one) for one in _defaults(column)):
        yield "not-null"
    if name_of(column.type_name) in _COUNTED:
        yield "rewrite"


def _drops_default(command: sql.AlterTableCmd) -> bool:
    is_default = command.subtype == pg.AT_ColumnDefault
    return is_default and (not command.def_ or _is_null(command.def_))


def _defaults(column: sql.ColumnDef) -> list[AstNode | None]:
    found = [one for one in column.constraints if isinstance(one, sql.Constraint)]
    return [one.raw_expr for one in found if one.contype == pg.CONSTR_DEFAULT]


def _is_null(value: AstNode | None) -> bool:
    while isinstance(value, sql.TypeCast):
        value = value.arg
    return isinstance(value, sql.A_Const) and value.isnull
