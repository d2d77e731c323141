"""Files to objectives: every document is read and checked, then references are followed."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from totalaudio_ops.apps import Deployable
from totalaudio_ops.slo.objectives import Objective
from totalaudio_ops.slo.openslo.building import build
from totalaudio_ops.slo.openslo.checking import check
from totalaudio_ops.slo.openslo.faults import UnreadableObjectives
from totalaudio_ops.strict_yaml import Document, Fault, read_documents

_NONE: Final = "No document of kind SLO is here; add one."


def read_objectives(*places: Path) -> list[Objective]:
    """The objectives of these files, and of every .yaml file of these folders, which may refer to each other.

    Raises UnreadableObjectives with every mistake of all of them.
    """
    texts: dict[str, str] = {}
    faults: list[Fault] = []
    for file in (file for place in places for file in _files(place)):
        try:
            texts[str(file)] = file.read_text(encoding="utf-8")
        except OSError as problem:
            faults.append(Fault(str(file), 1, f"It cannot be read: {problem.strerror}."))
        except UnicodeDecodeError:
            faults.append(Fault(str(file), 1, "It cannot be read: it is not UTF-8."))
    if faults:
        raise UnreadableObjectives(faults)
    if not texts:
        raise UnreadableObjectives([Fault(str(one), 1, _NONE) for one in places])
    return parse(texts)


def parse(texts: Mapping[str, str]) -> list[Objective]:
    """The objectives that these texts declare together, by the name of their file; app by app, in their order."""
    documents, unreadable = _documents(texts)
    checked = [check(one) for one in documents]
    faults = [*unreadable, *(fault for _, wrong in checked for fault in wrong)]
    known = None if unreadable else {name for one in documents if (name := _name(one))}
    objectives, wrong = build([one for one, _ in checked if one], known)
    if faults or wrong:
        raise UnreadableObjectives([*faults, *wrong])
    if not objectives:
        file = next(iter(texts), "slos")
        raise UnreadableObjectives([Fault(file, 1, _NONE)])
    return sorted(objectives, key=lambda one: tuple(Deployable).index(Deployable(one.app)))


def _documents(texts: Mapping[str, str]) -> tuple[list[Document], list[Fault]]:
    read = [read_documents(file, text) for file, text in texts.items()]
    return [one for found, _ in read for one in found], [one for _, wrong in read for one in wrong]


def _name(document: Document) -> tuple[str, str] | None:
    """The kind and name of an object, whatever else is wrong with it."""
    match document.value:
        case {"kind": str(kind), "metadata": {"name": str(name)}}:
            return kind, name
    return None


def _files(place: Path) -> Sequence[Path]:
    if not place.is_dir():
        return [place]
    return sorted(one for one in place.iterdir() if one.suffix in {".yaml", ".yml"})
