"""What counting costs: the same requests with it and without it, in turns, in this thread's own time."""

import json
import logging
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROUNDS, TIMES = 15, 2_000


def main() -> None:
    """Write the figures as JSON."""
    import django

    django.setup()
    from django.http import HttpRequest, HttpResponse
    from django.test import RequestFactory

    from totalaudio.core.web.counting import process
    from totalaudio.core.web.counting.middleware import Counting
    from totalaudio.core.web.counting.work import timed
    from totalaudio.project.environment.hiding import Formatter

    process.start()

    def view(_: HttpRequest) -> HttpResponse:
        return HttpResponse()

    counted, request = Counting(view), RequestFactory().get("/intel/contacts/")
    counter = process.counter()
    found = _medians(
        {
            "plain_us": lambda: view(request),
            "counting_us": lambda: counted(request),
            "counter_us": lambda: counter.count("tracker", "home", 0.1, 200),
            "statement_us": lambda: timed(lambda *_: None, "", None, False, {}),  # noqa: FBT003 - as Django calls it
        }
    )
    log = logging.getLogger("totalaudio.requests")
    nowhere = Path("/dev/null").open("w", encoding="utf-8")  # noqa: SIM115 - as long as the process
    handler = logging.StreamHandler(nowhere)
    handler.setFormatter(Formatter())
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    found["line_us"] = _medians({"line": lambda: counted(request)})["line"] - found["counting_us"]
    log.setLevel(logging.WARNING)
    found["page_ratio"] = _page_ratio()
    process.stop()
    json.dump(found, sys.stdout)


def _page_ratio() -> float:
    """The sign-in page through everything that a request goes through, with and without counting."""
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = ["testserver"]
    with_it = Client()
    with_it.get("/accounts/login/")
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "counting" not in name]
    without = Client()
    without.get("/accounts/login/")
    found = _medians(
        {
            "with": lambda: with_it.get("/accounts/login/"),
            "without": lambda: without.get("/accounts/login/"),
        },
        times=10,
    )
    return found["with"] / found["without"]


def _medians(runs: dict[str, Callable[[], object]], times: int = TIMES) -> dict[str, float]:
    samples: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, run in runs.items():
            begin = time.thread_time_ns()
            for _ in range(times):
                run()
            samples[name].append((time.thread_time_ns() - begin) / times / 1000)
    return {name: statistics.median(found) for name, found in samples.items()}


if __name__ == "__main__":
    main()
