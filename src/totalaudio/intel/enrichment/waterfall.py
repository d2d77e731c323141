"""The steps in their order, and runs over many contacts: lazy, in the order of the input.

Offline nothing opens a socket and everything happens in the caller's thread. Online a bounded
number of contacts is looked up ahead in threads; the steps remember what they found per domain, so
that a thousand contacts at one domain make one look-up.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING

from totalaudio.intel.enrichment.contact import enrich_one
from totalaudio.intel.enrichment.findings import Enrichment, Subject
from totalaudio.intel.enrichment.steps.directory import DirectoryStep
from totalaudio.intel.enrichment.steps.ending import EndingStep
from totalaudio.intel.enrichment.steps.fields import OUTLET_FIELDS
from totalaudio.intel.enrichment.steps.row import RowStep
from totalaudio.intel.enrichment.steps.step import Step
from totalaudio.intel.enrichment.steps.untried import untried_dns, untried_site
from totalaudio.intel.enrichment.steps.workspace import WorkspaceLookup, WorkspaceStep

if TYPE_CHECKING:
    from dns.resolver import Resolver

    from totalaudio.core.lib.fetching import Fetcher

__all__ = ["build_steps", "enrich_all", "enrich_one"]

type Progress = Callable[[int], None]
type Cancelled = Callable[[], bool]

_WORKERS = 16
_AHEAD = 4  # contacts waiting per worker


def build_steps(
    *,
    offline: bool,
    workspace_lookup: WorkspaceLookup | None = None,
    fetcher: "Fetcher | None" = None,
    resolver: "Resolver | None" = None,
) -> tuple[Step, ...]:
    """The steps in order: row, workspace, directory, DNS, own site, the domain's ending.

    They remember what they looked up for as long as they live: build them anew for each run.
    """
    known: list[Step] = [RowStep()]
    if workspace_lookup:
        known.append(WorkspaceStep(workspace_lookup))
    known.append(DirectoryStep())
    if offline:
        return (*known, untried_dns(), untried_site(OUTLET_FIELDS), EndingStep())
    # Offline runs need none of this, and it takes a while to import.
    from totalaudio.intel.enrichment.steps.mail_servers import DnsStep
    from totalaudio.intel.enrichment.steps.site import SiteStep, default_fetcher

    return (*known, DnsStep(resolver), SiteStep(fetcher or default_fetcher()), EndingStep())


def enrich_all(
    subjects: Iterable[Subject],
    *,
    offline: bool,
    on_progress: Progress | None = None,
    steps: Sequence[Step] | None = None,
    cancelled: Cancelled | None = None,
    workers: int = _WORKERS,
) -> Iterator[Enrichment]:
    """One enrichment per subject, in order, as they become ready.

    `on_progress` is told the number of finished contacts after each; once `cancelled` says so, no
    further contact is begun and the iterator ends after those that are done in order.
    """
    chosen = steps if steps is not None else build_steps(offline=offline)
    run = _in_turn if offline else _in_threads
    going = _until(subjects, cancelled)
    for done, enrichment in enumerate(run(going, chosen, workers), start=1):
        if on_progress:
            on_progress(done)
        yield enrichment


def _until(subjects: Iterable[Subject], cancelled: Cancelled | None) -> Iterator[Subject]:
    for subject in subjects:
        if cancelled and cancelled():
            return
        yield subject


def _in_turn(
    subjects: Iterator[Subject], steps: Sequence[Step], _workers: int
) -> Iterator[Enrichment]:
    for subject in subjects:
        yield enrich_one(subject, steps)


def _in_threads(
    subjects: Iterator[Subject], steps: Sequence[Step], workers: int
) -> Iterator[Enrichment]:
    pool = ThreadPoolExecutor(workers, thread_name_prefix="enrich")
    try:
        waiting: deque[Future[Enrichment]] = deque(
            pool.submit(enrich_one, subject, steps)
            for subject in islice(subjects, workers * _AHEAD)
        )
        while waiting:
            yield waiting.popleft().result()
            waiting.extend(pool.submit(enrich_one, one, steps) for one in islice(subjects, 1))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
