"""Where source text touches the process environment, by whatever name it is called there."""

import ast
import re
from collections.abc import Iterator
from typing import Final

TOUCHED: Final = frozenset(
    {"environ", "environb", "getenv", "getenvb", "_Environ", "putenv", "unsetenv", "expandvars"}
    | {"load_dotenv", "dotenv_values"}
)
MODULES: Final = frozenset({"os", "posix", "nt"})
# Libraries that read it for whoever imports them.
LIBRARIES: Final = frozenset({"decouple", "dynaconf", "environ", "environs"})
FILE: Final = re.compile(r"^environb?$|^getenvb?$|/environ\b")


def lines_that_touch(tree: ast.Module) -> list[int]:
    """The lines that reach the environment, but to say which settings Django shall load."""
    told = {id(place) for place in _places_of_django_settings(tree)}
    docstrings = {id(text) for text in _docstrings(tree)}
    return sorted(
        {
            node.lineno
            for node in ast.walk(tree)
            if isinstance(node, (ast.expr, ast.stmt))
            and id(node) not in told | docstrings
            and _touches(node)
        }
    )


def names_read(tree: ast.Module) -> Iterator[str]:
    """The names of variables that are read from an environment, or by an option of a command."""
    for node in ast.walk(tree):
        yield from (_written(found) for found in _keys(node))


def _touches(node: ast.expr | ast.stmt) -> bool:
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name) if name in TOUCHED:
            return True
        case ast.ImportFrom(module=module, names=names):
            imported = {alias.name for alias in names}
            return (
                bool(imported & TOUCHED)
                or module in LIBRARIES
                or (module in MODULES and "*" in imported)
            )
        case ast.Import(names=names):
            return any(alias.name in LIBRARIES | MODULES - {"os"} for alias in names)
        case ast.Attribute(value=ast.Name(id=name), attr="__dict__") if name in MODULES:
            return True
        case ast.Constant(value=str(text)):
            return FILE.search(text) is not None
        case ast.Call(func=ast.Name(id="vars"), args=[ast.Name(id=name)]):
            return name in MODULES
        case ast.Call(func=function, args=[ast.Constant(value=str(name)), *_]):
            return ast.unparse(function).split(".")[-1] in {"__import__", "import_module"} and (
                name in MODULES
            )
    return False


def _places_of_django_settings(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=place, attr="setdefault"),
                args=[ast.Constant(value="DJANGO_SETTINGS_MODULE"), _],
            ):
                yield place


def _docstrings(tree: ast.Module) -> Iterator[ast.expr]:
    """Texts that stand alone do nothing."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def _keys(node: ast.AST) -> Iterator[ast.expr]:
    match node:
        case ast.Call(func=ast.Attribute(value=place, attr="get" | "pop"), args=[key, *_]):
            if _is_environment(place):
                yield key
        case ast.Call(func=ast.Attribute(attr="getenv"), args=[key, *_]):
            yield key
        case ast.Subscript(value=place, slice=key, ctx=ast.Load()) if _is_environment(place):
            yield key
        case ast.Compare(left=key, ops=[ast.In() | ast.NotIn()], comparators=[place]):
            if _is_environment(place):
                yield key
        case ast.keyword(arg="envvar", value=key):
            yield key


def _is_environment(place: ast.expr) -> bool:
    return ast.unparse(place).split(".")[-1].lstrip("_") in {"environ", "environment", "given"}


def _written(key: ast.expr) -> str:
    return str(key.value) if isinstance(key, ast.Constant) else ast.unparse(key)
