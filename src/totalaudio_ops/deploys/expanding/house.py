"""What a release makes itself, which nobody else can miss, and the routines that stood before it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from postgast import nodes as sql
from postgast import pg_query_pb2 as pg
from postgast.nodes import AstNode

from totalaudio_ops.deploys.expanding.naming import called, literal, name_of

_NOT_NULL: Final = frozenset({"CONSTR_NOTNULL", "CONSTR_PRIMARY", "CONSTR_IDENTITY"})


@dataclass(slots=True)
class House:
    """Folded over the statements of a release in their order."""

    made: set[str] = field(default_factory=set)
    may_be_null: set[tuple[str, str]] = field(default_factory=set)
    # Those of them that stay empty in whatever the release before writes.
    stays_empty: set[tuple[str, str]] = field(default_factory=set)
    routines: dict[str, set[tuple[str, ...]]] = field(default_factory=dict)
    # With whose rights and in which surroundings they work.
    promises: dict[tuple[str, tuple[str, ...]], frozenset[str]] = field(default_factory=dict)
    # Rights to make things in a schema, given for as long as a migration runs.
    lent: set[tuple[str, ...]] = field(default_factory=set)

    def stand(self, node: AstNode) -> None:
        """Remembers what an earlier release left behind."""
        if isinstance(node, sql.CreateFunctionStmt):
            name, takes = routine(node)
            self.routines.setdefault(name, set()).add(takes)
            self.promises[name, takes] = _promise(node)

    def learn(self, node: AstNode) -> None:
        """Remembers what a statement of this release makes."""
        if (made := _made(node)) is not None:
            self.made.add(made)
        if isinstance(node, sql.CreateFunctionStmt):
            name, _ = routine(node)
            # A replaced one may have stood before, though nobody told us of it.
            if name not in self.routines and not node.replace:
                self.made.add(called(pg.OBJECT_FUNCTION, name))
            self.stand(node)
        if isinstance(node, sql.GrantStmt) and node.is_grant and right(node)[:1] == ("create",):
            self.lent.add(right(node))
        if isinstance(node, sql.AlterTableStmt):
            table = name_of(node.relation)
            self.may_be_null |= {(table, one.colname) for one in _nullable(node)}
            self.stays_empty |= {(table, one.colname) for one in _nullable(node) if is_empty(one)}


def routine(node: sql.CreateFunctionStmt) -> tuple[str, tuple[str, ...]]:
    """The name of a function, and the types that it takes."""
    takes = [one for one in node.parameters if isinstance(one, sql.FunctionParameter)]
    out = {pg.FUNC_PARAM_OUT, pg.FUNC_PARAM_TABLE}
    return name_of(*node.funcname), tuple(_type(one) for one in takes if one.mode not in out)


def right(node: sql.GrantStmt) -> tuple[str, ...]:
    """What is granted or revoked, on what, to whom."""
    what = [one.priv_name for one in node.privileges if isinstance(one, sql.AccessPriv)]
    whom = [one.rolename for one in node.grantees if isinstance(one, sql.RoleSpec)]
    return (*what, str(node.objtype), *(name_of(one) for one in node.objects), *whom)


def is_new_overload(node: sql.CreateFunctionStmt, house: House) -> bool:
    """Whether a function of this name stands already and takes something else."""
    name, takes = routine(node)
    is_made = called(pg.OBJECT_FUNCTION, name) in house.made
    return not is_made and takes not in house.routines.get(name, {takes})


def breaks_promise(node: sql.CreateFunctionStmt, house: House) -> bool:
    """Whether a function that stands is replaced by one that works with other rights or in other surroundings."""
    stood = house.promises.get(routine(node))
    return node.replace and stood is not None and stood != _promise(node)


def columns_added(node: sql.AlterTableStmt) -> Iterator[sql.ColumnDef]:
    """The columns that an ALTER TABLE adds."""
    for command in node.cmds:
        if (
            isinstance(command, sql.AlterTableCmd)
            and command.subtype == pg.AT_AddColumn
            and isinstance(command.def_, sql.ColumnDef)
        ):
            yield command.def_


def constraints_of(column: sql.ColumnDef) -> set[str]:
    """PostgreSQL's words for the constraints of a column, such as CONSTR_NOTNULL."""
    found = [one for one in column.constraints if isinstance(one, sql.Constraint)]
    return {str(pg.ConstrType.Name(one.contype)) for one in found}


def is_empty(column: sql.ColumnDef) -> bool:
    """Whether a column that is added begins without a value in every row."""
    filled = {"CONSTR_DEFAULT", "CONSTR_GENERATED", "CONSTR_IDENTITY"}
    return not constraints_of(column) & (filled | _NOT_NULL)


def _promise(node: sql.CreateFunctionStmt) -> frozenset[str]:
    found = set()
    for one in node.options:
        if isinstance(one, sql.DefElem) and isinstance(one.arg, sql.Boolean) and one.arg.boolval:
            found.add(one.defname)
        if isinstance(one, sql.DefElem) and isinstance(one.arg, sql.VariableSetStmt):
            found.add(f"{one.arg.name} = {[literal(value) for value in one.arg.args]}")
    return frozenset(found)


def _type(takes: sql.FunctionParameter) -> str:
    wanted = takes.arg_type
    return name_of(wanted).removeprefix("pg_catalog.") + "[]" * len(
        wanted.array_bounds if wanted else ()
    )


# What is made IF NOT EXISTS, or replaced, may have stood before; what is temporary only hides what stood.
def _made(node: AstNode) -> str | None:  # noqa: C901 - a table, written as one
    match node:
        case sql.CreateStmt() if not node.if_not_exists:
            return _lasting(node.relation)
        case sql.CreateForeignTableStmt() if node.base_stmt and not node.base_stmt.if_not_exists:
            return name_of(node.base_stmt.relation)
        case sql.ViewStmt() if not node.replace:
            return _lasting(node.view)
        case sql.CreateTableAsStmt() if node.into and not node.if_not_exists:
            return _lasting(node.into.rel)
        case sql.CreateSeqStmt() if not node.if_not_exists:
            return _lasting(node.sequence)
        case sql.IndexStmt() if node.relation and not node.if_not_exists:
            schema = name_of(node.relation).rpartition(".")[0]
            return f"{schema}.{node.idxname}" if schema else node.idxname
        case sql.CreateEnumStmt():
            return name_of(*node.type_name)
        case sql.CreateDomainStmt():
            return name_of(*node.domainname)
        case sql.CompositeTypeStmt():
            return name_of(node.typevar)
        case sql.CreateSchemaStmt() if not node.if_not_exists:
            return called(pg.OBJECT_SCHEMA, node.schemaname)
    return None


def _lasting(made: sql.RangeVar | None) -> str | None:
    return name_of(made) if made and made.relpersistence != "t" else None


def _nullable(node: sql.AlterTableStmt) -> Iterator[sql.ColumnDef]:
    return (one for one in columns_added(node) if not constraints_of(one) & _NOT_NULL)
