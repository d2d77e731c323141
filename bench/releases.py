"""`release plan` on 50 packages, beside `changeset status` of @changesets/cli on the same packages and changesets."""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.report import Figure, report
from totalaudio_ops.releases.changesets import written
from totalaudio_ops.releases.versions import Bump

ROOT = Path(__file__).resolve().parents[1]
PEER = ROOT / "tests" / "node" / "node_modules" / ".bin" / "changeset"
NAMES = tuple(f"app-{number:02}" for number in range(1, 50))
CHANGESETS = 60
RUNS = 5
LIMIT = 1.0


def main(json_output: bool) -> int:  # noqa: FBT001 - how the runner of benchmarks calls it
    """Measure both commands in turn, from their start to their end."""
    if not PEER.exists():
        sys.stderr.write("@changesets/cli is not here: run npm ci in tests/node first.\n")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _fill(root)
        times = [(_timed(lambda: _ours(root)), _timed(lambda: _theirs(root))) for _ in range(RUNS)]
        before = _processor()
        ours_moved, processor = _ours(root), _processor() - before
        moved = ours_moved, _theirs(root)
    if moved[0] != moved[1]:
        sys.stderr.write("The two plans differ.\n")
        return 2
    ours, theirs = (statistics.median(pair[which] for pair in times) for which in (0, 1))
    return report(
        "releases",
        [
            Figure("packages", len(NAMES) + 1, ""),
            Figure("changesets", CHANGESETS, ""),
            Figure("packages that both plans move", len(moved[0]), ""),
            Figure(f"release plan --json, median of {RUNS}", ours, "s", LIMIT),
            Figure("processor time of one release plan --json", processor, "s"),
            Figure(f"changeset status --output, median of {RUNS}", theirs, "s"),
            Figure("ours against theirs", ours / theirs, "times"),
        ],
        json_output=json_output,
    )


def _fill(root: Path) -> None:
    """The same packages for both: as deployables, and as a workspace of npm in a repository."""
    apps = "".join(
        f'[deployables.{name}]\nversion = "1.2.3"\ndepends = ["core"]\n' for name in NAMES
    )
    (root / "deployables.toml").write_text(f'[core]\nversion = "1.2.3"\n{apps}')
    _json(root / "package.json", {"name": "root", "private": True, "workspaces": ["packages/*"]})
    (root / "package-lock.json").write_text("{}")
    for name in ("core", *NAMES):
        depends = {} if name == "core" else {"core": "workspace:*"}
        said = {"name": name, "version": "1.2.3", "private": True, "dependencies": depends}
        (root / "packages" / name).mkdir(parents=True)
        _json(root / "packages" / name / "package.json", said)
    (root / ".changeset").mkdir()
    _json(root / ".changeset" / "config.json", {"baseBranch": "main"})
    for number in range(CHANGESETS):
        name = ("core", *NAMES)[number % 20]
        text = written({name: list(Bump)[1 + number % 3]}, f"Change {number}.")
        (root / ".changeset" / f"change-{number}.md").write_text(text)
    _run(["git", "init", "--quiet", "--initial-branch", "main"], root)
    _run(["git", "add", "--all"], root)
    who = ["-c", "user.name=bench", "-c", "user.email=bench@example.com"]
    _run(["git", *who, "commit", "--quiet", "--message", "All"], root)


def _ours(root: Path) -> dict[str, str]:
    words = [sys.executable, "-m", "totalaudio", "release", "plan", "--json", "--root", str(root)]
    found = json.loads(_run(words, ROOT / "src"))
    return {one["package"]: one["new_version"] for one in found["releases"]}


def _theirs(root: Path) -> dict[str, str]:
    _run([str(PEER), "status", "--output", "plan.json"], root)
    found = json.loads((root / "plan.json").read_text())
    return {one["name"]: one["newVersion"] for one in found["releases"]}


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _timed(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def _run(words: Sequence[str], where: Path) -> bytes:
    return subprocess.run(words, cwd=where, check=True, capture_output=True).stdout


def _json(file: Path, said: object) -> None:
    file.write_text(json.dumps(said))
