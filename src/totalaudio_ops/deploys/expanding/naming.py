"""The names of what a statement is about, as the house calls them: without its own schema in front."""

from collections.abc import Iterable
from typing import Final

from postgast import nodes as sql
from postgast import pg_query_pb2 as pg
from postgast.nodes import AstNode

OWN_SCHEMA: Final = "totalaudio"
# Gives a table of operations its rights, and is told its name (totalaudio_ops/schema/sql/0001_ground.sql).
PROTECT: Final = "ops.protect"
# Their objects hang on a table: the last word is their own name.
_OF_TABLES: Final = ("OBJECT_TRIGGER", "OBJECT_POLICY", "OBJECT_RULE")
_ROUTINES: Final = ("OBJECT_AGGREGATE", "OBJECT_FUNCTION", "OBJECT_PROCEDURE", "OBJECT_ROUTINE")
_BY_RELATION: Final = (
    sql.AlterTableStmt,
    sql.IndexStmt,
    sql.CreateTrigStmt,
    sql.RuleStmt,
    sql.UpdateStmt,
    sql.DeleteStmt,
    sql.MergeStmt,
    sql.ReindexStmt,
    sql.ClusterStmt,
    sql.RefreshMatViewStmt,
)


def name_of(*found: AstNode | None) -> str:
    """What names something: a table, a type, a function, a list of words."""
    words = [word for one in found for word in words_of(one)]
    return ".".join(words[1:] if len(words) > 1 and words[0] == OWN_SCHEMA else words)


def words_of(found: AstNode | None) -> list[str]:
    """The words of whatever names something."""
    match found:
        case sql.String():
            return [found.sval]
        case sql.List():
            return _all_words(found.items)
        case sql.TypeName():
            return _all_words(found.names)
        case sql.ObjectWithArgs():
            return _all_words(found.objname)
        case sql.RangeVar():
            return [word for word in (found.schemaname, found.relname) if word]
    return []


def kind(number: int) -> str:
    """PostgreSQL's word for a kind of object, such as OBJECT_TABLE."""
    return str(pg.ObjectType.Name(number))


def called(number: int, name: str) -> str:
    """What something is remembered by: a schema or a routine may have the name of a table, and is none."""
    if kind(number) == "OBJECT_SCHEMA":
        return f"schema {name}"
    return f"routine {name}" if kind(number) in _ROUTINES else name


def subjects(node: AstNode) -> list[str]:  # noqa: C901 - a table, written as one
    """The names of everything that a statement changes; none when that cannot be told."""
    match node:
        case sql.DropStmt():
            return [_dropped(node, item) for item in node.objects]
        case sql.CreatePolicyStmt() | sql.AlterPolicyStmt():
            return [name_of(node.table)]
        case sql.AlterOwnerStmt() | sql.AlterObjectSchemaStmt():
            return [called(node.object_type, name_of(node.relation or node.object))]
        case sql.RenameStmt():
            renamed = node.relation or node.object
            return [called(node.rename_type, name_of(renamed) or node.subname)]
        case sql.AlterFunctionStmt():
            return [called(pg.OBJECT_FUNCTION, name_of(node.func))]
        case sql.AlterEnumStmt() | sql.AlterDomainStmt():
            return [name_of(*node.type_name)]
        case sql.GrantStmt() if node.targtype == pg.ACL_TARGET_OBJECT:
            return [called(node.objtype, name_of(item)) for item in node.objects]
        case sql.LockStmt() | sql.TruncateStmt():
            return [name_of(item) for item in node.relations]
        case sql.VacuumStmt():
            return [
                name_of(one.relation) for one in node.rels if isinstance(one, sql.VacuumRelation)
            ]
        case sql.AlterSeqStmt():
            return [name_of(node.sequence)]
        case sql.CallStmt() if node.funccall and name_of(*node.funccall.funcname) == PROTECT:
            return [literal(item) for item in node.funccall.args[:1]]
    return [name_of(node.relation)] if isinstance(node, _BY_RELATION) and node.relation else []


def _dropped(statement: sql.DropStmt, item: AstNode) -> str:
    if kind(statement.remove_type) in _OF_TABLES and isinstance(item, sql.List):
        return name_of(*item.items[:-1])
    return called(statement.remove_type, name_of(item))


def literal(found: AstNode) -> str:
    """A value that is written out, as text."""
    value = found.val if isinstance(found, sql.A_Const) else None
    return value.sval if isinstance(value, sql.String) else str(value)


def _all_words(found: Iterable[AstNode]) -> list[str]:
    return [word for one in found for word in words_of(one)]
