"""One module reads the process environment; what it declares is read by somebody."""

import ast
from pathlib import Path

from tests.architecture.sources import is_test, name_of, python_files, tree_of
from totalaudio.project.environment import Environment

READER = "src/totalaudio/project/environment/"
# They compose processes: they read and write what children are told, before any setting is known.
COMPOSERS = (
    "src/totalaudio/project/cli/",
    "src/totalaudio/project/platform/",
    "src/totalaudio_ops/",
)


def test_nothing_else_reads_the_process_environment() -> None:
    found = [
        f"{name_of(path)}:{line}"
        for path in python_files("src")
        if not is_test(path) and not name_of(path).startswith((READER, *COMPOSERS))
        for line in _reads(path)
    ]
    assert found == []


def test_every_declared_variable_is_read() -> None:
    read = {
        node.attr
        for path in python_files("src")
        if not is_test(path)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute)
    }
    assert sorted(set(Environment.model_fields) - read) == []


def _reads(path: Path) -> list[int]:
    """The lines that touch os.environ or os.getenv, but to say which settings Django shall load."""
    tree = tree_of(path)
    told = {
        id(call.func.value)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "setdefault"
        and isinstance(call.args[0], ast.Constant)
        and call.args[0].value == "DJANGO_SETTINGS_MODULE"
    }
    touched = {"environ", "environb", "getenv", "getenvb"}
    return [
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr in touched and id(node) not in told)
        or (isinstance(node, ast.ImportFrom) and touched & {name.name for name in node.names})
    ]
