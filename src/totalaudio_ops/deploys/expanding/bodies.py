"""What stands in the body of a function or of a DO block, statement by statement."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import postgast
from postgast import nodes as sql
from postgast.nodes import AstNode, ParseResult
from postgast.nodes.base import wrap

from totalaudio_ops.deploys.expanding.naming import name_of

# How PL/pgSQL reads a piece of text (its RawParseMode): as a statement, or as something in one.
_STATEMENT: Final = 0
_EXPRESSION: Final = 2
_BUILDS: Final = {"PLpgSQL_stmt_dynexecute": "query", "PLpgSQL_stmt_dynfors": "query"}
_BUILT: Final = "dynquery"
# What a trigger has at hand. libpg_query writes it out as JSON that nobody can read, so it is handed over by name.
_AT_HAND: Final = (
    "new record, old record, tg_op text, tg_name text, tg_when text, tg_level text, tg_relid oid, "
    "tg_table_name text, tg_table_schema text, tg_nargs integer, tg_argv text[], tg_event text, tg_tag text"
)


@dataclass(frozen=True, slots=True)
class Inner:
    """One statement of a body and its line there (from 1); without text, `rule` says why it cannot be read."""

    line: int
    text: str
    rule: str = ""


def inner(node: AstNode, text: str) -> list[Inner]:
    """Every statement in the body of a function or DO block whose own text is given; none of anything else.

    A body in the standard's own form (BEGIN ATOMIC) has none: PostgreSQL takes no change of a table there.
    """
    options = _options(node)
    written = options.get("as")
    if written is None:
        return []
    body, language = _text(written), _text(options.get("language")) or "plpgsql"
    try:
        if language == "sql":
            return list(_plain(body))
        if language == "plpgsql":
            return list(_procedural(_readable(node, text, body)))
    except (postgast.PgQueryError, ValueError):
        pass
    return [Inner(1, "", "unread")]


def _options(node: AstNode) -> dict[str, AstNode | None]:
    match node:
        case sql.CreateFunctionStmt():
            found = node.options
        case sql.DoStmt():
            found = node.args
        case _:
            return {}
    return {one.defname: one.arg for one in found if isinstance(one, sql.DefElem)}


def _text(found: AstNode | None) -> str:
    if isinstance(found, sql.List):
        found = found.items[0]
    return found.sval if isinstance(found, sql.String) else ""


def _readable(node: AstNode, text: str, body: str) -> str:
    is_trigger = isinstance(node, sql.CreateFunctionStmt) and name_of(node.return_type) in {
        "trigger",
        "event_trigger",
        "pg_catalog.trigger",
    }
    if not is_trigger:
        return text
    quoted = body.replace("'", "''")
    return f"CREATE FUNCTION f({_AT_HAND}) RETURNS record LANGUAGE plpgsql AS '{quoted}'"


def _plain(body: str, line: int = 1) -> Iterator[Inner]:
    tree = wrap(postgast.parse(body))
    assert isinstance(tree, ParseResult)  # noqa: S101 - for the types
    written = body.encode()
    for one in tree.stmts:
        end = one.stmt_location + one.stmt_len if one.stmt_len else len(written)
        text = written[one.stmt_location : end].decode()
        before = written[: one.stmt_location].decode() + text[: len(text) - len(text.lstrip())]
        yield Inner(line + before.count("\n"), text.strip())


def _procedural(text: str) -> Iterator[Inner]:
    yield from _within(postgast.parse_plpgsql(text), 1)


def _within(found: object, line: int) -> Iterator[Inner]:
    if isinstance(found, list):
        for one in found:
            yield from _within(one, line)
    if not isinstance(found, dict):
        return
    for name, one in found.items():
        if name == "PLpgSQL_expr":
            yield _expression(one["query"], one["parseMode"], line)
        elif isinstance(one, dict):
            at = one.get("lineno", line)
            built = _BUILDS.get(name, _BUILT)
            if built in one:
                yield from _put_together(one[built]["PLpgSQL_expr"]["query"], at)
            yield from _within({key: part for key, part in one.items() if key != built}, at)
        else:
            yield from _within(one, line)


def _expression(query: str, mode: int, line: int) -> Inner:
    if mode == _STATEMENT:
        return Inner(line, query)
    value = query if mode == _EXPRESSION else re.split(r":?=", query, maxsplit=1)[-1]
    return Inner(line, f"SELECT {value}")


def _put_together(query: str, line: int) -> Iterator[Inner]:
    """What EXECUTE runs: it is read when it is one text, written out."""
    tree = wrap(postgast.parse(f"SELECT {query}"))
    assert isinstance(tree, ParseResult)  # noqa: S101 - for the types
    match tree.stmts[0].stmt:
        case sql.SelectStmt(target_list=[sql.ResTarget(val=sql.A_Const(val=sql.String() as said))]):
            yield from _plain(said.sval, line)
        case _:
            yield Inner(line, "", "built")
