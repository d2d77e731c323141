"""Flags end: none stays past its date, none is declared for nothing, and none that is named is missing."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tests.architecture.sources import is_test, python_files, templates, tree_of
from totalaudio.core.flags.checks import named_in
from totalaudio.core.flags.declarations import FLAGS
from totalaudio.core.flags.names import FlagName

# Where flags are declared and told of is not where they switch something.
HOME = "core/flags"


def test_no_flag_is_past_its_date() -> None:
    today = datetime.now(UTC).date()
    late = [
        f"{flag.name} was to be removed by {flag.remove_by}"
        for flag in FLAGS
        if flag.remove_by < today
    ]
    assert late == [], "take the flag out of the code, or give it another date and say why"


def test_every_flag_that_is_built_switches_something() -> None:
    built = {flag.name for flag in FLAGS if flag.is_built}
    assert built - _referenced() == set(), "nothing asks for it: remove its declaration"


def test_a_flag_that_is_not_built_switches_nothing() -> None:
    not_built = {flag.name for flag in FLAGS if not flag.is_built}
    assert not_built & _referenced() == set(), "something asks for it: declare it as built"


def test_every_flag_in_a_template_is_declared() -> None:
    assert {name for _, name in named_in(iter(templates()))} - set(FlagName) == set()


def test_a_reference_would_be_found() -> None:
    code = ast.parse("is_on(FlagName.EXPORT_FORMATS)\nother.EXPORT_FORMATS\nFlagName.NOT_ONE")
    assert list(_named(code)) == [FlagName.EXPORT_FORMATS]


def _referenced() -> set[FlagName]:
    in_code = {name for path in _code() for name in _named(tree_of(path))}
    in_templates = {name for _, name in named_in(iter(templates()))}
    return in_code | {FlagName(name) for name in in_templates}


def _code() -> Iterator[Path]:
    return (
        path for path in python_files("src") if not is_test(path) and HOME not in path.as_posix()
    )


def _named(tree: ast.Module) -> Iterator[FlagName]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id == "FlagName"
            and node.attr in FlagName.__members__
        ):
            yield FlagName[node.attr]
