"""Starts the platform's parts in their order, and tells what happens to them."""

import contextlib
import os
import secrets
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from totalaudio.project.platform import children
from totalaudio.project.platform.banner import banner
from totalaudio.project.platform.children import Address, Told
from totalaudio.project.platform.data import DataFolder, read_secrets
from totalaudio.project.platform.migrating import alone, read_mark, wanted_schema, write_mark
from totalaudio.project.platform.running import Run, write_run
from totalaudio.project.platform.status_port import status_port
from totalaudio_ops.postgres import find_binaries, prepare_cluster
from totalaudio_ops.postgres.roles import Urls, ensure, ensure_database
from totalaudio_ops.problems import Problem
from totalaudio_ops.processes import Event, StartFailed, Stopped, Supervisor
from totalaudio_ops.processes.logs import Logs
from totalaudio_ops.schema import migrate as migrate_operations
from totalaudio_ops.schema import refuse_missing_schema

GIVEN = ("app", "system", "owner")


class Platform:
    """One run of the platform in a data folder that is held."""

    def __init__(
        self, folder: DataFolder, address: Address, environ: Mapping[str, str], *, demo: bool
    ) -> None:
        kept = read_secrets(folder)
        self._folder, self._environ = folder, environ
        self._secret_key = environ.get("SECRET_KEY") or kept.secret_key
        self._postgres_password = kept.postgres_password
        run_id, port = secrets.token_hex(8), status_port(address, environ)
        self._told = Told(run_id, self._secret_key, folder.path, address, demo, port)
        self._run = Run(self._told.run_id, os.getpid(), address.url)
        self._logs = Logs(folder.logs, self._show)
        self._supervisor = Supervisor(self._logs.line, self._happened)

    def run(self, started_at: float) -> None:
        """Starts everything, waits until asked to stop, and stops everything."""
        with self._supervisor.signals(), contextlib.ExitStack() as stack:
            stack.callback(self._stop)
            try:
                self._start(stack)
                self._record(is_ready=True)
                seconds = time.monotonic() - started_at
                say(banner(self._told, seconds, self._sign_in(), self._environ))
                self._supervisor.run()
            except Stopped:
                pass
            except StartFailed as failure:
                raise Problem(self._explain(failure)) from None

    def _start(self, stack: contextlib.ExitStack) -> None:
        self._record()
        urls = self._database(stack)
        self._record(database=urls)
        self._prepare(urls)
        self._supervisor.start(children.web(self._told, urls))
        self._supervisor.start(children.worker(self._told, urls))
        self._supervisor.start(children.watch(self._told, urls))

    def _database(self, stack: contextlib.ExitStack) -> Urls:
        """Returns the addresses of the roles: given, made on a given server, or on our own."""
        given = {role: self._environ.get(f"DATABASE_{role.upper()}_URL", "") for role in GIVEN}
        if all(given.values()):
            return Urls(**given)
        admin_url = self._environ.get("DATABASE_URL")
        if not admin_url:
            admin_url = ensure_database(self._embedded(stack))
        return ensure(admin_url, self._secret_key)

    def _embedded(self, stack: contextlib.ExitStack) -> str:
        folder = self._folder
        if not folder.cluster.exists():
            say("Making the database ...")
        cluster = prepare_cluster(
            find_binaries(self._environ), folder.cluster, folder.socket, self._postgres_password
        )
        self._record(socket=str(cluster.socket))
        self._supervisor.start(stack.enter_context(cluster.spec()))
        return cluster.url()

    def _prepare(self, urls: Urls) -> None:
        """Migrates and makes the demo, unless the database says that it was done."""
        wanted = wanted_schema()
        with alone(urls.owner) as connection:
            mark = read_mark(connection)
            if mark.schema != wanted:
                refuse_missing_schema(connection)
                say("Bringing the database up to date ...")
                self._supervisor.complete(children.migrate(self._told, urls))
                migrate_operations(urls.owner)
                mark = replace(mark, schema=wanted)
                write_mark(connection, mark)
            if self._told.demo and not mark.has_demo:
                self._supervisor.complete(children.demo(self._told, urls))
                write_mark(connection, replace(mark, has_demo=True))

    def _record(self, **changes: object) -> None:
        self._run = replace(self._run, **changes)  # type: ignore[arg-type]  # fields of Run
        write_run(self._folder, self._run)

    def _sign_in(self) -> tuple[str, str] | None:
        if not self._told.demo:
            return None
        from totalaudio.project.demo import EMAIL, PASSWORD

        return EMAIL, PASSWORD

    def _stop(self) -> None:
        if self._run.is_ready:
            say("Stopping ...")
        self._supervisor.stop()
        socket = Path(self._run.socket)
        if self._run.socket and socket.parent != self._folder.path:
            with contextlib.suppress(OSError):
                socket.rmdir()
        self._folder.run_file.unlink(missing_ok=True)

    def _happened(self, name: str, event: Event, detail: str) -> None:
        self._logs.line("platform", f"{name} {event}: {detail}")
        if not self._run.is_ready:
            return
        if event is Event.DIED:
            say(f"{name} died ({detail}) and is started again.")
        elif event is Event.READY:
            say(f"{name} runs again.")

    def _show(self, line: str) -> None:
        if self._run.is_ready:  # until then a failure is explained once, at the end
            say(line)

    def _explain(self, failure: StartFailed) -> str:
        said = next(
            (line.strip() for line in reversed(failure.said) if line.strip()), "it said nothing"
        )
        log = self._folder.logs / f"{failure.name}.log"
        return f"{failure.name} {failure.reason}: {said.rstrip('.')}; see {log}."


def say(text: str) -> None:
    """Talks to the person at the terminal."""
    with contextlib.suppress(OSError):  # a terminal that went away, or a file on a full disk
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
