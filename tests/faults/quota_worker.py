"""One of many who use a limit at once: reserves, settles, fails, comes late, releases, or dies at any point.

What it did is written to `quota_ledger` in the transaction that settles it, so that the ledger has exactly
what was kept.
"""

import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import psycopg

LASTS = 0.2  # seconds that a reservation lives without a sign
LEDGER = (
    "CREATE TABLE quota_ledger (reservation uuid NOT NULL, did int NOT NULL, counted int NOT NULL)"
)
_HOLD = """SELECT is_held FROM hold_quota_v1(%s, %s, gen_random_uuid(), 'enrichments', '2026-11-14 08:00Z',
    '2026-12-14 08:00Z', %s, %s, make_interval(secs => %s))"""
_SETTLE = "SELECT settle_quota_v1(%s, %s, %s, make_interval(secs => %s))"


@dataclass
class Worker:
    """Works on one workspace's limit until it is told to stop."""

    url: str
    workspace: UUID
    allowed: int
    chance: random.Random
    refused: int = 0
    connection: psycopg.Connection[tuple[Any, ...]] = field(init=False)

    def work(self, is_over: Callable[[], bool]) -> None:
        self.connection = psycopg.connect(self.url, autocommit=True)
        while not is_over():
            self._one()
        self.connection.close()

    def _one(self) -> None:
        key, amount = uuid4(), self.chance.randint(1, 12)
        if not self._hold(key, amount):
            self.refused += 1
            time.sleep(self.chance.uniform(0, 0.02))
            return
        while amount and self.chance.random() < 0.85:
            amount -= self._settle(key, self.chance.randint(0, amount))
            if self.chance.random() < 0.08:
                time.sleep(
                    LASTS * 1.5
                )  # so that it comes back late, when others may have its place
            if self.chance.random() < 0.2 and not self._hold(key, amount):
                return
        if self.chance.random() < 0.7:
            self._ask("SELECT release_quota_v1(%s, %s)", self.workspace, key)

    def _settle(self, key: UUID, part: int) -> int:
        """What was done and kept; a failure keeps nothing, and a death in the middle neither."""
        fate = self.chance.random()
        with self.connection.transaction():
            self._enter()
            row = self.connection.execute(_SETTLE, [self.workspace, key, part, LASTS]).fetchone()
            values = [key, part, row[0] if row else None]
            self.connection.execute("INSERT INTO quota_ledger VALUES (%s, %s, %s)", values)
            if fate < 0.1:
                self.connection.close()
            elif fate < 0.3:
                raise psycopg.Rollback
        if self.connection.closed:
            self.connection = psycopg.connect(self.url, autocommit=True)
        return 0 if fate < 0.3 else part

    def _hold(self, key: UUID, amount: int) -> bool:
        return bool(self._ask(_HOLD, self.workspace, key, self.allowed, amount, LASTS))

    def _ask(self, query: str, *values: object) -> object:
        with self.connection.transaction():
            self._enter()
            row = self.connection.execute(query, values).fetchone()
        return row[0] if row else None

    def _enter(self) -> None:
        self.connection.execute("SELECT set_context_v1(NULL, %s, 'member')", [self.workspace])


if __name__ == "__main__":
    _, url, workspace, allowed, seed = sys.argv
    Worker(url, UUID(workspace), int(allowed), random.Random(seed)).work(lambda: False)
