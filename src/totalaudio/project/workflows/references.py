"""What each module of the house imports, also where Django imports it by a name that is written as text."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

type Imports = Mapping[str, frozenset[str]]

PACKAGES: Final = ("totalaudio", "totalaudio_ops")
_LEFT_OUT: Final = frozenset({"tests", "migrations"})


def imports_of(source: Path) -> Imports:
    """For each module, the modules that it names: by import statement, and as text (`include("…")`, settings).

    Tests and migrations are left out: no process runs the ones, and every database has had the others.
    """
    import grimp  # of the development environment

    graph = grimp.build_graph(*PACKAGES)
    modules = frozenset(name for name in graph.modules if not _LEFT_OUT & set(name.split(".")))
    found = {}
    for module in modules:
        imported = graph.find_modules_directly_imported_by(module) & modules
        told = (named(text, modules) for text in texts(source, module))
        found[module] = frozenset(imported | {name for name in told if name})
    return found


def texts(source: Path, module: str) -> Iterator[str]:
    """Every text in a module that looks like the name of something in the house."""
    yield from (text for _, text in assigned(source, module))


def assigned(source: Path, module: str) -> Iterator[tuple[str, str]]:
    """The same, each with the name that the statement around it assigns to ('' for none)."""
    for statement in ast.parse(file_of(source, module).read_text(encoding="utf-8")).body:
        name = _target(statement)
        for node in ast.walk(statement):
            if isinstance(node, ast.Constant) and _is_name(node.value):
                yield name, str(node.value)


def named(text: str, modules: frozenset[str]) -> str | None:
    """The module that a dotted name leads to: itself, or the one that holds the class or function."""
    while text:
        if text in modules:
            return text
        text = text.rpartition(".")[0]
    return None


def file_of(source: Path, module: str) -> Path:
    """Where a module's source lies."""
    path = source.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value.partition(".")[0] in PACKAGES


def _target(statement: ast.stmt) -> str:
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
        case _:
            return ""
