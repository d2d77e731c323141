"""A bench for deploys: one place and one journal, and whoever deploys may be killed and come again."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import override

import msgspec

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys import ordering
from totalaudio_ops.deploys.folding import State, state_of
from totalaudio_ops.deploys.gating import Gate
from totalaudio_ops.deploys.journal import Deploy, Journal
from totalaudio_ops.deploys.judging import Rules
from totalaudio_ops.deploys.means import Means
from totalaudio_ops.deploys.ordering import Wish
from totalaudio_ops.deploys.steps import Entry, Environment, Order
from totalaudio_ops.deploys.tests.places import Bomb, FakePlace, Killed

APP, PRODUCTION = Deployable.TRACKER, Environment.PRODUCTION
AT_ONCE = Rules(seconds=0)
FIRST, SECOND, THIRD = "1" * 40, "2" * 40, "3" * 40


class FragileJournal(Journal):
    """Whoever writes to it can be killed before, in the middle of, and after a line."""

    def __init__(self, folder: Path, bomb: Bomb) -> None:
        super().__init__(folder)
        self._bomb = bomb

    @override
    def append(self, order: Order, entry: Entry) -> None:
        self._bomb.tick()
        try:
            self._bomb.tick()
        except Killed:
            line = msgspec.json.encode(entry)
            with (self.folder / f"{order.id}.jsonl").open("ab") as file:
                file.write(line[: len(line) // 2])
            raise
        super().append(order, entry)
        self._bomb.tick()


@dataclass
class Bench:
    """Everything that stays when a deployer goes."""

    folder: Path
    place: FakePlace = field(default_factory=FakePlace)
    gate: Gate = field(default=lambda _order: [])
    rules: Rules = AT_ONCE
    check_seconds: float = 0.0
    recorded: list[Deploy] = field(default_factory=list)

    def means(self) -> Means:
        journal = FragileJournal(self.folder, self.place.bomb)
        return Means(
            self.place,
            journal,
            self.gate,
            self.rules,
            self.check_seconds,
            record=self.recorded.append,
        )

    def deploy(self, commit: str) -> Deploy:
        return ordering.deploy(self.wish(commit), self.means())

    def wish(self, commit: str) -> Wish:
        return Wish(APP, PRODUCTION, commit, "0.1.0", "olive")

    def rollback(self) -> Deploy:
        return ordering.rollback(APP, PRODUCTION, self.means(), "olive")

    @property
    def serving(self) -> str | None:
        """The release that people reach, which runs."""
        assert self.place.active is None or self.place.is_healthy()
        return self.place.serving(APP, PRODUCTION).release

    def newest(self) -> Deploy:
        return next(Journal(self.folder).newest(APP, PRODUCTION))


def state(deploy: Deploy) -> State:
    return state_of(deploy.entries, deploy.order.kind)


def lines(deploy: Deploy) -> list[str]:
    """What is in a journal, in short."""
    return [f"{one.step or 'all'} {one.done}" for one in deploy.entries]
