"""Runs the command of backups in a process of its own, which ends when the worker ends."""

import asyncio
import signal
import sys
from typing import Final

from totalaudio_ops.processes.death import dies_with_parent

GRACE_SECONDS: Final = 20


async def run_daily(name: str, trigger: str) -> str:
    """Make, verify and prune; returns what failed, '' when all is well."""
    return await _run("daily", "--name", name, "--trigger", trigger)


async def run_look() -> str:
    """Look whether every verified archive is still there; returns what is wrong, '' when all is well."""
    return await _run("look")


async def _run(*arguments: str) -> str:
    command = ["totalaudio", "backup", *arguments]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",
        "-m",
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        # An interrupt lets it remove what it has unpacked.
        preexec_fn=dies_with_parent(signal.SIGINT),
    )
    try:
        _, said = await process.communicate()
    except asyncio.CancelledError:
        await _end(process)
        raise
    return "" if process.returncode == 0 else _last_line(said)


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.send_signal(signal.SIGINT)
    try:
        await asyncio.wait_for(process.wait(), GRACE_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()


def _last_line(said: bytes) -> str:
    lines = [line.strip() for line in said.decode("utf-8", "replace").splitlines() if line.strip()]
    return lines[-1].removeprefix("totalaudio: ")[:2000] if lines else "it ended without a word"
