"""Which deployables run a module: those whose roots lead to it, import by import."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from totalaudio.project.workflows.references import Imports, assigned, named
from totalaudio_ops.apps import WEB_APPS, Deployable

PRODUCTS: Final[Mapping[str, Deployable]] = {
    "totalaudio.intel": Deployable.INTEL,
    "totalaudio.tracker": Deployable.TRACKER,
    "totalaudio.pitch": Deployable.PITCH,
}
ROOT: Final = "totalaudio.project"
# Where they name what a process is put together from.
SETTINGS: Final = (f"{ROOT}.parts", f"{ROOT}.settings")
WORKER: Final = f"{ROOT}.worker"
TASKS: Final = "PROCRASTINATE_IMPORT_PATHS"
# A worker answers no request.
_OF_REQUESTS: Final = frozenset({"MIDDLEWARE", "TEMPLATES", "ROOT_URLCONF"})
_WEB_ONLY: Final = frozenset({f"{ROOT}.urls", f"{ROOT}.api", f"{ROOT}.frame", f"{ROOT}.wsgi"})
# Commands and the demo touch everything, and no deployed process runs them.
_NOT_SERVED: Final = (f"{ROOT}.cli", f"{ROOT}.demo", f"{ROOT}.workflows", f"{ROOT}.platform")
# What Django loads of an app that is installed, beside what names it.
_INSTALLED: Final = ("apps", "models", "checks")


def reached(imports: Imports, source: Path) -> Mapping[Deployable, frozenset[str]]:
    """For each deployable the modules of core, the shared nouns and the products that it is made of."""
    return {app: _walk(imports, _roots(imports, source, app)) for app in Deployable}


def product_of(module: str) -> Deployable | None:
    """The web app whose product a module is part of; None for what is shared."""
    return next((app for name, app in PRODUCTS.items() if _is_within(module, name)), None)


def _roots(imports: Imports, source: Path, app: Deployable) -> frozenset[str]:
    modules, tasks = frozenset(imports), frozenset(_tasks(imports, source))
    shared = frozenset(_shared_roots(imports, source, app))
    if app is Deployable.WORKER:
        return shared | tasks
    own = {module for module in modules if product_of(module) is app}
    return (shared | own) - tasks


def _shared_roots(imports: Imports, source: Path, app: Deployable) -> Iterator[str]:
    """What the composition root puts in front of every process of this kind, but for the products."""
    modules, is_web = frozenset(imports), app in WEB_APPS
    for name, text in _settings(source):
        module = named(text, modules)
        if module and name != TASKS and (is_web or name not in _OF_REQUESTS):
            yield from (found for found in _with_installed(module, modules) if _is_shared(found))
    for module in modules:
        if _is_within(module, ROOT) and not _is_skipped(module, is_web=is_web):
            yield from (found for found in imports[module] if _is_shared(found))


def _tasks(imports: Imports, source: Path) -> Iterator[str]:
    for name, text in _settings(source):
        if name == TASKS and (module := named(text, frozenset(imports))):
            yield module


def _settings(source: Path) -> Iterator[tuple[str, str]]:
    for module in SETTINGS:
        yield from assigned(source, module)


def _with_installed(module: str, modules: frozenset[str]) -> Iterator[str]:
    yield module
    yield from (found for word in _INSTALLED if (found := f"{module}.{word}") in modules)


def _is_skipped(module: str, *, is_web: bool) -> bool:
    other = {WORKER} if is_web else _WEB_ONLY
    return module in other | {*SETTINGS} or any(_is_within(module, one) for one in _NOT_SERVED)


def _is_shared(module: str) -> bool:
    return module.startswith("totalaudio.") and not (product_of(module) or _is_within(module, ROOT))


def _walk(imports: Imports, roots: frozenset[str]) -> frozenset[str]:
    found, waiting = set[str](), list(roots)
    while waiting:
        module = waiting.pop()
        if module in found or _is_within(module, ROOT):
            continue
        found.add(module)
        waiting.extend(imports[module])
    return frozenset(found)


def _is_within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")
