"""Benchmarks: each module has `main(json_output)`, which prints figures beside a limit and returns an exit status."""

import ast
from pathlib import Path

HERE = Path(__file__).parent


def names() -> dict[str, str]:
    """Returns the name of every benchmark, and the first line of what it says about itself."""
    files = sorted(file for file in HERE.glob("*.py") if not file.name.startswith("_"))
    return {file.stem: says for file in files if (says := _says(file)) is not None}


def _says(file: Path) -> str | None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    if not any(isinstance(part, ast.FunctionDef) and part.name == "main" for part in tree.body):
        return None
    return (ast.get_docstring(tree) or "").partition("\n")[0]
