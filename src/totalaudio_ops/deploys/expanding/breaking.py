"""Which rules a statement breaks, as far as squawk does not look at it: names, rights, functions, data, locks."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from postgast import nodes as sql
from postgast.nodes import AstNode

from totalaudio_ops.deploys.expanding.altering import broken_by_table
from totalaudio_ops.deploys.expanding.house import (
    House,
    breaks_promise,
    is_new_overload,
    right,
)
from totalaudio_ops.deploys.expanding.naming import kind
from totalaudio_ops.deploys.expanding.narrowing import narrowed_by
from totalaudio_ops.deploys.expanding.touching import touched_by

# They make something new, say something, or only add.
_HARMLESS: Final = (
    sql.CheckPointStmt,
    sql.CommentStmt,
    sql.CompositeTypeStmt,
    sql.CreateDomainStmt,
    sql.CreateEnumStmt,
    sql.CreateExtensionStmt,
    sql.CreateForeignTableStmt,
    sql.CreateSchemaStmt,
    sql.CreateSeqStmt,
    sql.CreateStatsStmt,
    sql.CreateStmt,
    sql.CreateTableAsStmt,
    sql.CreateTrigStmt,  # narrowing
    sql.DoStmt,  # its body is opened
    sql.ConstraintsSetStmt,
    sql.IndexStmt,  # squawk's, narrowing
    sql.InsertStmt,
    sql.NotifyStmt,
    sql.SelectStmt,
    sql.UpdateStmt,
    sql.DeleteStmt,
    sql.ViewStmt,
)
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
    yield from touched_by(node, house)
    yield from narrowed_by(node, house)


def is_concurrent(node: AstNode) -> bool:
    """Whether PostgreSQL refuses a statement inside of a transaction, because it works in several of its own."""
    if isinstance(node, sql.ReindexStmt):
        return "concurrently" in _options(node.params)
    return isinstance(node, sql.IndexStmt | sql.DropStmt) and node.concurrent


def _drop(node: AstNode, _: House) -> Iterator[str]:
    if isinstance(node, sql.DropStmt):
        match kind(node.remove_type):
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
    if isinstance(node, sql.CreateFunctionStmt):
        if is_new_overload(node, house):
            yield "overload"
        if breaks_promise(node, house):
            yield "promise"


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
    if isinstance(node, sql.VariableSetStmt):
        name = node.name.lower()  # however it is quoted
        if name in {"lock_timeout", ""}:
            yield "lock-timeout"
        elif name in _SHIFTING:
            yield "unread"


def _sequence(node: AstNode, _: House) -> Iterator[str]:
    if isinstance(node, sql.AlterSeqStmt) and _options(node.options) - {"owned_by", "cache"}:
        yield "unread"


def _define(node: AstNode, _: House) -> Iterator[str]:
    if isinstance(node, sql.DefineStmt) and kind(node.kind) in {
        "OBJECT_OPERATOR",
        "OBJECT_AGGREGATE",
    }:
        yield "unread"


# What a name means afterwards, or what runs along, is another thing.
_SHIFTING: Final = frozenset(
    {"role", "search_path", "session_authorization", "session_replication_role"}
)
_ASKED: Final[dict[type[AstNode], Callable[[AstNode, House], Iterator[str]]]] = {
    sql.AlterDefaultPrivilegesStmt: _default_rights,
    sql.AlterDomainStmt: _domain,
    sql.AlterEnumStmt: _enum,
    sql.AlterFunctionStmt: _function,
    sql.AlterSeqStmt: _sequence,
    sql.AlterTableStmt: broken_by_table,
    sql.CreateFunctionStmt: _function,
    sql.CreatePolicyStmt: _policy,
    sql.DefineStmt: _define,
    sql.DropStmt: _drop,
    sql.GrantRoleStmt: _membership,
    sql.GrantStmt: _grant,
    sql.RefreshMatViewStmt: _refresh,
    sql.ReindexStmt: _reindex,
    sql.VacuumStmt: _vacuum,
    sql.VariableSetStmt: _set,
}
