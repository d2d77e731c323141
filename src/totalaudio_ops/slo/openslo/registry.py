"""All objects by kind and name, and the mistakes that only show between them."""

from collections.abc import Iterable
from typing import cast

from totalaudio_ops.slo.openslo.checking import Checked
from totalaudio_ops.slo.openslo.parts import Part
from totalaudio_ops.strict_yaml import Fault, Path


class Registry:
    """Finds objects by reference, and collects faults; `known` is as in building.build."""

    def __init__(self, found: Iterable[Checked[Part]], known: set[tuple[str, str]] | None) -> None:
        self.faults: list[Fault] = []
        self._known = known
        self._by_name: dict[tuple[str, str], Checked[Part]] = {}
        for one in found:
            self._add(one)

    def _add(self, one: Checked[Part]) -> None:
        first = self._by_name.setdefault((one.kind, one.metadata.name), one)
        if first is not one:
            at = first.fault(("metadata", "name"), "")
            said = f"A second {one.kind} is called {one.metadata.name}; the first is at {at.file}:{at.line}."
            self.say(one, ("metadata", "name"), said)

    def say(self, one: Checked[Part], path: Path, said: str) -> None:
        """Note a mistake at a value of an object."""
        self.faults.append(one.fault(path, said))

    def all_of[S: Part](self, kind: str, _spec: type[S]) -> list[Checked[S]]:
        """The objects of a kind, in the order in which they were read."""
        return [cast("Checked[S]", one) for (of, _), one in self._by_name.items() if of == kind]

    def find[S: Part](
        self, kind: str, _spec: type[S], name: str, by: Checked[Part], path: Path
    ) -> Checked[S] | None:
        """The object that another refers to, from the value at `path`."""
        found = self._by_name.get((kind, name))
        if found is None and self._known is not None and (kind, name) not in self._known:
            names = ", ".join(name for of, name in self._by_name if of == kind) or "none"
            self.say(by, path, f"There is no {kind} called {name}; known here: {names}.")
        return cast("Checked[S] | None", found)
