"""Lints what a release would run on a database that has the release before."""

from collections.abc import Iterable, Iterator, Sequence

from postgast import pg_query_pb2 as pg

from totalaudio_ops.deploys.expanding.altering import fills_itself, only_adds_columns, validated
from totalaudio_ops.deploys.expanding.breaking import broken_by, is_concurrent
from totalaudio_ops.deploys.expanding.house import House
from totalaudio_ops.deploys.expanding.naming import called, subjects
from totalaudio_ops.deploys.expanding.opening import opened
from totalaudio_ops.deploys.expanding.parsing import Statement, statements
from totalaudio_ops.deploys.expanding.rules import RULES
from totalaudio_ops.deploys.expanding.scripts import Declared, Finding, Mark, Report, Script
from totalaudio_ops.deploys.expanding.squawking import squawk
from totalaudio_ops.problems import Problem


def lint(scripts: Sequence[Script], standing: Iterable[Script] = ()) -> Report:
    """What the scripts of a release, in their order, would do to the release before.

    `standing` are scripts that ran before: they tell which functions there are.
    """
    house, begun = House(), set[str]()
    for script in standing:
        for statement in statements(script):
            house.stand(statement.node)
    found = [one for script in scripts for one in _of_script(script, house, begun)]
    return Report(
        findings=tuple(one for one in found if not one.reason),
        contracts=tuple(one for one in found if one.reason),
    )


def _of_script(script: Script, house: House, begun: set[str]) -> list[Finding]:
    """`begun` has the files of migrations that are not atomic and have had a step."""
    if script.unread is not None:
        rules = ["unread", *_half(script, begun)]
        return [f for rule in rules for f in _told(script, script.line, rule, script.declared)]
    try:
        parts = list(opened(statements(script), fixed_line=script.fixed_line))
    except Problem:
        return list(_told(script, script.line, "unread", script.declared))
    said = squawk(["" if one.known else one.text for one in parts], is_atomic=script.is_atomic)
    changed: set[str] = set()
    found: list[Finding] = []
    for part, known in zip(parts, said, strict=True):
        broken = sorted(_rules(part, known, house, changed if script.is_atomic else set()))
        if script.is_atomic and is_concurrent(part.node):
            broken.append("concurrently")
        if part.routine is None and not part.known:
            house.learn(part.node)
            broken += _half(script, begun)
        changed |= set(subjects(part.node))
        for rule in broken:
            found += _told(script, script.line + part.line - 1, rule, part.declared)
    return found


def _half(script: Script, begun: set[str]) -> list[str]:
    is_further = not script.is_atomic and script.file in begun
    if not script.is_atomic:
        begun.add(script.file)
    return ["half"] if is_further else []


def _rules(part: Statement, known: set[str], house: House, changed: set[str]) -> set[str]:
    if part.routine and called(pg.OBJECT_FUNCTION, part.routine) in house.made:
        # Nobody calls yet what is made in the same release.
        return set()
    if part.known:
        return {part.known}
    about = set(subjects(part.node))
    if about and about <= house.made:
        # What is made in the same release nobody waits for.
        return set()
    if only_adds_columns(part.node):
        known = known - {"constraint"}
    broken = known | set(broken_by(part.node, house))
    if "drop-default" in broken and fills_itself(part.node, house):
        broken.discard("drop-default")
    if validated(part.node) and about & changed:
        broken.add("validate-apart")
    return broken


def _told(script: Script, line: int, name: str, declared: Declared | None) -> Iterator[Finding]:
    rule = RULES[name]
    if declared and declared.mark is Mark.EXPANDS and rule.is_unread:
        return
    reason = declared.reason if declared and declared.mark is Mark.CONTRACT else ""
    harm = f"{script.unread or 'This'} {rule.harm}"
    yield Finding(script.file, line, name, harm, rule.instead, reason)
