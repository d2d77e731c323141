"""Which rules a statement breaks, as far as squawk does not look at it: names, rights, functions, data, locks."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

import postgast
from postgast import nodes as sql
from postgast.nodes import AstNode
from postgast.nodes.base import wrap

from totalaudio_ops.deploys.expanding.altering import broken_by_table
from totalaudio_ops.deploys.expanding.house import House, is_new_overload, right
from totalaudio_ops.deploys.expanding.naming import kind, name_of

# They make something new, say something, or only add.
_HARMLESS: Final = (
    sql.AlterExtensionStmt,
    sql.AlterSeqStmt,
    sql.CheckPointStmt,
    sql.CommentStmt,
    sql.CompositeTypeStmt,
    sql.CreateCastStmt,
    sql.CreateDomainStmt,
    sql.CreateEnumStmt,
    sql.CreateExtensionStmt,
    sql.CreateForeignTableStmt,
    sql.CreateSchemaStmt,
    sql.CreateSeqStmt,
    sql.CreateStatsStmt,
    sql.CreateStmt,
    sql.CreateTableAsStmt,
    sql.CreateTrigStmt,
    sql.ConstraintsSetStmt,
    sql.DefineStmt,
    sql.IndexStmt,  # squawk's
    sql.InsertStmt,
    sql.NotifyStmt,
    sql.SelectStmt,
    sql.UpdateStmt,
    sql.DeleteStmt,
    sql.ViewStmt,
)
_QUIET: Final = frozenset({"pg_advisory_xact_lock", "now", "count", "to_regclass"})
# What they do is known to hurt, whatever is in them.
_ALWAYS: Final[dict[type[AstNode], str]] = {
    sql.AlterObjectSchemaStmt: "rename",
    sql.AlterOwnerStmt: "owner",
    sql.AlterPolicyStmt: "row-security",
    sql.AlterRoleStmt: "rights",
    sql.ClusterStmt: "heavy",
    sql.DropOwnedStmt: "drop",
    sql.DropRoleStmt: "rights",
    sql.LockStmt: "lock",
    sql.ReassignOwnedStmt: "owner",
    sql.RenameStmt: "rename",
    sql.RuleStmt: "query-rule",
    sql.TransactionStmt: "transaction",
    sql.TruncateStmt: "truncate",
}


def broken_by(node: AstNode, house: House) -> Iterator[str]:
    """The rules that a statement breaks, when it is about something that stood before."""
    if (always := _ALWAYS.get(type(node))) is not None:
        yield always
    elif (asked := _ASKED.get(type(node))) is not None:
        yield from asked(node, house)
    elif not isinstance(node, _HARMLESS):
        yield "unread"
    yield from _rows(node, house)
    if isinstance(node, sql.SelectStmt) and _calls(node):
        yield "unread"


def is_concurrent(node: AstNode) -> bool:
    """Whether PostgreSQL refuses a statement inside of a transaction, because it works in several of its own."""
    if isinstance(node, sql.ReindexStmt):
        return "concurrently" in _options(node.params)
    return isinstance(node, sql.IndexStmt | sql.DropStmt) and node.concurrent


def _drop(node: AstNode, _: House) -> Iterator[str]:
    if isinstance(node, sql.DropStmt):
        match kind(node):
            case "OBJECT_INDEX":
                yield "drop-index"
            case "OBJECT_POLICY":
                yield "row-security"
            case _:
                yield "drop"


def _grant(node: AstNode, house: House) -> Iterator[str]:
    if isinstance(node, sql.GrantStmt) and not node.is_grant and right(node) not in house.lent:
        yield "rights"


def _default_rights(node: AstNode, _: House) -> Iterator[str]:
    if (
        isinstance(node, sql.AlterDefaultPrivilegesStmt)
        and node.action
        and not node.action.is_grant
    ):
        yield "rights"


def _membership(node: AstNode, _: House) -> Iterator[str]:
    if isinstance(node, sql.GrantRoleStmt) and not node.is_grant:
        yield "rights"


def _policy(node: AstNode, _: House) -> Iterator[str]:
    if isinstance(node, sql.CreatePolicyStmt) and not node.permissive:
        yield "row-security"


def _function(node: AstNode, house: House) -> Iterator[str]:
    if isinstance(node, sql.AlterFunctionStmt):
        yield "function"
    if isinstance(node, sql.CreateFunctionStmt) and is_new_overload(node, house):
        yield "overload"


def _domain(node: AstNode, _: House) -> Iterator[str]:
    # T default, N drop not null, O set not null, C add constraint, X drop constraint, V validate.
    if isinstance(node, sql.AlterDomainStmt) and node.subtype in {"T", "O", "C"}:
        yield "constraint" if node.subtype == "C" else "not-null"


def _enum(node: AstNode, _: House) -> Iterator[str]:
    if isinstance(node, sql.AlterEnumStmt) and node.old_val:
        yield "rename"


def _vacuum(node: AstNode, _: House) -> Iterator[str]:
    if isinstance(node, sql.VacuumStmt) and "full" in _options(node.options):
        yield "heavy"


def _reindex(node: AstNode, _: House) -> Iterator[str]:
    if isinstance(node, sql.ReindexStmt) and not is_concurrent(node):
        yield "heavy"


def _refresh(node: AstNode, _: House) -> Iterator[str]:
    if isinstance(node, sql.RefreshMatViewStmt) and not node.concurrent:
        yield "heavy"


def _options(found: Iterable[AstNode]) -> set[str]:
    return {one.defname for one in found if isinstance(one, sql.DefElem)}


def _set(node: AstNode, _: House) -> Iterator[str]:
    if isinstance(node, sql.VariableSetStmt) and node.name in {"lock_timeout", ""}:
        yield "lock-timeout"


_ASKED: Final[dict[type[AstNode], Callable[[AstNode, House], Iterator[str]]]] = {
    sql.AlterDefaultPrivilegesStmt: _default_rights,
    sql.AlterDomainStmt: _domain,
    sql.AlterEnumStmt: _enum,
    sql.AlterFunctionStmt: _function,
    sql.AlterTableStmt: broken_by_table,
    sql.CreateFunctionStmt: _function,
    sql.CreatePolicyStmt: _policy,
    sql.DropStmt: _drop,
    sql.GrantRoleStmt: _membership,
    sql.GrantStmt: _grant,
    sql.RefreshMatViewStmt: _refresh,
    sql.ReindexStmt: _reindex,
    sql.VacuumStmt: _vacuum,
    sql.VariableSetStmt: _set,
}


def _rows(node: AstNode, house: House) -> Iterator[str]:
    for one in _within(node):
        if (
            isinstance(one, sql.UpdateStmt | sql.DeleteStmt)
            and name_of(one.relation) not in house.made
            and _is_always(one.where_clause)
        ):
            yield "all-rows"


def _is_always(where: AstNode | None) -> bool:
    return where is None or not any(isinstance(one, sql.ColumnRef) for one in _within(where))


def _calls(node: AstNode) -> bool:
    called = (name_of(*one.funcname) for one in _within(node) if isinstance(one, sql.FuncCall))
    return any(name not in _QUIET for name in called)


def _within(node: AstNode) -> Iterator[AstNode]:
    # The walk is made for the messages that the typed nodes stand for.
    return (wrap(message) for _, message in postgast.walk(node._pb))  # noqa: SLF001
