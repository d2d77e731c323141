"""The plan of a release, from values alone: the highest bump wins, and what depends on a moved package follows.

The rules and their order are those of @changesets/cli 2, against which the tests compare. Where it differs on purpose:
what nothing moves is not released at the end of a pre-release, and what still stands on one is, ignored or not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from totalaudio_ops.problems import Problem
from totalaudio_ops.releases.values import Changeset, Package, Plan, Pre, Release, Rules
from totalaudio_ops.releases.versions import Bump, Version


@dataclass(slots=True)
class _Moving:
    """A package while the plan is made."""

    package: Package
    bump: Bump
    base: Version
    changesets: list[str] = field(default_factory=list)
    because: list[str] = field(default_factory=list)


class _Planning:
    def __init__(self, packages: Sequence[Package], rules: Rules, pre: Pre | None) -> None:
        self.packages = {package.name: package for package in packages}
        self.rules = rules
        self.pre = pre
        self.moving: dict[str, _Moving] = {}
        self.dependents = _dependents(self.packages)
        self.numbers = _numbers(self.packages, rules)

    def take(self, changesets: Iterable[Changeset]) -> None:
        """The highest bump of each package that changesets name."""
        for changeset in changesets:
            for name, bump in changeset.releases.items():
                if name in self.rules.ignore:
                    continue
                one = self.moving.setdefault(name, self._start(name))
                one.bump = max(one.bump, bump)
                one.changesets.append(changeset.id)
                if bump and "changesets" not in one.because:
                    one.because.append("changesets")

    def settle(self) -> None:
        """Move what follows from what moves, until nothing more does."""
        while self._follow() | self._fix() | self._link():
            pass

    def leave(self) -> None:
        """With the end of a pre-release, what still stands on one moves to the version that it prepared."""
        for package in self.packages.values():
            one = self.moving.get(package.name)
            if package.version.tag and (one is None or one.bump is Bump.NONE):
                one = self.moving.setdefault(package.name, self._start(package.name))
                one.bump = Bump.PATCH
                one.because.append("the end of the pre-release")

    def new(self, one: _Moving) -> Version:
        """The version that a package moves to."""
        if one.bump is Bump.NONE:
            return one.base
        found = one.base.bumped(one.bump)
        if self.pre is None or self.pre.mode == "exit":
            return found
        return found.tagged(self.pre.tag, self.numbers[one.package.name])

    def _start(self, name: str) -> _Moving:
        package = self.packages[name]
        return _Moving(package, Bump.NONE, package.version)

    def _follow(self) -> bool:
        """Dependents whose range a new version leaves get a patch."""
        is_changed = False
        search = list(self.moving.values())
        for one in search:  # which grows meanwhile
            for name in self.dependents[one.package.name] if one.bump else ():
                there = self.moving.get(name)
                if name in self.rules.ignore or (there and there.bump):
                    continue
                new = self.new(one)
                if self.packages[name].depends[one.package.name].allows(new, one.base):
                    continue
                made = self._start(name)
                made.bump = Bump.PATCH
                made.because.append(one.package.name)
                self.moving[name] = made
                search.append(made)
                is_changed = True
        return is_changed

    def _fix(self) -> bool:
        """All of a fixed group move together."""
        changed = [self._bind(group, everybody=True) for group in self.rules.fixed]
        return any(changed)

    def _link(self) -> bool:
        """Those of a linked group that move share the highest version."""
        changed = [self._bind(group, everybody=False) for group in self.rules.linked]
        return any(changed)

    def _bind(self, group: Sequence[str], *, everybody: bool) -> bool:
        moved = [self.moving[name] for name in group if name in self.moving]
        released = [one for one in moved if one.bump]
        if not released:
            return False
        bump = max(one.bump for one in released)
        base = max(self.packages[name].version for name in group)
        names = group if everybody else [one.package.name for one in released]
        changed = [self._bring(name, bump, base) for name in names]
        return any(changed)

    def _bring(self, name: str, bump: Bump, base: Version) -> bool:
        if name in self.rules.ignore:
            return False
        one = self.moving.setdefault(name, self._start(name))
        if (one.bump, one.base) == (bump, base):
            return False
        one.bump, one.base = bump, base
        if "its group" not in one.because:
            one.because.append("its group")
        return True


def plan(
    packages: Sequence[Package],
    changesets: Sequence[Changeset],
    rules: Rules = Rules(),  # noqa: B008 - a value
    pre: Pre | None = None,
) -> Plan:
    """What these changesets would release, in the order of the packages; raises Problem for what contradicts itself."""
    names = {package.name for package in packages}
    for changeset in changesets:
        _check(changeset, names, rules)
    fresh = _fresh(changesets, pre)
    planning = _Planning(packages, rules, pre)
    planning.take(fresh)
    planning.settle()
    if pre is not None and pre.mode == "exit":
        planning.leave()
    moved = [planning.moving[name] for name in planning.packages if name in planning.moving]
    return Plan(
        tuple(fresh),
        tuple(_release(planning, one) for one in moved if one.bump),
        _after(pre, changesets, packages),
    )


def _check(changeset: Changeset, names: set[str], rules: Rules) -> None:
    file = f".changeset/{changeset.id}.md"
    if unknown := sorted(changeset.releases.keys() - names):
        known = ", ".join(sorted(names))
        raise Problem(f"{file} names {unknown[0]}, which is no package: there are {known}.")
    ignored = sorted(changeset.releases.keys() & rules.ignore)
    if ignored and changeset.releases.keys() - rules.ignore:
        said = f"{file} names {ignored[0]}, which .changeset/config.json ignores, beside others"
        raise Problem(f"{said}: write two changesets.")


def _fresh(changesets: Sequence[Changeset], pre: Pre | None) -> list[Changeset]:
    """While a pre-release goes on, only those that no earlier one took up; its end takes up all of them."""
    used = pre.changesets if pre is not None and pre.mode == "pre" else ()
    return [changeset for changeset in changesets if changeset.id not in used]


def _after(
    pre: Pre | None, changesets: Sequence[Changeset], packages: Sequence[Package]
) -> Pre | None:
    if pre is None or pre.mode == "exit":
        return None
    first = {package.name: str(package.version) for package in packages}
    return Pre("pre", pre.tag, first | pre.initial_versions, tuple(one.id for one in changesets))


def _release(planning: _Planning, one: _Moving) -> Release:
    return Release(
        one.package.name,
        one.bump,
        one.package.version,
        one.base,
        planning.new(one),
        tuple(one.changesets),
        tuple(one.because),
    )


def _dependents(packages: dict[str, Package]) -> dict[str, list[str]]:
    """Who depends on each package as it is here; a range that does not hold its version means another one."""
    found: dict[str, list[str]] = {name: [] for name in packages}
    for package in packages.values():
        for name, wanted in package.depends.items():
            there = packages.get(name)
            if there and wanted.allows(there.version, there.version):
                found[name].append(package.name)
    return found


def _numbers(packages: dict[str, Package], rules: Rules) -> dict[str, int]:
    """Of each package, the number of its next pre-release; groups share the highest."""
    found = {name: package.version.next_number for name, package in packages.items()}
    for group in (*rules.fixed, *rules.linked):
        highest = max((found[name] for name in group), default=0)
        found |= dict.fromkeys(group, highest)
    return found
