"""A process that cannot reach its database does not end for that: it serves nobody until the walls were asked."""

import logging
import os
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Final

from django.conf import settings

from totalaudio.core.web import waiting
from totalaudio.project.environment import Fault
from totalaudio.project.walls import is_all_away, line_of, problems_of, refuse_weak_walls

log = logging.getLogger(__name__)

# A pooler may keep whoever asks for minutes, and who started us wants to hear that we live.
FIRST_SECONDS: Final = 8.0
# Many processes wait for one server: they do not all knock at once.
BETWEEN_SECONDS: Final = (0.5, 1.5)
_SLOW: Final = "totalaudio: the database takes long to answer"


def serve_when_asked(may_hold: Iterable[str], then: Callable[[], None]) -> None:
    """End the process when a connection is too mighty, and serve nothing while no database says how mighty it is.

    `then` is called once, before the first request is served.
    """
    allowed = tuple(may_hold)
    if (
        settings.COUNTS_WITH_REQUESTS
    ):  # threads stand still there; the next request starts another process
        refuse_weak_walls(allowed)
        then()
        return
    question = _asked(allowed)
    try:
        problems = question.result(FIRST_SECONDS)
    except TimeoutError:
        _wait(question, allowed, then, _SLOW)
        return
    if problems and is_all_away(problems):
        _wait(question, allowed, then, line_of(problems))
    elif problems:
        raise SystemExit(line_of(problems))
    else:
        then()


def work_when_asked(may_hold: Iterable[str], waits: Path | None) -> None:
    """Come back as soon as the walls were asked, and end the process when a connection is too mighty.

    `waits` is a file that is touched while the database cannot be reached, and gone afterwards.
    """
    allowed, told = tuple(may_hold), ""
    question = _asked(allowed)
    while why := _why_not(question):
        _touch(waits)
        if told != (told := why):
            log.warning("%s. Until it answers, nothing is worked on", why)
        if why != _SLOW:
            _pause()
            question = _asked(allowed)
    if waits is not None:
        waits.unlink(missing_ok=True)
    if problems := question.result():
        raise SystemExit(line_of(problems))


def _why_not(question: Future[list[Fault]]) -> str:
    """Why the question has to be waited for, or asked again; '' when it was answered."""
    try:
        problems = question.result(FIRST_SECONDS)
    except TimeoutError:
        return _SLOW
    return line_of(problems) if problems and is_all_away(problems) else ""


def _touch(file: Path | None) -> None:
    if file is not None:
        with suppress(OSError):  # a full disk is no reason to end
            file.touch()


def _pause() -> None:
    time.sleep(random.uniform(*BETWEEN_SECONDS))  # noqa: S311 - no secret


def _asked(may_hold: tuple[str, ...]) -> Future[list[Fault]]:
    """The answer that a thread brings: the question may take its time."""
    answer: Future[list[Fault]] = Future()

    def ask() -> None:
        try:
            answer.set_result(problems_of(may_hold))
        except BaseException as error:  # whoever waits for the answer meets it
            answer.set_exception(error)

    Thread(target=ask, name="asking", daemon=True).start()
    return answer


def _wait(
    question: Future[list[Fault]], may_hold: tuple[str, ...], then: Callable[[], None], why: str
) -> None:
    waiting.hold()
    log.warning("%s. Until it answers, nothing is served", why)
    told = (question, may_hold, then)
    Thread(target=_go_on, args=told, name="asking on", daemon=True).start()


def _go_on(
    question: Future[list[Fault]], may_hold: tuple[str, ...], then: Callable[[], None]
) -> None:
    """Ask, one question after the other, until the database answers."""
    try:
        problems = question.result()
        while problems and is_all_away(problems):
            _pause()
            problems = problems_of(may_hold)
        if not problems:
            then()
        said = line_of(problems) if problems else ""
    except BaseException:  # else it would wait for ever
        said = traceback.format_exc().rstrip()
    if said:
        _end(said)
    else:
        log.warning("The database answers: this process serves from now on")
        waiting.release()


def _end(said: str) -> None:
    """End this process from a thread, before it serves anything."""
    sys.stderr.write(f"{said}\n")
    sys.stderr.flush()
    os._exit(1)
