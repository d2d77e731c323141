"""The table of owners: which deployables the files of a folder go out with."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from totalaudio.project.workflows.reaching import reached
from totalaudio.project.workflows.references import file_of, imports_of
from totalaudio_ops.apps import Deployable
from totalaudio_ops.releases.owning import Owners, nearest


def table(root: Path) -> Mapping[str, Owners]:
    """Owners by folder of the source, as the import graph says; raises nothing and starts nothing."""
    source = root / "src"
    imports = imports_of(source)
    made_of = reached(imports, source)
    found: dict[str, set[Deployable]] = defaultdict(set)
    for module in imports:
        file = file_of(source, module)
        if file.name != "__init__.py" and module.startswith("totalaudio."):
            folder = file.parent.relative_to(root).as_posix()
            found[folder] |= {app for app in Deployable if module in made_of[app]}
    return squeezed({folder: frozenset(owners) for folder, owners in found.items()})


def squeezed(owners: Mapping[str, Owners]) -> Mapping[str, Owners]:
    """Only the folders that differ from the one around them; what nobody is known to import follows that one too."""
    kept: dict[str, Owners] = {}
    for folder in sorted(owners, key=lambda name: PurePosixPath(name).parts):
        if owners[folder] and owners[folder] != nearest(folder, kept):
            kept[folder] = owners[folder]
    return kept


def written(owners: Mapping[str, Owners]) -> str:
    """The table as a file that totalaudio_ops.releases.owning reads."""
    lines = (
        f'"{folder}" = [{", ".join(f'"{app}"' for app in Deployable if app in owners[folder])}]'
        for folder in owners
    )
    return "\n".join(
        ("# Who imports what. Written by ./totalaudio workflows; do not edit.", "", *lines, "")
    )
