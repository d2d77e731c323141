"""Copies a deploy while it goes on, in a thread of its own: a database that is away delays nobody."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

import psycopg

from totalaudio_ops.deploys.journal import Deploy, Journal
from totalaudio_ops.deploys.recording import catch_up, copy
from totalaudio_ops.happenings import Connection
from totalaudio_ops.problems import Problem

type Connect = Callable[[], AbstractContextManager[Connection]]


class Copier:
    """Hears of a deploy whenever something became of it; what it cannot copy, the next command does."""

    def __init__(self, connect: Connect, journal: Journal) -> None:
        """Nothing is asked of the database before somebody is heard."""
        self._connect, self._journal = connect, journal
        self._newest: Deploy | None = None
        self._is_over = False
        self._change = threading.Condition()
        self._problem = ""
        self._thread: threading.Thread | None = None

    def heard(self, deploy: Deploy) -> None:
        """Copy this when there is time; what was heard before and not copied yet is in it."""
        with self._change:
            self._newest = deploy
            self._change.notify()
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, daemon=True, name="copier")
            self._thread.start()

    def finish(self, seconds: float) -> str:
        """Wait so long for what is left; returns why the copy is not whole, '' when it is."""
        with self._change:
            self._is_over = True
            self._change.notify()
        if self._thread is None:
            return ""
        self._thread.join(seconds)
        return "the database did not answer in time" if self._thread.is_alive() else self._problem

    def _work(self) -> None:
        while (deploy := self._next()) is not None:
            try:
                with self._connect() as connection:
                    copy(connection, deploy)
                    catch_up(connection, self._journal)
                self._problem = ""
            except (Problem, psycopg.Error) as error:
                self._problem = " ".join(str(error).split())[:300] or type(error).__name__

    def _next(self) -> Deploy | None:
        with self._change:
            while self._newest is None and not self._is_over:
                self._change.wait()
            deploy, self._newest = self._newest, None
            return deploy
