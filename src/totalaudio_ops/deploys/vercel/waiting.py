"""Waits for what Vercel does by and by: for so long, and no longer."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from totalaudio_ops.problems import Problem

from .answers import OVER, Deployment, Move, Project
from .client import Client

FAILED: Final = frozenset({"failed", "skipped"})


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited for a build and for a move, how often is asked, and with which clock."""

    build: float = 900.0
    move: float = 180.0
    every: float = 2.0
    clock: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = time.sleep


def until_ready(client: Client, key: str, patience: Patience) -> Deployment:
    """The deployment once it answers; raises Problem with the build's own words, or when it takes too long."""
    give_up_at = patience.clock() + patience.build
    while True:
        found = client.deployment(key)
        if found.is_ready:
            return found
        if found.ready_state in OVER:
            raise Problem(
                f"Vercel's build {key} ended as {found.ready_state}: {found.why}."
                " Put that right and deploy again."
            )
        if patience.clock() >= give_up_at:
            raise Problem(
                f"Vercel's build {key} is still {found.ready_state} after {patience.build:g} s:"
                " look at its log in Vercel, and run the same command to go on waiting."
            )
        patience.pause(patience.every)


def until_moved(client: Client, project: str, key: str, patience: Patience, against: str) -> Move:
    """The move to a deployment once it is done; raises Problem when it fails or takes too long.

    `against` is what was said when it was asked for, '' for nothing.
    """
    give_up_at = patience.clock() + patience.move
    while True:
        seen = client.project(project)
        move = seen.moved_to(key)
        if move and move.job_status == "succeeded" and seen.serving == key:
            return move
        if move and move.job_status in FAILED:
            hosts = ", ".join(client.failed_hosts(project)) or "it does not say which"
            raise Problem(
                f"Vercel's {move.type} to {key} {move.job_status} (hosts: {hosts}): look at the domains of"
                f" {seen.name}, and run the same command again."
            )
        if patience.clock() >= give_up_at:
            raise Problem(_too_long(seen, move, key, patience.move, against))
        patience.pause(patience.every)


def settled(client: Client, project: str, patience: Patience) -> Project:
    """The project once no move is under way; raises Problem when that takes too long."""
    give_up_at = patience.clock() + patience.move
    while True:
        seen = client.project(project)
        move = seen.last_alias_request
        if move is None or not move.is_under_way:
            return seen
        if patience.clock() >= give_up_at:
            raise Problem(_too_long(seen, move, move.to_deployment_id, patience.move, ""))
        patience.pause(patience.every)


def _too_long(seen: Project, move: Move | None, key: str, seconds: float, against: str) -> str:
    how = move.job_status if move else "not begun"
    said = f" {against}" if against else ""
    return (
        f"{seen.name} does not serve {key} after {seconds:g} s (the move is {how}).{said}"
        " Run the same command to go on waiting."
    )
