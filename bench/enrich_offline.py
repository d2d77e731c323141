"""How many contacts a second `totalaudio enrich --offline` manages, as a whole process."""

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.report import Figure, report

ROWS = 10_000
LIMIT = 2_000  # contacts a second, at least
RUNS = 3
_SEED = 20

_OUTLETS = (
    ("BBC Radio 6 Music", "bbc.co.uk"),
    ("KEXP", "kexp.org"),
    ("NTS Radio", "nts.live"),
    ("Clash Magazine", "clashmusic.com"),
)
_GENRES = ("Indie / Rock", "D'n'B, jungle", "hip hop; R&B", "folk", "Electronic|techno", "", "jazz")
_PLACES = ("UK", "United Kingdom", "usa", "Deutschland", "Scotland", "", "FR")


def run() -> float:
    """Measure the best of some runs over the same generated list, in contacts a second."""
    with tempfile.TemporaryDirectory() as folder:
        source, result = Path(folder) / "messy.csv", Path(folder) / "enriched.json"
        source.write_bytes(messy_list(ROWS).encode("cp1252"))
        seconds = min(_time(source, result) for _ in range(RUNS))
        contacts = len(json.loads(result.read_bytes()))
    return contacts / seconds


def messy_list(rows: int) -> str:
    """Return a list as people keep them: made-up names, example domains, a few public outlets."""
    pick = random.Random(_SEED)
    lines = [
        "Radio contacts, autumn",
        "",
        "Name;E-mail Addy;Station / Show;Genre(s);Region;Tel.;Notes",
    ]
    for number in range(rows):
        outlet, domain = pick.choice(_OUTLETS)
        if pick.random() < 0.7:
            outlet, domain = f"Made Up FM {number % 900}", f"madeup{number % 900}.example"
        name = f"José Beispiel{number}" if number % 7 else f"Ann Example{number} ({outlet})"
        lines.append(
            f"{name};{_address(number, domain)};{outlet if number % 7 else ''};"
            f'"{pick.choice(_GENRES)}";{pick.choice(_PLACES)};020 7946 {number % 1000:04d};Note {number}'
        )
    return "\r\n".join(lines) + "\r\n"


def _address(number: int, domain: str) -> str:
    forms = (
        f"contact{number}@{domain}",
        f"Ann <ann{number}@{domain}>, music@{domain}",
        f"ann{number} [at] {domain.replace('.', ' [dot] ')}",
        f"ann{number}@gmial.com",
        f"mailto:Ann.Example{number}@{domain.upper()}.",
    )
    return forms[number % len(forms)]


def _time(source: Path, result: Path) -> float:
    command = ["-m", "totalaudio", "enrich", str(source), "--offline", "--out", str(result)]
    start = time.perf_counter()
    subprocess.run([sys.executable, *command], check=True, capture_output=True)
    return time.perf_counter() - start


def main(json_output: bool) -> int:  # noqa: FBT001 - how the runner of benchmarks calls it
    """Print the figure as a table, or as JSON; 1 when the limit was missed."""
    figure = Figure(f"{ROWS:,} rows, best of {RUNS}", run(), "contacts/s", LIMIT, at_least=True)
    return report("enrich_offline", [figure], json_output=json_output)
