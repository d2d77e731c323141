"""The files of the house, and what their syntax says."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "src" / "totalaudio"


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """Our own modules, without migrations, which are generated."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return tuple(sorted(path for path in found if "migrations" not in path.parts))


def templates() -> list[Path]:
    return sorted(path for path in PRODUCT.rglob("*.html") if "templates" in path.parts)


def is_test(path: Path) -> bool:
    return "tests" in path.relative_to(ROOT).parts


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def texts(path: Path) -> Iterator[str]:
    """Every text constant of a module."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def calls(path: Path, *names: str) -> Iterator[ast.Call]:
    """Every call of a function by one of these names."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node
