"""What is wrong with the declarations or with a template does not start."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, register

from .declarations import FLAGS, Flag
from .names import FlagName

NAMED = re.compile(r"""{%\s*(?:feature|if_feature)\s+["']([^"']*)["']""")


@register()
def flags_are_declared(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Every name is declared once, and no flag needs itself."""
    return [Error(words, id="flags.E001") for words in faults_of(FLAGS)]


@register()
def templates_name_declared_flags(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """A misspelt flag in a template would only be found by whoever opens its page."""
    return [
        Error(
            f"{path} names the flag {name}, which is not declared",
            hint="correct it, or declare it in core/flags/names.py",
            id="flags.E002",
        )
        for path, name in named_in(_templates())
        if name not in set(FlagName)
    ]


def faults_of(flags: Sequence[Flag]) -> list[str]:
    """What keeps these declarations from being compiled, in words."""
    names = [flag.name for flag in flags]
    by_name = {flag.name: flag for flag in flags}
    return [
        *(f"{name} is not declared" for name in FlagName if name not in names),
        *(f"{name} is declared twice" for name in sorted({n for n in names if names.count(n) > 1})),
        *(f"{flag.name} needs itself" for flag in flags if flag.name in _needs(flag, by_name)),
        *(
            f"the variants of {flag.name} make {total} % instead of 100"
            for flag in flags
            if flag.variants and (total := sum(v.weight for v in flag.variants)) != 100
        ),
        *(
            f"{flag.name} is rolled out to {flag.rollout:g} %"
            for flag in flags
            if not 0 <= flag.rollout <= 100
        ),
    ]


def _needs(flag: Flag, by_name: dict[FlagName, Flag]) -> set[FlagName]:
    """All that a flag needs, and what those need."""
    found: set[FlagName] = set()
    left = list(flag.prerequisites)
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += by_name[name].prerequisites if name in by_name else ()
    return found


def named_in(paths: Iterator[Path]) -> Iterator[tuple[Path, str]]:
    """Every flag that a template names, with the template."""
    for path in paths:
        for name in NAMED.findall(path.read_text(encoding="utf-8")):
            yield path, name


def _templates() -> Iterator[Path]:
    for app in apps.get_app_configs():
        if app.name.startswith("totalaudio."):
            yield from sorted(Path(app.path).rglob("templates/**/*.html"))
